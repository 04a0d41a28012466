"""What jobs there are and what runs periodically: upper rooms register here from their ``apps.py``.

Belongs here: the two tables of functions. Does not belong here: running them (worker.py).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

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


_handlers: dict[str, Handler] = {}
_periodic: dict[str, Periodic] = {}


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
