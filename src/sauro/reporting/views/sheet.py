"""/bao-cao/<kỳ>/<đơn vị>/bang-tinh: the report as a spreadsheet, taken away, filled in, brought back and looked at.

The preview carries the file itself back to the second step, where it is read again: nothing is kept between the two.
"""

from __future__ import annotations

import base64
import binascii
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sauro.engine.documents.sheets import SheetRefused
from sauro.jobs.sheets import open_sheets, refusal_words
from sauro.people.by import signed_in
from sauro.reporting.actions.values import save_values
from sauro.reporting.forms import SheetForm
from sauro.reporting.models import Report
from sauro.reporting.permissions import check_may
from sauro.reporting.presenters.sheet_check import locked_words, other_words, preview_of, sheet_page
from sauro.reporting.presenters.sheet_file import MEDIA_TYPE, workbook
from sauro.reporting.refusals import ActionRefused
from sauro.reporting.sheet_judging import Judged, judge
from sauro.reporting.states import WRITE, ValueSource
from sauro.reporting.unit_sheet import NotThisReport, returned_cells
from sauro.reporting.views._shared import find_report

REFUSED = 422
MOST_BYTES = 1024 * 1024
"""The preview sends the file back inside a form, which the server takes up to 2 MB of."""


class _FileRefused(Exception):  # noqa: N818 - an answer to a person, not a fault
    """The file as a whole cannot be used; the message is a finished sentence."""


@require_safe
def sheet_file(request: HttpRequest, period: str, unit: str) -> HttpResponse:
    found = find_report(request, period, unit)
    response = HttpResponse(workbook(found), content_type=MEDIA_TYPE)
    name = f"bao-cao-{found.period.slug}-{found.unit.slug}.xlsx"
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, period: str, unit: str) -> HttpResponse:
    found = find_report(request, period, unit)
    if request.method != "POST":
        return render(request, "reporting/sheet.html", {"page": sheet_page(request.user, found)})
    check_may(request.user, WRITE, found)
    try:
        if closed := locked_words(found):
            raise _FileRefused(closed)
        data = _posted(request)
        judged = _judged(found, data)
        if request.POST.get("step") == "write":
            return _written(request, found, judged)
    except _FileRefused as refused:
        page = sheet_page(request.user, found)
        page.error = str(refused)
        return render(request, "reporting/sheet.html", {"page": page}, status=REFUSED)
    page = sheet_page(request.user, found)
    page.preview = preview_of(found, judged, base64.b64encode(data).decode())
    return render(request, "reporting/sheet.html", {"page": page})


def _posted(request: HttpRequest) -> bytes:
    """The file of the first step, or the same file coming back from the preview."""
    if "content" in request.POST:
        try:
            return base64.b64decode(request.POST["content"], validate=True)
        except (binascii.Error, ValueError):
            raise _FileRefused(ActionRefused("sheet_broken").sentence) from None
    form = SheetForm(request.POST, request.FILES)
    file = form.cleaned_data["file"] if form.is_valid() else None
    if file is None:
        raise _FileRefused(ActionRefused("sheet_none").sentence)
    if file.size > MOST_BYTES:
        raise _FileRefused(ActionRefused("sheet_large").sentence)
    data: bytes = file.read()
    return data


def _judged(report: Report, data: bytes) -> Judged:
    try:
        return judge(report, returned_cells(open_sheets(data), report.key))
    except SheetRefused as refused:
        raise _FileRefused(" ".join(refusal_words(refused, get_language() or "vi"))) from None
    except NotThisReport as other:
        raise _FileRefused(other_words(report, other.other)) from None


def _written(request: HttpRequest, report: Report, judged: Judged) -> HttpResponse:
    """Writes what can be written; what somebody changed since the preview is left as it is and said."""
    try:
        saved = save_values(
            report=report,
            changes=[one.change for one in judged.changes],
            by=signed_in(request),
            source=ValueSource.SHEET,
        )
    except ActionRefused as refused:
        raise _FileRefused(refused.sentence) from None
    n, left = len(saved.saved), len(saved.conflicts) + len(judged.conflicts)
    words = ngettext("Đã ghi %(n)s ô từ bảng tính.", "Đã ghi %(n)s ô từ bảng tính.", n) % {"n": n}
    messages.success(request, words)
    if left:
        words = ngettext(
            "%(n)s ô không ghi vì đã có người sửa trên hệ thống sau khi tải tệp.",
            "%(n)s ô không ghi vì đã có người sửa trên hệ thống sau khi tải tệp.",
            left,
        )
        messages.warning(request, words % {"n": left})
    wrong = len(judged.faults) + len(saved.refused)
    if wrong:
        words = ngettext(
            "%(n)s ô của tệp chưa đọc được, chưa ghi.", "%(n)s ô của tệp chưa đọc được, chưa ghi.", wrong
        )
        messages.warning(request, words % {"n": wrong})
    return redirect("reporting:report", period=report.period.slug, unit=report.unit.slug)
