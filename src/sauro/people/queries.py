"""Questions about units and people that other rooms ask.

Belongs here: reads. Does not belong here: rights (``permissions``), writes (``actions``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from sauro.engine.text.names import Gazetteer, UnitName
from sauro.people.models import GroupMember, Membership, Unit, UnitGroup, UnitQuerySet, valid_on
from sauro.people.roles import all_roles
from sauro.people.states import UnitKind


@dataclass(slots=True)
class Branch:
    """A unit with the units below it, in the order of the pack."""

    unit: Unit
    below: list[Branch] = field(default_factory=list)

    def walk(self, depth: int = 0) -> Iterator[tuple[int, Unit]]:
        """(depth, unit) of this branch, a unit before those below it."""
        yield depth, self.unit
        for branch in self.below:
            yield from branch.walk(depth + 1)


def units_on(day: date) -> UnitQuerySet:
    """Units that exist on the day."""
    return Unit.objects.on(day)


def unit_by_code(code: str) -> Unit | None:
    """The unit with the code, in any case of letters, as it stands in an address."""
    return Unit.objects.filter(code=code.upper()).first()


def tree(on: date, units: Iterable[Unit] | None = None) -> list[Branch]:
    """The units of a day as a forest; a unit whose superior is not among them stands on the first level."""
    rows = list(units_on(on) if units is None else units)
    branches = {unit.pk: Branch(unit) for unit in rows}
    top: list[Branch] = []
    for unit in rows:
        above = branches.get(unit.parent_id) if unit.parent_id else None
        (above.below if above else top).append(branches[unit.pk])
    return top


def members_of(group: UnitGroup, on: date) -> UnitQuerySet:
    """The units that belong to the group on the day and exist on it."""
    ids = GroupMember.objects.filter(valid_on(on), group=group).values("unit_id")
    return units_on(on).filter(pk__in=ids)


def unit_names(on: date) -> tuple[UnitName, ...]:
    """Every name under which a text of that day may speak of a unit or of a group."""
    units = units_on(on).prefetch_related("aliases")
    names = [
        UnitName(u.code, u.name, (u.short_name, *(alias.text for alias in u.aliases.all()))) for u in units
    ]
    groups = UnitGroup.objects.prefetch_related("aliases")
    names += [UnitName(g.code, g.name, tuple(a.text for a in g.aliases.all()), group=True) for g in groups]
    return tuple(names)


def gazetteer(on: date) -> Gazetteer:
    return Gazetteer(unit_names(on))


def province(on: date) -> Unit | None:
    """The People's Committee of the installed province, or None before one is installed."""
    return units_on(on).filter(kind=UnitKind.PROVINCE).order_by("order").first()


def owner_office(on: date) -> Unit | None:
    """The unit whose people confirm plans: the office to ask; the first by order where there are several."""
    owning = [role.code for role in all_roles().values() if role.reach_of("plans.confirm")]
    held = Membership.objects.filter(valid_on(on), role__in=owning, account__is_active=True)
    return units_on(on).filter(pk__in=held.values("unit_id")).order_by("order").first()
