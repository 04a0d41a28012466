"""The page behind a one-time link: the first password of an account, or a new one.

Belongs here: load, ask, answer. Does not belong here: making links (the person page), using one (``actions``).
"""

from __future__ import annotations

from django.contrib import messages
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

from sauro.people import actions
from sauro.people.access.forms import NewPasswordForm
from sauro.people.models import Invitation
from sauro.people.refusals import ActionRefused
from sauro.people.views.sign_in import UNPROCESSABLE

NOT_FOUND = 404


@method_decorator(
    [login_not_required, never_cache, csrf_protect, sensitive_post_parameters("password1", "password2")],
    "dispatch",
)
class OpenLink(View):
    """One sentence for a link that is unknown, used, withdrawn or past its time."""

    http_method_names = ["get", "head", "post"]

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        try:
            link = actions.find_link(token)
        except ActionRefused as refused:
            return _dead(request, refused)
        return _page(request, link, NewPasswordForm(user=link.account))

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        try:
            link = actions.find_link(token)
            form = NewPasswordForm(request.POST, user=link.account)
            if not form.is_valid():
                return _page(request, link, form, UNPROCESSABLE)
            actions.set_password_by_link(token=token, password=form.cleaned_data["password1"])
        except ActionRefused as refused:
            return _dead(request, refused)
        messages.success(request, _("Đã đặt mật khẩu. Đăng nhập bằng mật khẩu đó."))
        return HttpResponseRedirect(reverse("people:sign_in"))


def _dead(request: HttpRequest, refused: ActionRefused) -> HttpResponse:
    return render(request, "people/link.html", {"refused": refused}, status=NOT_FOUND)


def _page(request: HttpRequest, link: Invitation, form: NewPasswordForm, status: int = 200) -> HttpResponse:
    context = {"link": link, "form": form, "rules": password_validators_help_texts()}
    return render(request, "people/link.html", context, status=status)
