"""/ke-hoach: the plans in force and the uploads that wait."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sauro.people.permissions import can, check
from sauro.plans.presenters.plan import plans_page


@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    check(request.user, "plans.view")
    page = plans_page(request.user)
    context = {
        "page": page,
        "may_import": can(request.user, "plans.import"),
        "may_confirm": can(request.user, "plans.confirm"),
        "sample": page.sample,
    }
    return render(request, "plans/plans.html", context)
