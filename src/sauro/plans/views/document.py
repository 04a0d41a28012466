"""/ke-hoach/<mã>/van-ban: the text as filed with its tasks marked; /tep: the filed file itself."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sauro.files.views.blob import download
from sauro.people.permissions import check
from sauro.plans.presenters.plan import document_page
from sauro.plans.queries import plan_in_force


@require_safe
def document(request: HttpRequest, key: str) -> HttpResponse:
    check(request.user, "plans.view")
    page = document_page(request.user, key)
    if page is None:
        raise Http404
    return render(request, "plans/document.html", {"page": page, "sample": page.sample})


@require_safe
def filed(request: HttpRequest, key: str) -> HttpResponseBase:
    check(request.user, "plans.view")
    check(request.user, "files.download")
    version = plan_in_force(request.user, key)
    if version is None or version.blob is None:
        raise Http404
    return download(version.blob, filename=version.filename)
