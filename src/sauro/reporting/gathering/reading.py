"""Reads a period as it now stands: the last snapshot of each report that counts, a fixed number of queries.

Belongs here: loading. Does not belong here: the canonical text (``pinned``), words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils import timezone

from sauro.engine.reports.rows import VALUE
from sauro.engine.reports.snapshot import read as read_snapshot
from sauro.engine.reports.values import Value, Values
from sauro.people.models import Unit
from sauro.people.queries import owner_office
from sauro.plans.models import Occurrence, PlanVersion, Task
from sauro.plans.states import VersionState
from sauro.reporting.gathering.counts import counts
from sauro.reporting.gathering.shapes import (
    FIGURE,
    TARGET,
    TASK,
    Gathered,
    PlanLine,
    TargetLine,
    TaskLine,
    UnitLine,
)
from sauro.reporting.models import Entry, Period, Report, Snapshot
from sauro.reporting.period_forms import forms_of
from sauro.reporting.queries import period_before
from sauro.reporting.register import targets_for
from sauro.reporting.standing import arrival, class_of
from sauro.reporting.states import CONSOLIDATED


def gather(period: Period) -> Gathered:
    """Everything the papers of the period are written from, as of now."""
    reports, units = _units(period)
    keys = _keys(units)
    tasks = _tasks(keys.get(TASK, ()))
    day = period.plan_to or period.data_to or timezone.localdate()
    plain = Gathered(
        period=period.code,
        form_sha256=period.form_sha256,
        forms=forms_of(period),
        units=units,
        tasks=tasks,
        targets=_targets(keys.get(TARGET, ()), (report.unit for report in reports), day, period.year),
        plans=_plans({one.plan for one in tasks.values() if one.plan}),
    )
    values = {
        (key, VALUE): one.value
        for rows in (plain.consolidated(prefix) for prefix in plain.forms.by_prefix)
        for key, one in rows.items()
        if one.value is not None
    }
    earlier = period_before(period)
    before = figures_of(bare(earlier)) if earlier is not None else {}
    return Gathered(
        period=plain.period,
        form_sha256=plain.form_sha256,
        forms=plain.forms,
        units=plain.units,
        tasks=plain.tasks,
        targets=plain.targets,
        plans=plain.plans,
        values=values,
        before_period=earlier.code if earlier is not None and before else "",
        before=before,
    )


def figures_of(gathered: Gathered) -> dict[str, Value]:
    """The figures of a period by which the next one is compared: counts, and the consolidated statistics."""
    if not any(unit.sent for unit in gathered.units):
        return {}
    found = {name: Value.number_of(number) for name, number in counts(gathered).items()}
    for key, one in gathered.consolidated(FIGURE).items():
        if one.value is not None and one.value.number is not None:
            found[key] = one.value
    return found


def bare(period: Period) -> Gathered:
    """Units and what they sent, without the names of tasks and targets."""
    _reports, units = _units(period)
    return Gathered(period.code, period.form_sha256, forms_of(period), units)


def _units(period: Period) -> tuple[list[Report], tuple[UnitLine, ...]]:
    rows = Report.objects.filter(period=period).select_related("unit")
    reports = list(rows.order_by("unit__order", "unit__sort_key", "unit__code"))
    asked: dict[int, set[str]] = {}
    places = Entry.objects.filter(report__period=period).order_by().values_list("report", "row").distinct()
    for pk, row in places:
        asked.setdefault(pk, set()).add(row)
    said = snapshots_of(period)
    today = timezone.localdate()
    found = []
    for report in reports:
        snapshot = said.get(report.pk) if report.state in CONSOLIDATED else None
        found.append(
            _unit(report, report.unit, today, asked.get(report.pk, set()), snapshot),
        )
    return reports, tuple(found)


def _unit(report: Report, unit: Unit, today: date, asked: set[str], snapshot: Snapshot | None) -> UnitLine:
    values: Values = read_snapshot(snapshot.text).values if snapshot is not None else {}
    return UnitLine(
        code=unit.code,
        name=unit.name,
        short_name=unit.short_name,
        group=class_of(unit.kind),
        standing=arrival(report, today),
        voluntary=report.voluntary,
        sent=snapshot is not None,
        sha256=snapshot.sha256 if snapshot is not None else "",
        asked=frozenset(asked),
        values=values,
    )


def snapshots_of(period: Period) -> dict[int, Snapshot]:
    """Report → what it last sent; reports that do not count are left out."""
    rows = Snapshot.objects.filter(report__period=period, report__state__in=CONSOLIDATED)
    last = dict(rows.order_by("made_at", "pk").values_list("report", "pk"))
    found = Snapshot.objects.in_bulk(last.values())
    return {report: found[pk] for report, pk in last.items() if report is not None}


def _keys(units: Iterable[UnitLine]) -> dict[str, list[str]]:
    """Prefix → keys of rows that somebody was asked, each once."""
    found: dict[str, dict[str, None]] = {}
    for unit in units:
        for key in sorted(unit.asked):
            found.setdefault(key.partition(":")[0], {})[key] = None
    return {prefix: list(keys) for prefix, keys in found.items()}


def _tasks(keys: Iterable[str]) -> Mapping[str, TaskLine]:
    """In the order of the register; a row whose task is gone keeps its code for a name."""
    parts = {key: key.partition(":")[2].rpartition("@") for key in keys}
    codes = {code for code, _at, _period in parts.values()}
    if not codes:
        return {}
    tasks = {
        one.code: one
        for one in Task.objects.filter(code__in=codes)
        .select_related("plan")
        .only("code", "text", "product_text", "order", "plan__key")
    }
    rows = Occurrence.objects.filter(task__code__in=codes).values_list(
        "task__code", "period", "due_on", "product"
    )
    occurrences = {(code, period): (due_on, product) for code, period, due_on, product in rows}
    found = []
    for key, (code, _at, period) in parts.items():
        task = tasks.get(code)
        if task is None:
            found.append(((1, 0, 0, key), TaskLine(key, code)))
            continue
        due_on, product = occurrences.get((code, period), (None, ""))
        line = TaskLine(key, task.text, due_on, product or task.product_text, task.plan.key)
        found.append(((0, task.plan_id, task.order, key), line))
    return {line.key: line for _order, line in sorted(found, key=lambda one: one[0])}


def _targets(keys: Iterable[str], units: Iterable[Unit], day: date, year: int) -> Mapping[str, TargetLine]:
    wanted = list(keys)
    if not wanted:
        return {}
    owner = owner_office(day)
    lines = targets_for(owner.pk if owner else None, [unit.pk for unit in units], year)
    known = {f"{TARGET}:{line.code}": line for rows in lines.values() for line in rows}
    ordered = [key for key in known if key in wanted] + sorted(key for key in wanted if key not in known)
    found = {}
    for key in ordered:
        line = known.get(key)
        found[key] = (
            TargetLine(key, key.partition(":")[2])
            if line is None
            else TargetLine(key, line.text, line.unit, line.value)
        )
    return found


def plans_of_tasks(codes: Iterable[str]) -> tuple[dict[str, str], Mapping[str, PlanLine]]:
    """Code of a task → key of its plan, and the plans."""
    wanted = list(codes)
    if not wanted:
        return {}, {}
    found = dict(Task.objects.filter(code__in=wanted).values_list("code", "plan__key"))
    return found, _plans(set(found.values()))


def _plans(keys: set[str]) -> Mapping[str, PlanLine]:
    rows = PlanVersion.objects.filter(plan__key__in=keys, state=VersionState.IN_FORCE).select_related("plan")
    found = {}
    for one in rows.order_by("plan"):
        found[one.plan.key] = PlanLine(one.plan.key, one.label, one.plan.kind, one.issued_on)
    return found
