"""When scheduled work is due: every so often, or at times of the day.

Belongs here: plain arithmetic with moments. Does not belong here: the clock, any table.

Nothing: a moment is due from itself on; before the first one of a day the last one of the day before is the latest.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo

BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Every:
    """Whole periods counted from 1970 in UTC: a period of an hour is due at each full hour, whoever asks."""

    period: timedelta

    def __post_init__(self) -> None:
        if self.period < timedelta(seconds=1):
            raise ValueError("a period is at least a second")

    def latest(self, now: datetime) -> datetime:
        return BEGINNING + (now - BEGINNING) // self.period * self.period

    def following(self, moment: datetime) -> datetime:
        return self.latest(moment) + self.period

    def between(self, first: datetime, last: datetime) -> int:
        """How many moments lie after ``first`` and before ``last``."""
        if last <= first:
            return 0
        before_last = -((BEGINNING - last) // self.period) - 1  # the last moment before ``last``, in periods
        return max(int(before_last - (first - BEGINNING) // self.period), 0)


@dataclass(frozen=True, slots=True)
class Daily:
    """The same times on each day of ``zone``, in ascending order."""

    times: tuple[time, ...]
    zone: tzinfo

    def __post_init__(self) -> None:
        if not self.times or list(self.times) != sorted(set(self.times)):
            raise ValueError("name each time of the day once, the earliest first")

    def latest(self, now: datetime) -> datetime:
        day = now.astimezone(self.zone).date()
        candidates = [
            datetime.combine(d, t, self.zone) for d in (day - timedelta(days=1), day) for t in self.times
        ]
        return max(moment for moment in candidates if moment <= now).astimezone(UTC)

    def following(self, moment: datetime) -> datetime:
        day = moment.astimezone(self.zone).date()
        candidates = [
            datetime.combine(d, t, self.zone) for d in (day, day + timedelta(days=1)) for t in self.times
        ]
        return min(one for one in candidates if one > moment).astimezone(UTC)

    def between(self, first: datetime, last: datetime) -> int:
        return sum(1 for _moment in walk(self, first, last))


Moments = Every | Daily


def walk(moments: Moments, first: datetime, last: datetime) -> Iterator[datetime]:
    """The moments after ``first`` and before ``last``, in order."""
    moment = moments.following(first)
    while moment < last:
        yield moment
        moment = moments.following(moment)
