"""The page of the own account: who I am here, and what guards my account.

Belongs here: load and show. Does not belong here: changing any of it (``password``, ``second_factor``, ``sessions``).
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sauro.people.access import presenters
from sauro.people.views._own import own


@never_cache
@require_safe
def own_account(request: HttpRequest) -> HttpResponse:
    return render(request, "people/own_account.html", presenters.own_account(request, own(request)))
