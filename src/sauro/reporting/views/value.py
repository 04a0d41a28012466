"""/bao-cao/<kỳ>/<đơn vị>/gia-tri: the history of one value (or the whole report) and what is said about it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sauro.people.by import signed_in
from sauro.reporting.actions import remarks
from sauro.reporting.forms import RemarkForm
from sauro.reporting.presenters.cells import read_place
from sauro.reporting.presenters.value import kinds_for, value_page
from sauro.reporting.refusals import ActionRefused
from sauro.reporting.views._shared import find_report, plain

LONGEST_PLACE = 110
REFUSED = 422


@require_http_methods(["GET", "HEAD", "POST"])
def value(request: HttpRequest, period: str, unit: str) -> HttpResponse:
    found = find_report(request, period, unit)
    place = request.GET.get("cho", "")[:LONGEST_PLACE].replace("\x00", "")
    page = value_page(request.user, found, place)
    kinds = kinds_for(request.user, found)
    status = 200
    if request.method == "POST":
        form = RemarkForm(request.POST, kinds=kinds)
        if form.is_valid():
            row, field = read_place(place)
            try:
                remarks.add_remark(
                    report=found, row=row, field=field, by=signed_in(request), **form.cleaned_data
                )
            except ActionRefused as refused:
                form.add_error(None, refused.sentence)
            else:
                messages.success(request, _("Đã gửi."))
                return redirect(page.address)
        page.form, status = form, REFUSED
    elif kinds:
        page.form = RemarkForm(kinds=kinds)
    if not kinds:
        page.form = None
        page.closed = _("Chỉ đơn vị lập báo cáo và cơ quan rà soát ghi nhận xét ở đây.")
    return render(request, "reporting/value.html", {"page": page}, status=status)


@require_POST
def close(request: HttpRequest, period: str, unit: str, number: str) -> HttpResponse:
    found = find_report(request, period, unit)
    one = found.remarks.numbered(plain(number))
    if one is None:
        raise Http404
    try:
        remarks.close_remark(remark=one, by=signed_in(request))
    except ActionRefused as refused:
        messages.error(request, refused.sentence)
    place = f"?cho={one.row}|{one.field}" if one.row else ""
    return redirect(f"{request.path.rsplit('/', 2)[0]}{place}")
