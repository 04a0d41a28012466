"""/thong-bao: the own messages, and how they reach the person."""

from __future__ import annotations

from django.contrib import messages as said
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from sauro.notices import actions
from sauro.notices.presenters.messages import messages_page
from sauro.notices.views._shared import number, plain, told
from sauro.people.by import signed_in


@require_safe
def messages(request: HttpRequest) -> HttpResponse:
    page = messages_page(signed_in(request), number(request.GET.get("trang")))
    return render(request, "notices/messages.html", {"page": page})


@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """One message by its code, or all of them with ``all``."""
    everything = request.POST.get("all") == "1"
    codes = None if everything else [plain(code) for code in request.POST.getlist("code")]
    count = actions.mark_read(codes=codes, by=signed_in(request))
    if everything and count:
        words = ngettext(
            "Đã đánh dấu %(n)d thông báo là đã xem.", "Đã đánh dấu %(n)d thông báo là đã xem.", count
        )
        said.success(request, words % {"n": count})
    return redirect("notices:messages")


@require_POST
def channels(request: HttpRequest) -> HttpResponse:
    with told(request):
        actions.choose_channels(
            account=signed_in(request),
            by_mail=request.POST.get("by_mail") == "1",
            by_webhook=request.POST.get("by_webhook") == "1",
        )
        said.success(request, _("Đã ghi cách nhận thông báo."))
    return redirect("notices:messages")
