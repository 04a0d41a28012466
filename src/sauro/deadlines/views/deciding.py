"""/lich-lam-viec/<năm>/{sua,xem-truoc,ap-dung,bo,huy}: the decision about a year, drafted, looked at, confirmed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sauro.deadlines import actions
from sauro.deadlines.actions.deciding import Confirmed, DayEntry
from sauro.deadlines.forms import DayRows, DecisionForm, WithdrawForm, errors_of
from sauro.deadlines.presenters.draft import draft_page, known_days, rows_of
from sauro.deadlines.presenters.preview import preview_page
from sauro.deadlines.queries import draft_of
from sauro.deadlines.refusals import ActionRefused
from sauro.deadlines.views.years import DECIDE
from sauro.people.by import signed_in
from sauro.people.permissions import check

UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, year: int) -> HttpResponse:
    """The form. Saved is the whole draft, then one goes on to what it changes, or to more rows."""
    check(request.user, DECIDE)
    page = draft_page(year)
    if request.method == "POST":
        form, rows = DecisionForm(request.POST), DayRows(request.POST, prefix="ngay")
        if form.is_valid() and rows.is_valid():
            try:
                actions.save_draft(
                    year=year,
                    days=[DayEntry(*one) for row in rows for one in row.span()],
                    by=signed_in(request),
                    **form.cleaned_data,
                )
            except ActionRefused as refused:
                form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
            else:
                messages.success(request, _("Đã lưu bản soạn."))
                further = "deadlines:edit" if "them" in request.POST else "deadlines:preview"
                return redirect(further, year=year)
    else:
        form = DecisionForm(initial={"document": page.document, "issued_on": page.issued_on})
        rows = DayRows(initial=rows_of(known_days(page)), prefix="ngay")
    errors = errors_of(form, rows)
    context = {"page": page, "form": form, "rows": rows, "errors": errors}
    return render(request, "deadlines/edit.html", context, status=UNPROCESSABLE if errors else 200)


@require_safe
def preview(request: HttpRequest, year: int) -> HttpResponse:
    check(request.user, DECIDE)
    draft = draft_of(year)
    if draft is None:
        return redirect("deadlines:year", year=year)
    return render(request, "deadlines/preview.html", {"page": preview_page(draft)})


@require_POST
def confirm(request: HttpRequest, year: int) -> HttpResponse:
    check(request.user, DECIDE)
    try:
        done = actions.confirm(year=year, by=signed_in(request), seen=request.POST.get("dau", "")[:60])
    except ActionRefused as refused:
        messages.error(request, refused.sentence)
        return redirect("deadlines:edit" if refused.field else "deadlines:preview", year=year)
    messages.success(request, _("Lịch làm việc năm %(year)d đã được áp dụng.") % {"year": year})
    messages.info(request, _told(done))
    return redirect("deadlines:year", year=year)


@require_POST
def discard(request: HttpRequest, year: int) -> HttpResponse:
    check(request.user, DECIDE)
    try:
        actions.discard_draft(year=year, by=signed_in(request))
    except ActionRefused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, _("Đã bỏ bản soạn lịch năm %(year)d.") % {"year": year})
    return redirect("deadlines:year", year=year)


@require_POST
def withdraw(request: HttpRequest, year: int) -> HttpResponse:
    check(request.user, DECIDE)
    form = WithdrawForm(request.POST)
    try:
        if not form.is_valid():
            raise ActionRefused("reason_missing")
        done = actions.withdraw(year=year, by=signed_in(request), **form.cleaned_data)
    except ActionRefused as refused:
        messages.error(request, refused.sentence)
        return redirect("deadlines:year", year=year)
    messages.success(
        request, _("Lịch năm %(year)d không còn áp dụng; thời hạn là tạm tính.") % {"year": year}
    )
    messages.info(request, _told(done))
    return redirect("deadlines:year", year=year)


def _told(done: Confirmed) -> str:
    """How many deadlines moved, or that they are being computed."""
    if done.recomputed is None:
        return _("Có nhiều thời hạn đang mở nên hệ thống đang tính lại; người liên quan sẽ được báo.")
    return _("Đã tính lại %(all)d thời hạn đang mở, đổi ngày %(moved)d thời hạn.") % {
        "all": done.recomputed.looked_at,
        "moved": done.recomputed.moved,
    }
