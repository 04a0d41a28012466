"""Who is late in a period: units whose day has passed, what they owe, whom to call.

Belongs here: the list of units to remind. Does not belong here: when reminders go out (``notices``), words of letters.

The list is that of the reminders (``watching.due_reports``): reports of voluntary units are on none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone

from sauro.notices.recipients import Recipients
from sauro.notices.registry import DueSubject
from sauro.notices.rules import people
from sauro.people.models import Account
from sauro.reporting.models import Period, Report
from sauro.reporting.standing import UnitClass, class_of
from sauro.reporting.states import ReportState
from sauro.reporting.watching import due_reports

OFFICER, HEAD = "officer", "head"


@dataclass(frozen=True, slots=True)
class ChaseLine:
    """``late_days`` is 0 while the day has not passed. ``officers`` are the focal points, ``heads`` whom to call next."""

    report: Report
    subject: DueSubject
    late_days: int
    officers: tuple[Account, ...] = ()
    heads: tuple[Account, ...] = ()

    @property
    def returned(self) -> bool:
        return self.report.state == ReportState.RETURNED

    @property
    def group(self) -> UnitClass:
        return class_of(self.report.unit.kind)


@dataclass(frozen=True, slots=True)
class Chase:
    """``late``: the day has passed; ``waiting``: nothing sent yet and the day is still to come; ``asked``: voluntary units."""

    late: tuple[ChaseLine, ...] = ()
    waiting: tuple[ChaseLine, ...] = ()
    asked: tuple[ChaseLine, ...] = field(default=())


def chase_of(period: Period, now: datetime, *, contacts: bool = True) -> Chase:
    """Everybody who still owes the period's report, in the order of the province."""
    today = timezone.localtime(now).date()
    prefix = f"report:{period.code}/"
    subjects = {one.key: one for one in due_reports(now) if one.key.startswith(prefix)}
    found = Recipients.on(today, people()) if contacts else None
    lines = [
        _line(report, subjects[f"report:{report.key}"], today, found) for report in _reports(period, subjects)
    ]
    return Chase(
        late=tuple(one for one in lines if one.late_days and not one.report.voluntary),
        waiting=tuple(one for one in lines if not one.late_days and not one.report.voluntary),
        asked=tuple(one for one in lines if one.report.voluntary),
    )


def _reports(period: Period, subjects: Iterable[str]) -> list[Report]:
    codes = {key.rpartition("/")[2].upper() for key in subjects}
    rows = Report.objects.filter(period=period, unit__code__in=codes).select_related("unit", "filled_by")
    reports = list(rows.order_by("unit__order", "unit__sort_key", "unit__code"))
    for one in reports:
        one.period = period
    return reports


def _line(report: Report, subject: DueSubject, today: date, found: Recipients | None) -> ChaseLine:
    late = max((today - subject.due_on).days, 0)
    if found is None:
        return ChaseLine(report, subject, late)
    rungs = found.people.rungs
    officers = tuple(found.at(rungs[OFFICER], subject.unit_code))
    heads = tuple(one for one in found.at(rungs[HEAD], subject.unit_code) if one not in officers)
    return ChaseLine(report, subject, late, officers, heads)
