"""Due moments by arithmetic agree with walking second by second, day by day."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sauro.jobs.schedule.moments import Daily, Every, walk

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 364 * 86400).map(lambda seconds: NEW_YEAR + timedelta(seconds=seconds))
TIMES = st.sets(st.times().map(lambda t: t.replace(microsecond=0)), min_size=1, max_size=3).map(
    lambda found: tuple(sorted(found))
)
pytestmark = pytest.mark.pure


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HANOI)


@pytest.mark.parametrize(
    ("now", "latest", "following"),
    [
        ("2026-09-10 07:29:59", "2026-09-09 13:30", "2026-09-10 07:30"),
        ("2026-09-10 07:30", "2026-09-10 07:30", "2026-09-10 13:30"),
        ("2026-09-10 23:59", "2026-09-10 13:30", "2026-09-11 07:30"),
    ],
)
def test_times_of_the_day_are_local(now: str, latest: str, following: str) -> None:
    twice = Daily((time(7, 30), time(13, 30)), HANOI)
    assert (twice.latest(local(now)), twice.following(local(now))) == (local(latest), local(following))


def test_a_period_of_an_hour_is_due_at_the_full_hour() -> None:
    hourly = Every(timedelta(hours=1))
    assert hourly.latest(local("2026-09-10 07:59:59")) == local("2026-09-10 07:00")
    assert hourly.following(local("2026-09-10 07:00")) == local("2026-09-10 08:00")


@given(MOMENTS, st.integers(1, 100_000))
def test_nothing_lies_between_the_latest_and_the_following(now: datetime, seconds: int) -> None:
    every = Every(timedelta(seconds=seconds))
    latest, following = every.latest(now), every.following(now)
    assert latest <= now < following
    assert following - latest == every.period
    assert every.latest(latest) == latest


@given(MOMENTS, TIMES)
def test_daily_moments_are_found_by_trying_every_one(now: datetime, times: tuple[time, ...]) -> None:
    daily = Daily(times, HANOI)
    year = [
        datetime.combine(date(2025, 12, 30) + timedelta(days=n), t, HANOI) for n in range(370) for t in times
    ]
    assert daily.latest(now) == max(one for one in year if one <= now)
    assert daily.following(now) == min(one for one in year if one > now)


@given(MOMENTS, st.integers(0, 400_000), st.integers(900, 40_000))
def test_what_lies_between_is_what_a_walk_meets(first: datetime, apart: int, seconds: int) -> None:
    last = first + timedelta(seconds=apart)
    for moments in (Every(timedelta(seconds=seconds)), Daily((time(7), time(16, 59, 1)), HANOI)):
        assert moments.between(first, last) == len(list(walk(moments, first, last)))


@given(MOMENTS, st.integers(1, 50))
def test_between_two_moments_lie_those_that_were_missed(now: datetime, apart: int) -> None:
    every = Every(timedelta(minutes=15))
    first = every.latest(now)
    assert every.between(first, first + apart * every.period) == apart - 1


@pytest.mark.parametrize("times", [(), (time(8), time(8)), (time(9), time(8))])
def test_times_are_named_once_in_order(times: tuple[time, ...]) -> None:
    with pytest.raises(ValueError, match="once"):
        Daily(times, HANOI)


def test_a_period_is_at_least_a_second() -> None:
    with pytest.raises(ValueError, match="second"):
        Every(timedelta(0))
