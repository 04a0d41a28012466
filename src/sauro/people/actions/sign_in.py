"""Attempts to sign in, counted so that guessing does not pay, and their trail.

Belongs here: counting, locking, the audit of signing in and out. Does not belong here: checking a password
(Django's accounts library), the page.

An attempt is counted before the password is looked at and the count is wiped when it was right, so that many
guesses at once cannot slip through between looking and counting. The key is one account from one network
address: an outsider who guesses cannot lock the owner out at the office, and the lock says nothing of
whether the account exists.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from sauro.audit import actions as audit
from sauro.audit.actor import Actor
from sauro.audit.personal import personal
from sauro.people.models import Account, SignInAttempts

ATTEMPTS = 5
LOCK = timedelta(minutes=15)
STRANGER = Actor(code="anonymous", name="anonymous")


@dataclass(frozen=True, slots=True)
class Attempt:
    """``allowed``: the password may be looked at; ``left``: tries that remain after this one."""

    allowed: bool
    left: int
    locked_until: datetime | None = None


def _key(email: str, address: str) -> str:
    return salted_hmac(
        "sauro.people.sign_in", f"{email.strip().casefold()}|{address}", algorithm="sha256"
    ).hexdigest()


@transaction.atomic
def begin_attempt(*, email: str, address: str) -> Attempt:
    """Counts an attempt of this account from this network address, or refuses it while locked."""
    now = timezone.now()
    SignInAttempts.objects.filter(last_at__lt=now - LOCK).exclude(locked_until__gt=now).delete()
    row, _made = SignInAttempts.objects.select_for_update().get_or_create(
        key=_key(email, address), defaults={"last_at": now}
    )
    if row.locked_until is not None and row.locked_until > now:
        return Attempt(False, 0, row.locked_until)
    row.count = 1 if row.locked_until is not None else row.count + 1
    row.locked_until = now + LOCK if row.count >= ATTEMPTS else None
    row.last_at = now
    row.save()
    return Attempt(True, ATTEMPTS - row.count, row.locked_until)


@transaction.atomic
def record_failure(*, email: str, attempt: Attempt) -> None:
    """The trail of an attempt that failed or was refused; the address written stays a digest."""
    action = "sign_in.failed" if attempt.allowed else "sign_in.locked"
    after = {"email": personal(email.strip().lower(), reference="sign_in:email")}
    audit.record(by=STRANGER, room="people", action=action, subject="sign_in", after=after)


@transaction.atomic
def record_sign_in(*, account: Account, address: str) -> None:
    """The trail of a sign-in; the count of failures from this network address starts anew."""
    SignInAttempts.objects.filter(key=_key(account.sign_in_name, address)).delete()
    audit.record(by=account.actor, room="people", action="sign_in.done", subject=account.code)


@transaction.atomic
def record_sign_out(*, account: Account) -> None:
    audit.record(by=account.actor, room="people", action="sign_out.done", subject=account.code)
