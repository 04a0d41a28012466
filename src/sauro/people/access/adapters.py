"""What the accounts library asks of the house: its hooks with our answers.

Belongs here: hooks. Does not belong here: words on pages (templates), counting (``actions.sign_in``).
"""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from sauro.people import actions
from sauro.people.access.network import network_address
from sauro.people.models import Account

SECOND_FACTOR_STAGE = "allauth.mfa.stages.AuthenticateStage"
SIGNED_IN_WITH = "signed_in_with"
"""Where the second step notes in the request what was given; without it the password was enough."""


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Closed for sign-up, one site, one second step, no messages of the library's own."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - the library gives it
        return False

    def is_ajax(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Never: pages answer with pages, whatever a header asks for."""
        return False

    def add_message(self, *_args: Any, **_kwargs: Any) -> None:
        """The library's messages come from its templates; our views say their own."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        raise NotImplementedError("letters are written by actions.password, never by the accounts library")

    def get_client_ip(self, request: HttpRequest) -> str:
        return network_address(request)

    def get_login_stages(self) -> list[str]:
        return [SECOND_FACTOR_STAGE]

    def is_safe_url(self, url: str) -> bool:
        """This host over the same transport and no other; the library would allow every name that we serve."""
        request = context.request
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        super().login(request, user)
        if isinstance(user, Account):
            how = getattr(request, SIGNED_IN_WITH, "password")
            actions.record_sign_in(account=user, address=network_address(request), how=how)


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets lie encrypted; old keys of the installation still open them."""

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """InvalidToken where the installation's key is another one than when the secret was made."""
        return _box().decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self) -> str:
        return _("Sáu Rõ")

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        return user.sign_in_name if isinstance(user, Account) else str(user.pk)


def _box() -> MultiFernet:
    return MultiFernet(
        [_key(str(secret)) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    )


def _key(secret: str) -> Fernet:
    digest = hashlib.sha256(b"sauro.people.second_factor:" + secret.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
