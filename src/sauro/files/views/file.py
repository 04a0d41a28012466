"""/tai-lieu/<mã>: one file, its download, its small picture, and withdrawing it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sauro.files.actions import detach
from sauro.files.forms import ReasonForm
from sauro.files.models import Attachment
from sauro.files.permissions import check_download, check_see
from sauro.files.presenters.file_page import file_page
from sauro.files.queries import attachment_named
from sauro.files.refusals import FileRefused
from sauro.files.views import blob
from sauro.people.by import signed_in


@require_safe
def show(request: HttpRequest, file: str) -> HttpResponse:
    attachment = _found(request, file)
    return render(request, "files/file.html", {"page": file_page(request.user, attachment)})


@require_safe
def download(request: HttpRequest, file: str) -> HttpResponseBase:
    attachment = _found(request, file)
    check_download(request.user, attachment)
    return blob.download(attachment.blob, filename=attachment.name, media_type=attachment.media_type)


@require_safe
def picture(request: HttpRequest, file: str) -> HttpResponseBase:
    preview = getattr(_found(request, file).blob, "preview", None)
    if preview is None:
        raise Http404
    return blob.shown(preview.picture, filename="xem-truoc.jpg")


@require_POST
def withdraw(request: HttpRequest, file: str) -> HttpResponse:
    attachment = _found(request, file)
    form = ReasonForm(request.POST)
    form.is_valid()
    try:
        detach(attachment=attachment, reason=form.cleaned_data.get("reason", ""), by=signed_in(request))
    except FileRefused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, _("Đã rút tệp. Tệp vẫn được giữ cùng lý do để tra cứu."))
    return redirect("files:file", file=file)


def _found(request: HttpRequest, code: str) -> Attachment:
    attachment = attachment_named(code)
    if attachment is None:
        raise Http404
    check_see(request.user, attachment)
    return attachment
