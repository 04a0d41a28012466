"""Words for typed answers of the six clarities, and the refusals of the work on them.

Belongs here: parts of an answer → words, why an answer is not clear enough, why a step was refused. Does not belong
here: judging (``engine.planning.answers``), pages (presenters), writing (``actions.clarity``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sauro.engine.planning.answers import AnswerWrong, day_of_part
from sauro.plans.refusals import ActionRefused
from sauro.plans.states import DecidingLevel, Rhythm
from sauro.web.text import day_words

LACK_WORDS: Mapping[str, str | Promise] = {
    "who_no_unit": gettext_lazy("chưa chọn đơn vị chịu trách nhiệm trong danh sách đơn vị của tỉnh"),
    "what_broken": gettext_lazy("câu còn bỏ lửng hoặc chưa nêu đủ việc phải làm"),
    "when_no_day": gettext_lazy("chưa có ngày hoàn thành hoặc khoảng thời gian"),
    "when_too_long": gettext_lazy("khoảng thời gian dài trên một năm mà chưa có kỳ kiểm tra"),
    "when_no_end": gettext_lazy("mới có ngày bắt đầu, chưa có ngày kết thúc hoặc kỳ thực hiện"),
    "responsibility_is_unit": gettext_lazy("mới nêu cơ quan, chưa nêu người hoặc chức danh cụ thể"),
    "responsibility_many": gettext_lazy("mới nêu chung nhiều người, chưa nêu một người hoặc một chức danh"),
    "responsibility_no_name": gettext_lazy("chưa có họ tên hoặc chức danh"),
    "product_figure_only": gettext_lazy("mới nêu con số, chưa nêu văn bản hoặc kết quả cụ thể"),
    "product_not_named": gettext_lazy("chưa nêu văn bản hoặc kết quả gì, về việc gì"),
    "authority_no_level": gettext_lazy("chưa nêu cấp quyết định"),
    "authority_no_ground": gettext_lazy("chưa ghi căn cứ pháp lý"),
}

_WRONG: Mapping[str, str | Promise] = {
    "not_trimmed": gettext_lazy("Bỏ khoảng trắng thừa ở đầu, cuối hoặc giữa dòng."),
    "too_long": gettext_lazy("Nội dung quá dài. Rút gọn lại."),
    "unknown_rhythm": gettext_lazy("Chọn một trong các kỳ có trong danh sách."),
    "unknown_level": gettext_lazy("Chọn một trong các cấp có trong danh sách."),
    "year_out_of_reach": gettext_lazy("Năm phải trong khoảng 2000 đến 2100."),
    "end_before_start": gettext_lazy("Ngày kết thúc phải từ ngày bắt đầu trở đi."),
    "due_before_start": gettext_lazy("Ngày hoàn thành phải từ ngày bắt đầu trở đi."),
    "due_with_rhythm": gettext_lazy(
        "Việc theo kỳ không có một ngày hoàn thành. Bỏ ngày này hoặc chọn “Một lần”."
    ),
    "not_a_day": gettext_lazy("Ghi ngày theo dạng ngày/tháng/năm, ví dụ 30/6/2026."),
    "unknown_unit": gettext_lazy(
        "Chưa có đơn vị này trong danh sách đơn vị của tỉnh. Chọn tên trong danh sách gợi ý."
    ),
}


def wrong_words(code: str) -> str:
    """What is wrong with a typed part; KeyError for a code without a sentence."""
    return str(_WRONG[code])


def day_of(typed: str, field: str) -> date | None:
    """A day as somebody typed it, None for nothing; a refusal for what is no day."""
    try:
        return day_of_part(" ".join(typed.split()), field)
    except AnswerWrong as wrong:
        raise ClarityRefused("wrong_part", field=field, sentence=wrong_words(wrong.code)) from wrong


def lack_sentence(lacks: tuple[str, ...]) -> str:
    return _("Vẫn chưa đủ rõ vì %(lacks)s.") % {"lacks": "; ".join(str(LACK_WORDS[lack]) for lack in lacks)}


def gap_sentence(gaps: tuple[str, ...]) -> str:
    return "; ".join(str(LACK_WORDS[gap]) for gap in gaps)


def written_day(value: str) -> str:
    """A stored day (2026-06-30) as people write it; empty for none."""
    return day_words(date.fromisoformat(value)) if value else ""


def answer_words(facet: str, parts: Mapping[str, str], unit_names: Mapping[str, str]) -> str:
    """The answer on one line, in the language in force. ``unit_names`` gives the short name of a unit's code."""
    get = parts.get
    if facet == "who":
        unit = get("unit", "")
        return " – ".join(filter(None, (unit_names.get(unit, unit), get("person", ""))))
    if facet == "responsibility":
        return ", ".join(filter(None, (get("person", ""), get("post", ""))))
    if facet == "when":
        return _when(parts)
    if facet == "authority":
        return _authority(parts)
    return get("text", "")


