"""The own second factor: turned on, recovery codes, turned off.

Belongs here: load, ask, answer. Does not belong here: writing it down (``actions.second_factor``), the second step of
signing in (``second_step``).
"""

from __future__ import annotations

import time

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY, generate_totp_secret
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from sauro.people import actions
from sauro.people.access import factors, presenters
from sauro.people.access.forms import ActivateForm, PasswordForm
from sauro.people.access.middleware import GIVEN
from sauro.people.models import Account
from sauro.people.views._own import confirm_password, own
from sauro.people.views.sign_in import UNPROCESSABLE

CODES_UNTIL = "recovery_codes_until"
CODES_SECONDS = 600
"""How long after they were made the codes can be seen and downloaded, in the session that made them."""
SECRETS = sensitive_post_parameters("password", "code")


@never_cache
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    account = own(request)
    context = {
        "factor": factors.second_factor_of(account),
        "codes_left": factors.recovery_codes_left(account),
        "must": factors.must_have_second_factor(account),
        "codes_open": _codes_are_open(request),
    }
    return render(request, "people/second_factor.html", context)


@method_decorator([never_cache, SECRETS], "dispatch")
class Activate(View):
    """The secret waits in the session until a code shows that the application has it."""

    http_method_names = ["get", "head", "post"]

    def get(self, request: HttpRequest) -> HttpResponse:
        if factors.has_second_factor(own(request)):
            return HttpResponseRedirect(reverse("mfa_index"))
        return self._page(request, ActivateForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        account, form = own(request), ActivateForm(request.POST)
        if not form.is_valid() or not confirm_password(request, form):
            return self._page(request, form, UNPROCESSABLE)
        try:
            actions.turn_on_second_factor(
                account=account, secret=_secret(request), code=form.cleaned_data["code"], by=account
            )
        except ValidationError as wrong:
            form.add_error(None, wrong)
            return self._page(request, form, UNPROCESSABLE)
        del request.session[SECRET_SESSION_KEY]
        request.session[GIVEN] = True
        return _show_codes(request, _("Đã bật xác thực hai lớp. Lưu các mã dự phòng dưới đây."))

    def _page(self, request: HttpRequest, form: ActivateForm, status: int = 200) -> HttpResponse:
        account, secret = own(request), _secret(request)
        context = {
            "form": form,
            "secret": presenters.grouped(secret),
            "square": presenters.square(get_adapter().build_totp_url(account, secret)),
            "must": factors.must_have_second_factor(account),
        }
        return render(request, "people/second_factor_activate.html", context, status=status)


@method_decorator([never_cache, SECRETS], "dispatch")
class Deactivate(View):
    http_method_names = ["get", "head", "post"]

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(request, PasswordForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        account, form = own(request), PasswordForm(request.POST)
        if not form.is_valid() or not confirm_password(request, form):
            return self._page(request, form, UNPROCESSABLE)
        actions.turn_off_second_factor(account=account, by=account)
        request.session.pop(GIVEN, None)
        # another session was opened with the factor and would go on without one
        actions.end_other_sessions(account=account, keep=request.session.session_key or "", by=account)
        messages.success(request, _("Đã tắt xác thực hai lớp."))
        return HttpResponseRedirect(reverse("people:own_account"))

    def _page(self, request: HttpRequest, form: PasswordForm, status: int = 200) -> HttpResponse:
        if not factors.has_second_factor(own(request)):
            return HttpResponseRedirect(reverse("mfa_index"))
        must = factors.must_have_second_factor(own(request))
        return render(
            request, "people/second_factor_deactivate.html", {"form": form, "must": must}, status=status
        )


@method_decorator([never_cache, SECRETS], "dispatch")
class RenewCodes(View):
    http_method_names = ["get", "head", "post"]

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(request, PasswordForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        account, form = own(request), PasswordForm(request.POST)
        if not factors.has_second_factor(account):
            return HttpResponseRedirect(reverse("mfa_index"))
        if not form.is_valid() or not confirm_password(request, form):
            return self._page(request, form, UNPROCESSABLE)
        actions.renew_recovery_codes(account=account, by=account)
        return _show_codes(request, _("Đã tạo mã dự phòng mới. Các mã cũ không dùng được nữa."))

    def _page(self, request: HttpRequest, form: PasswordForm, status: int = 200) -> HttpResponse:
        account = own(request)
        if not factors.has_second_factor(account):
            return HttpResponseRedirect(reverse("mfa_index"))
        context = {"form": form, "codes_left": factors.recovery_codes_left(account)}
        return render(request, "people/recovery_codes_renew.html", context, status=status)


@never_cache
@require_safe
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """The codes, right after they were made and never again."""
    if not _codes_are_open(request):
        return HttpResponseRedirect(reverse("mfa_index"))
    return render(request, "people/recovery_codes.html", {"codes": _codes(own(request))})


@never_cache
@require_safe
def download_recovery_codes(request: HttpRequest) -> HttpResponse:
    if not _codes_are_open(request):
        return HttpResponseRedirect(reverse("mfa_index"))
    account = own(request)
    context = {"codes": _codes(account), "name": account.sign_in_name, "site": request.get_host()}
    answer = render(
        request, "people/letters/recovery_codes.txt", context, content_type="text/plain; charset=utf-8"
    )
    answer["Content-Disposition"] = 'attachment; filename="sauro-ma-du-phong.txt"'
    return answer


def _secret(request: HttpRequest) -> str:
    secret: str = request.session.setdefault(SECRET_SESSION_KEY, generate_totp_secret())
    return secret


def _show_codes(request: HttpRequest, words: str) -> HttpResponse:
    request.session[CODES_UNTIL] = int(time.time()) + CODES_SECONDS
    messages.success(request, words)
    return HttpResponseRedirect(reverse("mfa_view_recovery_codes"))


def _codes_are_open(request: HttpRequest) -> bool:
    return bool(request.session.get(CODES_UNTIL, 0) > time.time())


def _codes(account: Account) -> list[str]:
    kept = Authenticator.objects.filter(user=account, type=Authenticator.Type.RECOVERY_CODES).first()
    if kept is None:
        raise Http404
    return [presenters.grouped(code) for code in kept.wrap().get_unused_codes()]
