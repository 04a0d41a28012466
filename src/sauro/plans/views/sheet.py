"""/nhiem-vu/xuat: the register as XLSX; /nhiem-vu/bang-tinh: it comes back, is compared and written."""

from __future__ import annotations

from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sauro.engine.documents.sheets import SheetRefused
from sauro.jobs.sheets import refusal_words
from sauro.people.by import signed_in
from sauro.people.permissions import check
from sauro.plans.actions.sheet_imports import apply_sheet, discard_sheet, receive_sheet
from sauro.plans.forms import ImportForm, register_filters
from sauro.plans.models import SheetImport
from sauro.plans.presenters.register import tasks_of
from sauro.plans.presenters.sheet_export import MEDIA_TYPE, workbook
from sauro.plans.presenters.sheet_preview import sheet_page, sheets_page
from sauro.plans.refusals import ActionRefused
from sauro.plans.sheet_rows import rows_of


@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The tasks of the filters in the address, in their order."""
    check(request.user, "plans.view")
    tasks = tasks_of(request.user, register_filters(request.GET))
    made_at = timezone.localtime()
    response = HttpResponse(workbook(rows_of(tasks), made_at=made_at), content_type=MEDIA_TYPE)
    name = f"so-theo-doi-nhiem-vu-{made_at:%Y-%m-%d}.xlsx"
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def sheets(request: HttpRequest) -> HttpResponse:
    """Upload, and what was uploaded before."""
    check(request.user, "register.write_back")
    errors: tuple[str, ...] = ()
    if request.method == "POST":
        form = ImportForm(request.POST, request.FILES)
        upload = form.cleaned_data.get("file") if form.is_valid() else None
        if upload is None:
            errors = (_("Chưa chọn tệp. Chọn tệp bảng tính XLSX, XLS, ODS hoặc CSV."),)
        else:
            try:
                sheet = receive_sheet(data=upload.read(), filename=upload.name or "", by=signed_in(request))
                return redirect("plans:sheet", sheet.code)
            except SheetRefused as refused:
                errors = refusal_words(refused, get_language() or "vi")
            except ActionRefused as refused:
                errors = (refused.sentence,)
    context = {"page": sheets_page(request.user), "errors": errors}
    return render(request, "plans/sheets.html", context, status=422 if errors else 200)


@require_safe
def sheet(request: HttpRequest, code: str) -> HttpResponse:
    check(request.user, "register.write_back")
    return render(request, "plans/sheet.html", {"page": sheet_page(_found(request, code))})


@require_POST
def apply(request: HttpRequest, code: str) -> HttpResponse:
    found = _found(request, code)
    chosen = {int(value) for value in request.POST.getlist("dong") if value.isascii() and value.isdigit()}
    reason = request.POST.get("ly-do", "")[:500].replace("\x00", "")
    try:
        done = apply_sheet(sheet=found, chosen=chosen, reason=reason, by=signed_in(request))
    except ActionRefused as refused:
        messages.error(request, refused.sentence)
        return redirect("plans:sheet", found.code)
    changed = ngettext("Đã sửa %(n)s nhiệm vụ.", "Đã sửa %(n)s nhiệm vụ.", done.changed) % {"n": done.changed}
    added = ngettext("Đã bổ sung %(n)s nhiệm vụ.", "Đã bổ sung %(n)s nhiệm vụ.", done.added) % {
        "n": done.added
    }
    messages.success(request, f"{changed} {added}")
    return redirect("plans:sheet", found.code)


@require_POST
def discard(request: HttpRequest, code: str) -> HttpResponse:
    found = _found(request, code)
    try:
        discard_sheet(sheet=found, by=signed_in(request))
    except ActionRefused as refused:
        messages.error(request, refused.sentence)
        return redirect("plans:sheet", found.code)
    messages.success(request, _("Đã hủy lần nhập. Sổ không thay đổi."))
    return redirect("plans:sheets")


def _found(request: HttpRequest, code: str) -> SheetImport:
    check(request.user, "register.write_back")
    found = SheetImport.objects.visible_to(request.user).filter(code=code).first()
    if found is None:
        raise Http404
    return found
