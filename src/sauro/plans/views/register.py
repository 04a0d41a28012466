"""/nhiem-vu: the register with its filters and, where asked, one task opened beside the list; ``in=1`` for paper."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sauro.people.permissions import can, check
from sauro.plans.forms import LONGEST_CODE, plain, register_filters, stored_filters
from sauro.plans.presenters.register import register_page
from sauro.plans.presenters.saved_views import saved_views
from sauro.plans.presenters.task import task_page
from sauro.web.fragments import wants_fragment


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    check(request.user, "plans.view")
    opened = plain(request.GET.get("mo"), LONGEST_CODE)
    printed = request.GET.get("in") == "1"
    page = register_page(request.user, register_filters(request.GET), opened=opened, printed=printed)
    context = {
        "page": page,
        "panel": task_page(request.user, opened) if opened else None,
        "views": saved_views(request.user, stored_filters, page.filters),
        "here": page.filters.address()[1:],
        "may_import": can(request.user, "plans.import"),
        "may_ask": can(request.user, "clarity.ask"),
        "may_write_back": can(request.user, "register.write_back"),
        "sample": page.sample,
        "wide_print": True,
    }
    if printed:
        return render(request, "plans/register_print.html", context)
    template = "plans/_register.html" if wants_fragment(request) else "plans/register.html"
    response = render(request, template, context)
    response["Vary"] = "HX-Request"
    return response
