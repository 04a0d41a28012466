"""Days and periods beside a second reading that knows nothing but the calendar.

Every day of some years is written out in every way; a text is searched for these writings, the longest first. A quarter
or a half-year is the days that lie in it, found by asking each day of the year.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sauro.engine.planning.when import read_when
from sauro.engine.planning.when_dates import atoms
from sauro.engine.text.words import cut

pytestmark = pytest.mark.pure

YEARS = (2031, 2032)


def days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [day for n in range(366) if (day := first + timedelta(n)).year == year]


DAYS = [day for year in YEARS for day in days_of(year)]
WRITINGS: dict[str, Callable[[date], str]] = {
    "15/4/2031": lambda d: f"{d.day}/{d.month}/{d.year}",
    "05/04/2031": lambda d: f"{d:%d/%m/%Y}",
    "05.04.2031": lambda d: f"{d:%d.%m.%Y}",
    "5-4-2031": lambda d: f"{d.day}-{d.month}-{d.year}",
    "15 tháng 4 năm 2031": lambda d: f"{d.day} tháng {d.month} năm {d.year}",
    "05 tháng 04/2031": lambda d: f"{d:%d} tháng {d:%m/%Y}",
}
KNOWN = {write(day): day for day in DAYS for write in WRITINGS.values()}
LONGEST = max(map(len, KNOWN))
NOT_DAYS = ["31/02/2031", "29/02/2031", "45/12/2031", "12/13/2032", "00/1/2031", "32 tháng 1 năm 2031"]
PIECES = st.one_of(
    st.sampled_from(sorted(KNOWN)),
    st.sampled_from([*NOT_DAYS, "trước", "ngày", "báo cáo", "12", "5.000", "xã", "(", ")", "hồ sơ"]),
)


def by_the_calendar(text: str) -> list[date]:
    """The days written in ``text``, from left to right; a figure beside a figure is another figure."""
    found: list[date] = []
    position = 0
    while position < len(text):
        for end in range(min(len(text), position + LONGEST), position, -1):
            alone = not text[position - 1 : position].isdigit() and not text[end : end + 1].isdigit()
            if text[position:end] in KNOWN and (alone or position == 0):
                found.append(KNOWN[text[position:end]])
                position = end
                break
        else:
            position += 1
    return found


@settings(deadline=None)
@given(st.lists(PIECES, max_size=9).map(" ; ".join))
def test_both_find_the_same_days(text: str) -> None:
    read = [atom.first for atom in atoms(cut(text).keys, ()) if atom.kind == "day"]
    assert read == by_the_calendar(text)


PERIODS: dict[str, Callable[[date, int], bool]] = {
    "quý {roman}/{year}": lambda d, n: (d.month - 1) // 3 + 1 == n,
    "quý {n} năm {year}": lambda d, n: (d.month - 1) // 3 + 1 == n,
    "tháng {n}/{year}": lambda d, n: d.month == n,
    "tháng {n:02d} năm {year}": lambda d, n: d.month == n,
    "năm {year}": lambda d, n: True,
    "6 tháng đầu năm {year}": lambda d, n: d.month <= 6,
    "6 tháng cuối năm {year}": lambda d, n: d.month > 6,
    "9 tháng đầu năm {year}": lambda d, n: d.month <= 9,
}


@pytest.mark.parametrize("written", PERIODS)
@pytest.mark.parametrize("year", [*YEARS, 2100])
@pytest.mark.parametrize("n", [1, 2, 3, 4])
def test_both_give_a_period_the_same_days(written: str, year: int, n: int) -> None:
    text = written.format(n=n, roman=("I", "II", "III", "IV")[n - 1], year=year)
    inside = [day for day in days_of(year) if PERIODS[written](day, n)]
    when = read_when(text, cell=True)
    assert (when.kind, when.start, when.end) == ("period", min(inside), max(inside))


@pytest.mark.parametrize(("word", "shift"), [("trước", -1), ("đến hết", 0), ("hết", 0)])
@pytest.mark.parametrize("month", range(1, 13))
def test_both_end_a_month_on_the_same_day(word: str, shift: int, month: int) -> None:
    inside = [day for day in days_of(2032) if day.month == month]
    last = min(inside) - timedelta(days=1) if shift else max(inside)
    assert read_when(f"{word} tháng {month}/2032", cell=True).end == last


@settings(deadline=None)
@given(st.sampled_from(DAYS), st.sampled_from(DAYS), st.sampled_from(sorted(WRITINGS)))
def test_both_order_the_two_ends_of_a_period(first: date, last: date, style: str) -> None:
    write = WRITINGS[style]
    when = read_when(f"Từ ngày {write(first)} đến ngày {write(last)}", cell=True)
    days = [day for day in DAYS if first <= day <= last]
    if days:
        assert (when.kind, when.start, when.end) == ("period", days[0], days[-1])
    else:
        assert when.kind == "unclear"
