"""What a task's time words mean for the work: once, or once per period, each with its last day on time.

Belongs here: periods and deadlines from what was read or answered. Does not belong here: reading the words
(``when``), who works in a period, what day it is today.

- A day: once. "trước 15/12/2026" leaves 14/12/2026 as the last day on time. A day without a year in a plan of several
  years: once, without a deadline.
- A span inside one year, or one that only has an end: once, due on its last day. A span over years: once per year.
- A span that only has a beginning goes on: it is checked like standing work, from its beginning.
- Each year, half-year, quarter or month: once per period, due on its last day or on the day that the words name.
- Standing work (``ongoing``, each day, each week): in the rhythm that the plan's owner chose, due on the period's last day.
- Nothing said, or not understood: once, without a deadline. Nothing is guessed.
- Several times in one cell give several deadlines: each is planned by itself; a second one of the same period is
  numbered (``once.2``, ``2026.2``), the earlier deadline first. What says nothing is left out beside one that does.
- A person's answer replaces all of it. A day answered for a rhythm is taken to the same place of every period.
- Years: those of the plan; without them those of the span; else the current year. Periods over before the document
  came into force are not asked for; if all are over, the last one is.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from sauro.engine.planning.model import When
from sauro.engine.text import fold


class Rhythm(StrEnum):
    """How often work is checked."""

    ONCE = "once"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"


MONTHS = {Rhythm.MONTH: 1, Rhythm.QUARTER: 3, Rhythm.HALF_YEAR: 6, Rhythm.YEAR: 12}
MOST_YEARS = 30
"""A longer span is cut: no plan runs longer, and a misread year must not make thousands of periods."""

BASES = (
    "before_day",
    "on_day",
    "by_day",
    "day_without_year",
    "end_of_span",
    "year_of_span",
    "end_of_period",
    "day_not_read",
    "standing",
    "answered_day",
    "answered_period",
    "answered_open",
    "not_said",
)
"""Why a deadline is what it is; the sentences are the presenter's."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A person's answer about the time. ``due`` with a rhythm names a day inside any one of its periods."""

    rhythm: Rhythm = Rhythm.ONCE
    due: date | None = None
    start: date | None = None
    end: date | None = None

    def __post_init__(self) -> None:
        if self.start and self.end and self.start > self.end:
            raise ValueError("an answered span ends before it begins")


@dataclass(frozen=True, slots=True)
class PlannedOccurrence:
    """``due_on`` is the last day on time; ``values`` fill the sentence that belongs to ``basis``."""

    period: str
    rhythm: Rhythm
    year: int | None
    starts_on: date | None
    ends_on: date | None
    due_on: date | None
    basis: str
    values: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        if self.basis not in BASES:
            raise ValueError(f"no deadline comes about as {self.basis!r}")
        if self.starts_on and self.ends_on and self.starts_on > self.ends_on:
            raise ValueError("a period ends before it begins")


@dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds the words: the plan's years, the day it came into force, the rhythm of standing work.

    Either year may be unknown; ``current`` then stands in for what nothing names.
    """

    first: int | None
    last: int | None
    current: int
    standing: Rhythm = Rhythm.QUARTER
    since: date | None = None

    def years(self, start: date | None = None, end: date | None = None) -> range:
        """The years to plan for; a span narrows them where the two overlap, and stands alone where not."""
        lows = [year for year in (self.first, start.year if start else None) if year is not None]
        highs = [year for year in (self.last, end.year if end else None) if year is not None]
        if lows and highs and max(lows) > min(highs):
            low, high = (
                (start or end or date(max(lows), 1, 1)).year,
                (end or start or date(max(lows), 1, 1)).year,
            )
        else:
            low = max(lows, default=min([self.current, *highs]))
            high = min(highs, default=max(self.current, low))
        return range(low, min(high, low + MOST_YEARS - 1) + 1)


def planned(when: When, frame: Frame, answer: Answer | None = None) -> tuple[PlannedOccurrence, ...]:
    """All occurrences of a task in the order of their deadlines; never none."""
    if answer is not None:
        return _numbered(_current(_answered(answer, frame), frame))
    found = [one for part in (when, *when.more) for one in _current(_planned(part, frame), frame)]
    telling = [one for one in found if one.due_on or one.rhythm is not Rhythm.ONCE]
    return _numbered(telling or found[:1])


