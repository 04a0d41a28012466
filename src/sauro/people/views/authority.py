"""/uy-quyen: who may decide for another, and who signs for which unit."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sauro.people import actions, queries
from sauro.people.by import signed_in
from sauro.people.forms import DelegationForm, SigningForm
from sauro.people.models import Account, Delegation, SigningAuthority
from sauro.people.permissions import can, check
from sauro.people.presenters.authority import authority_page
from sauro.people.refusals import ActionRefused
from sauro.people.states import Capacity
from sauro.people.views._shared import UNPROCESSABLE, plain, told, unit_choices


@require_safe
def authority(request: HttpRequest) -> HttpResponse:
    check(request.user, "units.view")
    page = authority_page(signed_in(request), with_ended=request.GET.get("ca-cu") == "1")
    return render(request, "people/authority.html", {"page": page})


def _names(people: list[Account]) -> list[tuple[str, str]]:
    return [(one.code, f"{one.name}, {one.position}" if one.position else one.name) for one in people]


@require_http_methods(["GET", "HEAD", "POST"])
def new_delegation(request: HttpRequest) -> HttpResponse:
    check(request.user, "people.delegate")
    units = {unit.code: unit for unit in queries.units_for(request.user, "people.delegate")}
    people = {one.code: one for one in queries.people_of(units.values())}
    givers = list(people.values()) if can(request.user, "people.manage") else [signed_in(request)]
    choices = {
        "giver": _names(givers),
        "receiver": _names(list(people.values())),
        "unit": unit_choices(list(units.values())),
    }
    first = {"giver": signed_in(request).code, "valid_from": timezone.localdate()}
    form = DelegationForm(request.POST if request.method == "POST" else None, initial=first, choices=choices)
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data
        everybody = people | {one.code: one for one in givers}
        try:
            actions.delegate(
                giver=everybody[wanted["giver"]],
                receiver=everybody[wanted["receiver"]],
                unit=units[wanted["unit"]],
                valid_from=wanted["valid_from"],
                valid_to=wanted["valid_to"],
                document_number=wanted["document_number"],
                document_date=wanted["document_date"],
                reason=wanted["reason"],
                by=signed_in(request),
            )
        except (ActionRefused, ValidationError) as refused:
            form.take(refused)
        else:
            messages.success(request, _("Đã ghi ủy quyền."))
            return redirect("people:authority")
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "people/new_delegation.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def new_signing(request: HttpRequest) -> HttpResponse:
    check(request.user, "people.sign")
    units = {unit.code: unit for unit in queries.units_for(request.user, "people.sign")}
    people = {one.code: one for one in queries.people_of(units.values())}
    above = {
        row.code: row
        for row in SigningAuthority.objects.visible_to(request.user)
        .exclude(capacity=Capacity.TUQ)
        .exclude(valid_to__lt=timezone.localdate())
    }
    choices = {
        "unit": unit_choices(list(units.values())),
        "account": _names(list(people.values())),
        "under": [(code, f"{row.capacity}. {row.position} – {row.signer}") for code, row in above.items()],
    }
    first = {"valid_from": timezone.localdate()}
    form = SigningForm(request.POST if request.method == "POST" else None, initial=first, choices=choices)
    if request.method == "POST" and form.is_valid():
        wanted = dict(form.cleaned_data)
        wanted["unit"] = units[wanted["unit"]]
        wanted["account"] = people.get(wanted["account"])
        wanted["under"] = above.get(wanted["under"])
        wanted["capacity"] = Capacity(wanted["capacity"])
        try:
            actions.begin_signing(signing=actions.Signing(**wanted), by=signed_in(request))
        except (ActionRefused, ValidationError) as refused:
            form.take(refused)
        else:
            messages.success(request, _("Đã ghi thẩm quyền ký."))
            return redirect("people:authority")
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "people/new_signing.html", {"form": form}, status=status)


@require_POST
def end(request: HttpRequest, code: str) -> HttpResponse:
    """A delegation ends at once, a signing authority with yesterday."""
    check(request.user, "units.view")
    code = plain(code)
    delegation = Delegation.objects.visible_to(request.user).filter(code=code).first()
    signing = SigningAuthority.objects.visible_to(request.user).filter(code=code).first()
    if delegation is None and signing is None:
        raise Http404
    with told(request):
        if delegation is not None:
            actions.end_delegation(delegation=delegation, by=signed_in(request))
            messages.success(request, _("Đã kết thúc ủy quyền."))
        elif signing is not None:
            yesterday = timezone.localdate() - timedelta(days=1)
            actions.end_signing(signing=signing, last_day=yesterday, by=signed_in(request))
            messages.success(request, _("Đã kết thúc thẩm quyền ký."))
    return redirect("people:authority")
