"""The section of "việc của tôi" about reports, and the number behind the menu entry.

Belongs here: its lines and words. Does not belong here: which reports wait (``sauro.reporting.waiting``).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sauro.plans.presenters.my_lines import MOST, Line, Section
from sauro.reporting.models import ProvinceReport, Report
from sauro.reporting.presenters import names
from sauro.reporting.states import Paper, ProvinceState, ReportState
from sauro.reporting.waiting import waiting_for
from sauro.web.navigation import Badge
from sauro.web.text import day_words

STEP: Mapping[str, str | Promise] = {
    ReportState.DRAFT: gettext_lazy("Cần lập và gửi rà soát"),
    ReportState.RETURNED: gettext_lazy("Cần hoàn thiện và gửi lại"),
    ReportState.AMENDING: gettext_lazy("Cần sửa đổi và gửi lại"),
    ReportState.PASSED: gettext_lazy("Cần trình ký"),
    ReportState.SIGNING: gettext_lazy("Cần ký"),
    ReportState.SIGNED: gettext_lazy("Cần phát hành"),
    ReportState.REVIEW: gettext_lazy("Cần rà soát"),
    ReportState.ISSUED: gettext_lazy("Cần tiếp nhận"),
}
STEP_OF_PAPER: Mapping[str, str | Promise] = {
    ProvinceState.DRAFT: gettext_lazy("Cần soạn và trình thẩm tra"),
    ProvinceState.OFFICE: gettext_lazy("Cần thẩm tra"),
    ProvinceState.SIGNING: gettext_lazy("Cần ký"),
    ProvinceState.SIGNED: gettext_lazy("Cần phát hành"),
    ProvinceState.ISSUED: gettext_lazy("Cần gửi cơ quan nhận"),
}


def section(account: object, today: date) -> Section | None:
    """None where no report waits for the person."""
    found = waiting_for(account)
    if not found.total:
        return None
    lines = [_paper_line(one) for one in found.papers] + [_line(one, today) for one in found.reports]
    return Section(
        "bao-cao",
        _("Báo cáo chờ xử lý"),
        found.total,
        lines[:MOST],
        more=reverse("reporting:periods") if found.total > MOST else "",
    )


def badge(request: HttpRequest) -> Badge | None:
    n = waiting_for(request.user).total
    return Badge(n, ngettext("báo cáo đang chờ xử lý", "báo cáo đang chờ xử lý", n)) if n else None


def _line(report: Report, today: date) -> Line:
    look = names.status(report, today)
    said = (
        str(STEP[report.state]),
        report.reason if report.state == ReportState.RETURNED else "",
    )
    return Line(
        title=_("Báo cáo %(period)s, %(unit)s")
        % {"period": names.inside(report.period), "unit": report.unit.short_name},
        address=names.report_href(report),
        detail=": ".join(one for one in said if one),
        due=day_words(report.due_on),
        note=_("theo đề nghị") if report.voluntary else "",
        mark=look.code,
        state=look.words,
    )


def _paper_line(paper: ProvinceReport) -> Line:
    look = names.province_status(paper)
    return Line(
        title=_("%(paper)s, %(period)s")
        % {"paper": Paper(paper.paper).label, "period": names.inside(paper.period)},
        address=reverse("reporting:paper", args=[paper.period.slug, paper.paper]),
        detail=str(STEP_OF_PAPER[paper.state]),
        due=day_words(paper.due_on),
        mark=look.code,
        state=look.words,
    )
