"""How far a permission reaches, worked out from memberships and delegations.

Belongs here: values and the rule, without any table. Does not belong here: loading memberships (``models``),
asking for a right (``permissions``).

A role of a field is given with a node of an index: its permissions of reach ``field`` hold for that node, its
others as they say. Any other role that carries a scope is narrowed in a way that no page knows: it opens
nothing. A role of a field without a node has no field.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from sauro.audit.actor import Actor
from sauro.people.roles import Reach, all_roles

Rows = TypeVar("Rows", bound="QuerySet[Model]")
Below = Callable[[set[int]], set[int]]


@dataclass(frozen=True, slots=True)
class Held:
    """One membership as the rule sees it."""

    role: str
    unit: int
    scope: str


@dataclass(frozen=True, slots=True)
class Lent:
    """One delegation in force: who lends, what the lender holds by memberships, in which unit."""

    giver: Actor
    held: tuple[Held, ...]
    unit: int


@dataclass(frozen=True, slots=True)
class Granted:
    """Where a permission reaches: the whole province, or these units and those below them.

    ``nodes`` are index nodes (``par_index:3`` stands for the node and everything below it) over every unit.
    ``lenders`` says for whom the permission is used in a unit that only a delegation reaches.
    """

    everything: bool = False
    units: frozenset[int] = frozenset()
    nodes: frozenset[str] = frozenset()
    lenders: tuple[tuple[int, Actor], ...] = ()

    def covers(self, unit: int | None) -> bool:
        """Without a unit the question is whether the permission is held anywhere."""
        if self.everything:
            return True
        return bool(self.units or self.nodes) if unit is None else unit in self.units

    def limit(self, rows: Rows, field: str) -> Rows:
        """The rows whose unit (``field`` is the lookup of its id) is reached."""
        if self.everything:
            return rows
        return rows.filter(Q(**{f"{field}__in": sorted(self.units)})) if self.units else rows.none()

    def lender(self, unit: int | None) -> Actor | None:
        """For whom somebody acts there; None for a right of one's own. Without a unit the one lender there is."""
        if unit is None:
            lenders = dict.fromkeys(actor for _unit, actor in self.lenders)
            borrowed_only = self.units == {place for place, _actor in self.lenders} and not self.everything
            return next(iter(lenders)) if borrowed_only and len(lenders) == 1 else None
        return dict(self.lenders).get(unit)


def grant(held: Iterable[Held], permission: str, below: Below, lent: Iterable[Lent] = ()) -> Granted:
    """Own memberships first; ``below`` gives the units directly below some units."""
    own: set[int] = set()
    nodes: set[str] = set()
    for membership in held:
        role = all_roles().get(membership.role)
        if role is None or (membership.scope and not role.takes_field):
            continue
        how_far = role.reach_of(permission)
        if how_far is Reach.ALL:
            return Granted(everything=True)
        if how_far is Reach.OWN:
            own.add(membership.unit)
        elif how_far is Reach.FIELD and membership.scope:
            nodes.add(membership.scope)
    units = _with_below(own, below)
    lenders: dict[int, Actor] = {}
    for loan in lent:
        for unit in _lent_units(loan, permission, below) - units:
            lenders.setdefault(unit, loan.giver)
    return Granted(
        units=frozenset(units | lenders.keys()), nodes=frozenset(nodes), lenders=tuple(lenders.items())
    )


def _lent_units(loan: Lent, permission: str, below: Below) -> set[int]:
    """Where the loan reaches: its unit and those below, as far as the giver reaches by roles that lend it."""
    lending = [m for m in loan.held if _lends(m, permission)]
    if not lending:
        return set()
    reach = grant(lending, permission, below)
    place = _with_below({loan.unit}, below)
    return place if reach.everything else place & reach.units


def _lends(membership: Held, permission: str) -> bool:
    role = all_roles().get(membership.role)
    return role is not None and permission in role.delegable


def _with_below(units: set[int], below: Below) -> set[int]:
    found, frontier = set(units), set(units)
    while frontier:
        frontier = below(frontier) - found
        found |= frontier
    return found
