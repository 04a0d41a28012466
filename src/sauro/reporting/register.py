"""What the register of tasks says for reports: each unit's parts in a period, the counts that statistics ask for.

Belongs here: reads of ``plans`` for many units at once. Does not belong here: writing them into reports
(``actions.prefill``), the register itself.

A unit reports on its parts as lead or member of a group. A part belongs to a period when its work has begun by the end of
the quarter and was not finished before it began; unfinished work of earlier quarters stays until it is done. What the unit
was let off by a document is not asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q

from sauro.engine.reports.forms import Form
from sauro.engine.reports.values import Value, canonical
from sauro.plans.models import Assignment, Occurrence, PlanTarget, Task, TaskTarget
from sauro.plans.states import CLOSED, DOERS, SourceKind, TaskLife, VersionState, WorkState
from sauro.reporting.models import Period, YearlyPlan

PROGRESS, STATE, RESULT, PRODUCT, DIFFICULTY = "progress", "state", "result", "product", "difficulty"


@dataclass(frozen=True, slots=True)
class PartLine:
    """One unit's part as the report begins with it."""

    unit: int
    task: str
    period: str
    state: str
    progress: int | None
    note: str
    outcome: str
    reason: str
    due_on: date | None

    @property
    def code(self) -> str:
        """The row's code: ``NV-02.03@2026-Q3``."""
        return f"{self.task}@{self.period}"


def parts_of(units: Iterable[int], period: Period) -> dict[int, list[PartLine]]:
    """Unit → its parts in the order of the register; one query."""
    if period.plan_from is None or period.plan_to is None:
        return {}
    begun = Q(occurrence__starts_on__isnull=True) | Q(occurrence__starts_on__lte=period.plan_to)
    rows = (
        Assignment.objects.filter(begun, unit__in=list(units), role__in=DOERS)
        .filter(occurrence__opened_at__isnull=False, occurrence__task__life=TaskLife.ACTIVE)
        .exclude(state=WorkState.WAIVED)
        .exclude(state=WorkState.DONE, done_on__lt=period.plan_from)
        .order_by("unit", "occurrence__task__plan", "occurrence__task__order", "occurrence__starts_on")
    )
    fields = ("unit", "occurrence__task__code", "occurrence__period", "state", "progress")
    more = ("note", "outcome", "reason", "due_on")
    found: dict[int, list[PartLine]] = {}
    for line in rows.values_list(*fields, *more):
        found.setdefault(line[0], []).append(PartLine(*line))
    return found


def task_values(part: PartLine, form: Form, today: date) -> dict[str, Value]:
    """What the register says of a part, by field; what it does not know is left out."""
    done = part.state in (WorkState.DONE, WorkState.WAITING)
    found: dict[str, Value] = {}
    if done or part.progress is not None:
        found[PROGRESS] = Value.number_of(100 if done else part.progress or 0)
    state = _state(part, done=done, today=today)
    if state:
        found[STATE] = Value.choice_of(state)
    halted = part.reason if part.state == WorkState.SUSPENDED else ""
    texts = {RESULT: part.note, PRODUCT: part.outcome if done else "", DIFFICULTY: halted}
    for code, words in texts.items():
        if words.strip():
            found[code] = Value.text_of(words.strip())
    return {code: value for code, value in found.items() if _fits(form, code, value)}


def _state(part: PartLine, *, done: bool, today: date) -> str:
    if part.state == WorkState.SUSPENDED:
        return ""
    if done:
        return "done"
    return "late" if part.due_on is not None and part.due_on < today else "on_track"


def _fits(form: Form, code: str, value: Value) -> bool:
    """A form may have other fields and states; a text longer than the field is not cut but left to a person."""
    field = next((one for one in form.template if one.code == code), None)
    if field is None:
        return False
    if field.choices:
        return field.choice(value.text) is not None
    return not field.longest or len(value.text) <= field.longest


