"""Consolidation beside a second one that goes from row to row and unit to unit with pencil and fractions.

Nothing here knows of rules, groups or kinds of consolidation: each row of the small form is worked out on its own, as a
person would with the paper reports on the table.
"""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sauro.engine.reports.consolidate import UnitValues, consolidate
from sauro.engine.reports.values import Value
from unit.reports.helping import small

pytestmark = pytest.mark.pure

COMMUNE = frozenset({"s:a", "s:b", "s:c", "s:d", "s:n", "s:t.2"})
AGENCY = frozenset({"s:e", "s:m", "s:t.1"})
FIGURE = st.one_of(
    st.none(),
    st.just(Value.absent("chưa có")),
    st.builds(Value.number_of, st.integers(0, 50), estimated=st.booleans()),
)
PERCENT = st.one_of(st.none(), st.decimals(0, 100, places=2).map(Value.number_of))
CHOICE = st.one_of(st.none(), st.just(Value.absent("?")), st.sampled_from(["0", "1"]).map(Value.choice_of))
ROWS = {"a": FIGURE, "b": FIGURE, "c": CHOICE, "d": FIGURE, "n": PERCENT, "t.2": FIGURE}
OF_AGENCIES = {"e": CHOICE, "m": FIGURE, "t.1": FIGURE}


@st.composite
def reports(draw: st.DrawFn) -> list[UnitValues]:
    found = []
    for n in range(draw(st.integers(0, 6))):
        commune = draw(st.booleans())
        rows = ROWS if commune else OF_AGENCIES
        values = {
            (f"s:{code}", "value"): value for code, of in rows.items() if (value := draw(of)) is not None
        }
        group, asked = ("communes", COMMUNE) if commune else ("agencies", AGENCY)
        found.append(UnitValues(f"U{n}", group, asked, values, draw(st.booleans())))
    return found


class Paper:
    """One report on the table; what has not come is blank."""

    def __init__(self, unit: UnitValues) -> None:
        self.unit = unit
        self.cells = {row: value for (row, _), value in unit.values.items()} if unit.sent else {}

    def asked(self, row: str) -> bool:
        if row not in self.unit.asked:
            return False
        # "Số phiếu" concerns those who did not say that there was no dialogue
        return not (row == "s:d" and "s:c" in self.cells and self.cells["s:c"].text != "1")

    def figure(self, row: str) -> int | None:
        cell = self.cells.get(row)
        return int(cell.text) if cell is not None and cell.text and cell.text.isdigit() else None

    def dashed(self, row: str) -> bool:
        return row in self.cells and self.cells[row].is_absent

    def filled(self, row: str) -> bool:
        return row in self.cells and not self.cells[row].is_absent


def half_up(number: Fraction) -> str:
    """Two places, without a decimal type."""
    hundredths = int(number * 100 + Fraction(1, 2))
    whole, part = divmod(hundredths, 100)
    return f"{whole}.{part:02}".rstrip("0").rstrip(".")


def by_hand(row: str, papers: list[Paper]) -> tuple[str | None, int, int, int]:
    """(value or None, expected, given, absent)"""
    if row == "s:r":
        return ratio_by_hand(papers)
    if row == "s:t":
        return sum_by_hand(papers)
    asked = [paper for paper in papers if paper.asked(row)]
    given = [paper for paper in asked if paper.filled(row)]
    absent = sum(paper.dashed(row) for paper in asked)
    value = None
    if row in ("s:a", "s:b", "s:d", "s:t.2") and given:
        value = str(sum(paper.figure(row) or 0 for paper in given))
    if row in ("s:e", "s:m", "s:t.1") and len({paper.cells[row].text for paper in given}) == 1:
        value = given[0].cells[row].text
    if row == "s:c" and any(paper.cells[row].text == "1" for paper in given):
        value = "1"
    elif row == "s:c" and given and len(given) == len(asked):
        value = "0"
    return value, len(asked), len(given), absent


def ratio_by_hand(papers: list[Paper]) -> tuple[str | None, int, int, int]:
    asked = [paper for paper in papers if paper.asked("s:a")]
    both = [paper for paper in asked if paper.filled("s:a") and paper.filled("s:b")]
    blank = [paper for paper in asked if "s:a" not in paper.cells or "s:b" not in paper.cells]
    whole = sum(paper.figure("s:a") or 0 for paper in both)
    part = sum(paper.figure("s:b") or 0 for paper in both)
    value = half_up(Fraction(part * 100, whole)) if whole else None
    return value, len(asked), len(both), len(asked) - len(both) - len(blank)


def sum_by_hand(papers: list[Paper]) -> tuple[str | None, int, int, int]:
    one, two = by_hand("s:t.1", papers), by_hand("s:t.2", papers)
    value = str(int(one[0]) + int(two[0])) if one[0] is not None and two[0] is not None else None
    return value, one[1] + two[1], one[2] + two[2], one[3] + two[3]


CODES = ["a", "b", "r", "c", "d", "e", "n", "m", "t", "t.1", "t.2"]


@given(reports())
def test_the_fast_way_agrees_with_the_slow_one(units: list[UnitValues]) -> None:
    found = consolidate(small(), units)
    papers = [Paper(unit) for unit in units]
    for code in CODES:
        one = found[f"s:{code}"]
        value = one.value.text if one.value is not None else None
        mine = (value, one.coverage.expected, one.coverage.given, one.coverage.absent)
        assert mine == by_hand(f"s:{code}", papers), code
        assert (one.value is None) == bool(one.lacks), code


@given(reports())
def test_nothing_is_lost_between_coverage_and_lists(units: list[UnitValues]) -> None:
    for one in consolidate(small(), units).values():
        assert one.coverage.missing == len(one.missing)
        assert one.coverage.absent == len(one.absent)
        for column in range(3):
            assert sum(part[column] for _, part in one.groups) == one.coverage[column]
        estimated = {unit.code for unit in units if unit.sent} & set(one.estimated)
        assert estimated == set(one.estimated)


@given(reports(), st.randoms(use_true_random=False))
def test_the_order_of_the_units_changes_no_figure(units: list[UnitValues], random: object) -> None:
    shuffled = list(units)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = consolidate(small(), units), consolidate(small(), shuffled)
    assert {key: (row.value, row.coverage) for key, row in one.items()} == {
        key: (row.value, row.coverage) for key, row in other.items()
    }
