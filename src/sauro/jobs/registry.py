"""What jobs there are, what is scheduled and what runs periodically: upper rooms register here from their ``apps.py``.

Belongs here: the three tables of functions. Does not belong here: running them (worker.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise

from sauro.jobs.schedule.moments import Daily, Every, Moments

Handler = Callable[[dict[str, Any]], dict[str, Any]]


class GiveUpError(Exception):
    """Raised by a handler when trying again is useless: the job fails at once with ``code``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class UnknownJobError(LookupError):
    """No room has registered a handler of this name."""


@dataclass(frozen=True, slots=True)
class Periodic:
    """A function that a worker calls every ``seconds``. It must bear that two workers call it at the same
    time.
    """

    name: str
    seconds: float
    function: Callable[[], object]


Run = Callable[[datetime], dict[str, Any] | None]
Told = Callable[[dict[str, Any]], str]


@dataclass(frozen=True, slots=True)
class Scheduled:
    """Work that is due at moments. ``function`` takes the moment and gives a plain JSON result, or None.

    ``title`` names it to people, ``told`` puts its result into a sentence. Of moments that nobody ran only the last
    one is replayed, unless ``each_missed``: then every one of them is.
    """

    name: str
    title: str | Promise
    moments: Moments
    function: Run
    told: Told | None = None
    each_missed: bool = False
    max_tries: int = 5


_handlers: dict[str, Handler] = {}
_periodic: dict[str, Periodic] = {}
_scheduled: dict[str, Scheduled] = {}


def handler(name: str) -> Callable[[Handler], Handler]:
    """Registers the function that runs jobs called ``name``: it takes the payload and gives the result, both
    plain JSON.

    It may be run again after its worker was killed, so what it does twice must be as good as once.
    """

    def register(function: Handler) -> Handler:
        known = _handlers.get(name)
        if known is not None and (known.__module__, known.__qualname__) != (
            function.__module__,
            function.__qualname__,
        ):
            raise ValueError(f"two handlers for the job {name!r}")
        _handlers[name] = function
        return function

    return register


def handler_of(name: str) -> Handler:
    try:
        return _handlers[name]
    except KeyError:
        raise UnknownJobError(f"no handler for the job {name!r}") from None


def every(name: str, seconds: float, function: Callable[[], object]) -> None:
    """Registers a short periodic function. Registering the name again replaces it."""
    if seconds <= 0:
        raise ValueError("a period is longer than nothing")
    _periodic[name] = Periodic(name, seconds, function)


def periodic() -> tuple[Periodic, ...]:
    return tuple(_periodic.values())


def scheduled(
    name: str,
    *,
    title: str | Promise,
    function: Run,
    every: timedelta | None = None,
    daily_at: time | Iterable[time] | None = None,
    told: Told | None = None,
    each_missed: bool = False,
    max_tries: int = 5,
) -> None:
    """Registers work by the clock: ``every`` so often, or ``daily_at`` some times of the day in the local zone.

    Each moment has one row in the ledger of runs, so no two workers run it twice; a run whose worker was killed is run
    again, so what it does twice must be as good as once. Registering the name again replaces it.
    """
    if (every is None) == (daily_at is None):
        raise ValueError(f"say for {name!r} either `every` or `daily_at`")
    moments: Moments
    if every is not None:
        moments = Every(every)
    else:
        times = (daily_at,) if isinstance(daily_at, time) else tuple(daily_at or ())
        moments = Daily(times, timezone.get_default_timezone())
    _scheduled[name] = Scheduled(name, title, moments, function, told, each_missed, max_tries)


def all_scheduled() -> tuple[Scheduled, ...]:
    return tuple(_scheduled.values())


def scheduled_of(name: str) -> Scheduled:
    try:
        return _scheduled[name]
    except KeyError:
        raise UnknownJobError(f"nothing is scheduled as {name!r}") from None
