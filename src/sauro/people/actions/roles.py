"""What an account is in which unit.

Belongs here: giving and ending roles. Does not belong here: handing a role over (``handovers``), what a role
allows (``definitions/roles.yaml``).
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from sauro.audit.actor import Actor
from sauro.people import fields
from sauro.people.actions.common import managing_unit, note
from sauro.people.by import By
from sauro.people.models import Account, Membership, Unit
from sauro.people.permissions import may_give
from sauro.people.refusals import ActionRefused
from sauro.people.roles import Role, all_roles


@transaction.atomic
def give_role(
    *,
    account: Account,
    unit: Unit,
    role: str,
    by: By,
    scope: str = "",
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Membership:
    """The account's membership with that role; the one in force is given back where it is there already."""
    actor = managing_unit(by, unit)
    defined = check_role(role, scope)
    if isinstance(by, Account):
        if by.pk == account.pk:
            raise ActionRefused("own_account")
        if not may_give(by, defined, unit):
            raise ActionRefused("role_wider", field="role", role=defined.name_in(get_language() or "vi"))
    if unit.valid_to is not None and unit.valid_to < timezone.localdate():
        raise ActionRefused("unit_over", field="unit", unit=unit.name)
    if valid_to is not None and valid_from is not None and valid_to < valid_from:
        raise ActionRefused("days_reversed", field="valid_to")
    Account.objects.select_for_update().get(pk=account.pk)  # two givers at once give one role
    known = Membership.objects.filter(
        account=account, unit=unit, role=role, scope=scope, valid_to__isnull=True
    ).first()
    return known or begin_role(account, unit, role, scope, actor, valid_from=valid_from, valid_to=valid_to)


def check_role(role: str, scope: str) -> Role:
    """The role, when there is one and its field fits it."""
    defined = all_roles().get(role)
    if defined is None:
        raise ActionRefused("role_unknown", field="role", role=role, known=", ".join(all_roles()))
    name = defined.name_in(get_language() or "vi")
    if defined.takes_field and not scope:
        raise ActionRefused("field_missing", field="scope", role=name)
    if scope and not defined.takes_field:
        raise ActionRefused("field_needless", field="scope", role=name)
    if scope and scope not in fields.all_fields():
        raise ActionRefused("field_unknown", field="scope", scope=scope)
    return defined


def begin_role(
    account: Account,
    unit: Unit,
    role: str,
    scope: str,
    actor: Actor,
    *,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Membership:
    """Writes a membership that was checked before."""
    membership = Membership.objects.create(
        account=account, unit=unit, role=role, scope=scope, valid_from=valid_from, valid_to=valid_to
    )
    note(actor, "role.given", account.code, after=told(membership))
    account.forget_memberships()
    return membership


@transaction.atomic
def end_role(*, membership: Membership, last_day: date, by: By) -> Membership:
    """Ends a membership; the row stays, so that what was done in the role can be explained later."""
    actor = managing_unit(by, membership.unit)
    if isinstance(by, Account) and by.pk == membership.account_id:
        raise ActionRefused("own_account")
    return close_role(membership, last_day, actor)


def close_role(membership: Membership, last_day: date, actor: Actor) -> Membership:
    """Writes the last day. A role that would end before it began was never held: its row goes, the trail stays."""
    before = told(membership)
    if membership.valid_from is not None and last_day < membership.valid_from:
        membership.delete()
        note(actor, "role.withdrawn", membership.account.code, before=before)
        membership.account.forget_memberships()
        return membership
    membership.valid_to = last_day
    membership.full_clean()
    membership.save(update_fields=["valid_to"])
    note(actor, "role.ended", membership.account.code, before=before, after=told(membership))
    membership.account.forget_memberships()
    return membership


def yesterday() -> date:
    """The last day of a role that ends now: from today on it opens nothing."""
    return timezone.localdate() - timedelta(days=1)


def told(membership: Membership) -> dict[str, Any]:
    return {
        "unit": membership.unit.code,
        "role": membership.role,
        "scope": membership.scope,
        "from": membership.valid_from and membership.valid_from.isoformat(),
        "to": membership.valid_to and membership.valid_to.isoformat(),
    }
