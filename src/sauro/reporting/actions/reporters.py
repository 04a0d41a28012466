"""Who reports in an open period and until when: other units, a unit that stands in, a later day; the yearly plan counted.

Belongs here: what the officer sets beside the moves of a period. Does not belong here: opening (``periods``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from sauro.audit.stamps import signature, stamp
from sauro.people.by import By
from sauro.people.models import Unit
from sauro.people.queries import units_on
from sauro.plans.models import Plan, PlanVersion
from sauro.plans.states import VersionState
from sauro.reporting.actions import due
from sauro.reporting.actions.common import (
    clean,
    locked_period,
    locked_report,
    must_be_current,
    must_be_open,
    needed,
    note,
)
from sauro.reporting.actions.periods import give_reports, named_units
from sauro.reporting.actions.telling import tell_opened, tell_unit
from sauro.reporting.models import Entry, Period, Report, YearlyPlan
from sauro.reporting.permissions import acting
from sauro.reporting.refusals import ActionRefused
from sauro.reporting.states import MANAGE, ReportState, ValueSource
from sauro.web.text import day_words


def set_reporters(*, period: Period, units: Iterable[str], by: By) -> list[Report]:
    """These units report in the open period: new ones get their report, others lose one that nobody has touched.
    A unit that ended since cannot be chosen, and keeps its report."""
    with transaction.atomic():
        row, reports = locked_period(period)
        actor = acting(by, MANAGE)
        must_be_open(row)
        chosen = named_units(units, timezone.localdate())
        if not chosen:
            raise ActionRefused("period_no_units")
        wanted, there = {unit.pk for unit in chosen}, {one.unit_id for one in reports}
        lasting = set(units_on(timezone.localdate()).values_list("pk", flat=True))
        gone = [one for one in reports if one.unit_id not in wanted and one.unit_id in lasting]
        _must_be_untouched(gone)
        due.close_for(gone, actor)
        codes, removed = [one.unit.code for one in gone], {one.pk for one in gone}
        Report.objects.filter(pk__in=removed).delete()
        new = give_reports(row, [unit for unit in chosen if unit.pk not in there], actor)
        if gone or new:
            row.revision += 1
            row.save(update_fields=["revision"])
            after = {"added": [one.unit.code for one in new], "removed": codes}
            note(actor, "set_reporters", row.code, after=after)
            tell_opened(row, new, actor)
    return [one for one in reports if one.pk not in removed] + new


def _must_be_untouched(reports: Sequence[Report]) -> None:
    keys = [one.pk for one in reports]
    by_person = (ValueSource.TYPED, ValueSource.SHEET)
    written = set(
        Entry.objects.filter(report__in=keys, source__in=by_person).values_list("report", flat=True)
    )
    begun = [
        one.unit.short_name
        for one in reports
        if one.pk in written or one.round or one.state != ReportState.DRAFT
    ]
    if begun:
        raise ActionRefused("reporter_started", units=", ".join(begun))


def set_stand_in(
    *, report: Report, unit: Unit | None, reason: str, by: By, revision: int | None = None
) -> Report:
    """Another unit writes and sends the report of one that was merged or renamed; None takes that back."""

    why = needed("reason", reason, "needs_reason")
    with transaction.atomic():
        row = locked_report(report)
        actor = acting(by, MANAGE)
        must_be_current(row, revision)
        if unit is not None and unit.pk == row.unit_id:
            raise ActionRefused("stand_in_same", unit=row.unit.short_name)
        if unit is not None and not units_on(timezone.localdate()).filter(pk=unit.pk).exists():
            raise ActionRefused("stand_in_gone", unit=unit.short_name)
        before = {"filled_by": row.filled_by.code if row.filled_by else ""}
        row.filled_by = unit
        row.revision += 1
        stamp(row, "changed", actor)
        row.save()
        after = {"filled_by": unit.code if unit else "", "reason": why}
        note(actor, "set_stand_in", row.key, before=before, after=after)
    return row


def set_yearly_plan(*, year: int, plan: Plan, by: By) -> YearlyPlan:
    """Which plan the rows about the yearly plan of administrative reform count."""
    with transaction.atomic():
        actor = acting(by, MANAGE)
        versions = PlanVersion.objects.filter(plan=plan, state=VersionState.IN_FORCE)
        spans = list(versions.values_list("year_from", "year_to"))
        if not any((first or year) <= year <= (last or year) for first, last in spans):
            raise ActionRefused("yearly_plan_year", year=year)
        known = YearlyPlan.objects.select_for_update().filter(year=year).first()
        before = {"plan": known.plan.key} if known is not None else None
        row = known or YearlyPlan(year=year)
        row.plan = plan
        for name, value in signature("set", actor).items():
            setattr(row, name, value)
        row.save()
        note(actor, "set_yearly_plan", str(year), before=before, after={"plan": plan.key})
    return row


def extend_due(
    *,
    report: Report,
    new_due_on: date,
    reason: str,
    by: By,
    document: str = "",
    revision: int | None = None,
) -> Report:
    """A later day for one unit; the first day stays, and no calendar moves the granted one."""
    why = needed("reason", reason, "needs_reason")
    with transaction.atomic():
        row = locked_report(report)
        actor = acting(by, MANAGE)
        must_be_current(row, revision)
        must_be_open(row.period)
        before = {"due_on": str(row.due_on or "")}
        row.due_on = due.extend(row, new_due_on, why, clean("number", document), actor)
        row.revision += 1
        stamp(row, "changed", actor)
        row.save()
        after = {"due_on": str(row.due_on), "reason": why}
        note(actor, "extend_due", row.key, before=before, after=after)
        tell_unit(row, "extended", actor, day=day_words(row.due_on), reason=why)
    return row
