"""Due days of periods and reports: deadlines of the room below, copied into our rows.

Belongs here: setting, closing and copying them. Does not belong here: counting days (``engine.calendars``), who is late
(``standing``).

Subjects: ``period:2026-Q3`` with the kinds "unit_report" and "province_report"; ``report:2026-Q3/snv`` with the kinds
"report" (the period's day) and "return" (until when a returned report is mended).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta

from django.utils import timezone

from sauro.audit.actor import Actor
from sauro.deadlines import actions as deadlines
from sauro.deadlines.models import Deadline
from sauro.deadlines.queries import deadline_of, deadlines_of, working_calendar
from sauro.deadlines.refusals import ActionRefused as DeadlineRefused
from sauro.engine.calendars import Before, FixedDay, Rule, derive
from sauro.engine.reports.periods import DayRule
from sauro.engine.reports.periods import Period as Quarter
from sauro.people.by import By
from sauro.reporting.actions.telling import tell_moved
from sauro.reporting.models import Period, ProvinceReport, Report
from sauro.reporting.queries import AGAIN, REPORT
from sauro.reporting.refusals import ActionRefused

UNITS, PROVINCE = "unit_report", "province_report"


def quarter_days(year: int, n: int) -> tuple[date, date]:
    """First and last day of a calendar quarter: whose tasks are told."""
    first = date(year, 3 * n - 2, 1)
    after = date(year + 1, 1, 1) if n == 4 else date(year, 3 * n + 1, 1)
    return first, after - timedelta(days=1)


def rule_of(base: date, working_days: int, shift: str) -> Rule:
    """The rule of the calendar for a day of the definitions, which count back from a day or shift it."""
    return Before(base, -working_days) if working_days < 0 else FixedDay(base, shift)


def day_of() -> Callable[[date, int, str], date]:
    """How the definitions ask for days, under the calendar of today."""
    calendar = working_calendar()
    return lambda base, working_days, shift: derive(calendar, rule_of(base, working_days, shift)).due


def subject_of(period: Period) -> str:
    return f"period:{period.code}"


def report_subject(report: Report) -> str:
    return f"report:{report.key}"


def set_of_quarter(period: Period, plan: Quarter, by: Actor) -> None:
    """The two deadlines of a planned quarter, and their copies (saved)."""
    for kind, rule in ((PROVINCE, plan.province_due), (UNITS, plan.unit_due)):
        made = deadlines.set_many(
            subjects=[subject_of(period)], kind=kind, rule=_rule(rule), basis=_basis(plan), by=by
        )
        day = made[subject_of(period)].due_on
        if kind == UNITS:
            period.unit_due_on = day
        else:
            period.province_due_on = day
    period.save(update_fields=["unit_due_on", "province_due_on"])


def _rule(day: DayRule) -> Rule:
    return rule_of(day.base, day.working_days, day.shift)


def _basis(plan: Quarter) -> str:
    return plan.source


def set_for_units(period: Period, rule: Rule, by: Actor) -> None:
    """Another day for the units than planned, or the one day of a report on demand; the copy is not saved."""
    subject, basis = subject_of(period), period.ground or period.code
    with _in_our_words():
        made = deadlines.set_many(subjects=[subject], kind=UNITS, rule=rule, basis=basis, by=by)
    period.unit_due_on = made[subject].due_on


def set_for_reports(period: Period, reports: Sequence[Report], by: Actor) -> None:
    """Each report gets the period's rule as a deadline of its own; the copies are saved in one statement."""
    planned = deadline_of(subject_of(period), UNITS)
    if planned is None or not reports:
        return
    for report in reports:
        report.period = period
    subjects = [report_subject(one) for one in reports]
    for known in deadlines_of(subjects, REPORT).values():
        if known.closed_at is not None:  # a unit that was taken out of the period comes back
            deadlines.reopen(subject=known.subject, kind=REPORT, by=by)
    made = deadlines.set_many(
        subjects=subjects,
        kind=REPORT,
        rule=planned.made_by,
        basis=planned.basis,
        by=by,
    )
    for report in reports:
        report.due_on = made[report_subject(report)].due_on
        report.first_due_on = report.due_on
    Report.objects.bulk_update(reports, ["due_on", "first_due_on"], batch_size=500)


def close_for(reports: Sequence[Report], by: Actor) -> None:
    subjects = [report_subject(one) for one in reports]
    for kind in (REPORT, AGAIN):
        deadlines.close_many(subjects=subjects, kind=kind, by=by)


def close_for_units(period: Period, by: Actor) -> None:
    """The period is closed for units; the day of the province runs until its papers are sent."""
    deadlines.close_many(subjects=[subject_of(period)], kind=UNITS, by=by)


def close_for_province(period: Period, by: Actor) -> None:
    """Every paper of the period has left."""
    deadlines.close_many(subjects=[subject_of(period)], kind=PROVINCE, by=by)


def reopen_for_units(period: Period, by: Actor) -> None:
    row = deadline_of(subject_of(period), UNITS)
    if row is not None and row.closed_at is not None:
        period.unit_due_on = deadlines.reopen(subject=row.subject, kind=UNITS, by=by).due_on


def close_of_quarter(period: Period, by: Actor) -> None:
    for kind in (UNITS, PROVINCE):
        deadlines.close_many(subjects=[subject_of(period)], kind=kind, by=by)