def rhythm_of(occurrences: tuple[PlannedOccurrence, ...]) -> Rhythm | None:
    """The rhythm a task's page names: that of its repeated work, else once; None where nothing is known."""
    repeated = [one.rhythm for one in occurrences if one.rhythm is not Rhythm.ONCE]
    if repeated:
        return repeated[0]
    return Rhythm.ONCE if any(one.due_on for one in occurrences) else None


def _planned(when: When, frame: Frame) -> list[PlannedOccurrence]:
    if when.kind == "date":
        return [_day(when)]
    if when.kind == "period":
        return _span(when, frame)
    if when.kind == "recurring" and when.every is not None:
        if when.every in ("day", "week"):
            return _standing(frame, when.start, when.end)
        return [
            _repeated(period, when) for period in _periods(Rhythm(when.every), frame, when.start, when.end)
        ]
    if when.kind == "ongoing":
        return _standing(frame, when.start, when.end)
    return [_once("not_said")]


def _once(basis: str, *, due: date | None = None, **more: str) -> PlannedOccurrence:
    year = due.year if due else None
    return PlannedOccurrence("once", Rhythm.ONCE, year, None, None, due, basis, tuple(more.items()))


def _day(when: When) -> PlannedOccurrence:
    if when.due is None:
        return _once("day_without_year", day=when.on_day or "")
    due, basis = _last_day(when.due, when.relation)
    made = _once(basis, due=due, day=when.due.isoformat())
    return replace(made, starts_on=when.start) if when.start and when.start < due else made


def _last_day(day: date, relation: str | None) -> tuple[date, str]:
    if relation == "before":
        return day - timedelta(days=1), "before_day"
    return day, "by_day" if relation == "by" else "on_day"


def _span(when: When, frame: Frame) -> list[PlannedOccurrence]:
    start, end = when.start, when.end
    if end is None:
        return _standing(frame, start, None) if start else [_once("not_said")]
    if start is None or start.year == end.year:
        whole = _once("end_of_span", due=end, **_ends(start, end))
        return [replace(whole, starts_on=start, ends_on=end)]
    return [
        replace(period, due_on=period.ends_on, basis="year_of_span", values=tuple(_ends(start, end).items()))
        for period in _periods(Rhythm.YEAR, frame, start, end)
    ]


def _ends(start: date | None, end: date | None) -> dict[str, str]:
    return {"from": start.isoformat() if start else "", "to": end.isoformat() if end else ""}


def _standing(frame: Frame, start: date | None, end: date | None) -> list[PlannedOccurrence]:
    if frame.standing is Rhythm.ONCE:
        return [_once("not_said")]
    return [
        replace(period, due_on=period.ends_on, basis="standing")
        for period in _periods(frame.standing, frame, start, end)
    ]


