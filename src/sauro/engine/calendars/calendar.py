"""The working calendar: what each day is, and steps from one working day to another.

Belongs here: one day at a time. Does not belong here: terms with their derivation (``derive``).

The strongest word holds: a decision about the day, then the base days, then the weekday. Saturday and Sunday are not worked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from sauro.engine.calendars.base import Base, vietnam
from sauro.engine.calendars.model import (
    FIRST_YEAR,
    HALF_CLOSES,
    LAST_YEAR,
    SATURDAY,
    CalendarRefused,
    DayKind,
    Half,
    SpecialDay,
    YearDecision,
)

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DayStatus:
    """What one day is. ``code``: working, weekend, holiday, in_lieu, make_up (a weekend worked), worked (a holiday worked),
    half_day. ``decided`` is whether a decision says so, not the base days or the weekday."""

    day: date
    working: bool
    code: str
    name: str = ""
    name_en: str = ""
    document: str = ""
    half: Half | None = None
    decided: bool = False

    def closes(self, closing: time) -> time:
        """The closing hour of this day where ``closing`` is the office's ordinary one."""
        return min(closing, HALF_CLOSES) if self.half is Half.MORNING else closing


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Base days of each year and the decisions on top of them; one decision a year at most."""

    decisions: tuple[YearDecision, ...] = ()
    base: Base = vietnam
    code: str = "VN"
    _by_year: Mapping[int, YearDecision] = field(init=False, repr=False, compare=False)
    _special: Mapping[date, SpecialDay] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_year: dict[int, YearDecision] = {}
        for decision in self.decisions:
            if decision.year in by_year:
                raise CalendarRefused("year_decided_twice", year=decision.year)
            by_year[decision.year] = decision
        object.__setattr__(self, "_by_year", by_year)
        object.__setattr__(self, "_special", {one.day: one for d in self.decisions for one in d.days})

    def status(self, day: date) -> DayStatus:
        decided = self._special.get(day)
        special = decided or self._base_day(day)
        if special is None:
            weekend = day.weekday() >= SATURDAY
            return DayStatus(day, not weekend, "weekend" if weekend else "working")
        code = _code(special)
        return DayStatus(
            day,
            special.worked,
            code,
            special.name,
            special.name_en or special.name,
            special.document,
            special.half,
            decided is not None,
        )

    def _base_day(self, day: date) -> SpecialDay | None:
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise CalendarRefused("year_out_of_range", year=day.year, first=FIRST_YEAR, last=LAST_YEAR)
        return self.base(day.year).get(day)

    def is_working(self, day: date) -> bool:
        return self.status(day).working

    def is_decided(self, year: int) -> bool:
        """Whether a decision about the year has been entered and is no mere recollection."""
        decision = self._by_year.get(year)
        return decision is not None and decision.verified

    def decision_of(self, year: int) -> YearDecision | None:
        return self._by_year.get(year)

    def undecided(self, days: Iterable[date]) -> tuple[int, ...]:
        """The years of these days that nobody has decided, in order."""
        return tuple(sorted({day.year for day in days if not self.is_decided(day.year)}))

    def label(self, days: Iterable[date]) -> str:
        """Which calendar these days were judged by: ``VN 2024:2450/VPCP-KGVX 2026:-``."""
        return " ".join([self.code, *(self._year_label(year) for year in sorted({day.year for day in days}))])

    def _year_label(self, year: int) -> str:
        decision = self._by_year.get(year)
        if decision is None:
            return f"{year}:-"
        return f"{year}:{decision.document}" + ("" if decision.verified else "?")

    def after(self, day: date) -> Iterator[DayStatus]:
        """Every day after this one; the range of years ends it with a refusal."""
        while True:
            day = _moved(day, 1)
            yield self.status(day)

    def before(self, day: date) -> Iterator[DayStatus]:
        """Every day before this one, backwards."""
        while True:
            day = _moved(day, -1)
            yield self.status(day)

    def next_working(self, day: date) -> date:
        """The first working day after this one."""
        return next(one.day for one in self.after(day) if one.working)

    def previous_working(self, day: date) -> date:
        return next(one.day for one in self.before(day) if one.working)

    def add_working_days(self, day: date, n: int) -> date:
        """The n-th working day after the day, or before it where n is negative; the day itself for 0, worked or not."""
        walk = self.after(day) if n > 0 else self.before(day)
        for _ in range(abs(n)):
            day = next(one.day for one in walk if one.working)
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """Working days after ``start`` up to and with ``end``; negative where ``end`` lies before."""
        if end < start:
            return -self.working_days_between(end, start)
        span = (start + n * ONE_DAY for n in range(1, (end - start).days + 1))
        return sum(1 for day in span if self.is_working(day))

    def special_days(self, year: int) -> tuple[DayStatus, ...]:
        """The days of the year that a decision or the base days speak of, in order."""
        days = {day for day in self._special if day.year == year} | set(self.base(year))
        return tuple(self.status(day) for day in sorted(days))


def _code(special: SpecialDay) -> str:
    if special.kind is DayKind.WORKED:
        return "make_up" if special.day.weekday() >= SATURDAY else "worked"
    return "half_day" if special.kind is DayKind.HALF else str(special.kind)


def _moved(day: date, by: int) -> date:
    try:
        return day + by * ONE_DAY
    except OverflowError:
        raise CalendarRefused("year_out_of_range", year=day.year, first=FIRST_YEAR, last=LAST_YEAR) from None
