"""/bao-cao/<kỳ>/…/van-ban and its kind: papers as files. /bao-cao/<kỳ>/don-doc: whom to call, and the công văn.

A file is made when it is asked for. What keeps it from being made is said on the page from which it was asked.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from sauro import definitions
from sauro.engine.documents.out import ImproperDocument
from sauro.engine.text.messages import Messages
from sauro.people.permissions import can, check, refusal
from sauro.reporting.models import Period, ProvinceReport, Report
from sauro.reporting.papers import annex_xlsx, letters, province, submission, unit_report
from sauro.reporting.papers.chasing import chase_of
from sauro.reporting.presenters.chase import chase_page
from sauro.reporting.refusals import ActionRefused
from sauro.reporting.states import COMPOSE, EXAMINE, PROVINCE_SIGN, REVIEW, Paper
from sauro.reporting.views._shared import find_period, find_report, plain

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WITH_STATISTICS = (Paper.CCHC,)


@require_safe
def unit_docx(request: HttpRequest, period: str, unit: str) -> HttpResponse:
    """A unit's own report."""
    report = find_report(request, period, unit)
    back = reverse("reporting:report", args=[report.period.slug, report.unit.slug])
    name = f"bao-cao-{report.period.slug}-{report.unit.slug}.docx"
    return _file(request, lambda: unit_report.docx_of(report), name, DOCX, back)


@require_safe
def paper_docx(request: HttpRequest, period: str, kind: str) -> HttpResponse:
    """One of the province's papers with its annexes."""
    paper = _paper(request, period, kind)
    name = f"bao-cao-{paper.paper}-{paper.period.slug}.docx"
    return _file(request, lambda: province.docx_of(paper), name, DOCX, _page_of(paper))


@require_safe
def paper_annex(request: HttpRequest, period: str, kind: str) -> HttpResponse:
    """The statistical annex for the ministry's software."""
    paper = _paper(request, period, kind)
    if paper.paper not in WITH_STATISTICS:
        raise Http404
    name = f"phu-luc-thong-ke-{paper.period.slug}.xlsx"
    return _file(request, lambda: annex_xlsx.workbook_of(paper), name, annex_xlsx.MEDIA_TYPE, _page_of(paper))


@require_safe
def paper_submission(request: HttpRequest, period: str, kind: str) -> HttpResponse:
    """The tờ trình, for those between the draft and the signature."""
    paper = _paper(request, period, kind)
    if not any(can(request.user, one) for one in (COMPOSE, EXAMINE, PROVINCE_SIGN)):
        raise refusal(request.user, COMPOSE)
    name = f"to-trinh-{paper.paper}-{paper.period.slug}.docx"
    return _file(request, lambda: submission.submission_of(paper), name, DOCX, _page_of(paper))


@require_safe
def chase(request: HttpRequest, period: str) -> HttpResponse:
    check(request.user, REVIEW)
    found = find_period(request, period)
    return render(request, "reporting/chase.html", {"page": chase_page(found, timezone.now())})


@require_safe
def chase_letter(request: HttpRequest, period: str) -> HttpResponse:
    """The công văn đôn đốc with the list of those that are late now."""
    check(request.user, REVIEW)
    found = find_period(request, period)
    now = timezone.now()
    name = f"cong-van-don-doc-{found.slug}.docx"
    return _file(
        request,
        lambda: letters.chase_letter(
            found, chase_of(found, now, contacts=False).late, timezone.localdate(now)
        ),
        name,
        DOCX,
        _chase_of(found),
    )


@require_safe
def ask_letter(request: HttpRequest, period: str) -> HttpResponse:
    """The công văn that asks every unit of the period for its report."""
    check(request.user, REVIEW)
    found = find_period(request, period)
    rows = Report.objects.visible_to(request.user).filter(period=found).select_related("unit")
    reports = list(rows.order_by("unit__order", "unit__sort_key"))
    name = f"cong-van-yeu-cau-bao-cao-{found.slug}.docx"
    return _file(
        request,
        lambda: letters.ask_letter(found, reports, timezone.localdate()),
        name,
        DOCX,
        _chase_of(found),
    )


def _paper(request: HttpRequest, period: str, kind: str) -> ProvinceReport:
    found = find_period(request, period)
    rows = ProvinceReport.objects.visible_to(request.user).select_related("source", "signing__under")
    paper = get_object_or_404(rows, period=found, paper=plain(kind))
    paper.period = found
    return paper


def _page_of(paper: ProvinceReport) -> str:
    return reverse("reporting:paper", args=[paper.period.slug, paper.paper])


def _chase_of(period: Period) -> str:
    return reverse("reporting:chase", args=[period.slug])


def _file(
    request: HttpRequest, made: Callable[[], bytes], name: str, media_type: str, back: str
) -> HttpResponse:
    try:
        data = made()
    except ActionRefused as refused:
        messages.error(request, refused.sentence)
        return redirect(back)
    except ImproperDocument as improper:
        language = "en" if (get_language() or "vi").startswith("en") else "vi"
        messages.error(request, improper.sentence(_sentences(), language))
        return redirect(back)
    response = HttpResponse(data, content_type=media_type)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response


@cache
def _sentences() -> Messages:
    return Messages.from_yaml(definitions.text("messages/official_documents.yaml"))
