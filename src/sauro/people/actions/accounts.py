"""Accounts and what they are in which unit.

Belongs here: making accounts, giving and ending roles. Does not belong here: signing in (``sign_in``).
"""

from __future__ import annotations

import secrets
from datetime import date
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from sauro.audit import actions as audit
from sauro.audit.personal import personal
from sauro.people.by import By, as_actor
from sauro.people.models import Account, Membership, Unit
from sauro.people.roles import all_roles

_CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_CODE_LENGTH = 8


@transaction.atomic
def create_account(
    *,
    email: str,
    name: str,
    password: str | None,
    by: By,
    language: str = "vi",
    code: str = "",
    is_sample: bool = False,
) -> Account:
    """A new account; without a password it cannot sign in. ValidationError says what to mend."""
    address = email.strip().lower()
    validate_email(address)
    if Account.objects.filter(email__iexact=address).exists():
        raise ValidationError(
            {"email": _("Thư điện tử này đã có tài khoản. Mở tài khoản đó để giao thêm vai trò.")}
        )
    account = Account(code=code or _new_code(), email=address, name=" ".join(name.split()), language=language)
    account.is_sample = is_sample
    if password is None:
        account.set_unusable_password()
    else:
        validate_password(password, account)
        account.set_password(password)
    account.full_clean(exclude=["password", "last_login"])
    account.save()
    after = {"name": account.name, "email": personal(address, reference=f"account:{account.code}:email")}
    audit.record(by=as_actor(by), room="people", action="account.created", subject=account.code, after=after)
    return account


@transaction.atomic
def set_active(*, account: Account, active: bool, by: By) -> Account:
    """Opens or closes an account; the sessions of a closed one end at their next request."""
    if account.is_active == active:
        return account
    account.is_active = active
    account.save(update_fields=["is_active"])
    audit.record(
        by=as_actor(by),
        room="people",
        action="account.opened" if active else "account.closed",
        subject=account.code,
        before={"active": not active},
        after={"active": active},
    )
    return account


def _new_code() -> str:
    """A code that says nothing of the person and cannot be counted through."""
    return "TK-" + "".join(secrets.choice(_CODE_LETTERS) for _place in range(_CODE_LENGTH))


@transaction.atomic
def give_role(
    *, account: Account, unit: Unit, role: str, by: By, scope: str = "", valid_from: date | None = None
) -> Membership:
    """The account's membership with that role; the one in force is given back where it is there already."""
    if role not in all_roles():
        message = _("Không có vai trò %(role)s. Các vai trò: %(known)s.")
        raise ValidationError(message % {"role": role, "known": ", ".join(all_roles())})
    known = Membership.objects.filter(
        account=account, unit=unit, role=role, scope=scope, valid_to__isnull=True
    ).first()
    if known is not None:
        return known
    membership = Membership.objects.create(
        account=account, unit=unit, role=role, scope=scope, valid_from=valid_from
    )
    audit.record(
        by=as_actor(by), room="people", action="role.given", subject=account.code, after=_told(membership)
    )
    account.forget_memberships()
    return membership


@transaction.atomic
def end_role(*, membership: Membership, last_day: date, by: By) -> Membership:
    """Ends a membership; the row stays, so that what was done in the role can be explained later."""
    before = _told(membership)
    membership.valid_to = last_day
    membership.full_clean()
    membership.save(update_fields=["valid_to"])
    audit.record(
        by=as_actor(by),
        room="people",
        action="role.ended",
        subject=membership.account.code,
        before=before,
        after=_told(membership),
    )
    membership.account.forget_memberships()
    return membership


def _told(membership: Membership) -> dict[str, Any]:
    return {
        "unit": membership.unit.code,
        "role": membership.role,
        "scope": membership.scope,
        "from": membership.valid_from and membership.valid_from.isoformat(),
        "to": membership.valid_to and membership.valid_to.isoformat(),
    }
