"""Reference table: what the checks of a report find in its figures.

The period is quarter II, the last one quarter I of the same year (182 days of data after 90). Rows: `a` all dossiers, `b` those
in time, `r` their ratio, `c` a dialogue was held, `d` its sheets (asked only where `c` is 1), `m` an amount since 1 January,
`n` a percentage, `t` the sum of `t.1` and `t.2`, `w` all units, `w.1` and `w.2` kinds of them that exclude each other (`w.2`
never falls). `-` is said to be absent. Findings are written as code at row; nothing is required here.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from sauro import definitions
from sauro.engine.reports.carry import Last
from sauro.engine.reports.findings import Finding
from sauro.engine.reports.forms import Form
from sauro.engine.reports.periods import Paper, Period, read_quarters
from sauro.engine.reports.rows import Needed, Row
from sauro.engine.reports.validate import validate
from unit.reports.helping import checks, small, values

HEADER = ("last period", "this period", "findings")
TABLE = """
         | a=10, b=9              |
         | a=-                    | reason_missing at a
         | a=- mất số liệu        |
         | a=10, b=11             | above_hundred_part at r
         | a=0, b=0               |
         | a=0, b=1               | above_hundred_part at r
         | a=-5                   | below_least at a
         | a=2.5                  | not_whole at a
         | n=101                  | above_most at n
         | n=100                  |
         | c=2                    | choice_unknown at c
         | c=0, d=5               | answered_though_not_asked at d
         | c=0, d=0               |
         | c=1, d=5               |
         | d=5                    | answered_though_not_asked at d
         | a=10, b=5, r=50        |
         | a=10, b=5, r=60        | ratio_differs at r
         | t.1=2, t.2=3, t=5      |
         | t.1=2, t.2=3, t=6      | sum_differs at t
         | w=10, w.1=6, w.2=4     |
         | w=10, w.1=6, w.2=5     | parts_above_whole at w
         | w=10, w.1=11           | parts_above_whole at w
a=100    | a=202                  |
a=100    | a=99                   | below_lower_bound at a
a=100    | a=400                  | jump_by_the_day at a
a=4      | a=10                   |
a=0      | a=9                    |
a=0      | a=10                   | jump_by_the_day at a
m=100    | m=80                   | below_lower_bound at m
w=20     | w=30                   |
w=20     | w=31                   | jump at w
w=20     | w=9                    | jump at w
w.2=5    | w.2=4                  | fell at w.2
n=40     | n=60                   |
n=40     | n=60.01                | jump at n
n=- ?    | n=90                   |
"""

ROWS = [[cell.strip() for cell in line.split("|")] for line in TABLE.strip("\n").splitlines()]


def optional(row: Row) -> Row:
    return replace(row, fields=tuple(replace(one, needed=Needed()) for one in row.fields))


def form() -> Form:
    """The small form of the tests, nothing required."""
    section = small().sections[0]
    return replace(small(), sections=(replace(section, rows=tuple(optional(row) for row in section.rows)),))


def period(n: int) -> Period:
    """A quarter that feeds its paper from the small form."""
    found = read_quarters(definitions.text("periods/quarterly.yaml")).periods(2026)[n - 1]
    papers = tuple(feeding(paper) for paper in found.papers)
    return replace(found, papers=papers)


def feeding(paper: Paper) -> Paper:
    return replace(paper, forms=(*paper.forms, "small")) if paper.code == "cchc" else paper


def found(before: str, now: str) -> tuple[Finding, ...]:
    last = Last("2026-Q1", values(small(), before), period(1))
    return validate(form(), form().rows, values(small(), now), checks=checks(), now=period(2), last=last)


@pytest.mark.parametrize("row", ROWS, ids=[f"{row[0]} → {row[1]}" for row in ROWS])
def test_figures_are_checked(row: list[str]) -> None:
    before, now, expected = row
    assert "; ".join(f"{one.code} at {one.row.partition(':')[2]}" for one in found(before, now)) == expected


def test_a_jump_says_the_old_value_and_the_threshold() -> None:
    (one,) = found("w=1234", "w=9876543")
    assert dict(one.values) == {"old": "1.234", "new": "9.876.543", "percent": "50"}
    assert one.severity == "warning"
    (one,) = found("a=100", "a=400")
    assert dict(one.values) == {"old": "100", "new": "400", "percent": "50", "days": "182", "old_days": "90"}
