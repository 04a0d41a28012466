"""Passwords: changing the own one, and the way back in by a letter.

Belongs here: load, ask, answer. Does not belong here: writing it down (``actions.passwords``), one-time links
(``invitation``).
"""

from __future__ import annotations

from typing import Any

from allauth.account.signals import password_changed
from allauth.account.views import PasswordResetFromKeyView, PasswordResetView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.password_validation import password_validators_help_texts
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from sauro.people import actions
from sauro.people.access.forms import ChangePasswordForm, NewPasswordForm, ResetForm
from sauro.people.access.network import network_address
from sauro.people.models import Account
from sauro.people.views._own import confirm_password, own
from sauro.people.views.sign_in import TOO_MANY, UNPROCESSABLE

SECRETS = sensitive_post_parameters("oldpassword", "password1", "password2")


@method_decorator([never_cache, SECRETS], "dispatch")
class ChangePassword(View):
    http_method_names = ["get", "head", "post"]

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(request, ChangePasswordForm(user=own(request)))

    def post(self, request: HttpRequest) -> HttpResponse:
        account = own(request)
        form = ChangePasswordForm(request.POST, user=account)
        if not form.is_valid() or not confirm_password(request, form, "oldpassword"):
            return self._page(request, form, UNPROCESSABLE)
        actions.change_password(account=account, password=form.cleaned_data["password1"], by=account)
        update_session_auth_hash(request, account)
        password_changed.send(sender=Account, request=request, user=account)
        messages.success(request, _("Đã đổi mật khẩu. Các phiên đăng nhập khác đã kết thúc."))
        return HttpResponseRedirect(reverse("people:own_account"))

    def _page(self, request: HttpRequest, form: ChangePasswordForm, status: int = 200) -> HttpResponse:
        context = {"form": form, "rules": password_validators_help_texts()}
        return render(request, "people/password_change.html", context, status=status)


@method_decorator([login_not_required, never_cache, csrf_protect], "dispatch")
class AskForReset(PasswordResetView):  # type: ignore[misc]
    """With a mail server a letter is asked for; without one the page says whom to ask for a one-time link."""

    http_method_names = ["get", "head", "post"]
    form_class = ResetForm
    template_name = "people/password_reset.html"

    def get_form_class(self) -> type[ResetForm]:
        return ResetForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "letters": bool(settings.EMAIL_SERVER)}

    def form_valid(self, form: ResetForm) -> HttpResponse:
        if not settings.EMAIL_SERVER:
            return self.form_invalid(form)
        root = self.request.build_absolute_uri("/").rstrip("/")
        address = network_address(self.request)
        attempt = actions.ask_for_reset(email=form.cleaned_data["email"], address=address, root=root)
        if not attempt.allowed:
            return self._again(TOO_MANY, form=form, attempt=attempt)
        return HttpResponseRedirect(reverse("account_reset_password_done"))

    def form_invalid(self, form: ResetForm) -> HttpResponse:
        return self._again(UNPROCESSABLE, form=form)

    def _again(self, status: int, **context: Any) -> HttpResponse:
        answer: HttpResponse = self.render_to_response(self.get_context_data(**context), status=status)
        return answer


@login_not_required
@never_cache
@require_safe
def reset_asked(request: HttpRequest) -> HttpResponse:
    """The same words whether or not there is such an account."""
    return render(
        request, "people/password_reset_asked.html", {"minutes": settings.PASSWORD_RESET_TIMEOUT // 60}
    )


@method_decorator([login_not_required, never_cache, csrf_protect, SECRETS], "dispatch")
class ResetFromLetter(PasswordResetFromKeyView):  # type: ignore[misc]
    """The library checks the key, takes it out of the address at once and signs another person out."""

    http_method_names = ["get", "head", "post"]
    form_class = NewPasswordForm
    template_name = "people/password_reset_new.html"
    reset_url_key = "dat-mat-khau"

    def get_form_class(self) -> type[NewPasswordForm]:
        return NewPasswordForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "rules": password_validators_help_texts()}

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        if context.get("token_fail"):
            kwargs["status"] = 404
        answer: HttpResponse = super().render_to_response(context, **kwargs)
        return answer

    def form_valid(self, form: NewPasswordForm) -> HttpResponse:
        actions.reset_password(account=self.reset_user, password=form.cleaned_data["password1"])
        messages.success(self.request, _("Đã đặt mật khẩu mới. Đăng nhập bằng mật khẩu đó."))
        return HttpResponseRedirect(reverse("people:sign_in"))

    def form_invalid(self, form: NewPasswordForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=UNPROCESSABLE)
