"""Questions about the second factor of an account.

Belongs here: reads. Does not belong here: turning it on and off (``actions.second_factor``).
"""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.conf import settings

from sauro.people.models import Account
from sauro.people.permissions import memberships_now
from sauro.people.roles import all_roles


def second_factor_of(account: Account) -> Authenticator | None:
    return Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).first()


def has_second_factor(account: Account) -> bool:
    return second_factor_of(account) is not None


def recovery_codes_left(account: Account) -> int:
    """How many are unused; counted without opening the secret, 0 where there are none."""
    codes = Authenticator.objects.filter(user=account, type=Authenticator.Type.RECOVERY_CODES).first()
    return settings.MFA_RECOVERY_CODE_COUNT - codes.data["used_mask"].bit_count() if codes is not None else 0


def must_have_second_factor(account: Account) -> bool:
    """Whether a role in force asks for one and this installation insists: then nothing else comes before it."""
    if not settings.SECOND_FACTOR_REQUIRED:
        return False
    roles = all_roles()
    held = (roles.get(membership.role) for membership in memberships_now(account))
    return any(role is not None and role.second_factor for role in held)
