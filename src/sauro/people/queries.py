"""Questions about units and people that other rooms ask.

Belongs here: reads. Does not belong here: rights (``permissions``), writes (``actions``).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from sauro.engine.text.names import UnitName
from sauro.people.models import Account, GroupMember, Membership, Unit, UnitGroup, UnitQuerySet, valid_on
from sauro.people.models.common import reach_of
from sauro.people.roles import all_roles
from sauro.people.states import UnitKind


def account_named(typed: str) -> Account | None:
    """The account with that e-mail address or sign-in name, in any letter case; None where there is none."""
    try:
        return Account.objects.get_by_natural_key(typed)
    except Account.DoesNotExist:
        return None


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


def units_for(account: object, permission: str) -> list[Unit]:
    """The units of today that the permission reaches, in order."""
    units = reach_of(account, permission).limit(units_on(timezone.localdate()), "pk")
    return list(units.order_by("order", "sort_key"))


def people_of(units: Iterable[Unit]) -> list[Account]:
    """People with an open account and a role today in these units, by name."""
    held = Membership.objects.filter(valid_on(timezone.localdate()), unit__in=[unit.pk for unit in units])
    rows = Account.objects.filter(is_active=True, pk__in=held.values("account_id"))
    return list(rows.order_by("sort_key", "code"))
