"""The page to sign in, and signing out.

Belongs here: load, ask, answer. Does not belong here: counting attempts (``actions.sign_in``), the second step
(``second_step``).
"""

from __future__ import annotations

from allauth.account.utils import perform_login
from allauth.account.views import LoginView
from django.conf import settings
from django.contrib import auth
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_POST

from sauro.people import actions
from sauro.people.access.forms import SignInForm
from sauro.people.access.network import network_address
from sauro.people.models import Account

UNPROCESSABLE, TOO_MANY = 422, 429


@method_decorator([login_not_required, csrf_protect], "dispatch")
class SignIn(LoginView):  # type: ignore[misc]
    """The library sends signed-in people on, keeps the wish in ``next`` and asks for the second factor."""

    http_method_names = ["get", "head", "post"]
    form_class = SignInForm
    template_name = "people/sign_in.html"

    def get_form_class(self) -> type[SignInForm]:
        return SignInForm

    def get_form_kwargs(self) -> dict[str, object]:
        kwargs: dict[str, object] = super().get_form_kwargs()
        del kwargs["request"]
        return kwargs

    def form_valid(self, form: SignInForm) -> HttpResponse:
        name, password = form.cleaned_data["email"], form.cleaned_data["password"]
        attempt = actions.begin_attempt(name=name, address=network_address(self.request))
        account = None
        if attempt.allowed:
            account = auth.authenticate(self.request, username=name, password=password)
        if isinstance(account, Account):
            answer: HttpResponse = perform_login(self.request, account, redirect_url=self.get_next_url())
            return answer
        actions.record_failure(name=name, attempt=attempt)
        status = UNPROCESSABLE if attempt.allowed else TOO_MANY
        return self._page(status, form=form, attempt=attempt)

    def form_invalid(self, form: SignInForm) -> HttpResponse:
        return self._page(UNPROCESSABLE, form=form, incomplete=True)

    def _page(self, status: int, **context: object) -> HttpResponse:
        answer: HttpResponse = self.render_to_response(self.get_context_data(**context), status=status)
        return answer

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        context: dict[str, object] = super().get_context_data(**kwargs)
        wanted = self.request.POST.get("next", self.request.GET.get("next", ""))
        return {**context, "next": wanted, "letters": bool(settings.EMAIL_SERVER)}


@login_not_required
@never_cache
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends the session, also one that waits for the second step; without one it is the sign-in page again."""
    if isinstance(request.user, Account):
        actions.record_sign_out(account=request.user)
    auth.logout(request)
    return HttpResponseRedirect(reverse("people:sign_in"))
