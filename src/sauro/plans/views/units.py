"""/don-vi: the units of the province and their part in the register."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sauro.people.permissions import can, check
from sauro.plans.forms import search_words
from sauro.plans.presenters.units import units_page


@require_safe
def units(request: HttpRequest) -> HttpResponse:
    check(request.user, "units.view")
    page = units_page(request.user, search_words(request.GET.get("q"), 100))
    manages = can(request.user, "people.manage")
    return render(request, "plans/units.html", {"page": page, "manages": manages, "sample": page.sample})
