"""A plan over its years: how many periods of each year are done, and standing work without a checkable product.

Belongs here: everything ``_phases.html`` shows. Does not belong here: one task's periods (``task_work``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sauro.plans.filters import RegisterFilters
from sauro.plans.models import Occurrence, Plan, Task
from sauro.plans.models.task import TaskQuerySet
from sauro.plans.models.work import OccurrenceQuerySet
from sauro.plans.states import CLOSED, HALTED, Rhythm, SetBy, TaskLife, WorkState
from sauro.plans.urgency import SOON_DAYS
from sauro.web.text import number_words

MOST_NAMED = 30
"""Standing tasks named on the page; of more the number is said."""


@dataclass(frozen=True, slots=True)
class Phase:
    """One year, as ``web/_phases.html`` takes it."""

    title: str
    state: str
    words: str
    counts: dict[str, int] | None
    note: str
    address: str


@dataclass(frozen=True, slots=True)
class StandingLine:
    code: str
    text: str


@dataclass(frozen=True, slots=True)
class PlanPhases:
    phases: list[Phase]
    undated: int
    standing: list[StandingLine]
    standing_more: int
    rhythm: str
    rhythm_code: str
    standing_total: int


def plan_phases(account: object, plan: Plan) -> PlanPhases:
    """Three queries, however many tasks and years there are."""
    today = timezone.localdate()
    mine = Occurrence.objects.visible_to(account).filter(task__plan=plan, task__life=TaskLife.ACTIVE)
    rows = list(_by_year(mine, today))
    standing = _standing(account, plan)
    named = list(standing.filter(glyph__regex=r"^....[pm].$").order_by("order")[: MOST_NAMED + 1])
    lacking = len(named) if len(named) <= MOST_NAMED else standing.filter(glyph__regex=r"^....[pm].$").count()
    return PlanPhases(
        phases=[_phase(plan, row, today) for row in rows if row["year"] is not None],
        undated=sum(row["all"] for row in rows if row["year"] is None),
        standing=[StandingLine(task.code, " ".join(task.text.split())) for task in named[:MOST_NAMED]],
        standing_more=max(0, lacking - MOST_NAMED),
        rhythm=str(Rhythm(plan.standing_rhythm).label),
        rhythm_code=plan.standing_rhythm,
        standing_total=standing.count(),
    )


def _standing(account: object, plan: Plan) -> TaskQuerySet:
    """Work checked in the rhythm of the plan's owner."""
    tasks = Task.objects.visible_to(account).in_force().filter(plan=plan, rhythm_by=SetBy.OFFICE)
    return tasks.filter(Q(when_kind="ongoing") | Q(when_every__in=("day", "week")))


def _by_year(rows: OccurrenceQuerySet, today: date) -> Iterable[Mapping[str, Any]]:
    running = ~Q(state__in=(*HALTED, WorkState.WAITING))
    soon = date.fromordinal(today.toordinal() + SOON_DAYS)
    return (
        rows.order_by()
        .values("year")
        .annotate(
            all=Count("pk"),
            done=Count("pk", filter=Q(state__in=CLOSED)),
            late=Count("pk", filter=running & Q(due_on__lt=today)),
            soon=Count("pk", filter=running & Q(due_on__gte=today, due_on__lte=soon)),
            begun=Count(
                "pk",
                filter=Q(state__in=(WorkState.WAITING, WorkState.SUSPENDED))
                | Q(state=WorkState.IN_PROGRESS) & (Q(due_on__gt=soon) | Q(due_on__isnull=True)),
            ),
        )
        .order_by("year")
    )


def _phase(plan: Plan, row: Mapping[str, Any], today: date) -> Phase:
    year, total, done = row["year"], row["all"], row["done"]
    state = "done" if year < today.year else "now" if year == today.year else "next"
    rest = total - done - row["late"] - row["soon"] - row["begun"]
    note = _("%(n)s kỳ quá hạn") % {"n": number_words(row["late"])} if row["late"] else ""
    return Phase(
        title=str(year),
        state=state,
        words=_("%(done)s/%(all)s kỳ đã xong") % {"done": number_words(done), "all": number_words(total)},
        counts={"done": done, "run": row["begun"], "soon": row["soon"], "late": row["late"], "rest": rest},
        note=note,
        address=_address(plan, year),
    )


def _address(plan: Plan, year: int) -> str:
    return reverse("plans:register") + RegisterFilters(plan=plan.key, due=str(year)).address()
