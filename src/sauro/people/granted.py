"""How far a permission reaches, worked out from memberships.

Belongs here: values and the rule, without any table. Does not belong here: loading memberships (``models``),
asking for a right (``permissions``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from sauro.people.roles import Reach, all_roles

Rows = TypeVar("Rows", bound="QuerySet[Model]")


@dataclass(frozen=True, slots=True)
class Held:
    """One membership as the rule sees it."""

    role: str
    unit: int
    scope: str


@dataclass(frozen=True, slots=True)
class Granted:
    """Where a permission reaches: the whole province, or these units and those below them."""

    everything: bool = False
    units: frozenset[int] = frozenset()

    def covers(self, unit: int | None) -> bool:
        """Without a unit the question is whether the permission is held anywhere."""
        if self.everything:
            return True
        return bool(self.units) if unit is None else unit in self.units

    def limit(self, rows: Rows, field: str) -> Rows:
        """The rows whose unit (``field`` is the lookup of its id) is reached."""
        if self.everything:
            return rows
        return rows.filter(Q(**{f"{field}__in": sorted(self.units)})) if self.units else rows.none()


def grant(held: Iterable[Held], permission: str, below: Callable[[set[int]], set[int]]) -> Granted:
    """Memberships narrowed by a scope do not count; ``below`` gives the units directly below some units."""
    own: set[int] = set()
    for membership in held:
        role = all_roles().get(membership.role)
        how_far = role.reach_of(permission) if role is not None and not membership.scope else None
        if how_far is Reach.ALL:
            return Granted(everything=True)
        if how_far is Reach.OWN:
            own.add(membership.unit)
    found, frontier = set(own), set(own)
    while frontier:
        frontier = below(frontier) - found
        found |= frontier
    return Granted(units=frozenset(found))
