"""What the tables of this room share: validity by days, and who may ask how far a right reaches.

Belongs here: conditions and constraints used by several tables. Does not belong here: any table.
"""

from __future__ import annotations

from datetime import date
from typing import Protocol, runtime_checkable

from django.db import models
from django.db.models import F, Q

from sauro.people.granted import Granted


@runtime_checkable
class Reaching(Protocol):
    """Whoever has rights: an account; not a visitor without a sign-in."""

    def reach(self, permission: str) -> Granted: ...


def reach_of(account: object, permission: str) -> Granted:
    """How far the account's roles carry the permission; nothing for a visitor."""
    return account.reach(permission) if isinstance(account, Reaching) else Granted()


def valid_on(day: date) -> Q:
    """Rows whose validity holds the day; both ends belong to it."""
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
    not_ended = Q(valid_to__isnull=True) | Q(valid_to__gte=day)
    return begun & not_ended


def not_over(day: date) -> Q:
    """Rows that are in force on the day or begin later."""
    return Q(valid_to__isnull=True) | Q(valid_to__gte=day)


def validity_order(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=name,
        condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
    )


def both_or_neither(name: str, when: str, code: str, person: str) -> models.CheckConstraint:
    """A moment and the person of that moment are known together."""
    nothing = Q(**{f"{when}__isnull": True, code: "", person: ""})
    known = Q(**{f"{when}__isnull": False}) & ~Q(**{code: ""}) & ~Q(**{person: ""})
    return models.CheckConstraint(name=name, condition=nothing | known)