def _periods(
    rhythm: Rhythm, frame: Frame, start: date | None, end: date | None
) -> Iterator[PlannedOccurrence]:
    """The periods of the rhythm, cut to the span, still without a deadline."""
    length = MONTHS[rhythm]
    for year in frame.years(start, end):
        for first in range(1, 13, length):
            low, high = date(year, first, 1), _month_end(year, first + length - 1)
            if (start and high < start) or (end and low > end):
                continue
            low, high = max(low, start or low), min(high, end or high)
            code = period_code(rhythm, year, (first - 1) // length + 1)
            yield PlannedOccurrence(code, rhythm, year, low, high, None, "not_said")


def period_code(rhythm: Rhythm, year: int, n: int) -> str:
    """2026, 2026-H1, 2026-Q3 or 2026-09."""
    suffix = {Rhythm.YEAR: "", Rhythm.HALF_YEAR: f"-H{n}", Rhythm.QUARTER: f"-Q{n}", Rhythm.MONTH: f"-{n:02}"}
    return f"{year}{suffix[rhythm]}"


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _in_month(year: int, month: int, day: int) -> date:
    """The day of the month, or the month's last one; the month may run over into the next years."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, min(max(day, 1), monthrange(year, month)[1]))


_NEXT_YEAR = re.compile(r"\bnam (lien ke|sau|ke tiep|tiep theo)\b")
_YEAR_BEFORE = re.compile(r"\bnam (truoc|lien truoc)\b")
_NEXT_MONTH = re.compile(r"\bthang (lien ke|sau|ke tiep|tiep theo)\b")
_DAY = re.compile(r"\bngay (\d{1,2})(?!\d|[/.-]\d)")
_MONTH = re.compile(r"\bthang (\d{1,2})\b")


def _repeated(period: PlannedOccurrence, when: When) -> PlannedOccurrence:
    """The deadline inside one period of recurring work."""
    assert period.starts_on is not None
    assert period.year is not None
    day = _named_day(period, when)
    if day is not None:
        due, basis = _last_day(day, when.relation)
        starts = min(period.starts_on, date(due.year, 1, 1)) if due < period.starts_on else period.starts_on
        return replace(period, starts_on=starts, due_on=due, basis=basis, values=(("day", day.isoformat()),))
    month = _MONTH.search(fold(when.text)) if period.rhythm is Rhythm.YEAR and when.relation == "in" else None
    if month and 1 <= int(month[1]) <= 12:
        low, high = _in_month(period.year, int(month[1]), 1), _month_end(period.year, int(month[1]))
        return replace(period, starts_on=low, ends_on=high, due_on=high, basis="end_of_period")
    if when.relation in ("before", "by", "on"):
        return replace(period, basis="day_not_read")
    return replace(period, due_on=period.ends_on, basis="end_of_period")


def _named_day(period: PlannedOccurrence, when: When) -> date | None:
    assert period.year is not None
    words = fold(when.text)
    if period.rhythm is Rhythm.YEAR and when.on_day:
        month, day = (int(part) for part in when.on_day.split("-"))
        shift = 1 if _NEXT_YEAR.search(words) else -1 if _YEAR_BEFORE.search(words) else 0
        return _in_month(period.year + shift, month, day)
    named = _DAY.search(words)
    if named is None or when.relation not in ("before", "by", "on") or not 1 <= int(named[1]) <= 31:
        return None
    last_month = _last_month(period)
    if period.rhythm is Rhythm.MONTH:
        return _in_month(period.year, last_month + bool(_NEXT_MONTH.search(words)), int(named[1]))
    if "thang cuoi" in words:
        return _in_month(period.year, last_month, int(named[1]))
    return None


def _last_month(period: PlannedOccurrence) -> int:
    """Of the whole period, also where a span has cut it."""
    n = int(period.period[-2:].lstrip("QH")) if "-" in period.period else 1
    return n * MONTHS[period.rhythm]


def _answered(answer: Answer, frame: Frame) -> list[PlannedOccurrence]:
    if answer.rhythm is Rhythm.ONCE:
        due = answer.due or answer.end
        if due is None:
            return [replace(_once("answered_open"), starts_on=answer.start)]
        starts = answer.start if answer.start and answer.start <= due else None
        return [replace(_once("answered_day", due=due, day=due.isoformat()), starts_on=starts)]
    found = []
    for period in _periods(answer.rhythm, frame, answer.start, answer.end):
        if answer.due is None:
            found.append(replace(period, due_on=period.ends_on, basis="answered_period"))
            continue
        assert period.year is not None
        length = MONTHS[answer.rhythm]
        month = _last_month(period) - length + 1 + (answer.due.month - 1) % length
        due = _in_month(period.year, month, answer.due.day)
        found.append(replace(period, due_on=due, basis="answered_day", values=(("day", due.isoformat()),)))
    return found


def _current(found: list[PlannedOccurrence], frame: Frame) -> list[PlannedOccurrence]:
    """Without the periods that were over before the document came into force."""
    since = frame.since
    if since is None:
        return found
    kept = [
        one for one in found if one.rhythm is Rhythm.ONCE or (one.due_on or one.ends_on or since) >= since
    ]
    return kept or found[-1:]


def _numbered(found: list[PlannedOccurrence]) -> tuple[PlannedOccurrence, ...]:
    """One row per deadline: the same deadline said twice is one, a second one in a period gets a number."""
    ordered = sorted(found, key=lambda one: (one.due_on or one.ends_on or date.max, one.period))
    kept: list[PlannedOccurrence] = []
    for one in ordered:
        same = [other for other in kept if other.period.partition(".")[0] == one.period]
        if any(other.due_on == one.due_on for other in same):
            continue
        kept.append(replace(one, period=f"{one.period}.{len(same) + 1}") if same else one)
    return tuple(kept)
