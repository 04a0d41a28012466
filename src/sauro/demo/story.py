"""One reporting period of the demo world being played: who acts, what they do at which hour.

Belongs here: a step of a report by the person of the unit whose step it is, and the way of a report. Does not belong here:
which unit goes which way (``scenes_reports``), what a unit says (``sayings``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from sauro.audit.actor import Actor
from sauro.deadlines.queries import working_calendar
from sauro.demo.clock import Agenda, moment
from sauro.demo.sayings import Sayings
from sauro.engine.calendars import WorkCalendar
from sauro.people.models import Account
from sauro.reporting.actions import flow, periods
from sauro.reporting.actions.values import Change, save_values
from sauro.reporting.models import Entry, Period, Report

Step = Mapping[str, Any]
WAY = ("review", "passed", "signing", "signed", "issued", "received")
"""The states of a report that nobody holds up."""


@dataclass
class Cast:
    """Who does what: the people of the demo, and somebody of a unit that has nobody."""

    accounts: Sequence[Account]
    words: Step

    def __post_init__(self) -> None:
        held = [(one, m) for one in self.accounts for m in one.memberships_now()]
        self._known = {(m.role, m.unit.code): one for one, m in held}
        self._first = {m.role: one for one, m in reversed(held)}

    def account(self, role: str, unit: str = "") -> Account:
        return self._known[role, unit] if unit else self._first[role]

    def actor(self, role: str, unit: str = "") -> Actor:
        """One of the cast, else somebody of the unit by the name of what he or she is there."""
        known = self._known.get((role, unit)) if unit else self._first[role]
        if known is not None:
            return known.actor
        part = {"unit_head": "head", "clerk": "clerk"}.get(role, "unit")
        return Actor(code="MAU-DONVI", name=self.words["people"][part])


class Story:
    """One period being played: its reports by the unit's code, and the agenda."""

    def __init__(self, cast: Cast, scenes: Step, quarter: int, paper: bytes) -> None:
        self.cast, self.scenes, self.paper = cast, scenes, paper
        self.sayings = Sayings(scenes, quarter)
        self.quarter, self.numbers = quarter, 0
        self.agenda = Agenda()
        self.calendar: WorkCalendar = working_calendar()
        self.office = cast.actor("owner_office")

    def open(self, period: Period, units: Iterable[str] | None) -> None:
        periods.open_period(period=period, by=self.office, units=units)
        self.load(Period.objects.get(pk=period.pk))

    def load(self, period: Period) -> None:
        """The reports of the open period with the entries with which they begin: one query for each."""
        self.period = period
        rows = Report.objects.filter(period=period).select_related("unit", "filled_by")
        self.reports = {one.unit.code: one for one in rows}
        self.entries: dict[int, list[Entry]] = {}
        for entry in Entry.objects.filter(report__period=period):
            self.entries.setdefault(entry.report_id, []).append(entry)
        for one in self.reports.values():
            one.period = period

    def day(self, days: int, base: date) -> date:
        return self.calendar.add_working_days(base, days)

    def file(self) -> SimpleUploadedFile:
        return SimpleUploadedFile(self.scenes["paper_file"], self.paper, content_type="application/pdf")

    def number(self, unit: str) -> str:
        self.numbers += 1
        return f"{40 + 100 * self.quarter + self.numbers}/BC-{unit}"

    # steps of one unit, each at the day on which the agenda calls it

    def send(self, unit: str, more: Iterable[Change] = ()) -> None:
        report, by = self.reports[unit], self.cast.actor("focal_point", unit)
        changes = list(more) or self.sayings.of(report, self.entries.get(report.pk, ()))
        save_values(report=report, changes=changes, by=by)
        flow.send(report=report, by=by)

    def passed(self, unit: str) -> None:
        flow.pass_report(report=self.reports[unit], by=self.office)

    def signing(self, unit: str) -> None:
        flow.present(report=self.reports[unit], by=self.cast.actor("focal_point", unit))

    def signed(self, unit: str) -> None:
        flow.sign(report=self.reports[unit], by=self.cast.actor("unit_head", unit))

    def issued(self, unit: str) -> None:
        flow.issue(
            report=self.reports[unit],
            by=self.cast.actor("clerk", unit),
            number=self.number(unit),
            issued_on=timezone.localdate(),
            file=self.file(),
        )

    def received(self, unit: str) -> None:
        arrived = timezone.now() - timedelta(minutes=40)
        flow.receive(report=self.reports[unit], by=self.office, arrived_at=arrived)

    def returned(self, unit: str, reason: str) -> None:
        flow.return_report(report=self.reports[unit], by=self.office, reason=reason, days=2)

    def amending(self, unit: str, reason: str) -> None:
        flow.amend(report=self.reports[unit], by=self.cast.actor("focal_point", unit), reason=reason)

    def withdrawn(self, unit: str, reason: str) -> None:
        flow.withdraw(
            report=self.reports[unit],
            by=self.cast.actor("clerk", unit),
            number=self.number(unit),
            issued_on=timezone.localdate(),
            reason=reason,
        )

    def walk(self, unit: str, begin: date, until: str, *, again: bool = False) -> date:
        """The report goes from its sending to this state; the working day after the last step."""
        steps: dict[str, Callable[[str], None]] = {
            "review": partial(self.send, more=_more(self.scenes)) if again else self.send,
            "passed": self.passed,
            "signing": self.signing,
            "signed": self.signed,
            "issued": self.issued,
            "received": self.received,
        }
        day = begin
        for place, state in enumerate(WAY[: WAY.index(until) + 1]):
            self.agenda.add(self.hour(unit, day, place), partial(steps[state], unit))
            # passing, presenting and signing are one day's work
            day = day if 0 < place < 3 else self.day(1, day)
        return day

    def hour(self, unit: str, day: date, place: int = 0) -> datetime:
        """Steps of one day keep their order; units do not all come at the same minute."""
        return moment(day, 8 + place, self.reports[unit].unit_id * 7 % 60)


def _more(scenes: Step) -> list[Change]:
    """What was mended, for a second sending."""
    return [Change("text:III.1", "text", scenes["texts"]["text:III.1"][-1])]
