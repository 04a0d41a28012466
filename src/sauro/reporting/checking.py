"""What must agree between the rooms about reports: copied days, a report for each unit that reports.

Belongs here: reads that `sauro doctor` asks. Does not belong here: words, mending.
"""

from __future__ import annotations

from django.utils import timezone

from sauro.deadlines.models import Deadline
from sauro.reporting.asking import reporting_units
from sauro.reporting.models import Period, Report
from sauro.reporting.queries import REPORT
from sauro.reporting.states import PeriodKind, PeriodState


def wrong_days() -> list[str]:
    """Keys of reports of open periods whose day is not that of their open deadline."""
    due = {
        row.subject: row.due_on
        for row in Deadline.objects.open().filter(kind=REPORT, subject__startswith="report:")
    }
    rows = Report.objects.filter(period__state=PeriodState.OPEN).select_related("period", "unit")
    return [
        one.key
        for one in rows.order_by("pk")
        if f"report:{one.key}" in due and due[f"report:{one.key}"] != one.due_on
    ]


def without_report() -> list[str]:
    """Units that report by the definitions and have no report in an open quarter: "2026-Q3/snv". An officer may have left
    them out; a unit that was made since has been forgotten."""
    units = reporting_units(timezone.localdate())
    found = []
    for period in Period.objects.open().filter(kind=PeriodKind.QUARTER).order_by("code"):
        there = set(Report.objects.filter(period=period).values_list("unit", flat=True))
        found += [f"{period.code}/{unit.slug}" for unit in units if unit.pk not in there]
    return found
