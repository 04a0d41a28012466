"""Passwords: changed by their owner, reset by a letter, set through a one-time link.

Belongs here: writes of the password with their trail, asking for the letter and sending it. Does not belong here:
the rules (``access.passwords``), making links (``invitations``).
"""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from sauro.audit import actions as audit
from sauro.jobs import actions as jobs
from sauro.people import queries
from sauro.people.actions.invitations import use_link
from sauro.people.actions.sessions import end_every_session
from sauro.people.actions.sign_in import STRANGER, Attempt, begin_attempt
from sauro.people.by import By, as_actor
from sauro.people.models import Account

SEND_RESET = "people.send_reset"


@transaction.atomic
def change_password(*, account: Account, password: str, by: By) -> None:
    """A new password in place of the known one; every other session ends with it."""
    _set(account, password, "password.changed", by)


@transaction.atomic
def reset_password(*, account: Account, password: str) -> None:
    """A new password through a letter or a link; every session of the account ends with it."""
    _set(account, password, "password.reset", account)
    end_every_session(account=account, by=account)


@transaction.atomic
def set_password_by_link(*, token: str, password: str) -> Account:
    """Uses a one-time link for the password of its account; refused alike for every link that does not work."""
    account = use_link(token=token)
    reset_password(account=account, password=password)
    return account


def _set(account: Account, password: str, action: str, by: By) -> None:
    account.set_password(password)
    account.save(update_fields=["password"])
    audit.record(by=as_actor(by), room="people", action=action, subject=account.code)


def ask_for_reset(*, email: str, address: str, root: str) -> Attempt:
    """Asks for a letter to the account of that address, counted like a sign-in so that nobody can flood a box.

    Writes the same whether or not there is such an account; the worker finds out. ``root`` is the scheme and
    name under which the person sees this site.
    """
    attempt = begin_attempt(name=f"reset:{email}", address=address)
    if not attempt.allowed:
        return attempt
    account = queries.account_named(email)
    with transaction.atomic():
        payload = {"account": account.code if account else "", "root": root}
        jobs.enqueue(name=SEND_RESET, payload=payload, by=STRANGER)
        audit.record(by=STRANGER, room="people", action="password.reset_asked", subject="sign_in")
    return attempt


def send_reset(*, code: str, root: str) -> bool:
    """Writes the letter; False where there is nobody to write to."""
    account = Account.objects.filter(code=code).first()
    if account is None or not account.email or not account.may_act or not settings.EMAIL_SERVER:
        return False
    key = {"uidb36": account.code, "key": default_token_generator.make_token(account)}
    with translation.override(account.language):
        words = {
            "name": account.name,
            "link": root + reverse("account_reset_password_from_key", kwargs=key),
            "minutes": settings.PASSWORD_RESET_TIMEOUT // 60,
        }
        body = render_to_string("people/letters/reset.txt", words)
        subject = _("Đặt lại mật khẩu Sáu Rõ")
    EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [account.email]).send()
    return True
