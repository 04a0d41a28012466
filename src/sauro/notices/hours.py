"""Office hours and the times of the digest, as the institution wrote them.

Belongs here: plain values and the question whether an office is open. Does not belong here: days off (the calendar),
the clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from typing import Protocol

from sauro.notices.reading import mapping, plain_list, yaml_of

NOON = time(12, 0)


class DayOfCalendar(Protocol):
    @property
    def working(self) -> bool: ...
    @property
    def half(self) -> str | None: ...


class DayCalendar(Protocol):
    def status(self, day: date) -> DayOfCalendar: ...


class HoursWrong(ValueError):  # noqa: N818 - the house word; it is an outcome, not a fault
    """The file of office hours does not mean anything; the message says where and what to write."""


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """Spans of one day, in order and apart. ``digest_at`` lie within them."""

    spans: tuple[tuple[time, time], ...]
    digest_at: tuple[time, ...]
    unverified: bool = False

    def __post_init__(self) -> None:
        edges = [edge for span in self.spans for edge in span]
        if not self.spans or edges != sorted(set(edges)):
            raise HoursWrong("hours.yaml: the spans of a day follow one another, each closes after it opens.")
        if not self.digest_at or list(self.digest_at) != sorted(set(self.digest_at)):
            raise HoursWrong("hours.yaml: name each time of the digest once, the earliest first.")
        for at in self.digest_at:
            if not any(opens <= at < closes for opens, closes in self.spans):
                raise HoursWrong(f"hours.yaml: the digest of {at:%H:%M} lies outside the office hours.")

    @property
    def opens(self) -> time:
        return self.spans[0][0]

    def is_open(self, moment: datetime, calendar: DayCalendar, zone: tzinfo) -> bool:
        """Working day and hour; of a half day the half that is worked, parted at noon."""
        local = moment.astimezone(zone)
        status = calendar.status(local.date())
        at = local.time()
        if not status.working or not any(opens <= at < closes for opens, closes in self.spans):
            return False
        if status.half is None:
            return True
        return (at < NOON) == (str(status.half) == "morning")

    def digest_moment(self, moment: datetime, zone: tzinfo) -> datetime | None:
        """The last time of the digest that has come today; None before the first."""
        local = moment.astimezone(zone)
        come = [at for at in self.digest_at if at <= local.time()]
        return datetime.combine(local.date(), come[-1], zone) if come else None


def read_hours(text: str) -> OfficeHours:
    raw = mapping(yaml_of(text), "hours.yaml", HoursWrong)
    spans = []
    for entry in plain_list(raw.get("hours"), "hours.yaml, hours", HoursWrong):
        span = mapping(entry, "hours.yaml, hours", HoursWrong)
        spans.append((_time(span.get("opens"), "opens"), _time(span.get("closes"), "closes")))
    times = plain_list(raw.get("digest_at"), "hours.yaml, digest_at", HoursWrong)
    digest_at = tuple(_time(entry, "digest_at") for entry in times)
    return OfficeHours(tuple(spans), digest_at, raw.get("unverified") is True)


def _time(raw: object, place: str) -> time:
    if isinstance(raw, str):
        try:
            return time.fromisoformat(raw)
        except ValueError:
            pass  # said below, together with what is no text at all
    raise HoursWrong(f'hours.yaml, {place}: a time of the day in quotes, such as "07:30", not {raw!r}.')
