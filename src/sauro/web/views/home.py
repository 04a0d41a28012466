"""The public front page: the one page everyone may open. A signed-in person goes to the first page of
work."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sauro.web import shell


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        target = shell.home_address(request)
        if target:
            return HttpResponseRedirect(target)
    return render(request, "web/home.html")
