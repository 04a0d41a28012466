"""Attempts to sign in, counted so that guessing does not pay, and their trail.

Belongs here: counting, locking, the audit of signing in and out. Does not belong here: checking a password
(``access.backend``) or a code (``second_factor``), the page.

An attempt is counted before the password is looked at and the count is wiped when it was right, so that many
guesses at once cannot slip through between looking and counting. The key of a password is one account from one
network address: an outsider who guesses cannot lock the owner out at the office, and the lock says nothing of
whether the account exists. The key of a code is the account alone: whoever gets that far knows the password
already. Beside them stands a count for each network address, high enough for an office behind one address.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from sauro.audit import actions as audit
from sauro.audit.actor import Actor
from sauro.audit.personal import personal
from sauro.people import queries
from sauro.people.access.network import network_of
from sauro.people.models import Account, SignInAttempts

ATTEMPTS = 5
LOCK = timedelta(minutes=15)
STRANGER = Actor(code="anonymous", name="anonymous")


@dataclass(frozen=True, slots=True)
class Attempt:
    """``allowed``: what was typed may be looked at; ``left``: tries that remain after this one; ``crowded``:
    refused because of the network address, whoever it was.
    """

    allowed: bool
    left: int
    locked_until: datetime | None = None
    crowded: bool = False


def begin_attempt(*, name: str, address: str) -> Attempt:
    """Counts an attempt with a password from this network address, or refuses it while locked."""
    now = timezone.now()
    _forget_old(now)
    with transaction.atomic():
        # the network first, here and when signed in: two rows locked in one order cannot wait for each other
        full_until = _network_full(address, now)
        if full_until is not None:
            return Attempt(False, 0, full_until, crowded=True)
        return _count(_key_of(name, address), now)


def begin_code_attempt(*, account: Account) -> Attempt:
    """Counts an attempt with a code, from wherever it comes."""
    now = timezone.now()
    with transaction.atomic():
        return _count(_code_key(account), now)


@transaction.atomic
def record_failure(*, name: str, attempt: Attempt) -> None:
    """The trail of an attempt that failed or was refused; the address written stays a digest."""
    action = "sign_in.failed" if attempt.allowed else "sign_in.locked"
    after = {"email": personal(name.strip().lower(), reference="sign_in:email")}
    if attempt.crowded:
        after["network"] = {"reference": "sign_in:network", "digest": "full"}
    audit.record(by=STRANGER, room="people", action=action, subject="sign_in", after=after)


@transaction.atomic
def record_code_failure(*, account: Account, attempt: Attempt) -> None:
    """Somebody knew the password of the account and not its code: worth a look, so the account is named."""
    action = "second_factor.failed" if attempt.allowed else "second_factor.locked"
    audit.record(by=STRANGER, room="people", action=action, subject=account.code)


@transaction.atomic
def record_sign_in(*, account: Account, address: str, how: str = "password") -> None:
    """The trail of a sign-in; the counts of failures of this account from this network address start anew.

    ``how`` is "password", "totp" or "recovery_code": what was given last.
    """
    forgive_attempt(account=account, address=address)
    SignInAttempts.objects.filter(key=_code_key(account)).delete()
    after = {"with": how}
    audit.record(by=account.actor, room="people", action="sign_in.done", subject=account.code, after=after)


@transaction.atomic
def forgive_attempt(*, account: Account, address: str) -> None:
    """The password was right: the attempt no longer counts, neither here nor for the network."""
    network = SignInAttempts.objects.filter(key=_network_key(address, timezone.now()))
    network.filter(count__lte=1).delete()
    network.update(count=F("count") - 1)
    SignInAttempts.objects.filter(key=_account_key(account, address)).delete()


@transaction.atomic
def forgive_code_attempt(*, account: Account) -> None:
    SignInAttempts.objects.filter(key=_code_key(account)).delete()


@transaction.atomic
def record_sign_out(*, account: Account) -> None:
    audit.record(by=account.actor, room="people", action="sign_out.done", subject=account.code)


def _forget_old(now: datetime) -> None:
    SignInAttempts.objects.filter(last_at__lt=now - LOCK).exclude(locked_until__gt=now).delete()


def _count(key: str, now: datetime) -> Attempt:
    row, _made = SignInAttempts.objects.select_for_update().get_or_create(key=key, defaults={"last_at": now})
    if row.locked_until is not None and row.locked_until > now:
        return Attempt(False, 0, row.locked_until)
    row.count = 1 if row.locked_until is not None or row.last_at < now - LOCK else row.count + 1
    row.locked_until = now + LOCK if row.count >= ATTEMPTS else None
    row.last_at = now
    row.save()
    return Attempt(True, ATTEMPTS - row.count, row.locked_until)


def _network_full(address: str, now: datetime) -> datetime | None:
    """When the network may try again, or None after counting this attempt of it."""
    row, _made = SignInAttempts.objects.select_for_update().get_or_create(
        key=_network_key(address, now), defaults={"last_at": now}
    )
    if row.count >= settings.SIGN_IN_NETWORK_FAILURES:
        return datetime.fromtimestamp((_window(now) + 1) * LOCK.total_seconds(), UTC)
    row.count += 1
    row.last_at = now
    row.save()
    return None


def _window(now: datetime) -> int:
    """The quarter of an hour since 1970: failures of a network count within one."""
    return int(now.timestamp() // LOCK.total_seconds())


def _key_of(name: str, address: str) -> str:
    """E-mail address and sign-in name of one account share their tries; an unknown name has tries like any."""
    account = queries.account_named(name)
    return _account_key(account, address) if account else _digest("name", name.strip().casefold(), address)


def _account_key(account: Account, address: str) -> str:
    return _digest("account", account.code, address)


def _code_key(account: Account) -> str:
    return _digest("code", account.code)


def _network_key(address: str, now: datetime) -> str:
    return _digest("network", network_of(address), str(_window(now)))


def _digest(*parts: str) -> str:
    return salted_hmac("sauro.people.sign_in", "|".join(parts), algorithm="sha256").hexdigest()