def figures(period: Period) -> dict[str, Decimal]:
    """What rows with ``register`` take: counts over the whole province, as of the last day of the data.

    Without a chosen yearly plan its two counts are left out: a plan of several years is never counted in its place.
    """
    last = period.data_to or period.plan_to
    if last is None:
        return {}
    found = _prime_minister(last)
    yearly = YearlyPlan.objects.filter(year=period.year).first()
    if yearly is not None:
        found |= _yearly(yearly.plan_id, last)
    return {name: Decimal(count) for name, count in found.items()}


def _yearly(plan: int, last: date) -> dict[str, int]:
    """All tasks of the plan; done are those whose every part of work of the year is closed and at least one is done."""
    lines: dict[int, list[tuple[str, date | None]]] = {
        pk: [] for pk in Task.objects.in_force().filter(plan=plan).values_list("pk", flat=True)
    }
    occurrences = Occurrence.objects.filter(task__in=list(lines)).values_list("task", "state", "done_on")
    for task, state, done_on in occurrences:
        lines[task].append((state, done_on))
    done = sum(1 for one in lines.values() if _all_done(one, last))
    return {"yearly_plan.all": len(lines), "yearly_plan.done": done}


def _all_done(lines: list[tuple[str, date | None]], last: date) -> bool:
    if not lines or any(state not in CLOSED for state, _day in lines):
        return False
    days = [day for state, day in lines if state == WorkState.DONE]
    return bool(days) and all(day is not None and day <= last for day in days)


def _prime_minister(last: date) -> dict[str, int]:
    """Tasks given by the Government and the Prime Minister, by their current occurrence."""
    rows = Occurrence.objects.filter(
        task__plan__source=SourceKind.PRIME_MINISTER, task__life=TaskLife.ACTIVE, opened_at__isnull=False
    ).values_list("state", "due_on", "done_on")
    counts = dict.fromkeys(("all", "done_on_time", "done_late", "late_not_done"), 0)
    for state, due, done in rows:
        counts["all"] += 1
        if state == WorkState.DONE and done is not None and done <= last:
            counts["done_late" if due is not None and done > due else "done_on_time"] += 1
        elif state not in CLOSED and due is not None and due < last:
            counts["late_not_done"] += 1
    return {f"prime_minister.{name}": count for name, count in counts.items()}


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target that a unit reports: ``code`` of its row, what it says, its unit of measure, the figure of the year."""

    code: str
    text: str
    unit: str
    value: str


def targets_for(owner: int | None, units: Iterable[int], year: int) -> dict[int, list[TargetLine]]:
    """Unit → targets: those of a task by the unit that leads it, those of a whole plan by the owner office."""
    chosen = set(units)
    found: dict[int, list[TargetLine]] = {}
    tasks = TaskTarget.objects.filter(task__life=TaskLife.ACTIVE, task__lead_unit__in=chosen)
    for one in tasks.select_related("task").order_by("task__plan", "task__order", "order"):
        lead = one.task.lead_unit_id
        assert lead is not None
        found.setdefault(lead, []).append(_line(f"{one.task.code}.{one.order}", one, year))
    if owner in chosen and owner is not None:
        plans = PlanTarget.objects.filter(version__state=VersionState.IN_FORCE).select_related(
            "version__plan"
        )
        for target in plans.order_by("version__plan", "order"):
            prefix = target.version.plan.prefix
            code = f"{prefix}/{target.code}" if prefix else target.code
            found.setdefault(owner, []).append(_line(code, target, year))
    return found


def _line(code: str, target: PlanTarget | TaskTarget, year: int) -> TargetLine:
    by_year: Mapping[str, object] = target.by_year or {}
    value = by_year.get(str(year), target.value)
    figure = "" if value is None else canonical(Decimal(str(value)))
    return TargetLine(code[:70], target.text, target.unit, figure)


def figure_of(line: TargetLine) -> Decimal | None:
    return Decimal(line.value) if line.value else None
