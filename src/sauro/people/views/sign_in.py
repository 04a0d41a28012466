"""The page to sign in, and signing out.

Belongs here: load, ask, answer. Does not belong here: counting attempts (``actions.sign_in``).
"""

from __future__ import annotations

from django.conf import settings
from django.contrib import auth
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from sauro.people import actions
from sauro.people.forms import SignInForm
from sauro.people.models import Account

UNPROCESSABLE, TOO_MANY = 422, 429


@method_decorator(
    [login_not_required, never_cache, csrf_protect, sensitive_post_parameters("password")], "dispatch"
)
class SignIn(View):
    def get(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            return HttpResponseRedirect(_next(request))
        return _page(request, SignInForm(), {})

    def post(self, request: HttpRequest) -> HttpResponse:
        form = SignInForm(request.POST)
        if not form.is_valid():
            return _page(request, form, {"incomplete": True}, UNPROCESSABLE)
        email, password = form.cleaned_data["email"], form.cleaned_data["password"]
        attempt = actions.begin_attempt(email=email, address=_network_address(request))
        account = auth.authenticate(request, username=email, password=password) if attempt.allowed else None
        if not isinstance(account, Account) or not account.may_act:
            actions.record_failure(email=email, attempt=attempt)
            return _page(request, form, {"attempt": attempt}, UNPROCESSABLE if attempt.allowed else TOO_MANY)
        actions.record_sign_in(account=account, address=_network_address(request))
        auth.login(request, account)
        return HttpResponseRedirect(_next(request))


@login_not_required
@never_cache
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends the session; without one it is simply the sign-in page again."""
    if isinstance(request.user, Account):
        actions.record_sign_out(account=request.user)
    auth.logout(request)
    return HttpResponseRedirect(reverse("people:sign_in"))


def _page(
    request: HttpRequest, form: SignInForm, context: dict[str, object], status: int = 200
) -> HttpResponse:
    wanted = request.POST.get("next", request.GET.get("next", ""))
    return render(request, "people/sign_in.html", {"form": form, "next": wanted, **context}, status=status)


def _next(request: HttpRequest) -> str:
    """Where the person wanted to go, if that is on this site; else the first page."""
    wanted = request.POST.get("next", request.GET.get("next", ""))
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if wanted and safe else resolve_url(settings.LOGIN_REDIRECT_URL)


def _network_address(request: HttpRequest) -> str:
    """The other side of the connection, or what the trusted proxy in front wrote down last."""
    if getattr(settings, "SECURE_PROXY_SSL_HEADER", None):
        return request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip() or _peer(request)
    return _peer(request)


def _peer(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))
