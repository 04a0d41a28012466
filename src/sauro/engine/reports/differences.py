"""What is different between two states of one report.

Belongs here: comparing values place by place. Does not belong here: who changed them, the words of a difference.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from sauro.engine.reports.compute import total
from sauro.engine.reports.rows import Place
from sauro.engine.reports.values import Value, Values


class Change(StrEnum):
    """``marked``: the same figure, but estimated, dated or explained otherwise."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MARKED = "marked"


@dataclass(frozen=True, slots=True)
class Difference:
    """``by`` is after minus before, where both are figures."""

    place: Place
    change: Change
    before: Value | None
    after: Value | None
    by: Decimal | None = None


def differences(before: Values, after: Values, order: Sequence[str] = ()) -> tuple[Difference, ...]:
    """In the order of the given row keys; rows not named come last, by key."""
    position = {key: n for n, key in enumerate(order)}
    places = sorted(
        before.keys() | after.keys(),
        key=lambda place: (position.get(place[0], len(position)), place),
    )
    return tuple(one for place in places if (one := _one(place, before.get(place), after.get(place))))


def _one(place: Place, before: Value | None, after: Value | None) -> Difference | None:
    if before == after:
        return None
    if before is None:
        return Difference(place, Change.ADDED, before, after)
    if after is None:
        return Difference(place, Change.REMOVED, before, after)
    if (before.kind, before.text) == (after.kind, after.text):
        return Difference(place, Change.MARKED, before, after)
    by = None
    if before.number is not None and after.number is not None:
        by = total([after.number, -before.number])
    return Difference(place, Change.CHANGED, before, after, by)
