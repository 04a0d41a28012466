"""/bao-cao/<kỳ>/so-lieu: the consolidated figures of a period; /bao-cao/<kỳ>/so-lieu/<mã dòng>: one row with its units."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sauro.reporting.models import Period
from sauro.reporting.permissions import check_everything
from sauro.reporting.presenters.figure import figure_page
from sauro.reporting.presenters.figures import figures_page
from sauro.reporting.states import PeriodState
from sauro.reporting.views._shared import find_period, plain

LONGEST_CHOICE = 20


@require_safe
def figures(request: HttpRequest, period: str) -> HttpResponse:
    found = _opened(request, period)
    page = figures_page(found, request.GET.get("loc", "")[:LONGEST_CHOICE])
    return render(request, "reporting/figures.html", {"page": page})


@require_safe
def figure(request: HttpRequest, period: str, row: str) -> HttpResponse:
    found = _opened(request, period)
    return render(request, "reporting/figure.html", {"page": figure_page(found, plain(row))})


def _opened(request: HttpRequest, code: str) -> Period:
    """A period that was never opened has no figures."""
    found = find_period(request, code)
    check_everything(request.user)
    if found.state == PeriodState.PLANNED or not found.form_text:
        raise Http404
    return found
