"""Parts of units by task: one line for a task, however many of its periods are meant.

Belongs here: counting the periods of a list of parts, the line that says them. Does not belong here: which parts
(``my_parts``, ``units``), the periods themselves (``task_work``).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Min
from django.urls import reverse
from django.utils.translation import gettext as _

from sauro.plans.models import Assignment
from sauro.plans.models.work import AssignmentQuerySet
from sauro.plans.presenters import words
from sauro.plans.presenters.my_lines import Line, shown_line
from sauro.plans.presenters.work_states import part_shown, period_words
from sauro.plans.urgency import Urgency, urgency
from sauro.web.text import day_words, number_words


@dataclass(frozen=True, slots=True)
class PartGroup:
    """A unit's parts in one task: the earliest of them, and how many there are."""

    part: Assignment
    periods: int


@dataclass(frozen=True, slots=True)
class PartGroups:
    """``groups`` are the first ones, ``tasks`` and ``parts`` count all."""

    groups: list[PartGroup]
    tasks: int
    parts: int


def grouped(parts: AssignmentQuerySet, most: int) -> PartGroups:
    """By task and unit, the earliest deadline first; two queries."""
    rows = (
        parts.order_by().values_list("occurrence__task", "unit").annotate(n=Count("pk"), first=Min("due_on"))
    )
    found = list(
        rows.order_by(
            F("first").asc(nulls_last=True),
            "occurrence__task__plan_id",
            "occurrence__task__order",
            "unit",
        ).values_list("occurrence__task", "unit", "n")
    )
    shown = found[:most]
    earliest: dict[tuple[int, int], Assignment] = {}
    if shown:
        of_shown = parts.filter(occurrence__task__in={task for task, _unit, _n in shown})
        for part in of_shown.select_related("unit", "occurrence__task").order_by(
            F("due_on").asc(nulls_last=True), "occurrence__starts_on", "pk"
        ):
            earliest.setdefault((part.occurrence.task_id, part.unit_id), part)
    groups = [PartGroup(earliest[task, unit], n) for task, unit, n in shown if (task, unit) in earliest]
    return PartGroups(groups, len(found), sum(n for _task, _unit, n in found))


def group_line(group: PartGroup, today: date, *, unit: bool = True) -> Line:
    """The task with the way to its periods; ``unit`` names whose part it is."""
    part = group.part
    said = (part.unit.short_name if unit else "", _periods(group, today))
    return part_line(part, today, " · ".join(one for one in said if one))


def part_line(part: Assignment, today: date, detail: str) -> Line:
    task = part.occurrence.task
    address = f"{reverse('plans:task', args=[task.code])}?ky={part.occurrence.period}#tien-do"
    title = words.shortened(task.text)
    return shown_line(title, address, task.code, detail, part.due_on, part_shown(part, today))


def _periods(group: PartGroup, today: date) -> str:
    part = group.part
    if group.periods == 1:
        return period_of(part)
    values = {"n": number_words(group.periods), "day": day_words(part.due_on)}
    if urgency(part.state, part.due_on, today) is Urgency.LATE:
        return _("quá hạn %(n)s kỳ, sớm nhất %(day)s") % values
    return _("%(n)s kỳ, sớm nhất %(day)s") % values if part.due_on else _("%(n)s kỳ") % values


def period_of(part: Assignment) -> str:
    """Empty for work that is done once."""
    return "" if part.occurrence.period == "once" else period_words(part.occurrence.period)
