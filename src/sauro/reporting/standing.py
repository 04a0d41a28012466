"""How a period stands: who has sent, on time or late, who is missing; which arrival decides.

Belongs here: judging reports that were read, and their counts by group of units. Does not belong here: words, pages.

A report is on time when the arrival that counts, as a day of the province's time, is not after ``due_on``, which moves only with the calendar or
by a granted extension (the day for mending a returned report is a deadline of its own). Of voluntary reports nothing is
expected: they stand apart and are never late.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from django.utils import timezone

from sauro.people.states import COMMUNE_KINDS, UnitKind
from sauro.reporting.models import Period, Report
from sauro.reporting.states import ArrivalCounts, ReportState


class UnitClass(StrEnum):
    """Groups that are never mixed in one order."""

    AGENCY = "agency"
    VERTICAL = "vertical"
    OTHER = "other"
    COMMUNE = "commune"


class Arrival(StrEnum):
    """What is known about the sending of one report."""

    NOT_DUE = "not_due"
    MISSING = "missing"
    ON_TIME = "on_time"
    LATE = "late"
    UNDATED = "undated"


SENT = (
    ReportState.REVIEW,
    ReportState.RETURNED,
    ReportState.PASSED,
    ReportState.SIGNING,
    ReportState.SIGNED,
    ReportState.ISSUED,
    ReportState.RECEIVED,
    ReportState.AMENDING,
)
"""Has been sent at least once and not been taken back."""
_NOT_AGENCY: Mapping[str, UnitClass] = {
    UnitKind.VERTICAL_AGENCY: UnitClass.VERTICAL,
    UnitKind.ASSOCIATION: UnitClass.OTHER,
    UnitKind.PRESS: UnitClass.OTHER,
    UnitKind.EXTERNAL: UnitClass.OTHER,
}


def class_of(kind: str) -> UnitClass:
    if kind in COMMUNE_KINDS:
        return UnitClass.COMMUNE
    return _NOT_AGENCY.get(kind, UnitClass.AGENCY)


def counted_arrival(report: Report) -> datetime | None:
    """The arrival that decides; where the document system decides and has not said, the sending here stands for the time being."""
    if report.counts == ArrivalCounts.DOCUMENT_SYSTEM and report.arrived_at is not None:
        return report.arrived_at
    return report.sent_at


def arrival(report: Report, today: date) -> Arrival:
    came = counted_arrival(report)
    if came is None or report.state not in SENT:
        waits = report.due_on is None or today <= report.due_on or report.voluntary
        return Arrival.NOT_DUE if waits else Arrival.MISSING
    if report.due_on is None:
        return Arrival.UNDATED
    return Arrival.ON_TIME if timezone.localdate(came) <= report.due_on else Arrival.LATE


@dataclass(slots=True)
class Standing:
    """Counts of some reports; ``expected`` are those that must come."""

    expected: int = 0
    sent: int = 0
    on_time: int = 0
    late: int = 0
    missing: int = 0
    states: dict[str, int] = field(default_factory=dict)
    voluntary: int = 0
    voluntary_sent: int = 0

    def add(self, report: Report, today: date) -> None:
        if report.voluntary:
            self.voluntary += 1
            self.voluntary_sent += report.state in SENT
            return
        self.expected += 1
        self.states[report.state] = self.states.get(report.state, 0) + 1
        self.sent += report.state in SENT
        came = arrival(report, today)
        self.on_time += came is Arrival.ON_TIME
        self.late += came is Arrival.LATE
        self.missing += came is Arrival.MISSING

    def at(self, *states: str) -> int:
        return sum(self.states.get(state, 0) for state in states)


@dataclass(frozen=True, slots=True)
class Board:
    """All reports of a period in the order of units, with the counts of the whole and of each class."""

    reports: tuple[Report, ...]
    whole: Standing
    classes: Mapping[UnitClass, Standing]


def board_of(period: Period, account: object, today: date) -> Board:
    """What the account may read of the period; one query."""
    rows = Report.objects.visible_to(account).filter(period=period).select_related("unit", "filled_by")
    reports = tuple(rows.order_by("unit__order", "unit__sort_key"))
    for one in reports:
        one.period = period
    return Board(reports, *count(reports, today))


def count(reports: Iterable[Report], today: date) -> tuple[Standing, dict[UnitClass, Standing]]:
    whole = Standing()
    classes: dict[UnitClass, Standing] = {}
    for one in reports:
        whole.add(one, today)
        classes.setdefault(class_of(one.unit.kind), Standing()).add(one, today)
    return whole, {kind: classes[kind] for kind in UnitClass if kind in classes}
