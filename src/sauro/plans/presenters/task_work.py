"""The section "Tiến độ" of a task's page: the chosen period, its deadline, the units' parts, steps, all periods.

Belongs here: everything ``_task_work.html`` shows. Does not belong here: one part (``work_part``), the board of a group
(``group_board``).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sauro.people import permissions as people
from sauro.plans.models import Assignment, Clarity, Milestone, Occurrence, Task
from sauro.plans.permissions import may
from sauro.plans.presenters.clarity_lines import from_document
from sauro.plans.presenters.left_units import left_words, units_that_left
from sauro.plans.presenters.work_part import PartView, part_view
from sauro.plans.presenters.work_states import (
    Shown,
    deadline_words,
    extension_words,
    occurrence_shown,
    part_shown,
    period_words,
    task_shown,
)
from sauro.plans.rolling import current, line_of
from sauro.plans.states import DOERS, PartRole, SetBy, TaskLife, WorkState

MOST_LINES = 12
"""Parts named on the task's page; more of them are on the board."""


@dataclass(frozen=True, slots=True)
class PeriodLine:
    title: str
    period: str
    address: str
    chosen: bool
    shown: Shown
    due: date | None
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class PartLine:
    name: str
    slug: str
    role: str
    shown: Shown
    due: date | None
    share: str
    note: str
    address: str
    left: str


@dataclass(slots=True)
class StepLine:
    order: int
    name: str
    due: date | None
    done: date | None
    note: str
    state: str
    address: str
    form: Any = None


@dataclass(slots=True)
class TaskWork:
    """``lines`` is empty for who may not see single units; ``acting`` is the part that this person works on here."""

    occurrence: Occurrence
    title: str
    shown: Shown
    deadline: str
    set_by: str
    extended: str
    product: str
    lacks_product: bool
    periods: list[PeriodLine]
    later: list[PeriodLine]
    lines: list[PartLine]
    more: int
    board: str
    hidden: bool
    acting: PartView | None
    unknown: list[str]
    children: tuple[int, int]
    steps: list[StepLine]
    steps_address: str
    active: bool


def task_work(account: object, task: Task, period: str = "") -> TaskWork | None:
    """None before anything is planned (a moment after an upgrade)."""
    occurrences = list(
        Occurrence.objects.visible_to(account).filter(task=task).order_by("starts_on", "period")
    )
    chosen = _chosen(occurrences, period)
    if chosen is None:
        return None
    today = timezone.localdate()
    followed = task.life == TaskLife.ACTIVE
    visible = Assignment.objects.visible_to(account).filter(occurrence=chosen)
    parts = list(visible.select_related("unit", "occurrence").order_by("pk")[: MOST_LINES + 1])
    total = Assignment.objects.filter(occurrence=chosen).count()
    grouped = Assignment.objects.filter(occurrence=chosen, role=PartRole.MEMBER).exists()
    left = frozenset() if grouped else units_that_left(task, parts)
    lines = [period_line(task, one, one.pk == chosen.pk, today) for one in occurrences]
    near = _near(occurrences, chosen)
    product = Clarity.objects.filter(task=task, facet="product").first()
    return TaskWork(
        occurrence=chosen,
        title=period_words(chosen.period),
        shown=occurrence_shown(chosen, today) if followed else task_shown(task, today),
        deadline=deadline_words(chosen, document=from_document(task)),
        set_by=str(SetBy(chosen.due_by).label) if chosen.due_by else "",
        extended=extension_words(chosen.first_due_on, chosen.due_on, chosen.extensions),
        product=" ".join((chosen.product or (product.value if product else "")).split()),
        lacks_product=bool(product and product.state != "clear"),
        periods=lines[:near],
        later=lines[near:],
        lines=[]
        if grouped
        else [part_line(task, part, today, left) for part in _in_order(parts)[:MOST_LINES]],
        more=max(0, total - MOST_LINES),
        board=_board(task, chosen) if grouped or total > MOST_LINES else "",
        hidden=bool(total) and not visible.exists(),
        acting=_acting(account, task, chosen),
        unknown=_unknown(task) if followed else [],
        children=_children(task),
        steps=_steps(task, today),
        steps_address=reverse("plans:steps", args=[task.code]) if may_set_steps(account, task) else "",
        active=followed,
    )


def _chosen(occurrences: list[Occurrence], period: str) -> Occurrence | None:
    named = next((one for one in occurrences if one.period == period), None)
    if named is not None:
        return named
    now = current(line_of(one) for one in occurrences)
    return next((one for one in occurrences if now is not None and one.pk == now.pk), None)


