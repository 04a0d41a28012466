"""/nguoi-dung/moi: opens an account with its first role and shows the one-time link.

The link is in the answer to the form itself, not behind a redirect: it is shown once and kept nowhere.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sauro.people import actions, queries
from sauro.people.by import signed_in
from sauro.people.forms import NewPersonForm
from sauro.people.models import Account
from sauro.people.permissions import check
from sauro.people.presenters.link import link_page
from sauro.people.refusals import ActionRefused
from sauro.people.views._shared import UNPROCESSABLE, choices_of_a_role, give_chosen_role


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_person(request: HttpRequest) -> HttpResponse:
    check(request.user, "people.manage")
    units = queries.units_for(request.user, "people.manage")
    typed = request.POST if request.method == "POST" else None
    form = NewPersonForm(typed, choices=choices_of_a_role(units))
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data
        try:
            with transaction.atomic():
                account = _open(wanted, signed_in(request))
                give_chosen_role(account, units, wanted, signed_in(request))
                link = actions.make_link(account=account, by=signed_in(request))
        except (ActionRefused, ValidationError) as refused:
            form.take(refused)
        else:
            sent = actions.send_link(account=account, link=link, root=request.build_absolute_uri("/")[:-1])
            return render(request, "people/link_made.html", link_page(request, account, link, sent))
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "people/new_person.html", {"form": form}, status=status)


def _open(wanted: dict[str, str], maker: Account) -> Account:
    return actions.create_account(
        name=wanted["name"],
        email=wanted["email"],
        username=wanted["username"],
        position=wanted["position"],
        password=None,
        by=maker,
    )
