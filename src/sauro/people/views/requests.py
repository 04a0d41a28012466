"""/nguoi-dung/de-nghi: requests for a right, asked from the page that refused, answered by whoever manages accounts."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sauro.people import actions, queries
from sauro.people.by import signed_in
from sauro.people.models import AccessRequest
from sauro.people.permissions import check
from sauro.people.presenters.requests import own_requests, requests_page
from sauro.people.refusals import ActionRefused
from sauro.people.views._shared import field_choices, plain, posted, told, unit_choices

_LONGEST = 1000


@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    check(request.user, "people.manage")
    context = {
        "page": requests_page(signed_in(request)),
        "units": unit_choices(queries.units_for(request.user, "people.manage")),
        "fields": field_choices(),
    }
    return render(request, "people/requests.html", context)


@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """From any page that refused; whoever may act may ask. Back to the first page with what happens next."""
    page = request.POST.get("page", "")
    safe = url_has_allowed_host_and_scheme(page, allowed_hosts=None) and page.startswith("/")
    try:
        row = actions.ask_for_right(
            account=signed_in(request),
            permission=request.POST.get("permission", "")[:80],
            path=page.replace("\x00", "") if safe else "",
            reason=request.POST.get("reason", "").replace("\x00", "")[:_LONGEST],
        )
    except ActionRefused as refused:
        messages.error(request, refused.sentence)
    else:
        words = _("Đã gửi đề nghị %(code)s đến người quản trị. Khi được cấp quyền, mở lại trang cần xem.")
        messages.success(request, words % {"code": row.code})
    return HttpResponseRedirect(reverse("people:asked"))


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """The own requests, with what became of them."""
    return render(request, "people/asked.html", {"lines": own_requests(signed_in(request))})


@require_POST
def decide(request: HttpRequest, code: str) -> HttpResponse:
    """``answer`` is grant (with role, unit, field) or decline (with a reason)."""
    check(request.user, "people.manage")
    row = AccessRequest.objects.visible_to(request.user).filter(code=plain(code)).first()
    if row is None:
        raise Http404
    with told(request):
        if request.POST.get("answer") == "grant":
            _grant(request, row)
        else:
            actions.decline_request(request=row, reason=posted(request, "reason"), by=signed_in(request))
            messages.success(request, _("Đã trả lời: không cấp quyền, kèm lý do."))
    return redirect("people:requests")


def _grant(request: HttpRequest, row: AccessRequest) -> None:
    units = {unit.code: unit for unit in queries.units_for(request.user, "people.manage")}
    unit = units.get(request.POST.get("unit", ""))
    if unit is None:
        messages.error(request, _("Cần chọn đơn vị."))
        return
    actions.grant_request(
        request=row,
        unit=unit,
        role=posted(request, "role"),
        scope=posted(request, "scope"),
        by=signed_in(request),
    )
    messages.success(request, _("Đã cấp quyền bằng cách giao vai trò."))