def _near(occurrences: list[Occurrence], chosen: Occurrence) -> int:
    """How many periods are shown at once: those given, the chosen one, and the next."""
    shown = [n for n, one in enumerate(occurrences) if one.opened_at is not None or one.pk == chosen.pk]
    return max(shown, default=-1) + 2


def current_period(account: object, task: Task) -> str:
    """The period that a page shows when none is named; empty where nothing is planned."""
    chosen = _chosen(list(Occurrence.objects.visible_to(account).filter(task=task)), "")
    return chosen.period if chosen else ""


def period_line(task: Task, one: Occurrence, chosen: bool, today: date) -> PeriodLine:
    address = f"{reverse('plans:task', args=[task.code])}?ky={one.period}#tien-do"
    shown = occurrence_shown(one, today, followed=task.life == TaskLife.ACTIVE)
    return PeriodLine(
        period_words(one.period), one.period, address, chosen, shown, one.due_on, one.parts_done, one.parts
    )


def part_line(task: Task, part: Assignment, today: date, left: frozenset[int]) -> PartLine:
    """``left``: the units that the task no longer names."""
    share = _("%(n)s%%") % {"n": part.progress} if part.progress is not None else ""
    note = part.reason if part.state == WorkState.IN_PROGRESS and part.reason else part.outcome or part.note
    address = reverse("plans:part", args=[task.code, part.occurrence.period, part.unit.slug])
    return PartLine(
        name=part.unit.short_name,
        slug=part.unit.slug,
        role=str(PartRole(part.role).label),
        shown=part_shown(part, today, followed=task.life == TaskLife.ACTIVE),
        due=part.due_on if part.role in DOERS else None,
        share=share,
        note=" ".join(note.split()),
        address=address,
        left=left_words(part, left),
    )


def _in_order(parts: list[Assignment]) -> list[Assignment]:
    order = [PartRole.LEAD, PartRole.MEMBER, PartRole.SUPPORT, PartRole.MONITOR]
    return sorted(parts, key=lambda part: (order.index(PartRole(part.role)), part.unit.order, part.pk))


def _board(task: Task, occurrence: Occurrence) -> str:
    return f"{reverse('plans:group_board', args=[task.code])}?ky={occurrence.period}"


def _acting(account: object, task: Task, occurrence: Occurrence) -> PartView | None:
    """The own unit's part; for those who confirm, the only part there is to finish."""
    parts = Assignment.objects.filter(occurrence=occurrence).select_related("unit", "occurrence")
    reached = people.reach(account, "assignments.report")
    own = parts.filter(unit__in=sorted(reached.units)).exclude(role=PartRole.MONITOR).order_by("pk").first()
    if own is not None:
        return part_view(account, task, own)
    doing = list(parts.filter(role__in=DOERS)[:2])
    if len(doing) == 1 and may(account, "assignments.view", task=task, unit=doing[0].unit):
        return part_view(account, task, doing[0])
    return None


def _unknown(task: Task) -> list[str]:
    """Names to which no part could be given."""
    rows = task.units.filter(unit__isnull=True, group__isnull=True)
    return [" ".join(text.split()) for text in rows.values_list("text", flat=True)]


def _children(task: Task) -> tuple[int, int]:
    """(done, all) of the active tasks below; they stand beside the parent's own state."""
    closed = Count("pk", filter=Q(state__in=(WorkState.DONE, WorkState.WAIVED)))
    found = Task.objects.filter(parent=task, life=TaskLife.ACTIVE).aggregate(done=closed, all=Count("pk"))
    return found["done"], found["all"]


def may_set_steps(account: object, task: Task) -> bool:
    if task.life != TaskLife.ACTIVE:
        return False
    if may(account, "tasks.edit", task=task):
        return True
    reached = people.reach(account, "assignments.report")
    return task.units.filter(role="lead", unit__in=sorted(reached.units)).exists()


def _steps(task: Task, today: date) -> list[StepLine]:
    rows = list(Milestone.objects.filter(task=task).order_by("order"))
    first_open = next((row.order for row in rows if row.done_on is None), None)
    return [
        StepLine(
            order=row.order,
            name=row.name,
            due=row.due_on,
            done=row.done_on,
            note=row.note,
            state=_step_state(row, first_open, today)
            if task.life == TaskLife.ACTIVE or row.done_on
            else "next",
            address=reverse("plans:step", args=[task.code, row.order]),
        )
        for row in rows
    ]


def _step_state(row: Milestone, first_open: int | None, today: date) -> str:
    if row.done_on is not None:
        return "done"
    if row.due_on is not None and row.due_on < today:
        return "late"
    return "now" if row.order == first_open else "next"
