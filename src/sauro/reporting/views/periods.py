"""/bao-cao: all periods; /bao-cao/<kỳ>: one period and what is done with it; a report on demand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sauro.people.by import signed_in
from sauro.people.models import Account
from sauro.people.permissions import check
from sauro.plans.models import Plan
from sauro.reporting.actions import periods as actions
from sauro.reporting.actions.reporters import set_reporters, set_yearly_plan
from sauro.reporting.forms import FORMS_OF_PERIOD, MoveForm, YearForm, YearlyPlanForm, with_forms
from sauro.reporting.models import Period
from sauro.reporting.models.common import VIEW
from sauro.reporting.on_demand_forms import OnDemandForm, Questions, UnitsForm, composing
from sauro.reporting.presenters.board import ACTION_OF, ACTS, period_page
from sauro.reporting.presenters.on_demand import on_demand_page, reporters_page
from sauro.reporting.presenters.periods import PeriodsPage, periods_page, plans_to_choose
from sauro.reporting.refusals import ActionRefused
from sauro.reporting.states import MANAGE
from sauro.reporting.views._shared import find_period

REFUSED = 422
CALLS: Mapping[str, Callable[[Period, Account, Mapping[str, Any]], object]] = {
    "open": lambda period, by, typed: actions.open_period(period=period, by=by, **typed),
    "close": lambda period, by, typed: actions.close_period(period=period, by=by, **typed),
    "reopen": lambda period, by, typed: actions.reopen_period(period=period, by=by, **typed),
    "cancel": lambda period, by, typed: actions.cancel_period(period=period, by=by, **typed),
}


@require_safe
def periods(request: HttpRequest) -> HttpResponse:
    check(request.user, VIEW)
    page = _with_forms(request, periods_page(request.user))
    return render(request, "reporting/periods.html", {"page": page})


def _with_forms(
    request: HttpRequest,
    page: PeriodsPage,
    *,
    year: YearForm | None = None,
    yearly: YearlyPlanForm | None = None,
) -> PeriodsPage:
    """Forms for whoever manages periods; the one that came back keeps what was typed."""
    if page.plan_address:
        today = timezone.localdate()
        page.plan_form = year or YearForm(initial={"year": page.next_year}, auto_id="lap_%s")
        page.yearly_form = yearly or YearlyPlanForm(
            initial={"year": today.year}, plans=plans_to_choose(request.user), auto_id="nam_%s"
        )
    return page


@require_POST
def yearly_plan(request: HttpRequest) -> HttpResponse:
    """Which plan the statistical rows about the yearly plan count: a person says so."""
    check(request.user, MANAGE)
    form = YearlyPlanForm(request.POST, plans=plans_to_choose(request.user), auto_id="nam_%s")
    if form.is_valid():
        plan = get_object_or_404(Plan.objects.visible_to(request.user), key=form.cleaned_data["plan"])
        try:
            set_yearly_plan(year=form.cleaned_data["year"], plan=plan, by=signed_in(request))
        except ActionRefused as refused:
            form.add_error("plan", refused.sentence)
        else:
            messages.success(request, _("Đã lưu."))
            return redirect("reporting:periods")
    page = _with_forms(request, periods_page(request.user), yearly=form)
    return render(request, "reporting/periods.html", {"page": page}, status=REFUSED)


@require_POST
def plan_year(request: HttpRequest) -> HttpResponse:
    """The four quarters of a year; those that exist stay as they are."""
    check(request.user, MANAGE)
    form = YearForm(request.POST, auto_id="lap_%s")
    if form.is_valid():
        try:
            made = actions.plan_year(by=signed_in(request), **form.cleaned_data)
        except ActionRefused as refused:
            form.add_error("year", refused.sentence)
        else:
            messages.success(request, _("Đã lập %(n)s kỳ báo cáo.") % {"n": len(made)})
            return redirect("reporting:periods")
    page = _with_forms(request, periods_page(request.user), year=form)
    return render(request, "reporting/periods.html", {"page": page}, status=REFUSED)


@require_safe
def period(request: HttpRequest, period: str) -> HttpResponse:
    found = find_period(request, period, with_forms=False)
    page = period_page(request.user, found, request.GET.get("loc", ""))
    with_forms(page.acts, lambda action: _form(action, found))
    return render(request, "reporting/period.html", {"page": page})


@require_POST
def period_do(request: HttpRequest, period: str, what: str) -> HttpResponse:
    found = find_period(request, period)
    action = ACTION_OF.get(what)
    if action is None:
        raise Http404
    form = FORMS_OF_PERIOD[action](request.POST, auto_id=f"{action}_%s")
    if form.is_valid():
        try:
            CALLS[action](found, signed_in(request), form.cleaned_data)
        except ActionRefused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, _("Đã ghi: %(what)s.") % {"what": ACTS[action][1]})
            return redirect("reporting:period", period=found.slug)
    found.refresh_from_db()
    page = period_page(request.user, found)
    form.data = {**form.data, "revision": str(found.revision)}
    with_forms(page.acts, lambda one: _form(one, found), bound=form, action=action)
    return render(request, "reporting/period.html", {"page": page}, status=REFUSED)


def _form(action: str, period: Period) -> MoveForm:
    return FORMS_OF_PERIOD[action](initial={"revision": period.revision}, auto_id=f"{action}_%s")


@require_http_methods(["GET", "HEAD", "POST"])
def on_demand(request: HttpRequest) -> HttpResponse:
    """A report that is asked for once, with its own rows, of a group of units."""
    check(request.user, MANAGE)
    page = on_demand_page()
    more: dict[str, Any] = {"groups": page.groups, "units": page.units, "members": page.members}
    if request.method != "POST":
        context = {"page": page, "form": OnDemandForm(**more), "lines": Questions(prefix="dong")}
        return render(request, "reporting/on_demand.html", context)
    form, lines = OnDemandForm(request.POST, **more), Questions(request.POST, prefix="dong")
    wanted = composing(form, lines)
    if wanted is not None:
        try:
            made = actions.open_on_demand(by=signed_in(request), **wanted)
        except ActionRefused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, _("Đã gửi yêu cầu báo cáo đến các đơn vị."))
            return redirect("reporting:period", period=made.slug)
    return render(
        request, "reporting/on_demand.html", {"page": page, "form": form, "lines": lines}, status=REFUSED
    )


@require_http_methods(["GET", "HEAD", "POST"])
def reporters(request: HttpRequest, period: str) -> HttpResponse:
    """Which units report in an open period."""
    check(request.user, MANAGE)
    found = find_period(request, period)
    page = reporters_page(found)
    more: dict[str, Any] = {"groups": page.groups, "units": page.units, "members": page.members}
    if request.method != "POST":
        form = UnitsForm(initial={"units": page.chosen}, **more)
        return render(request, "reporting/reporters.html", {"page": page, "form": form})
    form = UnitsForm(request.POST, **more)
    if form.is_valid():
        try:
            set_reporters(period=found, units=form.cleaned_data["codes"], by=signed_in(request))
        except ActionRefused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, _("Đã lưu danh sách đơn vị báo cáo."))
            return redirect("reporting:period", period=found.slug)
    return render(request, "reporting/reporters.html", {"page": page, "form": form}, status=REFUSED)
