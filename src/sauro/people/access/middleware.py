"""Leads an account whose role must have a second factor to the page that sets it up, before anything else.

Belongs here: that one question for each request. Does not belong here: which roles (``definitions/roles.yaml``),
whether this installation insists (``settings.SECOND_FACTOR_REQUIRED``).
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse

from sauro.people.access.factors import has_second_factor, must_have_second_factor
from sauro.people.models import Account

GIVEN = "second_factor_given"
"""In the session: this person has a second factor. Taking it away ends every session of the account."""
ALWAYS_OPEN = ("mfa_activate_totp", "people:sign_out", "web:set_language", "healthz", "readyz")


class SecondFactorMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if settings.SECOND_FACTOR_REQUIRED and self._lacks(request):
            return HttpResponseRedirect(reverse("mfa_activate_totp"))
        return self.get_response(request)

    def _lacks(self, request: HttpRequest) -> bool:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not isinstance(request.user, Account):
            return False
        if request.session.get(GIVEN) or request.path in {reverse(name) for name in ALWAYS_OPEN}:
            return False
        if not must_have_second_factor(request.user):
            return False
        if has_second_factor(request.user):
            request.session[GIVEN] = True
            return False
        return True
