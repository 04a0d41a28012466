"""/don-vi/<mã>: one unit, its names and its tasks by role."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sauro.people.permissions import check
from sauro.plans.forms import LONGEST_CODE, plain
from sauro.plans.presenters.units import unit_page


@require_safe
def unit(request: HttpRequest, code: str) -> HttpResponse:
    check(request.user, "units.view")
    page = unit_page(request.user, plain(code, LONGEST_CODE))
    if page is None:
        raise Http404
    return render(request, "plans/unit.html", {"page": page, "sample": page.sample})
