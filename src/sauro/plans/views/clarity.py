"""/lam-ro: requests to units by whose turn it is."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sauro.people.permissions import can, refusal
from sauro.plans.presenters.clarity_lists import list_page

SEES = ("clarity.answer", "clarity.ask", "clarity.accept")
"""Whoever holds one of them has something to see here."""


def check_sees(account: object) -> None:
    if not any(can(account, permission) for permission in SEES):
        raise refusal(account, SEES[0])


@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    check_sees(request.user)
    raw = request.GET.get("trang", "1")
    number = int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 7 else 1
    page = list_page(request.user, request.GET.get("luot", ""), number)
    return render(request, "plans/clarity_list.html", {"page": page})
