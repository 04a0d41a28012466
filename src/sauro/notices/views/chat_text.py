"""/thong-bao/noi-dung-nhac: a text to copy into a chat group."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from sauro.notices.presenters.chat_text import chat_page
from sauro.notices.views._shared import plain
from sauro.people.permissions import check


@require_safe
def chat_text(request: HttpRequest) -> HttpResponse:
    check(request.user, "notices.view")
    soon = request.GET.get("khi") == "sap"
    page = chat_page(plain(request.GET.get("loai")), soon=soon, now=timezone.now())
    return render(request, "notices/chat_text.html", {"page": page})
