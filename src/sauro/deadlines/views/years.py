"""/lich-lam-viec and /lich-lam-viec/<năm>: which days are worked, and what was decided about a year."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sauro.deadlines.forms import WithdrawForm
from sauro.deadlines.presenters.year import year_page
from sauro.deadlines.presenters.years import years_page
from sauro.engine.calendars.model import FIRST_YEAR, LAST_YEAR
from sauro.people.permissions import can, check

DECIDE = "calendar.decide"


@require_safe
def years(request: HttpRequest) -> HttpResponse:
    check(request.user, "units.view")
    page = years_page(request.user, may_decide=can(request.user, DECIDE))
    return render(request, "deadlines/years.html", {"page": page})


@require_safe
def year(request: HttpRequest, year: int) -> HttpResponse:
    check(request.user, "units.view")
    page = year_page(
        request.user, year, may_decide=can(request.user, DECIDE), first=FIRST_YEAR, last=LAST_YEAR
    )
    return render(request, "deadlines/year.html", {"page": page, "withdraw_form": WithdrawForm()})
