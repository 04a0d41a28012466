"""One unit's part in a period: its state, what may be done with it and by whom, and what has happened.

Belongs here: everything ``_work_part.html`` shows. Does not belong here: forms (views attach them), all parts of a task
(``task_work``, ``group_board``).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sauro.audit.models import Event
from sauro.audit.queries import history
from sauro.plans.deciding import DECIDE, cannot_decide, may_decide
from sauro.plans.models import Assignment, Extension, Task
from sauro.plans.permissions import may, refusal
from sauro.plans.presenters.left_units import left_words, units_that_left
from sauro.plans.presenters.work_states import Shown, extension_words, part_shown
from sauro.plans.states import (
    EXTENSION_MOVES,
    HALTED,
    WORK_MOVES,
    ExtensionState,
    PartRole,
    TaskLife,
    WorkState,
    may_move,
)
from sauro.web.text import day_words, moment_words

REPORT, CONFIRM = "assignments.report", "assignments.confirm"

ACTS: dict[str, tuple[str, str, str | Promise]] = {
    "start": ("bat-dau", REPORT, gettext_lazy("Bắt đầu thực hiện")),
    "update": ("cap-nhat", REPORT, gettext_lazy("Cập nhật tiến độ")),
    "report_done": ("bao-xong", REPORT, gettext_lazy("Báo hoàn thành")),
    "take_back": ("rut-bao-cao", REPORT, gettext_lazy("Rút lại báo hoàn thành")),
    "ask_extension": ("xin-gia-han", REPORT, gettext_lazy("Đề nghị gia hạn")),
    "withdraw_extension": ("rut-gia-han", REPORT, gettext_lazy("Rút đề nghị gia hạn")),
    "confirm": ("xac-nhan", CONFIRM, gettext_lazy("Xác nhận hoàn thành")),
    "send_back": ("tra-lai", CONFIRM, gettext_lazy("Trả lại để hoàn thiện")),
    "grant_extension": ("dong-y-gia-han", DECIDE, gettext_lazy("Đồng ý gia hạn")),
    "refuse_extension": ("khong-gia-han", DECIDE, gettext_lazy("Không đồng ý gia hạn")),
    "suspend": ("tam-dung", CONFIRM, gettext_lazy("Tạm dừng")),
    "resume": ("tiep-tuc", CONFIRM, gettext_lazy("Cho tiếp tục thực hiện")),
    "waive": ("cho-thoi", CONFIRM, gettext_lazy("Đồng ý không thực hiện")),
    "reopen": ("mo-lai", CONFIRM, gettext_lazy("Mở lại")),
}
"""Action → (word in the address, permission, words of the button), in the order of the page."""

ACTION_OF = {slug: action for action, (slug, _permission, _words) in ACTS.items()}

WORDS: dict[str, tuple[str, str | Promise]] = {
    "start": ("run", gettext_lazy("Bắt đầu thực hiện")),
    "update": ("run", gettext_lazy("Cập nhật tiến độ")),
    "report_done": ("confirm", gettext_lazy("Báo hoàn thành")),
    "take_back": ("back", gettext_lazy("Rút lại báo hoàn thành")),
    "confirm": ("done", gettext_lazy("Xác nhận hoàn thành")),
    "confirm_many": ("done", gettext_lazy("Xác nhận hoàn thành")),
    "send_back": ("back", gettext_lazy("Trả lại để hoàn thiện")),
    "reopen": ("back", gettext_lazy("Mở lại")),
    "suspend": ("pause", gettext_lazy("Tạm dừng")),
    "resume": ("run", gettext_lazy("Cho tiếp tục thực hiện")),
    "waive": ("waived", gettext_lazy("Đồng ý không thực hiện")),
    "ask_extension": ("soon", gettext_lazy("Đề nghị gia hạn")),
    "withdraw_extension": ("back", gettext_lazy("Rút đề nghị gia hạn")),
    "grant_extension": ("done", gettext_lazy("Đồng ý gia hạn")),
    "refuse_extension": ("back", gettext_lazy("Không đồng ý gia hạn")),
}
"""Action in the trail → (icon, words)."""


@dataclass(slots=True)
class Act:
    """One thing to do. ``closed`` says why not; the view attaches ``form`` where it is open."""

    action: str
    title: str
    address: str
    closed: str = ""
    whom: str = ""
    form: Any = None
    open: bool = False


@dataclass(frozen=True, slots=True)
class TrailLine:
    icon: str
    words: str
    by: str
    detail: str
    reason: str


@dataclass(slots=True)
class PartView:
    part: Assignment
    name: str
    slug: str
    role: str
    shown: Shown
    due: date | None
    extended: str
    asked: Extension | None
    asked_words: str
    address: str
    left: str
    acts: list[Act] = field(default_factory=list)
    trail: list[TrailLine] = field(default_factory=list)


def part_view(account: object, task: Task, part: Assignment, *, trail: bool = True) -> PartView:
    """Needs ``unit`` and ``occurrence`` loaded."""
    asked = Extension.objects.filter(assignment=part, state=ExtensionState.ASKED).first()
    return PartView(
        part=part,
        name=part.unit.short_name,
        slug=part.unit.slug,
        role=str(PartRole(part.role).label),
        shown=part_shown(part, timezone.localdate(), followed=task.life == TaskLife.ACTIVE),
        due=part.due_on,
        extended=extension_words(part.first_due_on, part.due_on, part.extensions),
        asked=asked,
        asked_words=_asked_words(asked),
        address=reverse("plans:part", args=[task.code, part.occurrence.period, part.unit.slug]),
        left=left_words(part, units_that_left(task, [part])),
        acts=list(acts_of(account, task, part, asked)),
        trail=list(trail_of(task, part)) if trail else [],
    )


def _asked_words(asked: Extension | None) -> str:
    if asked is None:
        return ""
    values = {
        "who": asked.asked_by_name,
        "old": day_words(asked.old_due_on),
        "new": day_words(asked.new_due_on),
    }
    if asked.late:
        return _("%(who)s đề nghị gia hạn từ %(old)s đến %(new)s, gửi sau khi đã quá hạn.") % values
    return _("%(who)s đề nghị gia hạn từ %(old)s đến %(new)s.") % values


def acts_of(account: object, task: Task, part: Assignment, asked: Extension | None) -> Iterator[Act]:
    """What the state table allows now, for whoever reports for the unit or decides on it; with the reason where the
    step belongs to somebody else. For a mere reader there is nothing to do."""
    if task.life != TaskLife.ACTIVE or part.role == PartRole.MONITOR:
        return
    reports, confirms = (may(account, code, task=task, unit=part.unit) for code in (REPORT, CONFIRM))
    decides = may_decide(account, due_by=part.occurrence.due_by, unit=part.unit)
    allowed = {REPORT: reports, CONFIRM: confirms, DECIDE: decides}
    for action, (slug, permission, title) in ACTS.items():
        if not _possible(action, part, asked):
            continue
        address = reverse("plans:part_do", args=[task.code, part.occurrence.period, part.unit.slug, slug])
        act = Act(action, str(title), address)
        if allowed[permission]:
            yield act
        elif (reports or confirms) and action in ("confirm", "grant_extension"):
            why = (
                cannot_decide(account, due_by=part.occurrence.due_by, unit=part.unit)
                if permission == DECIDE
                else refusal(account, permission, task=task, unit=part.unit)
            )
            # whoever reports waits for the other's decision; advice to ask for the role would send them astray
            act.closed, act.whom = why.why, "" if reports else why.whom
            yield act


def _possible(action: str, part: Assignment, asked: Extension | None) -> bool:
    if action == "ask_extension":
        running = part.state not in (*HALTED, WorkState.WAITING)
        return asked is None and part.due_on is not None and running
    if action.endswith("_extension"):
        return asked is not None and may_move(EXTENSION_MOVES, asked.state, action.removesuffix("_extension"))
    begins = action == "update" and may_move(WORK_MOVES, part.state, "start")
    return begins or may_move(WORK_MOVES, part.state, action)


def trail_of(task: Task, part: Assignment) -> Iterator[TrailLine]:
    """What happened to the part, newest first."""
    whole = f"{task.code}/{part.occurrence.period}"
    own = list(history(room="plans", subject=f"{whole}/{part.unit.code}"))
    many = [
        event
        for event in history(room="plans", subject=whole)
        if part.unit.code in json.loads(event.after or "{}").get("units", ())
    ]
    for event in sorted((*own, *many), key=lambda one: one.at, reverse=True):
        yield trail_line(event)


def trail_line(event: Event) -> TrailLine:
    icon, words = WORDS.get(event.action, ("info", event.action))
    after: dict[str, Any] = json.loads(event.after or "{}")
    who = event.by_name
    if event.on_behalf_of:
        who = _("%(name)s, thay %(lender)s") % {"name": who, "lender": event.on_behalf_of}
    return TrailLine(
        icon,
        str(words),
        f"{who} · {moment_words(event.at)}",
        _detail(event.action, after),
        _reason(after),
    )


def _reason(after: dict[str, Any]) -> str:
    return str(after.get("reason") or after.get("answer") or "")


def _said_done(after: dict[str, Any]) -> str:
    if not after.get("outcome"):
        return ""
    return _("Sản phẩm: %(product)s") % {"product": after["outcome"]}


def _said_update(after: dict[str, Any]) -> str:
    share = _("%(n)s%%") % {"n": after["progress"]} if after.get("progress") is not None else ""
    return " · ".join(part for part in (share, str(after.get("note", ""))) if part)


def _said_due(after: dict[str, Any]) -> str:
    due = after.get("due") or after.get("new")
    if not due:
        return ""
    words = _("đến %(day)s") % {"day": day_words(date.fromisoformat(due))}
    paper = after.get("document")
    return f"{words} · {paper}" if paper else words


def _said_paper(after: dict[str, Any]) -> str:
    return str(after.get("document", ""))


_DETAILS: dict[str, Callable[[dict[str, Any]], str]] = {
    "update": _said_update,
    "report_done": _said_done,
    "ask_extension": _said_due,
    "grant_extension": _said_due,
    "suspend": _said_paper,
    "waive": _said_paper,
}


def _detail(action: str, after: dict[str, Any]) -> str:
    told = _DETAILS.get(action)
    return told(after) if told else ""
