"""/nguoi-dung: who has an account, for whoever looks after people."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sauro.people.by import signed_in
from sauro.people.forms import people_filters
from sauro.people.permissions import check
from sauro.people.presenters.people import people_page


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    check(request.user, "people.view")
    page = people_page(signed_in(request), people_filters(request.GET))
    return render(request, "people/people.html", {"page": page})
