"""/viec-dinh-ky: what runs by the clock, and that it did."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sauro.notices.presenters.scheduled import scheduled_page
from sauro.people.permissions import check


@require_safe
def scheduled(request: HttpRequest) -> HttpResponse:
    check(request.user, "jobs.view")
    return render(request, "notices/scheduled.html", {"page": scheduled_page()})
