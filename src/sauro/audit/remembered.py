"""Values worked out from committed data, kept in this process until anything audited is committed.

Belongs here: keeping them and when they end. Does not belong here: what is kept (upper rooms), anything per person.
Every change of data writes its event in the same transaction, so the number of committed events names the state of
the data: a value kept under that number is the value that would be worked out again. ``data_version`` is asked before
the data are read; read the other way round, a change between the two would be kept under the number of its past.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from threading import Lock, local
from typing import Any, TypeVar
from weakref import WeakSet

Value = TypeVar("Value")

_all: WeakSet[Remembered] = WeakSet()


class _State(local):
    """Of this thread: whether it works on one state of the data, and the number of that state once it was asked."""

    open = False
    version: int | None = None


_state = _State()


@contextmanager
def one_state() -> Iterator[None]:
    """Within it the number of the state is asked once, as for one request, and again after a change of its own.

    What others commit meanwhile is seen by the next request, as if this one had come a moment earlier.
    """
    _state.open, _state.version = True, None
    try:
        yield
    finally:
        _state.open, _state.version = False, None


def known_version(ask: Callable[[], int]) -> int:
    """The number as this request knows it; outside of ``one_state`` it is asked each time."""
    if not _state.open:
        return ask()
    if _state.version is None:
        _state.version = ask()
    return _state.version


def changed_here() -> None:
    """A change of this thread's own: the number that it knew is over."""
    _state.version = None


class Remembered:
    """At most ``most`` values, those asked for longest ago go first. Shared values: nobody may alter them."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._version = 0
        self._values: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = Lock()
        _all.add(self)

    def get(self, version: int | None, key: Hashable, work: Callable[[], Value]) -> Value:
        """The value of ``key`` in this state of the data; ``work`` reads it where it is not known.

        ``key`` names everything else the value depends on: rights, day, language, filters. Without a version
        (inside a transaction, whose changes may yet be undone) nothing is kept and nothing kept is used.
        """
        if version is None:
            return work()
        with self._lock:
            if version > self._version:
                self._values.clear()
                self._version = version
            if version == self._version and key in self._values:
                self._values.move_to_end(key)
                found: Value = self._values[key]
                return found
        value = work()
        with self._lock:
            if version == self._version:
                self._values[key] = value
                if len(self._values) > self._most:
                    self._values.popitem(last=False)
        return value

    def forget(self) -> None:
        with self._lock:
            self._values.clear()
            self._version = 0


def forget_everything() -> None:
    """For a database that was put in place of another while this process runs, as between two tests."""
    for one in list(_all):
        one.forget()
