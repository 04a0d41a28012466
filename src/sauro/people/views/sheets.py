"""/nguoi-dung/nhap and /don-vi/nhap: people and units from a spreadsheet, looked at before anything is written.

The preview carries the file itself back to the second step, where it is read again: nothing is kept between the two,
and what was looked at is what is written or refused.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sauro import definitions
from sauro.engine.documents.sheets import Sheet, SheetRefused, read_sheets
from sauro.engine.text.messages import Messages
from sauro.people import actions
from sauro.people.actions.bulk import world_for
from sauro.people.actions.units import present_units, unit_world
from sauro.people.by import signed_in
from sauro.people.forms import SheetForm
from sauro.people.permissions import check
from sauro.people.presenters import sheets as presenter
from sauro.people.refusals import ActionRefused
from sauro.people.sheets.accounts import read_accounts
from sauro.people.sheets.files import XLSX
from sauro.people.sheets.units import read_units
from sauro.people.views._shared import UNPROCESSABLE

MOST_BYTES = 1024 * 1024
"""The preview sends the file back inside a form, which the server takes up to 2 MB of."""
_NEW = "people.sheet.new"


class _FileRefused(Exception):  # noqa: N818 - an answer to a person, not a fault
    """The file as a whole cannot be used; the message is a finished sentence."""


def _sheets(data: bytes) -> Sequence[Sheet]:
    if len(data) > MOST_BYTES:
        raise _FileRefused(
            _("Không nhận: tệp quá 1 MB. Bỏ hình ảnh, trang tính thừa, hoặc tách tệp rồi tải lại.")
        )
    try:
        return read_sheets(data)
    except SheetRefused as refused:
        known = Messages.from_yaml(definitions.text("messages/sheets.yaml"))
        language = "en" if (get_language() or "vi").startswith("en") else "vi"
        parts = [
            known.sentence("refusals", refused.code, refused.values, language=language),
            known.sentence("refusals", refused.code, refused.values, language=language, part="remedy"),
        ]
        raise _FileRefused(" ".join(parts)) from None


def _posted(request: HttpRequest) -> bytes:
    """The file of the first step, or the same file coming back from the preview."""
    if "content" in request.POST:
        try:
            return base64.b64decode(request.POST["content"], validate=True)
        except (binascii.Error, ValueError):
            raise _FileRefused(_("Không nhận: nội dung gửi lại không nguyên vẹn. Tải tệp lên lại.")) from None
    form = SheetForm(request.POST, request.FILES)
    file = form.cleaned_data["file"] if form.is_valid() else None
    if file is None:
        raise _FileRefused(_("Chưa chọn tệp. Chọn tệp XLSX, XLS hoặc CSV theo mẫu."))
    if file.size > MOST_BYTES:
        raise _FileRefused(
            _("Không nhận: tệp quá 1 MB. Bỏ hình ảnh, trang tính thừa, hoặc tách tệp rồi tải lại.")
        )
    data: bytes = file.read()
    return data


def _page(
    request: HttpRequest,
    template: str,
    *,
    shown: Callable[[Sequence[Sheet]], object],
    written: Callable[[Sequence[Sheet]], HttpResponse],
) -> HttpResponse:
    """Without a file the empty page; the first step shows what the file would do, the second writes it."""
    if request.method != "POST":
        return render(request, template, {})
    try:
        data = _posted(request)
        sheets = _sheets(data)
        if request.POST.get("step") == "write":
            return written(sheets)
        return render(request, template, {"preview": shown(sheets), "content": _again(data)})
    except actions.SheetWrong as wrong:
        context = {"problems": presenter.problem_page(wrong.problems)}
        return render(request, template, context, status=UNPROCESSABLE)
    except _FileRefused as refused:
        return _refused(request, template, str(refused))
    except ActionRefused as refused:
        return _refused(request, template, refused.sentence)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def people_sheet(request: HttpRequest) -> HttpResponse:
    check(request.user, "people.manage")
    by, today = signed_in(request), timezone.localdate()

    def shown(sheets: Sequence[Sheet]) -> object:
        read = read_accounts(sheets, world_for(by, today))
        if read.problems:
            raise actions.SheetWrong(read.problems)
        return presenter.accounts_preview(read.lines)

    def written(sheets: Sequence[Sheet]) -> HttpResponse:
        return _brought(request, actions.bring_accounts(sheets=sheets, by=by, today=today))

    return _page(request, "people/people_sheet.html", shown=shown, written=written)


def _again(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _refused(request: HttpRequest, template: str, sentence: str) -> HttpResponse:
    return render(request, template, {"error": sentence}, status=UNPROCESSABLE)


def _brought(request: HttpRequest, brought: actions.Brought) -> HttpResponse:
    """On to the page that gives out the links; which people are new stands in the session."""
    if not brought.new and not brought.roles:
        messages.info(request, _("Không có gì thay đổi: mọi người trong tệp đã có tài khoản và vai trò đó."))
        return redirect("people:people")
    words = _("Đã mở %(new)d tài khoản và giao %(roles)d vai trò.")
    messages.success(request, words % {"new": len(brought.new), "roles": brought.roles})
    if not brought.new:
        return redirect("people:people")
    request.session[_NEW] = list(brought.new)
    return redirect("people:people_links")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def people_links(request: HttpRequest) -> HttpResponse:
    """A button, then the file: the links are made when they are taken, once, and are kept nowhere."""
    check(request.user, "people.manage")
    codes = request.session.get(_NEW) or []
    if request.method != "POST":
        return render(request, "people/people_links.html", {"count": len(codes)})
    try:
        handed = actions.links_of_sheet(codes=codes, by=signed_in(request))
    except ActionRefused as refused:
        messages.error(request, refused.sentence)
        return redirect("people:people_links")
    request.session.pop(_NEW, None)
    return _file(presenter.links_file(request, handed), "lien-ket-mo-tai-khoan.xlsx")


def _file(data: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        data, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@require_safe
def people_template(request: HttpRequest) -> HttpResponse:
    check(request.user, "people.manage")
    return _file(presenter.accounts_template(), "mau-danh-sach-nguoi-dung.xlsx")


@require_http_methods(["GET", "HEAD", "POST"])
def units_sheet(request: HttpRequest) -> HttpResponse:
    check(request.user, "people.manage")

    def shown(sheets: Sequence[Sheet]) -> object:
        read = read_units(sheets, unit_world())
        if read.problems:
            raise actions.SheetWrong(read.problems)
        return presenter.units_preview(read.units, present_units())

    def written(sheets: Sequence[Sheet]) -> HttpResponse:
        done = actions.bring_units(sheets=sheets, by=signed_in(request))
        words = _("Đã thêm %(new)d đơn vị, sửa %(changed)d đơn vị, %(same)d đơn vị không đổi.")
        counts = {"new": len(done.created), "changed": len(done.changed), "same": done.unchanged}
        messages.success(request, words % counts)
        return redirect("people:units_sheet")

    return _page(request, "people/units_sheet.html", shown=shown, written=written)


@require_safe
def units_template(request: HttpRequest) -> HttpResponse:
    check(request.user, "people.manage")
    return _file(presenter.units_template(present_units()), "danh-sach-don-vi.xlsx")
