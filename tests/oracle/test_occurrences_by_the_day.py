"""Periods and deadlines beside a second planning that walks through every single day.

A period is the days that carry its name; its deadline is its last day. Nothing here knows the length of a month.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sauro.engine.planning.model import When
from sauro.engine.planning.occurrences import Answer, Frame, Rhythm, planned, rhythm_of

pytestmark = pytest.mark.pure

DAYS = st.dates(date(2024, 1, 1), date(2032, 12, 31))
YEARS = st.integers(2024, 2032)
REPEATED = [Rhythm.MONTH, Rhythm.QUARTER, Rhythm.HALF_YEAR, Rhythm.YEAR]


def name_of(day: date, rhythm: Rhythm) -> str:
    if rhythm is Rhythm.YEAR:
        return str(day.year)
    if rhythm is Rhythm.HALF_YEAR:
        return f"{day.year}-H{1 if day.month < 7 else 2}"
    if rhythm is Rhythm.QUARTER:
        return f"{day.year}-Q{(day.month + 2) // 3}"
    return f"{day.year}-{day.month:02}"


def by_the_day(
    rhythm: Rhythm, first: int, last: int, start: date | None, end: date | None, since: date | None
) -> list[tuple[str, date, date]]:
    """(name, first day, last day) of each period."""
    days = []
    day = date(first, 1, 1)
    while day.year <= last:
        if (start is None or day >= start) and (end is None or day <= end):
            days.append(day)
        day += timedelta(days=1)
    found = []
    for name, inside in groupby(days, key=lambda one: name_of(one, rhythm)):
        those = list(inside)
        found.append((name, those[0], those[-1]))
    return [one for one in found if since is None or one[2] >= since] or found[-1:]


@given(
    st.sampled_from(REPEATED),
    st.tuples(YEARS, YEARS).map(sorted),
    st.none() | DAYS,
    st.none() | DAYS,
    st.none() | DAYS,
)
def test_repeated_work_has_the_periods_of_the_days(
    rhythm: Rhythm, years: list[int], one: date | None, other: date | None, since: date | None
) -> None:
    start, end = (min(one, other), max(one, other)) if one and other else (one, other)
    if (start and start.year > years[1]) or (end and end.year < years[0]):
        return  # a span beside the plan's years stands alone: the next test
    when = When("recurring", "", start=start, end=end, every=str(rhythm))  # type: ignore[arg-type]
    found = planned(when, Frame(years[0], years[1], 2026, since=since))
    assert [(p.period, p.starts_on, p.due_on) for p in found] == by_the_day(rhythm, *years, start, end, since)
    assert all(p.ends_on == p.due_on for p in found)


@given(DAYS, DAYS, st.none() | YEARS, st.none() | YEARS)
def test_a_span_over_years_is_once_a_year(
    one: date, other: date, first: int | None, last: int | None
) -> None:
    start, end = min(one, other), max(one, other)
    if first and last and first > last:
        first, last = last, first
    found = planned(When("period", "", start=start, end=end, relation="in"), Frame(first, last, 2026))
    if start.year == end.year:
        assert [(p.period, p.due_on) for p in found] == [("once", end)]
        return
    low, high = max(first or start.year, start.year), min(last or end.year, end.year)
    if low > high:
        low, high = start.year, end.year
    assert [(p.period, p.starts_on, p.due_on) for p in found] == by_the_day(
        Rhythm.YEAR, low, high, start, end, None
    )


@given(DAYS, st.sampled_from(["before", "by", "on", None]))
def test_the_last_day_on_time_is_the_last_one_that_the_words_allow(day: date, relation: str | None) -> None:
    def allowed(one: date) -> bool:
        return one < day if relation == "before" else one <= day

    due = planned(When("date", "", due=day, relation=relation), Frame(2026, 2026, 2026))[0].due_on  # type: ignore[arg-type]
    around = [day + timedelta(days=n) for n in range(-3, 4)]
    assert due == max(one for one in around if allowed(one))


WHENS = st.builds(
    When,
    st.sampled_from(["date", "period", "recurring", "ongoing", "missing", "unclear"]),
    st.sampled_from(
        ["", "trước ngày 05 của tháng liền kề", "ngày 45", "trong tháng 13", "năm trước", "tháng 02"]
    ),
    start=st.none() | DAYS,
    end=st.none() | DAYS,
    due=st.none() | DAYS,
    relation=st.sampled_from([None, "on", "before", "by", "from", "in"]),
    every=st.sampled_from([None, "day", "week", "month", "quarter", "half_year", "year"]),
    on_day=st.sampled_from([None, "02-29", "12-31", "01-01"]),
)
ORDERED = WHENS.filter(lambda when: not (when.start and when.end and when.start > when.end))


@given(
    ORDERED,
    st.lists(ORDERED, max_size=3),
    st.builds(
        Frame, st.none() | YEARS, st.none() | YEARS, YEARS, st.sampled_from(list(Rhythm)), st.none() | DAYS
    ),
    st.none() | st.builds(Answer, st.sampled_from(list(Rhythm)), st.none() | DAYS, st.none() | DAYS),
)
def test_whatever_is_said_there_is_work_and_each_period_stands_once(
    when: When, more: list[When], frame: Frame, answer: Answer | None
) -> None:
    whole = When(
        when.kind,
        when.text,
        None,
        when.start,
        when.end,
        when.due,
        when.relation,
        when.every,
        when.on_day,
        tuple(more),
    )
    found = planned(whole, frame, answer)
    assert found
    assert len({one.period for one in found}) == len(found)
    assert all(len(one.period) <= 10 for one in found)
    assert planned(whole, frame, answer) == found
    assert rhythm_of(found) is not None or all(one.due_on is None for one in found)
