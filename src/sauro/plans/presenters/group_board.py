"""The board of a task that many units share: how many are done, a cell for each, the missing and the late by name.

Belongs here: everything ``group_board.html`` shows. Does not belong here: one unit's part (``work_part``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sauro.people.states import UnitKind
from sauro.plans.models import Assignment, Extension, Occurrence, Task
from sauro.plans.permissions import may, refusal
from sauro.plans.presenters.clarity_lines import from_document
from sauro.plans.presenters.left_units import units_that_left
from sauro.plans.presenters.task_work import PartLine, PeriodLine, part_line, period_line
from sauro.plans.presenters.words import shortened
from sauro.plans.presenters.work_states import (
    Shown,
    deadline_words,
    occurrence_shown,
    period_words,
    task_shown,
)
from sauro.plans.states import DOERS, ExtensionState, TaskLife, WorkState
from sauro.plans.urgency import Urgency, urgency
from sauro.web.bars import CellGrid, CellGroup, KeyLine, Name
from sauro.web.text import day_words, number_words

FILTERS = ("", "chua-xong", "qua-han", "cho-xac-nhan", "da-xong", "xin-gia-han")
"""What the list below the grid can be cut to; the first is everything."""

_CELL_WORDS = ("done", "half", "missing", "wait", "na")


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    count: int
    chosen: bool
    address: str


@dataclass(frozen=True, slots=True)
class Line:
    unit: PartLine
    code: str
    confirmable: bool
    asks: bool


@dataclass(frozen=True, slots=True)
class GroupBoard:
    task: Task
    occurrence: Occurrence
    title: str
    text: str
    sentence: str
    shown: Shown
    deadline: str
    grid: CellGrid
    late: list[Name]
    choices: list[Choice]
    chosen: str
    lines: list[Line]
    waiting: int
    closed: str
    whom: str
    reminder: str
    incomplete: list[str]
    periods: list[PeriodLine]
    partial: bool


def group_board(account: object, task: Task, period: str, chosen: str) -> GroupBoard | None:
    """Seven queries and a few more for rights, however many units there are. None: no such period."""
    followed = task.life == TaskLife.ACTIVE
    # no deadline presses a task that the register no longer counts
    today = timezone.localdate() if followed else date.min
    occurrences = list(
        Occurrence.objects.visible_to(account).filter(task=task).order_by("starts_on", "period")
    )
    one = next((o for o in occurrences if o.period == period), None)
    if one is None:
        return None
    parts = list(
        Assignment.objects.visible_to(account)
        .filter(occurrence=one, role__in=DOERS)
        .select_related("unit", "occurrence")
        .order_by("unit__order", "unit__sort_key")
    )
    asking = set(
        Extension.objects.filter(assignment__occurrence=one, state=ExtensionState.ASKED).values_list(
            "assignment", flat=True
        )
    )
    codes = {part.pk: cell_of(part, today) for part in parts}
    may_confirm = followed and may(account, "assignments.confirm", task=task)
    refused = None if may_confirm else refusal(account, "assignments.confirm", task=task)
    left = units_that_left(task, parts)
    lines = [
        Line(part_line(task, p, today, left), p.unit.code, _waits(p) and may_confirm, p.pk in asking)
        for p in parts
    ]
    picked = [line for line, part in zip(lines, parts, strict=True) if fits(part, chosen, today, asking)]
    return GroupBoard(
        task=task,
        occurrence=one,
        title=period_words(one.period),
        text=shortened(task.text, 300),
        sentence=_sentence(parts, today),
        shown=occurrence_shown(one, today) if followed else task_shown(task, today),
        deadline=deadline_words(one, document=from_document(task)),
        grid=_grid(parts, codes, followed),
        late=[_name(task, p) for p in parts if _late(p, today)],
        choices=_choices(task, one, parts, chosen, today, asking),
        chosen=chosen,
        lines=picked,
        waiting=sum(_waits(part) for part in parts) if followed else 0,
        closed=refused.why if refused else "",
        whom=refused.whom if refused else "",
        reminder=_reminder(task, one, parts) if followed else "",
        incomplete=_incomplete(task),
        periods=[period_line(task, o, o.pk == one.pk, today) for o in occurrences if o.opened_at],
        partial=len(parts) < one.assignments.filter(role__in=DOERS).count(),
    )


def _waits(part: Assignment) -> bool:
    return part.state == WorkState.WAITING


def _finished(part: Assignment) -> bool:
    return part.state in (WorkState.DONE, WorkState.WAIVED)


def _late(part: Assignment, today: date) -> bool:
    return urgency(part.state, part.due_on, today) is Urgency.LATE


def cell_of(part: Assignment, today: date) -> str:
    """Solid done, in time or late; half in work or waiting; red hollow overdue; hollow not due; hatched let off."""
    if part.state == WorkState.WAIVED:
        return "na"
    if part.state == WorkState.DONE:
        return "done"
    if part.state in (WorkState.WAITING, WorkState.IN_PROGRESS):
        return "missing" if _late(part, today) else "half"
    if part.state == WorkState.SUSPENDED:
        return "na"
    return "missing" if _late(part, today) else "wait"


def fits(part: Assignment, chosen: str, today: date, asking: set[int]) -> bool:
    return {
        "": True,
        "chua-xong": not _finished(part),
        "qua-han": _late(part, today),
        "cho-xac-nhan": _waits(part),
        "da-xong": part.state == WorkState.DONE,
        "xin-gia-han": part.pk in asking,
    }[chosen]


def _sentence(parts: Sequence[Assignment], today: date) -> str:
    """What is wrong first: how many are done, how many are late."""
    expected = [part for part in parts if part.state != WorkState.WAIVED]
    done = sum(part.state == WorkState.DONE for part in expected)
    late = sum(_late(part, today) for part in expected)
    if not expected:
        return _("Chưa có đơn vị nào phải thực hiện.")
    first = _("%(done)s/%(all)s đơn vị đã xong.") % {
        "done": number_words(done),
        "all": number_words(len(expected)),
    }
    if late:
        more = ngettext("%(n)s đơn vị quá hạn.", "%(n)s đơn vị quá hạn.", late) % {"n": number_words(late)}
        return f"{first} {more}"
    return first


_KINDS = {str(UnitKind.COMMUNE), str(UnitKind.WARD), str(UnitKind.SPECIAL_ZONE)}


def _kind_words(kind: str, number: int) -> str:
    words = {
        str(UnitKind.COMMUNE): _("%(n)s xã"),
        str(UnitKind.WARD): _("%(n)s phường"),
        str(UnitKind.SPECIAL_ZONE): _("%(n)s đặc khu"),
    }.get(kind, _("%(n)s cơ quan"))
    return words % {"n": number_words(number)}


def _grid(parts: Sequence[Assignment], codes: dict[int, str], followed: bool) -> CellGrid:
    groups: dict[str, list[Assignment]] = {}
    for part in parts:
        groups.setdefault(part.unit.kind if part.unit.kind in _KINDS else "", []).append(part)
    made = []
    for kind, members in groups.items():
        label = _kind_words(kind, len(members))
        done = sum(part.state == WorkState.DONE for part in members)
        sentence = _("%(label)s: %(done)s đã xong, %(rest)s chưa xong.") % {
            "label": label,
            "done": number_words(done),
            "rest": number_words(len(members) - done),
        }
        made.append(CellGroup(label, tuple(codes[part.pk] for part in members), sentence))
    counts = Counter(codes.values())
    words = {
        "done": _done_words(parts),
        "half": _("Đang làm hoặc chờ xác nhận"),
        "missing": _("Quá hạn"),
        "wait": _("Chưa bắt đầu, còn hạn") if followed else str(WorkState.NOT_STARTED.label),
        "na": _("Tạm dừng, không phải làm"),
    }
    key = tuple(KeyLine(code, words[code], counts[code]) for code in _CELL_WORDS if counts[code])
    return CellGrid(tuple(made), key)


def _done_words(parts: Sequence[Assignment]) -> str:
    late = sum(_done_late(part) for part in parts)
    if not late:
        return _("Hoàn thành đúng hạn")
    return _("Hoàn thành, trong đó hoàn thành trễ hạn: %(n)s") % {"n": number_words(late)}


def _done_late(part: Assignment) -> bool:
    dated = part.due_on is not None and part.done_on is not None
    return part.state == WorkState.DONE and dated and part.done_on > part.due_on  # type: ignore[operator]


def _name(task: Task, part: Assignment) -> Name:
    return Name(
        part.unit.short_name, reverse("plans:part", args=[task.code, part.occurrence.period, part.unit.slug])
    )


def _choices(
    task: Task, one: Occurrence, parts: Sequence[Assignment], chosen: str, today: date, asking: set[int]
) -> list[Choice]:
    labels = {
        "": _("Tất cả"),
        "chua-xong": _("Chưa xong"),
        "qua-han": _("Quá hạn"),
        "cho-xac-nhan": _("Chờ xác nhận"),
        "da-xong": _("Đã xong"),
        "xin-gia-han": _("Xin gia hạn"),
    }
    base = f"{reverse('plans:group_board', args=[task.code])}?ky={one.period}"
    return [
        Choice(
            value,
            label,
            sum(fits(part, value, today, asking) for part in parts),
            value == chosen,
            f"{base}&tinh-trang={value}" if value else base,
        )
        for value, label in labels.items()
    ]


def _reminder(task: Task, one: Occurrence, parts: Sequence[Assignment]) -> str:
    """Text for a letter or a chat group: who has not finished; empty when all have."""
    open_ones = [part for part in parts if not _finished(part) and not _waits(part)]
    if not open_ones:
        return ""
    head = _("Nhiệm vụ %(code)s: %(text)s") % {"code": task.code, "text": " ".join(task.text.split())}
    due = _("Thời hạn: %(day)s.") % {"day": day_words(one.due_on)} if one.due_on else _("Chưa có thời hạn.")
    names = ", ".join(part.unit.short_name for part in open_ones)
    rest = ngettext(
        "Còn %(n)s đơn vị chưa báo hoàn thành: %(names)s.",
        "Còn %(n)s đơn vị chưa báo hoàn thành: %(names)s.",
        len(open_ones),
    ) % {"n": number_words(len(open_ones)), "names": names}
    return "\n".join(
        [head, due, rest, _("Đề nghị các đơn vị hoàn thành và cập nhật vào Sổ theo dõi nhiệm vụ.")]
    )


def _incomplete(task: Task) -> list[str]:
    """Groups whose list of members the province does not fully know."""
    rows = task.units.filter(group__isnull=False, group__complete=False, role="lead")
    return list(rows.values_list("group__name", flat=True))
