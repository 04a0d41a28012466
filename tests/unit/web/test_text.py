"""How numbers, dates and names are written."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from sauro.web import text
from sauro.web.templatetags import sauro as tags


@pytest.mark.parametrize(
    ("value", "vietnamese", "english"),
    [
        (18412, "18.412", "18,412"),
        (0, "0", "0"),
        (1.87, "1,87", "1.87"),
        (Decimal("95.000000"), "95", "95"),
        (Decimal("1E+3"), "1.000", "1,000"),
        (-2.5, "−2,5", "−2.5"),
        (None, "–", "–"),
    ],
)
def test_numbers(value, vietnamese, english):
    assert text.number_words(value) == vietnamese
    with translation.override("en"):
        assert text.number_words(value) == english


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (date(2026, 9, 3), "3/9/2026"),
        (datetime(2026, 9, 2, 17, 30, tzinfo=UTC), "3/9/2026"),
        (datetime(2026, 9, 2, 17, 30), "2/9/2026"),  # noqa: DTZ001 - a cell of a sheet has no zone
        (None, ""),
    ],
)
def test_days_have_one_form_and_moments_the_day_of_the_province(value, said):
    assert text.day_words(value) == said


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_a_percent_is_whole_and_honest(part, whole):
    percent = text.percent(part, whole)
    if whole == 0:
        assert percent is None
        return
    assert percent is not None
    assert (percent == 0) == (part == 0)
    assert (percent == 100) == (part >= whole)


@pytest.mark.parametrize(
    ("plain", "kept"),
    [
        ("trong 15 ngày làm việc", "trong\u00a015\u00a0ngày làm việc"),
        ("quý III hằng năm", "quý\u00a0III hằng năm"),
        ("ngày 02 tháng 9 năm 2026", "ngày\u00a002 tháng\u00a09 năm\u00a02026"),
        ("ngày tốt", "ngày tốt"),
    ],
)
def test_a_number_stays_with_its_word(plain, kept):
    assert text.with_nbsp(plain) == kept


def test_dates_are_written_as_officials_write_them():
    assert tags.vn_date(date(2026, 9, 3)) == "3/9/2026"
    assert tags.vn_date(None) == "–"
    assert tags.vn_date(datetime(2026, 9, 3, 18, 0, tzinfo=UTC)) == "4/9/2026"
    assert tags.vn_moment(datetime(2026, 9, 3, 2, 5, tzinfo=UTC)) == "09:05, 3/9/2026"
    assert tags.vn_moment(None) == "–"


def test_a_status_has_a_shape_and_words():
    assert tags.st("late", "Quá hạn <b>") == (
        '<span class="st late"><svg aria-hidden="true"><use href="#i-late"/></svg>Quá hạn &lt;b&gt;</span>'
    )
