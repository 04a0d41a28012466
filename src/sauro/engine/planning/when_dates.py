"""Time expressions as atoms: a day, a month, a quarter, a year, a recurrence, each where the text writes it.

Belongs here: the days that single expressions stand for. Does not belong here: how they are written
(``when_patterns``), what a sentence means by several of them (``when``).
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sauro.engine.planning.citations import overlaps
from sauro.engine.planning.model import Every
from sauro.engine.planning.when_patterns import NEEDED, PATTERNS

AtomKind = Literal[
    "day", "day_of_year", "day_of_span", "span", "recurring", "ongoing", "relative", "impossible"
]

_ROMAN = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "1": 1,
    "2": 2,
    "3": 3,
    "4": 4,
    "01": 1,
    "02": 2,
    "03": 3,
    "04": 4,
}
_EVERY: dict[str, Every] = {
    "ngày": "day",
    "tuần": "week",
    "tháng": "month",
    "quý": "quarter",
    "quí": "quarter",
    "năm": "year",
    "kỳ": "year",
}
_MONTHS_OF: dict[int, Every] = {1: "month", 3: "quarter", 6: "half_year", 12: "year"}
_TIMES_A_YEAR: dict[int, Every] = {1: "year", 2: "half_year", 4: "quarter", 12: "month"}
FIRST_YEAR, LAST_YEAR = 1900, 2200


@dataclass(frozen=True, slots=True)
class Atom:
    """One expression at ``start:end`` of the keys. ``month``/``day`` of a day without a year, ``last_month``
    where months without a year are several; ``every`` of a recurrence.
    """

    kind: AtomKind
    start: int
    end: int
    first: date | None = None
    last: date | None = None
    month: int | None = None
    day: int | None = None
    every: Every | None = None
    last_month: int | None = None
    open_end: bool = False


def atoms(keys: str, covered: Sequence[tuple[int, int]]) -> list[Atom]:
    """Every expression in ``keys`` outside ``covered``, in order, none inside another."""
    said = {group: any(part in keys for part in group) for group in NEEDED}
    taken = sorted(covered)
    found: list[Atom] = []
    for name, regex, needs in PATTERNS:
        if not all(said[group] for group in needs):
            continue
        hits = []
        for match in regex.finditer(keys):
            if not overlaps(taken, match.start(), match.end()):
                atom = _BUILD[name](match)
                if atom is not None:
                    found.append(atom)
                    hits.append((match.start(), match.end()))
        taken = sorted([*taken, *hits]) if hits else taken
    return sorted(found, key=lambda atom: atom.start)


def calendar_day(year: int, month: int, day: int) -> date | None:
    """The day, or None where no calendar has it (31/02)."""
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
        return None
    return date(year, month, day) if 1 <= day <= monthrange(year, month)[1] else None


def month_span(year: int, first: int, last: int) -> tuple[date, date] | None:
    if not (1 <= first <= last <= 12):
        return None
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _span(match: re.Match[str], year: int, first: int, last: int) -> Atom | None:
    span = month_span(year, first, last)
    if span is None:
        return Atom("impossible", match.start(), match.end())
    return Atom("span", match.start(), match.end(), *span)


def _day(match: re.Match[str]) -> Atom:
    day = calendar_day(int(match["y"]), int(match["m"]), int(match["d"]))
    return Atom("day" if day else "impossible", match.start(), match.end(), day, day)


def _days(match: re.Match[str]) -> Atom:
    year, last_month = int(match["y"]), int(match["m2"])
    first = calendar_day(year, int(match["m"] or last_month), int(match["d"]))
    last = calendar_day(year, last_month, int(match["d2"]))
    fits = first is not None and last is not None and first <= last
    return Atom("span" if fits else "impossible", match.start(), match.end(), first, last)


def _day_of_year(match: re.Match[str]) -> Atom | None:
    month, day = int(match["m"]), int(match["d"])
    if "s" in match.groupdict() and _is_fraction(match):
        return None
    # 2024 is a leap year: 29/02 may come.
    if calendar_day(2024, month, day) is None:
        return Atom("impossible", match.start(), match.end()) if match.group().startswith("ngày") else None
    return Atom("day_of_year", match.start(), match.end(), month=month, day=day)


def _is_fraction(match: re.Match[str]) -> bool:
    """ "từ 1/3 đến 1/2", "4/5 tiêu chí": bare digits are a day only where a word of a deadline says so."""
    if match.group().startswith("ngày") or len(match["d"]) > 1 or len(match["m"]) > 1:
        return False
    before, after = match.string[: match.start()][-12:], match.string[match.end() :][:12]
    return not (
        before.endswith(("trước ", "nhất ", "là ", "quá ")) or after.startswith((" hằng năm", " hàng năm"))
    )


def _next_month(match: re.Match[str]) -> Atom:
    return Atom("day_of_span", match.start(), match.end(), day=int(match["d"]), every="month")


def _day_of_span(match: re.Match[str]) -> Atom:
    of = match["of"] or match["of2"] or match["of3"]
    every: Every | None = "half_year" if of == "6 tháng" else _EVERY.get(of)
    every = None if of == "kỳ" else every
    return Atom("day_of_span", match.start(), match.end(), day=int(match["d"]), every=every)


def _relative(match: re.Match[str]) -> Atom:
    return Atom("relative", match.start(), match.end())


def _weeks(match: re.Match[str]) -> Atom | None:
    return _span(match, int(match["y"]), int(match["m"]), int(match["m"]))


def _months_each(match: re.Match[str]) -> Atom:
    groups = match.groupdict()
    number = int(groups["n"]) if groups.get("n") else {"hai": 2, "ba": 3, "sáu": 6}[groups["n2"]]
    every = _EVERY[match["u"]] if number == 1 else _MONTHS_OF.get(number) if match["u"] == "tháng" else None
    return Atom("recurring", match.start(), match.end(), every=every)


def _times(match: re.Match[str]) -> Atom:
    number = {"một": 1, "hai": 2, "bốn": 4}.get(match["n"]) or int(match["n"])
    every = _TIMES_A_YEAR.get(number, "year") if match["u"] == "năm" else _EVERY[match["u"]]
    return Atom("recurring", match.start(), match.end(), every=every)


def _halves(match: re.Match[str]) -> Atom | None:
    if match["y"] is None:
        return Atom("recurring", match.start(), match.end(), every="half_year")
    months = 9 if match.group().split()[0] in {"9", "09", "chín"} else 6
    first, last = (1, months) if match["half"] == "đầu" else (13 - months, 12)
    return _span(match, int(match["y"]), first, last)


def _each_half(match: re.Match[str]) -> Atom:
    return Atom("recurring", match.start(), match.end(), every="half_year")


def _every(match: re.Match[str]) -> Atom:
    return Atom("recurring", match.start(), match.end(), every=_EVERY[match["u"]])


def _quarters(match: re.Match[str]) -> Atom | None:
    numbers = [_ROMAN[match[name]] for name in ("q1", "q2", "q3") if match[name]]
    if match.groupdict().get("y"):
        return _span(match, int(match["y"]), min(numbers) * 3 - 2, max(numbers) * 3)
    every: Every | None = "year" if match.groupdict().get("each") else None
    if every:
        return Atom("recurring", match.start(), match.end(), every=every)
    months = min(numbers) * 3 - 2, max(numbers) * 3
    return Atom("span", match.start(), match.end(), month=months[0], last_month=months[1])


def _months(match: re.Match[str]) -> Atom | None:
    second = match.groupdict().get("m2")
    return _span(match, int(match["y"]), int(match["m"]), int(second or match["m"]))


def _month_of_year(match: re.Match[str]) -> Atom | None:
    month = int(match["m"])
    if not 1 <= month <= 12:
        return Atom("impossible", match.start(), match.end())
    return Atom("span", match.start(), match.end(), month=month)


def _years(match: re.Match[str]) -> Atom | None:
    groups = match.groupdict()
    first = int(groups["y"])
    last = int(groups["y2"]) if groups.get("y2") else first
    if groups.get("part") or last < first:
        # "đầu năm 2026", "cuối năm 2026": no calendar says how long that is, the year holds it.
        last = max(first, last)
    return Atom("span", match.start(), match.end(), date(first, 1, 1), date(last, 12, 31))


def _ongoing(match: re.Match[str]) -> Atom:
    return Atom("ongoing", match.start(), match.end())


_BUILD = {
    "day": _day,
    "days": _days,
    "day_of_year": _day_of_year,
    "next_month": _next_month,
    "day_of_span": _day_of_span,
    "relative": _relative,
    "weeks": _weeks,
    "months_each": _months_each,
    "times": _times,
    "halves": _halves,
    "each_half": _each_half,
    "every": _every,
    "quarters": _quarters,
    "months": _months,
    "month_of_year": _month_of_year,
    "years": _years,
    "year_list": _years,
    "bare_year": _years,
    "ongoing": _ongoing,
}
