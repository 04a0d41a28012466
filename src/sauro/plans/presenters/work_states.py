"""What a state is called today: on time, late, due soon, overdue; and how a deadline came about.

Belongs here: the words of all lists and pages for stored work. Does not belong here: which rows are late in the database
(``urgency``), counting.

The clock comes in as ``today``; the day of the deadline itself is still on time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sauro.plans.models import Assignment, Occurrence, Task
from sauro.plans.states import DOERS, TaskLife, WorkState
from sauro.plans.urgency import due_words, status
from sauro.web.text import day_words

FINISHED = (WorkState.DONE, WorkState.WAITING)
"""Late or in time was decided on the day it was finished."""


@dataclass(frozen=True, slots=True)
class Shown:
    """``code`` for ``{% st %}``, the words beside it, and a note such as "quá 3 ngày"."""

    code: str
    words: str
    note: str = ""


def shown(
    state: str, due_on: date | None, today: date, *, done_on: date | None = None, document: str = ""
) -> Shown:
    """The one place where a stored state and the clock become words."""
    if state == WorkState.DONE:
        return _done(due_on, done_on)
    if state == WorkState.WAITING:
        late = due_on is not None and done_on is not None and done_on > due_on
        note = _("báo xong sau hạn") if late else ""
        return Shown("confirm", str(WorkState.WAITING.label), note)
    if state == WorkState.WAIVED and document:
        return Shown("waived", str(WorkState.WAIVED.label), _("theo %(paper)s") % {"paper": document})
    code, words = status(state, due_on, today)
    return Shown(code, words, due_words(state, due_on, today))


def _done(due_on: date | None, done_on: date | None) -> Shown:
    if due_on is None or done_on is None:
        return Shown(
            "done",
            str(WorkState.DONE.label),
            _("xong %(day)s") % {"day": day_words(done_on)} if done_on else "",
        )
    finished = _("xong %(day)s") % {"day": day_words(done_on)}
    if done_on > due_on:
        return Shown("donelate", _("Hoàn thành trễ hạn"), finished)
    return Shown("done", _("Hoàn thành đúng hạn"), finished)


def task_shown(task: Task, today: date) -> Shown:
    """A task that the register no longer counts shows what became of it; no deadline presses it."""
    if task.life != TaskLife.ACTIVE:
        return Shown("gone", str(TaskLife(task.life).label))
    return shown(task.state, task.due_on, today)


def part_shown(part: Assignment, today: date, *, followed: bool = True) -> Shown:
    """A unit that helps or watches does not finish the work: no deadline makes it late. Nor does one press where the
    task is no longer ``followed``: then the part says how far it had come."""
    due = part.due_on if part.role in DOERS else None
    if not followed and part.state not in FINISHED:
        due = None
    return shown(part.state, due, today, done_on=part.done_on, document=part.document)


def occurrence_shown(one: Occurrence, today: date, *, followed: bool = True) -> Shown:
    if not followed and one.opened_at is not None and one.state not in FINISHED:
        return shown(one.state, None, today)
    if one.opened_at is None and one.state == WorkState.NOT_STARTED:
        return Shown("todo", _("Chưa đến kỳ"))
    return shown(one.state, one.due_on, today, done_on=one.done_on)


def period_words(period: str) -> str:
    """Quý III/2026, 6 tháng đầu năm 2026, Tháng 9/2026, Năm 2026; a second deadline of the same period says so."""
    code, _dot, number = period.partition(".")
    words = _period(code)
    return _("%(period)s, hạn thứ %(n)s") % {"period": words, "n": number} if number else words


def _period(code: str) -> str:
    if code == "once":
        return _("Một lần")
    year, _dash, part = code.partition("-")
    if not part:
        return _("Năm %(year)s") % {"year": year}
    if part.startswith("Q"):
        roman = {"1": "I", "2": "II", "3": "III", "4": "IV"}[part[1]]
        return _("Quý %(n)s/%(year)s") % {"n": roman, "year": year}
    if part == "H1":
        return _("6 tháng đầu năm %(year)s") % {"year": year}
    if part == "H2":
        return _("6 tháng cuối năm %(year)s") % {"year": year}
    return _("Tháng %(n)s/%(year)s") % {"n": int(part), "year": year}


def deadline_words(one: Occurrence, *, document: bool = True) -> str:
    """The first deadline and how it came about, in one sentence; without a ``document`` the task's own words say it."""
    if not document and not one.due_basis.startswith("answered") and one.due_basis != "standing":
        if one.first_due_on is None:
            return _("Chưa ghi thời hạn và chưa ai làm rõ.")
        return _("Theo nội dung nhiệm vụ, ngày cuối còn đúng hạn là %(due)s.") % {
            "due": day_words(one.first_due_on)
        }
    if one.first_due_on is None:
        return {
            "day_without_year": _("Văn bản ghi ngày nhưng không ghi năm, nên chưa có thời hạn."),
            "day_not_read": _("Chưa đọc được ngày trong kỳ mà văn bản ghi, nên chưa có thời hạn."),
            "answered_open": _("Đã làm rõ là không có mốc kết thúc."),
        }.get(one.due_basis, _("Văn bản chưa ghi thời hạn và chưa ai làm rõ."))
    return _sentence(one.due_basis, one.first_due_on, one.due_values)


def _sentence(basis: str, due: date, values: Mapping[str, str]) -> str:
    named = day_words(date.fromisoformat(values["day"])) if values.get("day") else day_words(due)
    start, end = (
        day_words(date.fromisoformat(values[key])) if values.get(key) else "" for key in ("from", "to")
    )
    last = {"day": named, "due": day_words(due), "from": start, "to": end}
    sentences = {
        "before_day": _("Văn bản ghi trước %(day)s, nên ngày cuối còn đúng hạn là %(due)s."),
        "on_day": _("Văn bản ghi ngày %(day)s."),
        "by_day": _("Văn bản ghi chậm nhất %(day)s."),
        "end_of_span": _("Ngày cuối của khoảng thời gian văn bản ghi: %(due)s."),
        "year_of_span": _(
            "Văn bản ghi từ %(from)s đến %(to)s, nên mỗi năm một kỳ, hạn là ngày cuối kỳ: %(due)s."
        ),
        "end_of_period": _("Việc định kỳ, hạn là ngày cuối kỳ: %(due)s."),
        "standing": _(
            "Việc thường xuyên, kiểm tra theo kỳ do cơ quan theo dõi chọn; hạn là ngày cuối kỳ: %(due)s."
        ),
        "answered_day": _("Theo nội dung làm rõ: %(day)s."),
        "answered_period": _("Theo nội dung làm rõ, hạn là ngày cuối kỳ: %(due)s."),
    }
    return sentences[basis] % last


def extension_words(first: date | None, due: date | None, count: int) -> str:
    """What became of the first deadline; empty where nothing changed it."""
    if not count or first is None or due is None:
        return ""
    return ngettext(
        "Đã gia hạn %(n)d lần: từ %(first)s đến %(due)s.",
        "Đã gia hạn %(n)d lần: từ %(first)s đến %(due)s.",
        count,
    ) % {"n": count, "first": day_words(first), "due": day_words(due)}
