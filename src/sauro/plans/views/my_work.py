"""/viec-cua-toi: what waits for the signed-in person."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sauro.plans.presenters.my_work import my_work_page


@require_safe
def my_work(request: HttpRequest) -> HttpResponse:
    page = my_work_page(request.user)
    return render(request, "plans/my_work.html", {"page": page, "sample": page.sample})
