"""/lam-ro/<mã>: one request; the unit answers, the office decides, whoever asked may withdraw."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from sauro.people.by import signed_in
from sauro.plans.actions.clarity import Decision, Lines, Typed, accept_all, decide, save_answers, withdraw
from sauro.plans.answers import ClarityRefused
from sauro.plans.clarity_forms import FacetForm, ReasonForm, decisions_of, facet_form, seen_of
from sauro.plans.models import ClarityAsk, ClarityRequest
from sauro.plans.permissions import check_may
from sauro.plans.presenters.clarity_request import NOTHING_SENT, Sent, asks_of, request_page
from sauro.plans.queries_clarity import FOR_UNIT, UnitNames, unit_names
from sauro.plans.views.clarity import check_sees


@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    found = _found(request, code)
    names, asks = unit_names(), asks_of(found)
    return _page(request, found, asks, names, _forms(asks, names))


@require_POST
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """Saves what was typed and, with the button "Gửi", sends it; lines that are wrong come back as typed."""
    found = _found(request, code)
    check_may(request.user, "clarity.answer", unit=found.unit)
    send = request.POST.get("viec") == "gui"
    names, asks = unit_names(), asks_of(found)
    forms = _forms(asks, names, request.POST)
    wrong_forms = {key for key, form in forms.items() if not form.is_valid()}
    seen = seen_of(request.POST, forms)
    typed = {key: Typed(form.said, seen[key]) for key, form in forms.items() if key not in wrong_forms}
    lines = save_answers(request=found, typed=typed, send=send, by=signed_in(request))
    _tell_answers(request, lines, send=send)
    if not lines.wrong and not wrong_forms:
        return redirect("plans:clarity_request", code=code)
    kept = lines.wrong.keys() | wrong_forms
    asks = asks_of(found)
    fresh = _forms(asks, names)
    shown = fresh | {key: forms[key] for key in kept if key in forms}
    return _page(request, found, asks, names, shown, Sent({}, lines.wrong), status=422)


@require_POST
def decision(request: HttpRequest, code: str) -> HttpResponse:
    """Accepts and returns line by line, or accepts all clear answers at once."""
    found = _found(request, code)
    check_may(request.user, "clarity.accept")
    keys = list(ClarityAsk.objects.filter(request=found).values_list("pk", flat=True))
    chosen, seen = decisions_of(request.POST, keys), seen_of(request.POST, keys)
    if request.POST.get("viec") == "tat-ca":
        lines = accept_all(request=found, seen=seen, by=signed_in(request))
    else:
        decisions = {key: Decision(said == "accept", why, seen[key]) for key, (said, why) in chosen.items()}
        lines = decide(request=found, decisions=decisions, by=signed_in(request))
    if lines.moved:
        said = ngettext("Đã xem xét %(n)s nội dung.", "Đã xem xét %(n)s nội dung.", len(lines.moved))
        messages.success(request, said % {"n": len(lines.moved)})
    elif not lines.wrong:
        messages.warning(request, _("Chưa chọn nội dung nào. Chọn chấp nhận hoặc trả lại ở từng dòng."))
    if not lines.wrong:
        return redirect("plans:clarity_request", code=code)
    names, asks = unit_names(), asks_of(found)
    return _page(request, found, asks, names, _forms(asks, names), Sent(chosen, lines.wrong), status=422)


@require_POST
def withdrawal(request: HttpRequest, code: str) -> HttpResponse:
    """No longer asks what the unit has not answered yet."""
    found = _found(request, code)
    check_may(request.user, "clarity.ask")
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        n = withdraw(request=found, reason=reason, by=signed_in(request))
    except ClarityRefused as refused:
        messages.error(request, refused.sentence)
    else:
        said = ngettext("Đã rút %(n)s nội dung hỏi.", "Đã rút %(n)s nội dung hỏi.", n)
        messages.success(request, said % {"n": n})
    return redirect("plans:clarity_request", code=code)


def _found(request: HttpRequest, code: str) -> ClarityRequest:
    """The request where the person may see it; what may not be seen is not there."""
    check_sees(request.user)
    rows = ClarityRequest.objects.visible_to(request.user).select_related("unit")
    found = rows.filter(code=code[:20].replace("\x00", "")).first()
    if found is None:
        raise Http404
    return found


def _forms(asks: list[ClarityAsk], names: UnitNames, data: QueryDict | None = None) -> dict[int, FacetForm]:
    """A form for each line that waits for the unit; with sent data for each line that was sent, also where somebody
    has answered it meanwhile, so that nothing typed gets lost."""
    return {
        ask.pk: facet_form(ask.facet, names=names, parts=ask.data, data=data, prefix=f"a{ask.pk}")
        for ask in asks
        if (f"a{ask.pk}-seen" in data if data is not None else ask.state in FOR_UNIT)
    }


def _tell_answers(request: HttpRequest, lines: Lines, *, send: bool) -> None:
    if lines.moved:
        said = ngettext("Đã gửi %(n)s câu trả lời.", "Đã gửi %(n)s câu trả lời.", len(lines.moved))
        messages.success(request, said % {"n": len(lines.moved)})
    elif lines.saved:
        messages.success(request, _("Đã lưu. Nội dung chưa gửi; cơ quan theo dõi chưa nhận được."))
    elif send and not lines.wrong:
        messages.warning(request, _("Chưa có nội dung nào để gửi. Nhập ít nhất một nội dung."))


def _page(
    request: HttpRequest,
    found: ClarityRequest,
    asks: list[ClarityAsk],
    names: UnitNames,
    forms: Mapping[int, FacetForm],
    sent: Sent = NOTHING_SENT,
    status: int = 200,
) -> HttpResponse:
    page = request_page(request.user, found, asks, names=names, forms=forms, sent=sent)
    return render(request, "plans/clarity_request.html", {"page": page}, status=status)
