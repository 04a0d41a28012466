"""Periods: planned for a year, opened, closed, cancelled.

Belongs here: the moves of ``PERIOD_MOVES`` and the reports that a period gets. Does not belong here: what stands in a report
at first (``prefill``), other units in a period that is open (``reporters``), steps of a report (``flow``).

The due days of a period and of each report are deadlines of the room below; here they are copied, and copied again when a
calendar moves them (``due``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from sauro.audit.actor import Actor
from sauro.audit.stamps import stamp
from sauro.engine.calendars import FixedDay
from sauro.engine.reports.rows import FormError
from sauro.people.by import By
from sauro.people.models import Unit
from sauro.people.queries import units_on
from sauro.reporting.actions import due
from sauro.reporting.actions.common import locked_period, needed, note, period_after
from sauro.reporting.actions.prefill import fill_new
from sauro.reporting.actions.telling import tell_opened
from sauro.reporting.asking import is_voluntary, reporting_units
from sauro.reporting.models import Period, Report
from sauro.reporting.period_forms import frozen, loaded, quarterly, quarters
from sauro.reporting.permissions import acting
from sauro.reporting.refusals import ActionRefused
from sauro.reporting.states import MANAGE, Paper, PeriodKind, ReportState
from sauro.reporting.words import form_problems

FIRST_YEAR, LAST_YEAR = 2020, 2099


def plan_year(*, year: int, by: By) -> list[Period]:
    """The four quarters of the year with their days; those that are there stay as they are."""
    actor = acting(by, MANAGE)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ActionRefused("period_year", year=year, least=FIRST_YEAR, most=LAST_YEAR)
    try:
        return _planned(year, actor)
    except IntegrityError:
        # somebody planned the year at this moment: then it is there
        return _planned(year, actor)


def _planned(year: int, actor: Actor) -> list[Period]:
    with transaction.atomic():
        known = {
            one.quarter: one
            for one in Period.objects.select_for_update().filter(year=year, kind=PeriodKind.QUARTER)
        }
        made = []
        for plan in quarters().periods(year, due.day_of()):
            if plan.n in known:
                continue
            first, last = due.quarter_days(year, plan.n)
            period = Period.objects.create(
                code=plan.code,
                kind=PeriodKind.QUARTER,
                year=year,
                quarter=plan.n,
                papers=list(dict.fromkeys(paper.code for paper in plan.papers)),
                plan_from=first,
                plan_to=last,
                data_from=plan.data_from,
                data_to=plan.data_to,
                opens_on=plan.opens_on,
            )
            due.set_of_quarter(period, plan, actor)
            known[plan.n] = period
            made.append(period.code)
        if made:
            note(actor, "plan_year", str(year), after={"periods": made})
    return [known[plan.n] for plan in quarters().periods(year)]


def open_period(
    *,
    period: Period,
    by: By,
    units: Iterable[str] | None = None,
    due_on: date | None = None,
    revision: int | None = None,
) -> Period:
    """Freezes the forms, gives every reporting unit of the day its report with its deadline, everything filled in that is
    known. ``units`` are codes where the officer chose others than the definitions; ``due_on`` another day for the units."""
    with transaction.atomic():
        row, _reports = locked_period(period)
        actor = acting(by, MANAGE)
        _seen(row, revision)
        target = period_after(row, "open")
        today = timezone.localdate()
        chosen = reporting_units(today) if units is None else named_units(units, today)
        if not chosen:
            raise ActionRefused("period_no_units")
        row.form_text, row.form_sha256 = quarterly()
        if due_on is not None:
            due.set_for_units(row, FixedDay(_not_past(due_on), "none"), actor)
        _begin(row, target, chosen, actor)
    return row


def open_on_demand(
    *, name: str, ground: str, form: str, units: Iterable[str], due_on: date, by: By
) -> Period:
    """A report on demand with its own form (YAML of ``engine.reports.compose``), opened at once for some units."""
    title = needed("name", " ".join(name.split()), "period_name")
    why = needed("ground", " ".join(ground.split()), "period_ground")
    day = _not_past(due_on)
    with transaction.atomic():
        actor = acting(by, MANAGE)
        today = timezone.localdate()
        chosen = named_units(units, today)
        if not chosen:
            raise ActionRefused("period_no_units")
        try:
            text, digest = frozen([loaded(form)])
        except FormError as wrong:
            raise ActionRefused("period_form", problems=form_problems(wrong)) from None
        row = Period(
            kind=PeriodKind.ON_DEMAND,
            name=title,
            ground=why,
            year=today.year,
            papers=[str(Paper.ON_DEMAND)],
            opens_on=today,
            form_text=text,
            form_sha256=digest,
        )
        target = period_after(row, "open")
        _numbered(row)
        due.set_for_units(row, FixedDay(day, "none"), actor)
        _begin(row, target, chosen, actor)
    return row


def _begin(period: Period, target: str, units: Sequence[Unit], actor: Actor) -> None:
    period.state = target
    period.revision += 1
    stamp(period, "opened", actor)
    period.save()
    reports = give_reports(period, units, actor)
    after = {"units": len(reports), "form": period.form_sha256, "due": str(period.unit_due_on or "")}
    note(actor, "open", period.code, after={"state": period.state} | after)
    tell_opened(period, reports, actor)


def give_reports(period: Period, units: Sequence[Unit], actor: Actor) -> list[Report]:
    """Reports for these units with deadlines and first values, in a fixed number of queries."""
    reports = Report.objects.bulk_create(
        Report(period=period, unit=unit, voluntary=is_voluntary(unit), due_on=None) for unit in units
    )
    due.set_for_reports(period, reports, actor)
    fill_new(period=period, reports=reports, by=actor)
    return reports


def named_units(codes: Iterable[str], today: date) -> list[Unit]:
    wanted = {code.strip().upper() for code in codes if code.strip()}
    found = list(units_on(today).filter(code__in=wanted).order_by("order", "sort_key"))
    unknown = wanted - {unit.code for unit in found}
    if unknown:
        raise ActionRefused("period_unknown_units", codes=", ".join(sorted(unknown)))
    return found


def _not_past(day: date) -> date:
    if day < timezone.localdate():
        raise ActionRefused("period_due_past", day=f"{day.day}/{day.month}/{day.year}")
    return day


def _numbered(period: Period) -> None:
    """Saves the new report on demand under the next number of the year, DX-2026-01. Another one may take the number at this
    moment: the column is unique, and the next number is tried."""
    stem = f"DX-{period.year}-"
    while True:
        codes = Period.objects.filter(code__startswith=stem).values_list("code", flat=True)
        number = max((int(code.removeprefix(stem)) for code in codes), default=0) + 1
        period.code = f"{stem}{number:02d}"
        try:
            with transaction.atomic():
                period.save(force_insert=True)
        except IntegrityError:
            if not Period.objects.filter(code=period.code).exists():
                raise
        else:
            return


def close_period(*, period: Period, by: By, revision: int | None = None) -> Period:
    """No unit sends any more; what is on its way goes on. Units that were silent do not hold it up."""
    with transaction.atomic():
        row, reports = locked_period(period)
        actor = acting(by, MANAGE)
        _seen(row, revision)
        row.state = period_after(row, "close")
        row.revision += 1
        stamp(row, "closed", actor)
        row.save()
        due.close_for(reports, actor)
        due.close_for_units(row, actor)
        silent = sum(1 for one in reports if one.sent_at is None and not one.voluntary)
        note(actor, "close", row.code, after={"state": row.state, "reports": len(reports), "silent": silent})
    return row


def reopen_period(*, period: Period, reason: str, by: By, revision: int | None = None) -> Period:
    why = needed("reason", reason, "needs_reason")
    with transaction.atomic():
        row, reports = locked_period(period)
        actor = acting(by, MANAGE)
        _seen(row, revision)
        row.state = period_after(row, "reopen")
        row.revision += 1
        row.reason = why
        row.closed_at, row.closed_by_code, row.closed_by_name = None, "", ""
        due.reopen_for_units(row, actor)
        row.save()
        due.reopen_for([one for one in reports if one.sent_at is None], actor)
        note(actor, "reopen", row.code, after={"state": row.state, "reason": why})
    return row


def cancel_period(*, period: Period, reason: str, by: By, revision: int | None = None) -> Period:
    """Only while no unit has sent anything: what was sent is never dropped."""
    why = needed("reason", reason, "needs_reason")
    with transaction.atomic():
        row, reports = locked_period(period)
        actor = acting(by, MANAGE)
        _seen(row, revision)
        target = period_after(row, "cancel")
        sent = sum(1 for one in reports if one.sent_at is not None or one.state != ReportState.DRAFT)
        if sent:
            raise ActionRefused("period_has_sent", count=sent)
        row.state, row.reason = target, why
        row.revision += 1
        row.save()
        due.close_for(reports, actor)
        due.close_of_quarter(row, actor)
        note(actor, "cancel", row.code, after={"state": row.state, "reason": why})
    return row


def _seen(period: Period, revision: int | None) -> None:
    """None asks for no comparison."""
    if revision is not None and revision != period.revision:
        raise ActionRefused("period_changed", period=period.code, state=period.get_state_display())
