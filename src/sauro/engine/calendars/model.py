"""Values of the working calendar, each checked when it is built.

Belongs here: days that are not ordinary, decisions of a year, rules of a deadline, the derivation. Does not belong here:
counting (``derive``), which days are public holidays (``base``).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from enum import StrEnum

HO_CHI_MINH = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
"""UTC+7 all year since 1975; a fixed offset needs no zone file, a test compares it with the zone's own data."""

FIRST_YEAR, LAST_YEAR = 2000, 2099
"""Public holidays are computed for these years; further ones are refused, never guessed."""

MOST_WORKING_DAYS = 2000
SATURDAY = 5


class CalendarRefused(ValueError):  # noqa: N818 - the house word; it is an outcome, not a fault
    """Something that no calendar can hold or count; ``code`` has its sentence in the definitions."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(f"{code} {values}" if values else code)
        self.code = code
        self.values = {name: str(value) for name, value in values.items()}


class DayKind(StrEnum):
    """What a decision makes of a day."""

    HOLIDAY = "holiday"
    IN_LIEU = "in_lieu"
    WORKED = "worked"
    HALF = "half"


class Half(StrEnum):
    """Which half of a half day is worked."""

    MORNING = "morning"
    AFTERNOON = "afternoon"


HALF_CLOSES = time(12, 0)
"""A receipt after noon of a day worked in the morning comes after closing, where a closing hour holds at all."""


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A day that is not what its weekday says. ``name`` is the reason in Vietnamese, ``name_en`` in English where known.

    ``half`` is given for a half day and for no other kind; ``document`` is the paper that decided, empty for a base day.
    """

    day: date
    kind: DayKind
    name: str
    name_en: str = ""
    half: Half | None = None
    document: str = ""

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise CalendarRefused("day_without_name", day=self.day)
        if (self.kind is DayKind.HALF) != (self.half is not None):
            raise CalendarRefused("half_not_said", day=self.day)
        if self.kind is DayKind.IN_LIEU and self.day.weekday() >= SATURDAY:
            raise CalendarRefused("in_lieu_on_weekend", day=self.day)

    @property
    def worked(self) -> bool:
        return self.kind in (DayKind.WORKED, DayKind.HALF)


@dataclass(frozen=True, slots=True)
class YearDecision:
    """What was decided about one year, on top of its base days. ``document`` is the number of the paper.

    An unverified decision changes the days and leaves the year provisional.
    """

    year: int
    days: tuple[SpecialDay, ...]
    document: str
    issued_on: date | None = None
    verified: bool = True

    def __post_init__(self) -> None:
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise CalendarRefused("year_out_of_range", year=self.year, first=FIRST_YEAR, last=LAST_YEAR)
        if not self.document.strip():
            raise CalendarRefused("decision_without_document", year=self.year)
        seen: set[date] = set()
        for one in self.days:
            if one.day.year != self.year:
                raise CalendarRefused("day_of_another_year", day=one.day, year=self.year)
            if one.day in seen:
                raise CalendarRefused("day_twice", day=one.day)
            seen.add(one.day)


@dataclass(frozen=True, slots=True)
class Term:
    """So many working days after a receipt; ``closing`` where an office hour decides on which day something came."""

    received: datetime
    working_days: int
    closing: time | None = None

    def __post_init__(self) -> None:
        if self.received.tzinfo is None:
            raise CalendarRefused("moment_without_zone", moment=self.received.isoformat())
        _counted(self.working_days, least=1)


SHIFTS = ("next", "previous", "none")


@dataclass(frozen=True, slots=True)
class FixedDay:
    """A day that was named; where it is not worked it moves to the next or the previous working day, or stays."""

    day: date
    shift: str = "next"

    def __post_init__(self) -> None:
        if self.shift not in SHIFTS:
            raise CalendarRefused("shift_unknown", shift=self.shift, known=", ".join(SHIFTS))


@dataclass(frozen=True, slots=True)
class Before:
    """So many working days before a day; the day itself is not counted."""

    day: date
    working_days: int

    def __post_init__(self) -> None:
        _counted(self.working_days, least=1)


Rule = Term | FixedDay | Before


@dataclass(frozen=True, slots=True)
class Step:
    """One day of a derivation: whether it counts, how many counted so far, why (code, name of the day, document)."""

    day: date
    counts: bool
    n: int
    code: str
    name: str = ""
    name_en: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class Derivation:
    """How a day was reached. ``steps`` are all days looked at in the order of counting (backwards for :class:`Before`).

    ``counted_from`` is the day that counts as the day of receipt, or the named day. ``undecided`` are the years looked at
    that nobody has decided; ``calendar`` says which decisions were used.
    """

    rule: Rule
    counted_from: date
    due: date
    steps: tuple[Step, ...]
    undecided: tuple[int, ...]
    calendar: str

    def __post_init__(self) -> None:
        if not self.steps:
            raise ValueError("a derivation looks at one day at least")

    @property
    def provisional(self) -> bool:
        return bool(self.undecided)

    @property
    def ends_at(self) -> datetime:
        """24:00 of the last day: the first moment that is too late."""
        return datetime.combine(self.due + timedelta(days=1), time(0), tzinfo=HO_CHI_MINH)

    @property
    def first_looked_at(self) -> date:
        return min(step.day for step in self.steps)

    @property
    def last_looked_at(self) -> date:
        return max(step.day for step in self.steps)


def is_over(due: date, moment: datetime) -> bool:
    """Whether the last day on time has passed: never by a second, only when the next day has begun in Việt Nam."""
    if moment.tzinfo is None:
        raise CalendarRefused("moment_without_zone", moment=moment.isoformat())
    return moment.astimezone(HO_CHI_MINH).date() > due


def _counted(working_days: int, *, least: int) -> None:
    if isinstance(working_days, bool) or not least <= working_days <= MOST_WORKING_DAYS:
        raise CalendarRefused(
            "working_days_out_of_range", days=working_days, least=least, most=MOST_WORKING_DAYS
        )
