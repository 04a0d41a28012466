"""Values worked out from committed data, kept in this process until anything audited is committed.

Belongs here: keeping them and when they end. Does not belong here: what is kept (upper rooms), anything per person.
Every change of data writes its event in the same transaction, so the number of committed events names the state of
the data: a value kept under that number is the value that would be worked out again. ``data_version`` is asked before
the data are read; read the other way round, a change between the two would be kept under the number of its past.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar
from weakref import WeakSet

Value = TypeVar("Value")

_all: WeakSet[Remembered] = WeakSet()


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
