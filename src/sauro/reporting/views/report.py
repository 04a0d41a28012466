"""/bao-cao/<kỳ>/<đơn vị>: one unit's report, part by part, its saving and its steps."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sauro.people.by import signed_in
from sauro.reporting.actions.values import save_values
from sauro.reporting.forms import with_forms
from sauro.reporting.presenters.acts import ACTION_OF, TITLES
from sauro.reporting.presenters.report import report_page
from sauro.reporting.presenters.saved import answer_of, problems_of
from sauro.reporting.refusals import ActionRefused
from sauro.reporting.typed_changes import read_changes
from sauro.reporting.views._moves import CALLS, form_of
from sauro.reporting.views._shared import find_report

REFUSED = 422
AUTOSAVE = "X-Autosave"


@require_safe
def report(request: HttpRequest, period: str, unit: str) -> HttpResponse:
    found = find_report(request, period, unit)
    page = report_page(request.user, found, request.GET.get("phan", ""))
    with_forms(page.part.acts, lambda action: form_of(action, found, request))
    return render(request, "reporting/report.html", {"page": page})


@require_POST
def save(request: HttpRequest, period: str, unit: str) -> HttpResponse:
    """Values of one part, or a single one while somebody types; each is saved or refused by itself."""
    found = find_report(request, period, unit)
    quiet = AUTOSAVE in request.headers
    changes = read_changes(request.POST)
    try:
        saved = save_values(report=found, changes=changes, by=signed_in(request))
    except ActionRefused as refused:
        if quiet:
            return JsonResponse({"error": refused.sentence}, status=REFUSED)
        messages.error(request, refused.sentence)
        return redirect("reporting:report", period=period, unit=unit)
    if quiet:
        return JsonResponse(answer_of(found, saved))
    part = request.POST.get("phan", "")
    if saved.refused or saved.conflicts:
        page = report_page(request.user, found, part, saved=saved, typed=changes)
        page.problems = problems_of(page, saved)
        return render(request, "reporting/report.html", {"page": page}, status=REFUSED)
    messages.success(request, _("Đã lưu."))
    onward = request.POST.get("sang") or part
    return redirect(f"{reverse('reporting:report', args=[found.period.slug, found.unit.slug])}?phan={onward}")


@require_POST
def do(request: HttpRequest, period: str, unit: str, what: str) -> HttpResponse:
    """One step. What is refused comes back on the last part with everything that was typed."""
    found = find_report(request, period, unit)
    action = ACTION_OF.get(what)
    if action is None:
        raise Http404
    form = form_of(action, found, request, bound=True)
    if form.is_valid():
        try:
            CALLS[action](found, signed_in(request), form.cleaned_data)
        except ActionRefused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, _("Đã ghi: %(what)s.") % {"what": TITLES[action]})
            return redirect(
                f"{reverse('reporting:report', args=[found.period.slug, found.unit.slug])}?phan=ky-gui"
            )
    found.refresh_from_db()
    page = report_page(request.user, found, "ky-gui")
    # the next try is made with eyes open: it carries the number under which the page now shows the report
    form.data = {**form.data, "revision": str(found.revision)}
    with_forms(
        page.part.acts,
        lambda one: form_of(one, found, request),
        bound=form,
        action=action,
    )
    return render(request, "reporting/report.html", {"page": page}, status=REFUSED)
