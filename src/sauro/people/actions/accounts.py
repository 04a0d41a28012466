"""Accounts: opening, closing, changing what they say of the person.

Belongs here: writes to accounts. Does not belong here: roles (``roles``), links (``invitations``), signing in.
"""

from __future__ import annotations

import re

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sauro.audit.actor import Actor
from sauro.audit.personal import personal
from sauro.people.actions.common import managing, new_code, note
from sauro.people.by import By
from sauro.people.models import Account
from sauro.people.naming import name_key, search_text
from sauro.people.permissions import acting

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,59}")


@transaction.atomic
def create_account(
    *,
    name: str,
    password: str | None,
    by: By,
    email: str = "",
    username: str = "",
    position: str = "",
    language: str = "vi",
    code: str = "",
    is_sample: bool = False,
) -> Account:
    """A new account; without a password it cannot sign in. ValidationError says what to mend."""
    actor = acting(by, "people.manage")
    account = Account(code=code or new_code("TK"), language=language, is_sample=is_sample)
    describe(account, name=name, email=email, username=username, position=position)
    if password is None:
        account.set_unusable_password()
    else:
        validate_password(password, account)
        account.set_password(password)
    account.full_clean(exclude=["password", "last_login"])
    try:
        with transaction.atomic():
            account.save()
    except IntegrityError:  # somebody else opened it between the question and the answer
        raise ValidationError(
            _("Tài khoản này vừa được người khác mở. Tìm trong danh sách người dùng.")
        ) from None
    note_new(account, actor)
    return account


def describe(account: Account, *, name: str, email: str, username: str, position: str) -> None:
    """Cleans and sets what an account says of the person, unsaved."""
    account.email = _address(email, account)
    account.username = _sign_in_name(username, account)
    if account.email is None and account.username is None:
        raise ValidationError({"email": _("Cần ghi thư điện tử hoặc tên đăng nhập.")})
    set_names(account, name=name, position=position)


def set_names(account: Account, *, name: str, position: str) -> None:
    account.name, account.position = " ".join(name.split()), " ".join(position.split())
    account.search = search_text(account.name, account.code, account.email, account.username)
    account.sort_key = name_key(account.name)


def _address(email: str, account: Account) -> str | None:
    address = email.strip().lower()
    if not address:
        return None
    validate_email(address)
    if Account.objects.filter(email__iexact=address).exclude(pk=account.pk).exists():
        raise ValidationError(
            {"email": _("Thư điện tử này đã có tài khoản. Mở tài khoản đó để giao thêm vai trò.")}
        )
    return address


def _sign_in_name(username: str, account: Account) -> str | None:
    typed = username.strip().lower()
    if not typed:
        return None
    if not USERNAME.fullmatch(typed):
        raise ValidationError(
            {
                "username": _(
                    "Tên đăng nhập gồm 3 đến 60 chữ cái không dấu, chữ số, dấu chấm, gạch nối, gạch dưới."
                )
            }
        )
    if Account.objects.filter(username=typed).exclude(pk=account.pk).exists():
        raise ValidationError({"username": _("Tên đăng nhập này đã có tài khoản. Chọn tên khác.")})
    return typed


def note_new(account: Account, actor: Actor) -> None:
    note(actor, "account.created", account.code, after=_told(account))


def _told(account: Account) -> dict[str, object]:
    """What the trail keeps: addresses and sign-in names only as digests."""
    told: dict[str, object] = {"name": account.name}
    if account.position:
        told["position"] = account.position
    for field in ("email", "username"):
        value = getattr(account, field)
        if value:
            told[field] = personal(value, reference=f"account:{account.code}:{field}")
    return told


@transaction.atomic
def change_account(
    *, account: Account, name: str, email: str, username: str, position: str, by: By
) -> Account:
    """Corrects what an account says of the person."""
    actor = managing(by, account)
    before = _told(account)
    describe(account, name=name, email=email, username=username, position=position)
    account.full_clean(exclude=["password", "last_login"])
    after = _told(account)
    if after != before:
        account.save(update_fields=["name", "email", "username", "position", "search", "sort_key"])
        note(actor, "account.changed", account.code, before=before, after=after)
    return account


@transaction.atomic
def set_active(*, account: Account, active: bool, by: By) -> Account:
    """Opens or closes an account; the sessions of a closed one end at their next request."""
    actor = managing(by, account)
    if account.is_active == active:
        return account
    account.is_active = active
    account.save(update_fields=["is_active"])
    account.forget_memberships()
    note(
        actor,
        "account.opened" if active else "account.closed",
        account.code,
        before={"active": not active},
        after={"active": active},
    )
    return account
