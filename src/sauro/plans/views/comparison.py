"""/ke-hoach/nhap/<mã>/{sua-doi,so-sanh} and /ke-hoach/<mã>/phien-ban/<n>: amended plans and their versions."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sauro.people.by import signed_in
from sauro.people.permissions import check
from sauro.plans.actions.amending import compare_import, drop_line, remap_line
from sauro.plans.actions.amending_apply import confirm_amendment
from sauro.plans.forms import plain
from sauro.plans.models import Plan, PlanImport
from sauro.plans.presenters.comparison import comparison_page
from sauro.plans.presenters.versions import version_page
from sauro.plans.refusals import ActionRefused


def _import(request: HttpRequest, code: str) -> PlanImport:
    imports = PlanImport.objects.visible_to(request.user).select_related("amends", "compared_with")
    return get_object_or_404(imports, code=code)


@require_POST
def choose(request: HttpRequest, code: str) -> HttpResponse:
    """Which plan in force the document takes the place of; without one it is a plan of its own."""
    check(request.user, "plans.confirm")
    plan_import = _import(request, code)
    key = plain(request.POST.get("plan"), 80)
    plan = get_object_or_404(Plan.objects.visible_to(request.user), key=key) if key else None
    part = request.POST.get("part") == "1"
    try:
        compare_import(plan_import=plan_import, plan=plan, part=part, by=signed_in(request))
    except ActionRefused as refused:
        messages.error(request, refused.sentence)
        return redirect("plans:import", code=code)
    return redirect("plans:comparison" if plan else "plans:import", code=code)


def _back(code: str, request: HttpRequest, anchor: str = "") -> HttpResponse:
    kept = {name: plain(request.POST.get(name), 20) for name in ("loai", "trang")}
    query = urlencode({name: value for name, value in kept.items() if value})
    address = reverse("plans:comparison", args=[code]) + (f"?{query}" if query else "")
    return redirect(address + (f"#{anchor}" if anchor else ""))


@require_http_methods(["GET", "HEAD", "POST"])
def comparison(request: HttpRequest, code: str) -> HttpResponse:
    check(request.user, "plans.confirm")
    plan_import = _import(request, code)
    if plan_import.state == "confirmed" and plan_import.version is not None:
        return redirect("plans:plan", key=plan_import.version.plan.key)
    if request.method == "POST":
        return _act(request, plan_import)
    number = plain(request.GET.get("trang"), 6)
    page = comparison_page(
        plan_import,
        plain(request.GET.get("loai"), 20),
        int(number) if number.isascii() and number.isdigit() else 1,
    )
    if page is None:
        return redirect("plans:import", code=code)
    return render(request, "plans/comparison.html", {"page": page, "wide_print": True})


def _act(request: HttpRequest, plan_import: PlanImport) -> HttpResponse:
    """One line changed, or the whole confirmed."""
    what, by = request.POST.get("what"), signed_in(request)
    line, task = plain(request.POST.get("line"), 60), plain(request.POST.get("task"), 80)
    try:
        if what == "confirm":
            looked = request.POST.get("looked") == "1"
            version = confirm_amendment(plan_import=plan_import, looked=looked, by=by)
            messages.success(request, _("Đã đưa bản mới vào thực hiện. Bản trước vẫn xem được."))
            return redirect("plans:plan", key=version.plan.key)
        if what == "drop":
            dropped = request.POST.get("dropped") == "1"
            drop_line(plan_import=plan_import, task=task, dropped=dropped, by=by)
        elif what == "remap":
            remap_line(plan_import=plan_import, line=line, task=task, by=by)
        else:
            raise Http404
    except ActionRefused as refused:
        messages.error(request, refused.sentence)
        return _back(plan_import.code, request)
    messages.success(request, _("Đã ghi lựa chọn cho dòng này."))
    return _back(plan_import.code, request, f"l-{line}" if line else "")


@require_safe
def version(request: HttpRequest, key: str, number: str) -> HttpResponse:
    check(request.user, "plans.view")
    counted = number.isascii() and number.isdigit() and len(number) < 5
    page = version_page(request.user, key, int(number)) if counted else None
    if page is None:
        raise Http404
    return render(request, "plans/version.html", {"page": page, "sample": page.version.is_sample})
