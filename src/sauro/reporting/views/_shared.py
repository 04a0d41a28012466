"""What the pages of reporting share: finding a period and a report that the person may read.

Belongs here: loading and refusing. Does not belong here: any page.
"""

from __future__ import annotations

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from sauro.people.permissions import check
from sauro.reporting.models import Period, Report
from sauro.reporting.models.common import VIEW
from sauro.reporting.permissions import check_may

LONGEST = 40


def plain(text: str) -> str:
    """What stands in an address, without what no code holds; a database refuses zero characters."""
    return "".join(c for c in text[:LONGEST] if c.isprintable())


def find_period(request: HttpRequest, code: str, *, with_forms: bool = True) -> Period:
    """``with_forms`` False leaves the frozen forms behind, a long text that a board does not need."""
    check(request.user, VIEW)
    rows = Period.objects.visible_to(request.user)
    return get_object_or_404(rows if with_forms else rows.defer("form_text"), code=plain(code))


def find_report(request: HttpRequest, period: str, unit: str) -> Report:
    """An unknown report is not found; whoever may not read a known one is told so."""
    check(request.user, VIEW)
    rows = Report.objects.select_related("period", "unit", "filled_by")
    found = get_object_or_404(rows, period__code=plain(period), unit__code=plain(unit).upper())
    check_may(request.user, VIEW, found)
    return found
