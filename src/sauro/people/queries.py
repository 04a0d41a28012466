"""Questions about units and people that other rooms ask.

Belongs here: reads. Does not belong here: rights (``permissions``), writes (``actions``).
"""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from sauro.engine.text.names import UnitName
from sauro.people.models import GroupMember, Membership, Unit, UnitGroup, UnitQuerySet, valid_on
from sauro.people.roles import all_roles
from sauro.people.states import UnitKind


def units_on(day: date) -> UnitQuerySet:
    """Units that exist on the day."""
    return Unit.objects.on(day)


def groups_of(unit: Unit, on: date) -> QuerySet[UnitGroup]:
    """The groups to which the unit belongs on the day."""
    return UnitGroup.objects.filter(
        pk__in=GroupMember.objects.filter(valid_on(on), unit=unit).values("group")
    )


def unit_names(on: date) -> tuple[UnitName, ...]:
    """Every name under which a text of that day may speak of a unit or of a group."""
    units = units_on(on).prefetch_related("aliases")
    names = [
        UnitName(u.code, u.name, (u.short_name, *(alias.text for alias in u.aliases.all()))) for u in units
    ]
    groups = UnitGroup.objects.prefetch_related("aliases")
    names += [UnitName(g.code, g.name, tuple(a.text for a in g.aliases.all()), group=True) for g in groups]
    return tuple(names)


def province(on: date) -> Unit | None:
    """The People's Committee of the installed province, or None before one is installed."""
    return units_on(on).filter(kind=UnitKind.PROVINCE).order_by("order").first()


def owner_office(on: date) -> Unit | None:
    """The unit whose people confirm plans: the office to ask; the first by order where there are several."""
    owning = [role.code for role in all_roles().values() if role.reach_of("plans.confirm")]
    held = Membership.objects.filter(valid_on(on), role__in=owning, account__is_active=True)
    return units_on(on).filter(pk__in=held.values("unit_id")).order_by("order").first()
