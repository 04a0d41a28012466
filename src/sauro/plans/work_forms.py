"""Forms of the work on parts: reporting, deciding, extensions, steps.

Belongs here: cleaning what somebody typed. Does not belong here: what is allowed (actions), texts of buttons (presenters).
What a move needs is judged by its action, which has the sentence; a form only knows the shape of a day and of a number.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from django import forms
from django.utils.translation import gettext_lazy as _

from sauro.people.forms import day
from sauro.plans.states import Rhythm


def _words(label: Any, *, hint: Any = "", rows: int = 3, required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        help_text=hint,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": _("Cần ghi nội dung này.")},
    )


def _line(label: Any, *, hint: Any = "") -> forms.CharField:
    return forms.CharField(label=label, required=False, help_text=hint, max_length=200)


class MoveForm(forms.Form):
    """``revision`` is the number under which the part was shown."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)


class UpdateForm(MoveForm):
    progress = forms.IntegerField(
        label=_("Tỷ lệ hoàn thành (%)"),
        required=False,
        widget=forms.TextInput(attrs={"class": "num", "inputmode": "numeric"}),
        error_messages={"invalid": _("Tỷ lệ hoàn thành là số nguyên từ 0 đến 100, ví dụ 60.")},
    )
    note = _words(_("Kết quả đã thực hiện"))


class DoneForm(MoveForm):
    done_on = day(
        _("Ngày hoàn thành"), required=_("Cần ghi ngày hoàn thành, dạng ngày/tháng/năm, ví dụ 30/9/2026.")
    )
    outcome = _words(_("Sản phẩm"), hint=_("Số, ký hiệu văn bản hoặc kết quả có thể kiểm tra."), rows=2)
    reason = _words(_("Lý do không có sản phẩm"), hint=_("Chỉ ghi khi không có sản phẩm."), rows=2)


class ReasonForm(MoveForm):
    reason = _words(_("Lý do"), required=True)


class SuspendForm(MoveForm):
    reason = _words(_("Lý do"), required=True)
    document = _line(_("Số, ký hiệu văn bản"))


class WaiveForm(MoveForm):
    document = forms.CharField(
        label=_("Số, ký hiệu văn bản đồng ý"),
        max_length=200,
        error_messages={"required": _("Cần ghi số, ký hiệu văn bản đồng ý.")},
    )
    reason = _words(_("Lý do"))


class AskForm(MoveForm):
    new_due_on = day(
        _("Thời hạn đề nghị"), required=_("Cần ghi thời hạn đề nghị, dạng ngày/tháng/năm, ví dụ 30/9/2026.")
    )
    reason = _words(_("Lý do"), required=True)


class GrantForm(MoveForm):
    document = _line(
        _("Số, ký hiệu văn bản quyết định"),
        hint=_(
            "Cơ quan theo dõi phải ghi khi thời hạn do văn bản giao việc ấn định; lãnh đạo quyết định thì có thể để trống."
        ),
    )
    answer = _words(_("Ghi chú"), rows=2)


class RefuseForm(MoveForm):
    answer = _words(_("Lý do không đồng ý"), required=True)


class StepForm(forms.Form):
    due_on = day(_("Thời hạn của bước"))
    done_on = day(_("Ngày hoàn thành"))
    words = _words(_("Ghi chú"), rows=2)


class NewStepForm(forms.Form):
    name = forms.CharField(
        label=_("Tên bước"), max_length=200, error_messages={"required": _("Cần ghi tên bước.")}
    )
    due_on = day(_("Thời hạn của bước"))


class FollowingForm(forms.Form):
    standing_rhythm = forms.ChoiceField(
        label=_("Kiểm tra việc thường xuyên"),
        choices=[(str(rhythm), rhythm.label) for rhythm in Rhythm if rhythm != Rhythm.ONCE],
    )
    followed_from = day(
        _("Theo dõi từ ngày"),
        hint=_("Không hỏi các kỳ có hạn trước ngày này."),
        required=_("Cần ghi ngày bắt đầu theo dõi, dạng ngày/tháng/năm, ví dụ 30/9/2026."),
    )


FORMS: Mapping[str, type[MoveForm]] = {
    "start": MoveForm,
    "update": UpdateForm,
    "report_done": DoneForm,
    "take_back": MoveForm,
    "confirm": MoveForm,
    "send_back": ReasonForm,
    "reopen": ReasonForm,
    "suspend": SuspendForm,
    "resume": MoveForm,
    "waive": WaiveForm,
    "ask_extension": AskForm,
    "grant_extension": GrantForm,
    "refuse_extension": RefuseForm,
    "withdraw_extension": MoveForm,
}


class OpenAct(Protocol):
    """What a presenter says may be done; it waits for its form."""

    action: str
    closed: str
    form: Any
    open: bool


class WorkedOn(Protocol):
    """What the forms start from."""

    revision: int
    progress: int | None
    note: str


class OpenStep(Protocol):
    order: int
    due: Any
    done: Any
    note: str
    form: Any


def with_forms(
    acts: Iterable[OpenAct], part: WorkedOn, *, bound: MoveForm | None = None, action: str = ""
) -> None:
    """Each open act gets its form; the one that came back keeps what was typed."""
    for act in acts:
        if act.closed:
            continue
        if act.action == action and bound is not None:
            act.form, act.open = bound, True
            continue
        start: dict[str, Any] = {"revision": part.revision}
        if act.action == "update":
            start |= {"progress": part.progress, "note": part.note}
        act.form = FORMS[act.action](initial=start, auto_id=f"{act.action}_%s")


def with_step_forms(steps: Iterable[OpenStep]) -> None:
    for step in steps:
        start = {"due_on": step.due, "done_on": step.done, "words": step.note}
        step.form = StepForm(initial=start, auto_id=f"buoc{step.order}_%s")


class Followed(Protocol):
    standing_rhythm: str
    followed_from: Any


def following_form(plan: Followed) -> FollowingForm:
    start = {"standing_rhythm": plan.standing_rhythm, "followed_from": plan.followed_from}
    return FollowingForm(initial=start, auto_id="theo_doi_%s")
