"""A text that is a day and nothing else."""

from __future__ import annotations

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sauro.engine.text.days import read_day

DAY = date(2026, 9, 3)


@pytest.mark.parametrize(
    "text",
    ["3/9/2026", "03/09/2026", "3-9-2026", "3.9.2026", "3 / 9 / 2026", "3/ 9-2026", "2026-09-03", "2026-9-3"],
)
def test_the_forms_that_people_and_programs_write(text):
    assert read_day(text) == DAY


@pytest.mark.parametrize(
    "text",
    [
        "",
        "3/9",
        "31/9/2026",
        "29/2/2027",
        "0/9/2026",
        "3/13/2026",
        "3/9/26",
        "2026 - 09 - 03",
        "ngày 3/9/2026",
        "3/9/2026.",
        "٣/٩/٢٠٢٦",
    ],
)
def test_what_is_no_day_is_refused(text):
    with pytest.raises(ValueError, match=r"day|month|year"):
        read_day(text)


@given(st.dates(min_value=date(1000, 1, 1)), st.sampled_from(["/", "-", ".", " / "]))
def test_each_day_is_read_back(day, separator):
    assert read_day(separator.join((str(day.day), str(day.month), str(day.year)))) == day
    assert read_day(day.isoformat()) == day


@given(st.text(max_size=20))
def test_any_text_is_a_day_or_refused(text):
    with contextlib.suppress(ValueError):
        assert isinstance(read_day(text), date)
