"""/ke-hoach/nhap: upload, preview while and after reading, confirm and discard."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sauro.people.models import Account
from sauro.people.permissions import can, check, refusal
from sauro.plans.actions import confirm_import, discard_import, receive_import
from sauro.plans.forms import ImportForm
from sauro.plans.models import PlanImport
from sauro.plans.presenters import imports as presenter
from sauro.plans.presenters.comparison import amendable
from sauro.plans.queries import versions_in_force
from sauro.plans.refusals import ActionRefused
from sauro.plans.states import BEING_READ, ImportState
from sauro.web.fragments import wants_fragment


def _by(request: HttpRequest) -> Account:
    """The login middleware lets nobody else come here."""
    assert isinstance(request.user, Account)
    return request.user


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    check(request.user, "plans.import")
    error = ""
    if request.method == "POST":
        form = ImportForm(request.POST, request.FILES)
        file = form.cleaned_data["file"] if form.is_valid() else None
        try:
            if file is None:
                raise ActionRefused("no_file")
            received = receive_import(data=file.read(), filename=file.name or "", by=_by(request))
        except ActionRefused as refused:
            error = refused.sentence
        else:
            return redirect("plans:import", code=received.code)
    context = {"error": error, "limit_mb": settings.UPLOAD_BYTES // (1024 * 1024)}
    return render(request, "plans/upload.html", context, status=422 if error else 200)


@require_GET
def preview(request: HttpRequest, code: str) -> HttpResponse:
    check(request.user, "plans.import")
    plan_import = get_object_or_404(PlanImport.objects.visible_to(request.user), code=code)
    htmx = wants_fragment(request)
    if plan_import.state in BEING_READ:
        template = "plans/_reading.html" if htmx else "plans/import_reading.html"
        return render(request, template, {"plan_import": plan_import})
    if htmx:
        return HttpResponse(headers={"HX-Refresh": "true"})
    if plan_import.state == ImportState.REFUSED:
        context = {"plan_import": plan_import, "words": presenter.refusal_words(plan_import)}
        return render(request, "plans/import_refused.html", context)
    if plan_import.state == ImportState.DISCARDED:
        return render(request, "plans/import_discarded.html", {"plan_import": plan_import})
    context = {
        "plan_import": plan_import,
        "page": presenter.preview(plan_import),
        "closed": "" if can(request.user, "plans.confirm") else refusal(request.user, "plans.confirm").why,
        "sample": plan_import.is_sample,
        "amendable": amendable(versions_in_force(request.user)),
    }
    return render(request, "plans/import_preview.html", context)


@require_POST
def confirm(request: HttpRequest, code: str) -> HttpResponse:
    check(request.user, "plans.confirm")
    plan_import = get_object_or_404(PlanImport.objects.visible_to(request.user), code=code)
    try:
        version = confirm_import(plan_import=plan_import, by=_by(request))
    except ActionRefused as refused:
        messages.error(request, refused.sentence)
        return redirect("plans:import", code=code)
    messages.success(request, _("Đã đưa vào sổ. Mỗi nhiệm vụ dẫn về đúng đoạn văn bản gốc."))
    return redirect("plans:plan", key=version.plan.key)


@require_POST
def discard(request: HttpRequest, code: str) -> HttpResponse:
    check(request.user, "plans.import")
    plan_import = get_object_or_404(PlanImport.objects.visible_to(request.user), code=code)
    try:
        discard_import(plan_import=plan_import, by=_by(request))
    except ActionRefused as refused:
        messages.error(request, refused.sentence)
        return redirect("plans:import", code=code)
    messages.success(request, _("Đã hủy lần nhập này. Sổ theo dõi nhiệm vụ không thay đổi."))
    return redirect("plans:plans")