def reopen_for(reports: Sequence[Report], by: Actor) -> None:
    """The day runs again for those that have sent nothing; a calendar of today may have moved it."""
    closed = deadlines_of([report_subject(one) for one in reports], REPORT)
    for report in reports:
        row = closed.get(report_subject(report))
        if row is None or row.closed_at is None:
            continue
        report.due_on = deadlines.reopen(subject=row.subject, kind=REPORT, by=by).due_on
        report.save(update_fields=["due_on"])


def set_again(report: Report, working_days: int, by: Actor) -> Deadline:
    """Until when a returned report is mended: so many working days from now."""
    subject = report_subject(report)
    row = deadline_of(subject, AGAIN)
    if row is not None and row.closed_at is not None:
        deadlines.reopen(subject=subject, kind=AGAIN, by=by)
    return deadlines.set_term(
        subject=subject,
        kind=AGAIN,
        received_at=timezone.now(),
        working_days=working_days,
        by=by,
        basis=report.reason[:200],
    )


def extend(report: Report, new_due_on: date, reason: str, document: str, by: Actor) -> date:
    """The granted day; what the room of deadlines refuses is said in its words."""
    with _in_our_words():
        row = deadlines.extend(
            subject=report_subject(report),
            kind=REPORT,
            new_due_on=new_due_on,
            reason=reason,
            document=document,
            by=by,
        )
    return row.due_on


@contextmanager
def _in_our_words() -> Iterator[None]:
    """What the room of deadlines refuses is a refusal of this one, with the same sentence."""
    try:
        yield
    except DeadlineRefused as refused:
        raise ActionRefused("deadline_refused", why=refused.sentence) from None


def close_again(report: Report, by: Actor) -> None:
    deadlines.close_many(subjects=[report_subject(report)], kind=AGAIN, by=by)


def close_report(report: Report, by: Actor) -> None:
    """The report has been accepted: no calendar moves its day any more."""
    close_for([report], by)


def lock_periods(subjects: Sequence[str]) -> None:
    """Before a calendar is reckoned: the periods with their reports and papers, in the order in which steps lock them."""
    rows = Period.objects.select_for_update(no_key=True).order_by("pk")
    held = list(rows.filter(code__in=[one.removeprefix("period:") for one in subjects]))
    for model in (Report, ProvinceReport):
        rows_of = model.objects.select_for_update(no_key=True, of=("self",)).filter(period__in=held)
        list(rows_of.order_by("pk").values_list("pk"))


def lock_reports(subjects: Sequence[str]) -> None:
    """Reports whose period has no open day of its own any more."""
    wanted = {one.removeprefix("report:") for one in subjects}
    periods = {one.partition("/")[0] for one in wanted}
    rows = Report.objects.filter(period__code__in=periods).select_related("period", "unit")
    keys = [one.pk for one in rows if one.key in wanted]
    held = Report.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=keys)
    list(held.order_by("pk").values_list("pk"))


def moved_report(deadline: Deadline, _old: date, _by: By) -> None:
    """A calendar moved the day of a report: the copy follows, in the same transaction."""
    if deadline.kind != REPORT:
        return
    period, _slash, unit = deadline.subject.removeprefix("report:").partition("/")
    rows = Report.objects.filter(period__code=period, unit__code=unit.upper())
    rows.update(due_on=deadline.due_on)


def moved_period(deadline: Deadline, old: date, by: By) -> None:
    """A calendar moved a day of the period. The day of the units is counted back from that of the province: it and the open
    ones of the reports are set anew from the new day; what was extended stays."""
    code = deadline.subject.removeprefix("period:")
    period = Period.objects.select_for_update(no_key=True).filter(code=code).first()
    if period is None:
        return
    if deadline.kind == UNITS:
        period.unit_due_on = deadline.due_on
        period.save(update_fields=["unit_due_on"])
        tell_moved(period, old, by)
        return
    period.province_due_on = deadline.due_on
    period.save(update_fields=["province_due_on"])
    ProvinceReport.objects.filter(period=period).update(due_on=deadline.due_on)
    units = deadline_of(subject_of(period), UNITS)
    rule = units.made_by if units is not None else None
    if units is None or units.closed_at is not None or not isinstance(rule, Before) or rule.day != old:
        return
    _count_again(period, units, Before(deadline.due_on, rule.working_days), by)


def _count_again(period: Period, units: Deadline, rule: Rule, by: By) -> None:
    subject = subject_of(period)
    made = deadlines.set_many(subjects=[subject], kind=UNITS, rule=rule, basis=units.basis, by=by)
    old = period.unit_due_on
    period.unit_due_on = made[subject].due_on
    period.save(update_fields=["unit_due_on"])
    if old is not None and old != period.unit_due_on:
        tell_moved(period, old, by)
    open_ones = Deadline.objects.open().filter(kind=REPORT, subject__startswith=f"report:{period.code}/")
    subjects = list(open_ones.values_list("subject", flat=True))
    if subjects:
        again = deadlines.set_many(subjects=subjects, kind=REPORT, rule=rule, basis=units.basis, by=by)
        reports = list(Report.objects.filter(period=period).select_related("unit", "period"))
        for report in reports:
            row = again.get(report_subject(report))
            report.due_on = row.due_on if row is not None else report.due_on
        Report.objects.bulk_update(reports, ["due_on"], batch_size=500)
