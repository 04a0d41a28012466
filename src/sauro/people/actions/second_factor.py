"""The second factor of an account: turned on, used, turned off.

Belongs here: writes of it with their trail; a code that was used is not taken again. Does not belong here:
counting attempts (``sign_in``), the arithmetic of codes (the accounts library).
"""

from __future__ import annotations

import hmac
from typing import Literal

import structlog
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.mfa.utils import decrypt
from cryptography.fernet import InvalidToken
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from sauro.audit import actions as audit
from sauro.people.actions.common import managing
from sauro.people.actions.sessions import end_every_session
from sauro.people.by import By, as_actor
from sauro.people.models import Account

log = structlog.get_logger(__name__)
Given = Literal["totp", "recovery_code"]
LAST_COUNTER = "last_counter"
"""In the row of the secret: the time step of the last code that was taken; only later ones are."""


@transaction.atomic
def turn_on_second_factor(*, account: Account, secret: str, code: str, by: By) -> None:
    """Keeps the secret when the code shows that the person's application knows it; makes recovery codes."""
    counter = _matching_counter(secret, code)
    if counter is None:
        raise ValidationError({"code": _("Mã chưa đúng. Chờ mã mới trên ứng dụng rồi ghi lại.")})
    locked = Account.objects.select_for_update().get(pk=account.pk)
    if Authenticator.objects.filter(user=locked, type=Authenticator.Type.TOTP).exists():
        raise ValidationError({"code": _("Tài khoản đã bật xác thực hai lớp. Tải lại trang để xem.")})
    made = TOTP.activate(locked, secret).instance
    made.data[LAST_COUNTER] = counter
    made.save(update_fields=["data"])
    Authenticator.objects.filter(user=locked, type=Authenticator.Type.RECOVERY_CODES).delete()
    RecoveryCodes.activate(locked)
    _note("second_factor.on", account, by)


@transaction.atomic
def use_code(*, account: Account, code: str) -> Given | None:
    """Which of the account's factors the code is, or None. A code of the application or a recovery code that
    was taken once is not taken again, whichever process is asked.
    """
    factors = {f.type: f for f in Authenticator.objects.select_for_update().filter(user=account)}
    try:
        if (totp := factors.get(Authenticator.Type.TOTP)) is not None and _take(totp, code):
            totp.record_usage()
            return "totp"
        codes = factors.get(Authenticator.Type.RECOVERY_CODES)
        if codes is not None and code and RecoveryCodes(codes).validate_code(code):
            _note("second_factor.recovery_code_used", account, account)
            return "recovery_code"
    except InvalidToken:
        log.error("second_factor_unreadable", account=account.code, remedy="reset_second_factor")
    return None


def _take(totp: Authenticator, code: str) -> bool:
    counter = _matching_counter(decrypt(totp.data["secret"]), code)
    if counter is None or counter <= totp.data.get(LAST_COUNTER, -1):
        return False
    totp.data[LAST_COUNTER] = counter
    totp.save(update_fields=["data"])
    return True


def _matching_counter(secret: str, code: str) -> int | None:
    """The time step that gives this code, one before and one after included; each is compared in full."""
    found = None
    for counter in yield_hotp_counters_from_time():
        expected = format_hotp_value(hotp_value(secret, counter))
        if hmac.compare_digest(expected.encode(), code.encode()):
            found = counter
    return found


@transaction.atomic
def renew_recovery_codes(*, account: Account, by: By) -> None:
    """New recovery codes in place of the old ones, which open nothing any more."""
    Account.objects.select_for_update().get(pk=account.pk)
    Authenticator.objects.filter(user=account, type=Authenticator.Type.RECOVERY_CODES).delete()
    RecoveryCodes.activate(account)
    _note("second_factor.recovery_codes_renewed", account, by)


@transaction.atomic
def turn_off_second_factor(*, account: Account, by: By) -> None:
    """The person's own wish; nothing happens where there is none."""
    if Authenticator.objects.filter(user=account).delete()[0]:
        _note("second_factor.off", account, by)


@transaction.atomic
def reset_second_factor(*, account: Account, by: By) -> None:
    """The wish of whoever manages accounts, for a person who lost the telephone: off, and every session ends."""
    managing(by, account)
    if Authenticator.objects.filter(user=account).delete()[0]:
        _note("second_factor.reset", account, by)
    end_every_session(account=account, by=by)


def _note(action: str, account: Account, by: By) -> None:
    audit.record(by=as_actor(by), room="people", action=action, subject=account.code)
