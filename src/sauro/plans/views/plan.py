"""/ke-hoach/<mã>: the overview of a plan."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sauro.people.permissions import can, check
from sauro.plans.presenters.clarity_progress import clarity_progress
from sauro.plans.presenters.phases import plan_phases
from sauro.plans.presenters.plan import plan_page
from sauro.plans.presenters.versions import version_lines
from sauro.plans.work_forms import following_form


@require_safe
def plan(request: HttpRequest, key: str) -> HttpResponse:
    check(request.user, "plans.view")
    page = plan_page(request.user, key)
    if page is None:
        raise Http404
    progress = clarity_progress(request.user, page.version.plan_id, key)
    context = {
        "page": page,
        "progress": progress,
        "phases": plan_phases(request.user, page.version.plan),
        "following": following_form(page.version.plan) if can(request.user, "plans.confirm") else None,
        "may_download": can(request.user, "files.download"),
        "may_edit": can(request.user, "tasks.edit"),
        "may_confirm": can(request.user, "plans.confirm"),
        "versions": version_lines(request.user, key),
        "sample": page.sample,
    }
    return render(request, "plans/plan.html", context)
