"""Reporting periods of a year: the papers each feeds, from when to when each kind of figure runs, the days it is due.

Belongs here: ``definitions/periods`` read and turned into periods. Does not belong here: working days (a function is
passed in), opening a period, periods of tasks (``planning.occurrences``).

The cut-off of a period is the last ``to`` of its papers. A stock is as of the cut-off of its paper, a flow runs over
the paper's span, a cumulative figure from its own start.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import yaml

from sauro.engine.reports.rows import Row, Semantics

SCHEMA = "sauro.report_periods/1"
SHIFTS = ("next", "previous", "none")
DayOf = Callable[[date, int, str], date]
"""(base day, working days to go, shift) → day. A rule has either working days or a shift."""


def as_written(base: date, _working_days: int, _shift: str) -> date:
    """Days without a calendar: for what does not depend on working days, such as the spans of the data."""
    return base


class PeriodWrong(ValueError):  # noqa: N818 - said to whoever writes the file
    """A file of periods, or a period, that cannot be; says what."""


@dataclass(frozen=True, slots=True)
class Span:
    """Both days belong to it."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.start > self.end:
            raise PeriodWrong(f"a span ends ({self.end}) before it begins ({self.start})")

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1

    def holds(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class DayRule:
    """How a day came about: so many working days from ``base`` (back below zero), or ``base`` shifted off a day off."""

    base: date
    working_days: int
    shift: str
    day: date


@dataclass(frozen=True, slots=True)
class Paper:
    """One report of the province that a period feeds; ``forms`` are the codes of the forms behind it."""

    code: str
    edition: str
    name: str
    name_en: str
    forms: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Period:
    """``code`` is 2026-Q3. ``unverified`` names what no source states (cut, opens, unit_due, province_due)."""

    code: str
    year: int
    n: int
    name: str
    name_en: str
    papers: tuple[Paper, ...]
    data_year: date
    opens: DayRule
    unit_due: DayRule
    province_due: DayRule
    source: str = ""
    unverified: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.papers:
            raise PeriodWrong(f"{self.code} feeds no paper")
        if not self.opens_on <= self.unit_due_on <= self.province_due_on:
            raise PeriodWrong(
                f"{self.code} is not opened, due for units and due for the province in this order"
            )
        if any(self.data_year > paper.span.end for paper in self.papers):
            raise PeriodWrong(f"{self.code} is cut before its year begins")

    @property
    def opens_on(self) -> date:
        return self.opens.day

    @property
    def unit_due_on(self) -> date:
        return self.unit_due.day

    @property
    def province_due_on(self) -> date:
        return self.province_due.day

    @property
    def data_from(self) -> date:
        return min(paper.span.start for paper in self.papers)

    @property
    def data_to(self) -> date:
        return max(paper.span.end for paper in self.papers)

    def paper_of(self, form: str) -> Paper | None:
        """The first paper that the form feeds."""
        return next((paper for paper in self.papers if form in paper.forms), None)

    def span_of(self, form: str, row: Row) -> Span | None:
        """From when to when the row's figure runs; None where the form feeds no paper of the period."""
        paper = self.paper_of(form)
        if paper is None:
            return None
        if row.semantics is Semantics.STOCK:
            return Span(paper.span.end, paper.span.end)
        if row.semantics is not Semantics.CUMULATIVE:
            return paper.span
        if row.since.isdigit():
            return Span(date(int(row.since), 1, 1), paper.span.end)
        start = self.data_year if row.since == "data_year" else date(self.year, 1, 1)
        return Span(start, paper.span.end)


@dataclass(frozen=True, slots=True)
class _Day:
    month: int
    day: int
    year: int = 0
    working_days: int = 0
    shift: str = "none"
    base: str = ""

    def of(self, year: int) -> date:
        return date(year + self.year, self.month, self.day)


@dataclass(frozen=True, slots=True)
class Quarters:
    """The file as read; ``periods`` applies it to a year."""

    data: Mapping[str, Any]

    def periods(self, year: int, day_of: DayOf = as_written) -> tuple[Period, ...]:
        """The four periods of the year, their days found by ``day_of``."""
        return tuple(self._period(one, year, day_of) for one in self.data["quarters"])

    def _period(self, data: Mapping[str, Any], year: int, day_of: DayOf) -> Period:
        days: dict[str, DayRule] = {}
        for name in ("opens", "province_due", "unit_due"):
            rule = _day(data[name])
            base = days[rule.base].day if rule.base else rule.of(year)
            day = day_of(base, rule.working_days, rule.shift)
            days[name] = DayRule(base, rule.working_days, rule.shift, day)
        papers = []
        for one in data["papers"]:
            if not one.get("enabled", True):
                continue
            about = self.data["papers"][one["paper"]]
            span = Span(_day(one["from"]).of(year), _day(one["to"]).of(year))
            name = f"{about['name']} {one['name']}".replace("{year}", str(year))
            name_en = f"{about['name_en']}, {one['name_en']}".replace("{year}", str(year))
            papers.append(Paper(one["paper"], one["edition"], name, name_en, tuple(about["forms"]), span))
        return Period(
            f"{year}-Q{data['n']}",
            year,
            int(data["n"]),
            f"{data['name']}/{year}",
            f"{data['name_en']}/{year}",
            tuple(papers),
            _day(self.data["data_year"]).of(year),
            days["opens"],
            days["unit_due"],
            days["province_due"],
            str(self.data.get("source", "")),
            tuple(self.data.get("unverified", ())),
        )


@lru_cache(maxsize=16)
def read_quarters(text: str) -> Quarters:
    """PeriodWrong says what is wrong in the file."""
    data = yaml.safe_load(text)
    if not isinstance(data, Mapping) or data.get("schema") != SCHEMA:
        raise PeriodWrong(f"the file is not of the schema {SCHEMA}")
    if [one.get("n") for one in data.get("quarters", ())] != [1, 2, 3, 4]:
        raise PeriodWrong("the quarters are not 1, 2, 3, 4")
    for one in data["quarters"]:
        if not str(one.get("name", "")).strip() or not str(one.get("name_en", "")).strip():
            raise PeriodWrong(f"quarter {one['n']} has no name")
        for paper in one["papers"]:
            if paper["paper"] not in data["papers"]:
                raise PeriodWrong(f"quarter {one['n']} feeds an unknown paper {paper['paper']!r}")
    # Every day is tried once: a wrong one shows here and not when a period is opened.
    read = Quarters(data)
    read.periods(2024)
    return read


def _day(data: object) -> _Day:
    if isinstance(data, str):
        data = {"day": data}
    if not isinstance(data, Mapping) or not set(data) <= {"day", "year", "working_days", "shift", "from"}:
        raise PeriodWrong(f"{data!r} is no day")
    shift = str(data.get("shift", "none"))
    both = shift != "none" and "working_days" in data
    if shift not in SHIFTS or both or ("day" in data) == ("from" in data):
        raise PeriodWrong(f"{dict(data)!r} is no day")
    month, day = 1, 1
    if "day" in data:
        try:
            month, day = (int(part) for part in str(data["day"]).split("-"))
            date(2023, month, day)  # a year without 29 February: a day must be one in every year
        except ValueError as wrong:
            raise PeriodWrong(f"{data['day']!r} is no day of a year") from wrong
    base = str(data.get("from", ""))
    if base not in ("", "opens", "province_due"):
        raise PeriodWrong(f"{base!r} is no day to count from")
    return _Day(month, day, int(data.get("year", 0)), int(data.get("working_days", 0)), shift, base)
