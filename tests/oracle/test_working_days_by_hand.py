"""Terms beside a second counting that writes every day of the years down first and then ticks them off one by one.

Nothing here shares code with the engine: a year is a list of days with a tick, made by three passes over it.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sauro.engine.calendars import (
    DayKind,
    Half,
    SpecialDay,
    WorkCalendar,
    YearDecision,
    backwards,
    derivation_from_text,
    derivation_text,
    shift,
    term,
)

pytestmark = pytest.mark.pure

YEARS = (2025, 2026, 2027)
SEVEN_HOURS = timezone(timedelta(hours=7))
ALL = [date(2025, 1, 1) + timedelta(days=n) for n in range(365 * 3)]


@st.composite
def specials(draw: st.DrawFn, year: int) -> dict[date, SpecialDay]:
    days = draw(st.sets(st.integers(0, 364), max_size=25))
    found = {}
    for number in days:
        day = date(year, 1, 1) + timedelta(days=number)
        kinds = [DayKind.HOLIDAY, DayKind.WORKED, DayKind.HALF] + [DayKind.IN_LIEU] * (day.weekday() < 5)
        kind = draw(st.sampled_from(kinds))
        half = draw(st.sampled_from(list(Half))) if kind is DayKind.HALF else None
        found[day] = SpecialDay(day, kind, "lý do", half=half)
    return found


@st.composite
def calendars(draw: st.DrawFn) -> tuple[WorkCalendar, dict[int, dict[date, SpecialDay]], set[int]]:
    base = {year: draw(specials(year)) for year in YEARS}
    decided = draw(st.sets(st.sampled_from(YEARS)))
    written = {year: draw(specials(year)) for year in decided}
    calendar = WorkCalendar(
        tuple(YearDecision(year, tuple(days.values()), "1/QĐ") for year, days in written.items()),
        base=lambda year: MappingProxyType(base[year]),
        code="thử",
    )
    merged = {year: {**base[year], **written.get(year, {})} for year in YEARS}
    return calendar, merged, decided


def ticked(merged: dict[int, dict[date, SpecialDay]]) -> dict[date, bool]:
    ticks = {day: day.strftime("%a") not in ("Sat", "Sun") for day in ALL}
    for days in merged.values():
        for day, special in days.items():
            ticks[day] = special.kind in (DayKind.WORKED, DayKind.HALF)
    return ticks


def closes(special: SpecialDay | None, closing: time) -> time:
    return min(closing, time(12)) if special is not None and special.half is Half.MORNING else closing


def by_hand(
    merged: dict[int, dict[date, SpecialDay]], received: datetime, n: int, closing: time | None
) -> tuple[date, date]:
    """(the day that counts as the receipt, the last day)."""
    ticks = ticked(merged)
    local = received.astimezone(SEVEN_HOURS)
    start = local.date()
    if closing is not None:
        late = not ticks[start] or local.time() > closes(merged[start.year].get(start), closing)
        if late:
            start = next(day for day in ALL if day > start and ticks[day])
    counted = [day for day in ALL if day > start and ticks[day]]
    return start, counted[n - 1]


RECEIVED = st.builds(datetime.combine, st.sampled_from(ALL[:729]), st.times(), tzinfo=st.just(SEVEN_HOURS))
CLOSING = st.none() | st.times(time(8), time(22))


@settings(max_examples=150)
@given(calendars(), RECEIVED, st.integers(1, 60), CLOSING)
def test_a_term_ends_where_the_ticks_say(made, received: datetime, n: int, closing: time | None) -> None:
    calendar, merged, decided = made
    found = term(calendar, received, n, closing)
    assert (found.counted_from, found.due) == by_hand(merged, received, n, closing)
    counted = [step for step in found.steps if step.counts]
    assert [step.n for step in counted] == list(range(1, n + 1))
    assert counted[-1].day == found.due == found.steps[-1].day
    walked = [step.day for step in found.steps]
    assert walked == [walked[0] + timedelta(days=k) for k in range(len(walked))]
    ticks = ticked(merged)
    after = [step for step in found.steps if step.day > found.counted_from]
    assert [step.counts for step in after] == [ticks[step.day] for step in after]
    assert found.undecided == tuple(sorted({day.year for day in walked} - decided))
    assert derivation_from_text(derivation_text(found)) == found


@given(calendars(), st.sampled_from(ALL[370:720]), st.integers(1, 60))
def test_counting_back_and_forth_agree_with_the_ticks(made, day: date, n: int) -> None:
    calendar, merged, _decided = made
    ticks = ticked(merged)
    back = [one for one in reversed(ALL) if one < day and ticks[one]][n - 1]
    ahead = [one for one in ALL if one > day and ticks[one]][n - 1]
    assert backwards(calendar, day, n).due == back == calendar.add_working_days(day, -n)
    assert calendar.add_working_days(day, n) == ahead
    assert calendar.working_days_between(day, ahead) == n
    assert calendar.working_days_between(ahead, day) == -n


@given(calendars(), st.sampled_from(ALL[370:720]))
def test_a_fixed_day_moves_to_the_nearest_tick(made, day: date) -> None:
    calendar, merged, _decided = made
    ticks = ticked(merged)
    assert shift(calendar, day, "next").due == next(one for one in ALL if one >= day and ticks[one])
    assert shift(calendar, day, "previous").due == next(
        one for one in reversed(ALL) if one <= day and ticks[one]
    )
    assert shift(calendar, day, "none").due == day
