"""Questions about calendars and deadlines that other rooms ask.

Belongs here: reads. Does not belong here: rights (``models`` and ``people.permissions``), writes (``actions``).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sauro.deadlines import shipped
from sauro.deadlines.models import CalendarDay, CalendarDecision, Deadline
from sauro.deadlines.states import DayChoice, DecisionState
from sauro.engine.calendars import (
    DayKind,
    Derivation,
    Half,
    SpecialDay,
    WorkCalendar,
    YearDecision,
    derive,
    rule_from_text,
)

HALVES = {DayChoice.MORNING: Half.MORNING, DayChoice.AFTERNOON: Half.AFTERNOON}


def working_calendar(*, instead: YearDecision | None = None, without: int | None = None) -> WorkCalendar:
    """The calendar of today: base days, decisions that came along, those that were entered; the last word holds.

    ``instead`` stands in for the entered decision of its year, ``without`` leaves one year's entered decision out: what
    would be, were it confirmed or withdrawn.
    """
    known = dict(shipped.decisions())
    entered = CalendarDecision.objects.in_force().prefetch_related("days")
    known.update({row.year: as_value(row) for row in entered if row.year != without})
    if instead is not None:
        known[instead.year] = instead
    return WorkCalendar(tuple(known[year] for year in sorted(known)))


def as_value(row: CalendarDecision) -> YearDecision:
    """A stored decision as the engine's value; CalendarRefused where it could not hold."""
    return of_days(row, row.days.all())


def of_days(row: CalendarDecision, days: Iterable[CalendarDay]) -> YearDecision:
    # a draft may be looked at before its document is named
    special = tuple(special_day(one, row.document) for one in days)
    return YearDecision(row.year, special, row.document or row.code, row.issued_on)


def special_day(one: CalendarDay, document: str) -> SpecialDay:
    half = HALVES.get(DayChoice(one.kind))
    kind = DayKind.HALF if half else DayKind(one.kind)
    return SpecialDay(one.day, kind, one.name, half=half, document=one.document or document)


def deadline_of(subject: str, kind: str) -> Deadline | None:
    """The deadline of this subject; the caller has asked whether the subject may be read."""
    return Deadline.objects.filter(subject=subject, kind=kind).first()


def deadlines_of(subjects: Collection[str], kind: str) -> dict[str, Deadline]:
    """Subject → deadline, for a page with many subjects: one query."""
    return {row.subject: row for row in Deadline.objects.filter(subject__in=subjects, kind=kind)}


@dataclass(frozen=True, slots=True)
class Move:
    """A deadline and what another calendar makes of it."""

    deadline: Deadline
    derivation: Derivation

    @property
    def moves(self) -> bool:
        return self.derivation.due != self.deadline.due_on


def under(calendar: WorkCalendar, rows: Iterable[Deadline]) -> list[Move]:
    """Each deadline under another calendar. Reports of one period share their rule, so each rule is counted once."""
    known: dict[str, Derivation] = {}
    found = []
    for row in rows:
        if row.rule not in known:
            known[row.rule] = derive(calendar, rule_from_text(row.rule))
        found.append(Move(row, known[row.rule]))
    return found


def would_move(calendar: WorkCalendar, year: int) -> list[Move]:
    """The open deadlines that this calendar would give another day, the earliest first."""
    return [move for move in under(calendar, Deadline.objects.open().touching([year])) if move.moves]


def draft_of(year: int) -> CalendarDecision | None:
    return CalendarDecision.objects.filter(year=year, state=DecisionState.DRAFT).first()


def in_force_of(year: int) -> CalendarDecision | None:
    return CalendarDecision.objects.in_force().filter(year=year).first()
