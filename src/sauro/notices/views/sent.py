"""/thong-bao/danh-sach: for the office, what was sent to whom; the list that a person sends to a leader."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sauro.notices import actions
from sauro.notices.models import PreparedList
from sauro.notices.presenters.sent import list_shown, sent_page
from sauro.notices.queries import leaders
from sauro.notices.refusals import ActionRefused
from sauro.notices.views._shared import number, plain, told
from sauro.people.by import signed_in
from sauro.people.permissions import check


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    check(request.user, "notices.view")
    page = sent_page(request.user, plain(request.GET.get("tinh-trang")), number(request.GET.get("trang")))
    return render(request, "notices/sent.html", {"page": page})


@require_safe
def prepared_list(request: HttpRequest, code: str) -> HttpResponse:
    return render(request, "notices/prepared_list.html", {"list": list_shown(_list(request, code))})


@require_POST
def send(request: HttpRequest, code: str) -> HttpResponse:
    check(request.user, "notices.send")
    row = _list(request, code)
    wanted = plain(request.POST.get("leader"))
    with told(request):
        leader = next((one for one in leaders() if one.code == wanted), None)
        if leader is None:
            raise ActionRefused("no_leader")
        actions.send_list(
            prepared=row, leader=leader, note_text=plain(request.POST.get("note")), by=signed_in(request)
        )
        messages.success(request, _("Đã gửi danh sách %(code)s.") % {"code": row.code})
    return redirect("notices:sent")


@require_POST
def drop(request: HttpRequest, code: str) -> HttpResponse:
    check(request.user, "notices.send")
    row = _list(request, code)
    with told(request):
        actions.drop_list(prepared=row, reason=plain(request.POST.get("reason")), by=signed_in(request))
        messages.success(request, _("Đã ghi lý do không gửi danh sách %(code)s.") % {"code": row.code})
    return redirect("notices:sent")


def _list(request: HttpRequest, code: str) -> PreparedList:
    """404 alike for a list that is not there and one that is somebody else's."""
    rows = PreparedList.objects.visible_to(request.user).select_related("sent_to")
    row = rows.filter(code=plain(code)).first()
    if row is None:
        raise Http404
    return row
