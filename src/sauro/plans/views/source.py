"""/ke-hoach/nguon-moi and /ke-hoach/<mã>/nguon: a source entered by hand, and the kind of any source."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sauro.people.by import signed_in
from sauro.people.permissions import check
from sauro.plans.actions.sources import SourceHeader, change_source, create_source
from sauro.plans.editing_forms import SourceForm, SourceKindForm
from sauro.plans.models import Plan
from sauro.plans.refusals_editing import EditRefused


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    check(request.user, "plans.confirm")
    form = SourceForm(request.POST, request.FILES) if request.method == "POST" else SourceForm()
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        file = given["file"]
        names = ("kind", "number", "issuer", "issued_on", "title", "given_code", "year_from", "year_to")
        try:
            version = create_source(
                header=SourceHeader(**{name: given[name] for name in names}),
                data=file.read() if file else b"",
                filename=file.name or "" if file else "",
                by=signed_in(request),
            )
        except EditRefused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Đã ghi nguồn. Bổ sung từng nhiệm vụ mà văn bản giao."))
            return redirect(f"{reverse('plans:task_add')}?ke-hoach={version.plan.key}")
    status = 422 if request.method == "POST" else 200
    return render(request, "plans/source_new.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def kind(request: HttpRequest, key: str) -> HttpResponse:
    check(request.user, "plans.confirm")
    plan = get_object_or_404(Plan.objects.visible_to(request.user), key=key)
    data = request.POST if request.method == "POST" else None
    form = SourceKindForm(data, initial={"kind": plan.source, "given_code": plan.given_code})
    if data is not None and form.is_valid():
        given = form.cleaned_data
        try:
            change_source(
                plan=plan, kind=given["kind"], given_code=given["given_code"], by=signed_in(request)
            )
        except EditRefused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Đã lưu loại nguồn."))
            return redirect("plans:plan", key=plan.key)
    status = 422 if data is not None else 200
    return render(request, "plans/source_kind.html", {"form": form, "plan": plan}, status=status)
