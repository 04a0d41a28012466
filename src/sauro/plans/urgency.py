"""How pressing a task or a part is, by its stored state, its deadline and the clock.

Belongs here: the one rule, in Python and as a condition of the database, and its words. Does not belong here: the
state itself (``states``), who may see it.

Each task has exactly one urgency. Waiting, done and halted work is not pressed by a deadline: on time or late was
decided by the day it was finished. Work without a deadline that nobody has begun is named as such, so that the
office sees what it must still ask for.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from django.db.models import Case, CharField, Q, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sauro.plans.states import WorkState

SOON_DAYS = 14
TOLD_DAYS = 31
"""How far ahead the days to a deadline are counted out; beyond that the date says enough."""


class Urgency(StrEnum):
    """In the order of lists; the values stand in addresses."""

    LATE = "qua-han"
    SOON = "sap-den-han"
    RUN = "dang-lam"
    WAITING = "cho-xac-nhan"
    TODO = "chua-bat-dau"
    UNDATED = "chua-co-han"
    DONE = "hoan-thanh"
    HALTED = "tam-dung"


TITLES = {
    Urgency.LATE: gettext_lazy("Quá hạn"),
    Urgency.SOON: gettext_lazy("Đến hạn trong 14 ngày"),
    Urgency.RUN: gettext_lazy("Đang làm"),
    Urgency.WAITING: gettext_lazy("Chờ xác nhận hoàn thành"),
    Urgency.TODO: gettext_lazy("Chưa bắt đầu"),
    Urgency.UNDATED: gettext_lazy("Chưa có thời hạn"),
    Urgency.DONE: gettext_lazy("Hoàn thành"),
    Urgency.HALTED: gettext_lazy("Tạm dừng hoặc được đồng ý không thực hiện"),
}
"""Headings of groups and entries of the filter."""

_SETTLED = {
    WorkState.WAITING: Urgency.WAITING,
    WorkState.DONE: Urgency.DONE,
    WorkState.SUSPENDED: Urgency.HALTED,
    WorkState.WAIVED: Urgency.HALTED,
}
_RUNNING = (WorkState.NOT_STARTED, WorkState.IN_PROGRESS)


class Span(StrEnum):
    """Where a deadline lies, seen from today."""

    PAST = "past"
    NEAR = "near"
    FAR = "far"
    NONE = "none"


def span(due_on: date | None, today: date) -> Span:
    """The day of the deadline itself is still in time."""
    if due_on is None:
        return Span.NONE
    if due_on < today:
        return Span.PAST
    return Span.NEAR if due_on <= today + timedelta(days=SOON_DAYS) else Span.FAR


def by_span(state: str, where: Span) -> Urgency:
    settled = _SETTLED.get(WorkState(state))
    if settled is not None:
        return settled
    if where is Span.PAST:
        return Urgency.LATE
    if where is Span.NEAR:
        return Urgency.SOON
    if state == WorkState.IN_PROGRESS:
        return Urgency.RUN
    return Urgency.TODO if where is Span.FAR else Urgency.UNDATED


def urgency(state: str, due_on: date | None, today: date) -> Urgency:
    return by_span(state, span(due_on, today))


def span_column(today: date) -> Case:
    """``span`` of the column ``due_on`` in the database."""
    return Case(
        When(due_on__isnull=True, then=Value(str(Span.NONE))),
        When(due_on__lt=today, then=Value(str(Span.PAST))),
        When(due_on__lte=today + timedelta(days=SOON_DAYS), then=Value(str(Span.NEAR))),
        default=Value(str(Span.FAR)),
        output_field=CharField(),
    )


def where(wanted: Urgency, today: date) -> Q:
    """The rows of this urgency, by their columns ``state`` and ``due_on``."""
    settled = [str(state) for state, found in _SETTLED.items() if found is wanted]
    if settled:
        return Q(state__in=settled)
    last_near = today + timedelta(days=SOON_DAYS)
    running, begun = Q(state__in=[str(state) for state in _RUNNING]), Q(state=WorkState.IN_PROGRESS)
    return {
        Urgency.LATE: running & Q(due_on__lt=today),
        Urgency.SOON: running & Q(due_on__gte=today, due_on__lte=last_near),
        Urgency.RUN: begun & (Q(due_on__isnull=True) | Q(due_on__gt=last_near)),
        Urgency.TODO: Q(state=WorkState.NOT_STARTED, due_on__gt=last_near),
        Urgency.UNDATED: Q(state=WorkState.NOT_STARTED, due_on__isnull=True),
    }[wanted]


def status(state: str, due_on: date | None, today: date) -> tuple[str, str]:
    """Code for ``{% st %}`` and the words beside it."""
    found = urgency(state, due_on, today)
    if found is Urgency.LATE:
        return "late", _("Quá hạn")
    if found is Urgency.SOON:
        return "soon", _("Sắp đến hạn")
    code = {
        WorkState.NOT_STARTED: "todo",
        WorkState.IN_PROGRESS: "run",
        WorkState.WAITING: "confirm",
        WorkState.DONE: "done",
        WorkState.SUSPENDED: "pause",
        WorkState.WAIVED: "waived",
    }[WorkState(state)]
    return code, str(WorkState(state).label)


def due_words(state: str, due_on: date | None, today: date) -> str:
    """còn 9 ngày, hạn hôm nay, quá 2 ngày: calendar days, and only while the deadline presses."""
    if due_on is None or WorkState(state) in _SETTLED:
        return ""
    days = (due_on - today).days
    if days == 0:
        return _("hạn hôm nay")
    if days < 0:
        return ngettext("quá %(n)d ngày", "quá %(n)d ngày", -days) % {"n": -days}
    if days > TOLD_DAYS:
        return ""
    return ngettext("còn %(n)d ngày", "còn %(n)d ngày", days) % {"n": days}
