"""Progress bars and the grid with one cell per unit: parts fill the width, words say the same, nothing stays nothing."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sauro.web import bars

SOME = st.dictionaries(st.sampled_from(list(bars.SEGMENTS)), st.integers(0, 500))


def widths(markup: str) -> list[float]:
    return [float(w) for w in re.findall(r'<rect [^>]*width="([\d.]+)"', markup)]


def test_progress_says_how_many():
    markup = bars.progress(71, 102)
    assert "71/102 đã xong" in markup
    assert widths(markup) == [67, 27]


def test_all_and_none_have_one_part():
    assert widths(bars.progress(0, 5)) == [95]
    assert widths(bars.progress(5, 5)) == [96]


@pytest.mark.parametrize("markup", [bars.progress(0, 0), bars.segments({}), bars.segments({"done": 0})])
def test_of_nothing_there_is_a_dash(markup):
    assert markup == '<span class="none">–</span>'


@given(SOME)
def test_the_parts_of_a_bar_fill_it(counts):
    parts = widths(bars.segments(counts))
    there = [code for code in bars.SEGMENTS if counts.get(code)]
    assert len(parts) == len(there)
    if there:
        outlined = sum(code not in {"done", "run"} for code in there)
        assert sum(parts) + outlined + len(parts) - 1 == 96
        assert min(parts) >= 2


def test_a_bar_is_told_in_its_order():
    markup = bars.segments({"late": 2, "done": 24, "run": 1037})
    assert 'aria-label="24 hoàn thành, 1.037 đang làm, 2 quá hạn"' in markup


def test_an_unknown_part_is_refused():
    with pytest.raises(ValueError, match="finished"):
        bars.segments({"finished": 1})


def test_the_grid_has_a_cell_for_each_unit_in_columns_of_five():
    markup = bars.cells(["done"] * 85 + ["missing"] * 17, "85 đã xong, 17 chưa xong")
    assert markup.count('class="done"') == 85
    assert markup.count('class="hol"') == 17
    assert 'viewBox="0 0 353 81"' in markup
    assert 'aria-label="85 đã xong, 17 chưa xong"' in markup


def test_the_second_column_begins_at_the_top():
    assert '<rect class="done" x="17" y="0" width="13" height="13"/>' in bars.cells(
        ["wait"] * 5 + ["done"], "x"
    )


def test_without_units_nothing_is_drawn():
    assert bars.cells([], "x") == ""


@pytest.mark.parametrize("state", bars.CELLS)
def test_each_cell_has_a_shape_of_its_own(state):
    drawn = [bars.cell(one) for one in bars.CELLS]
    assert drawn.count(bars.cell(state)) == 1


def test_a_group_is_checked_when_it_is_made():
    with pytest.raises(ValueError, match="xong"):
        bars.CellGroup("85 xã", ("xong",), "x")
    with pytest.raises(ValueError, match="words"):
        bars.CellGroup("85 xã", ("done",), "")


def test_the_words_are_escaped():
    assert "<b>" not in bars.cells(["done"], '"><b>')
