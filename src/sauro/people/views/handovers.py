"""/ban-giao: a role passes from one person of a unit to the next."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sauro.people import actions, registry
from sauro.people.by import signed_in
from sauro.people.forms import HandoverForm
from sauro.people.models import Account, Handover, Membership
from sauro.people.permissions import check
from sauro.people.presenters import handovers as presenter
from sauro.people.refusals import ActionRefused
from sauro.people.views._shared import UNPROCESSABLE, plain, posted, told


@require_safe
def handovers(request: HttpRequest) -> HttpResponse:
    check(request.user, "units.view")
    page = presenter.handovers_page(signed_in(request))
    return render(request, "people/handovers.html", {"page": page})


@require_safe
def handover(request: HttpRequest, code: str) -> HttpResponse:
    check(request.user, "units.view")
    page = presenter.handover_page(signed_in(request), _found(request, code))
    return render(request, "people/handover.html", {"page": page})


def _found(request: HttpRequest, code: str) -> Handover:
    rows = Handover.objects.visible_to(request.user).select_related("giver", "receiver", "unit")
    row = rows.filter(code=plain(code)).first()
    if row is None:
        raise Http404
    return row


@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: HttpRequest) -> HttpResponse:
    """``vai-tro`` names the role of whom; what is open is listed before it is offered."""
    check(request.user, "units.view")
    key = request.POST.get("key", request.GET.get("vai-tro", ""))
    membership = _membership(signed_in(request), key)
    form = HandoverForm(
        request.POST if request.method == "POST" else None,
        choices={"receiver": presenter.receivers(membership)},
    )
    if request.method == "POST" and form.is_valid():
        receiver = Account.objects.get(code=form.cleaned_data["receiver"])
        try:
            row = actions.offer_handover(
                membership=membership,
                receiver=receiver,
                reason=form.cleaned_data["reason"],
                by=signed_in(request),
            )
        except ActionRefused as refused:
            form.take(refused)
        else:
            messages.success(request, _("Đã gửi bàn giao. Vai trò chuyển khi người nhận xác nhận."))
            return redirect("people:handover", code=row.code)
    context = {
        "form": form,
        "key": key,
        "membership": membership,
        "words": {presenter.key_of(m): words for m, words in presenter.offerable(signed_in(request))}.get(
            key, ""
        ),
        "items": registry.open_work_of(membership.account, membership.unit, membership.role),
    }
    return render(
        request, "people/offer_handover.html", context, status=UNPROCESSABLE if form.errors else 200
    )


def _membership(account: Account, key: str) -> Membership:
    for membership, _words in presenter.offerable(account):
        if presenter.key_of(membership) == key:
            return membership
    raise Http404


@require_POST
def decide(request: HttpRequest, code: str) -> HttpResponse:
    """``answer`` is accept, return or cancel."""
    check(request.user, "units.view")
    row, answer = _found(request, code), request.POST.get("answer", "")
    with told(request):
        if answer == "accept":
            actions.accept_handover(handover=row, by=signed_in(request))
            messages.success(request, _("Đã nhận bàn giao. Vai trò đã chuyển."))
        elif answer == "return":
            actions.return_handover(handover=row, reason=posted(request, "reason"), by=signed_in(request))
            messages.success(request, _("Đã trả lại bàn giao kèm lý do."))
        elif answer == "cancel":
            actions.cancel_handover(handover=row, by=signed_in(request))
            messages.success(request, _("Đã hủy bàn giao."))
    return redirect("people:handover", code=code)
