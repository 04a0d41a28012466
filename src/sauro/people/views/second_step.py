"""The second step of signing in: a code of the application, or a recovery code.

Belongs here: load, ask, answer. Does not belong here: looking at codes (``actions.second_factor``), counting
(``actions.sign_in``).
"""

from __future__ import annotations

from allauth.account.internal.decorators import login_stage_required
from allauth.mfa.stages import AuthenticateStage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters

from sauro.people import actions
from sauro.people.access.adapters import SIGNED_IN_WITH
from sauro.people.access.factors import has_second_factor
from sauro.people.access.forms import CodeForm
from sauro.people.access.middleware import GIVEN
from sauro.people.models import Account
from sauro.people.views.sign_in import TOO_MANY, UNPROCESSABLE


@method_decorator(
    [
        login_stage_required(stage=AuthenticateStage.key, redirect_urlname="account_login"),
        csrf_protect,
        sensitive_post_parameters("code"),
    ],
    "dispatch",
)
class SecondStep(View):
    """The library opens this page only to somebody whose password was right a few minutes ago."""

    http_method_names = ["get", "head", "post"]

    def get(self, request: HttpRequest) -> HttpResponse:
        stage = request._login_stage  # type: ignore[attr-defined]
        if not has_second_factor(stage.login.user):
            answer: HttpResponse = stage.abort()
            return answer
        return _page(request, CodeForm(), {})

    def post(self, request: HttpRequest) -> HttpResponse:
        form = CodeForm(request.POST)
        if not form.is_valid():
            return _page(request, form, {}, UNPROCESSABLE)
        stage = request._login_stage  # type: ignore[attr-defined]
        account: Account = stage.login.user
        attempt = actions.begin_code_attempt(account=account)
        given = None
        if attempt.allowed and account.may_act:
            given = actions.use_code(account=account, code=form.cleaned_data["code"])
        if given is None:
            actions.record_code_failure(account=account, attempt=attempt)
            return _page(request, form, {"attempt": attempt}, UNPROCESSABLE if attempt.allowed else TOO_MANY)
        setattr(request, SIGNED_IN_WITH, given)
        response: HttpResponse = stage.exit()
        request.session[GIVEN] = True
        return response


def _page(
    request: HttpRequest, form: CodeForm, context: dict[str, object], status: int = 200
) -> HttpResponse:
    return render(request, "people/second_step.html", {"form": form, **context}, status=status)