def _when(parts: Mapping[str, str]) -> str:
    due, start, end = (parts.get(part, "") for part in ("due", "from", "to"))
    rhythm = parts.get("rhythm", "")
    said = str(Rhythm(rhythm).label) if rhythm and rhythm != Rhythm.ONCE else ""
    if due:
        day = _("đến ngày %(due)s") % {"due": written_day(due)}
    elif start and end:
        day = _("từ %(start)s đến %(end)s") % {"start": written_day(start), "end": written_day(end)}
    elif start:
        day = _("từ ngày %(start)s") % {"start": written_day(start)}
    elif end:
        day = _("đến ngày %(due)s") % {"due": written_day(end)}
    else:
        day = ""
    words = ", ".join(filter(None, (said, day))) or (str(Rhythm(rhythm).label) if rhythm else "")
    return words[:1].upper() + words[1:]


def _authority(parts: Mapping[str, str]) -> str:
    level, ground, delegation = (parts.get(part, "") for part in ("level", "ground", "delegation"))
    words = []
    if level:
        words.append(_("%(level)s quyết định") % {"level": DecidingLevel(level).label})
    if ground:
        words.append(_("căn cứ %(ground)s") % {"ground": ground})
    if delegation:
        words.append(_("ủy quyền theo %(delegation)s") % {"delegation": delegation})
    said = "; ".join(words)
    return said[:1].upper() + said[1:]


class ClarityRefused(ActionRefused):
    """A step of the work on clarities that changed nothing, with the sentence a person reads; ``field`` names the
    place in a form where there is one."""

    def __init__(self, code: str, *, field: str = "", **values: object) -> None:
        super().__init__(code, **values)
        self.field = field or _FIELDS.get(code, "")

    @property
    def sentence(self) -> str:
        return _SENTENCES[self.code]() % self.values


_FIELDS: Mapping[str, str] = {"unit_ended": "unit", "day_past": "answer_by", "no_message": "message"}

_SENTENCES: Mapping[str, Callable[[], str]] = {
    "nothing_chosen": lambda: _("Chưa chọn điều nào để hỏi. Đánh dấu ít nhất một điều rồi gửi lại."),
    "unit_ended": lambda: _("%(unit)s không còn hoạt động nên không gửi yêu cầu được. Chọn đơn vị kế thừa."),
    "day_past": lambda: _("Hạn trả lời phải từ hôm nay trở đi."),
    "no_message": lambda: _("Chưa có lời gửi đơn vị. Ghi nội dung cần làm rõ."),
    "already_clear": lambda: _("%(facet)s của nhiệm vụ %(task)s đã rõ. Bỏ dòng này rồi gửi lại."),
    "already_asked": lambda: _(
        "%(facet)s của nhiệm vụ %(task)s đang được hỏi trong yêu cầu %(request)s. Bỏ dòng này rồi gửi lại."
    ),
    "not_counted": lambda: _(
        "Nhiệm vụ %(task)s không còn được theo dõi trong sổ nên không hỏi, không ghi được."
    ),
    "not_in_request": lambda: _("Yêu cầu %(request)s không hỏi điều này. Tải lại trang để xem."),
    "ask_moved": lambda: _(
        "Điều này đang ở trạng thái “%(state)s” (%(who)s) nên không ghi đè. Tải lại trang để xem nội dung mới."
    ),
    "somebody_wrote": lambda: _(
        "Người khác vừa ghi nội dung khác: “%(value)s”. Đối chiếu rồi ghi lại nếu cần; nội dung vừa nhập vẫn ở ô bên."
    ),
    "no_reason": lambda: _("Ghi lý do."),
    "partial_no_reason": lambda: _("%(lacks)s Muốn chấp nhận thì ghi lý do; nếu không thì trả lại."),
    "own_answer": lambda: _("Người đã gửi câu trả lời không tự chấp nhận được. Người khác xem xét."),
    "nothing_typed": lambda: _("Chưa nhập nội dung. Nhập nội dung của %(facet)s rồi lưu."),
    "answer_waits": lambda: _(
        "Đơn vị đã trả lời điều này trong yêu cầu %(request)s. Chấp nhận hoặc trả lại câu trả lời đó trước."
    ),
    "task_changed": lambda: _(
        "Nhiệm vụ %(task)s vừa được người khác sửa. Nội dung vừa nhập vẫn còn; đối chiếu nội dung mới rồi lưu lại."
    ),
    "wrong_part": lambda: "%(sentence)s",
    "busy": lambda: _("Nhiều người cùng gửi yêu cầu một lúc. Gửi lại sau ít giây."),
}
