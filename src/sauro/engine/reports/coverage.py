"""How far a figure of the province is covered by its units.

Belongs here: what a unit brings, the coverage, one consolidated row. Does not belong here: how rows are brought
together (``consolidate``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from sauro.engine.reports.values import Value, Values


@dataclass(frozen=True, slots=True)
class UnitValues:
    """One unit's report: the keys of the rows it is asked, its values. ``sent`` is False where nothing has arrived."""

    code: str
    group: str
    asked: frozenset[str]
    values: Values
    sent: bool = True


class Coverage(NamedTuple):
    """Units asked a row: those that gave a value, said "-", or gave nothing. A figure never stands without it."""

    expected: int = 0
    given: int = 0
    absent: int = 0

    @property
    def missing(self) -> int:
        return self.expected - self.given - self.absent

    @property
    def complete(self) -> bool:
        return self.given == self.expected

    def plus(self, other: Coverage) -> Coverage:
        return Coverage(self.expected + other.expected, self.given + other.given, self.absent + other.absent)


NO_COVERAGE = Coverage()


def sum_of(parts: Iterable[Coverage]) -> Coverage:
    whole = NO_COVERAGE
    for part in parts:
        whole = whole.plus(part)
    return whole


@dataclass(frozen=True, slots=True)
class Consolidated:
    """``lacks`` is a note where there is no value. Units are named by code, in the order given.

    ``drill`` holds each unit's own value. ``groups`` is the coverage per group of units.
    """

    key: str
    value: Value | None = None
    lacks: str = ""
    coverage: Coverage = NO_COVERAGE
    groups: tuple[tuple[str, Coverage], ...] = ()
    missing: tuple[str, ...] = ()
    absent: tuple[tuple[str, str], ...] = ()
    estimated: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()
    drill: tuple[tuple[str, Value], ...] = ()
