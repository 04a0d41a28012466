"""How periods, reports and their states are named.

Belongs here: words and the look of a state. Does not belong here: a page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from sauro.reporting.models import Period, ProvinceReport, Report
from sauro.reporting.states import (
    ArrivalCounts,
    PeriodKind,
    PeriodState,
    ProvinceState,
    ReportState,
)
from sauro.web.text import day_words, moment_words

ROMAN = ("I", "II", "III", "IV")
ICON: Mapping[str, str] = {
    ReportState.DRAFT: "todo",
    ReportState.REVIEW: "run",
    ReportState.RETURNED: "back",
    ReportState.PASSED: "confirm",
    ReportState.SIGNING: "confirm",
    ReportState.SIGNED: "confirm",
    ReportState.ISSUED: "confirm",
    ReportState.RECEIVED: "done",
    ReportState.AMENDING: "changed",
    ReportState.WITHDRAWN: "waived",
}
PROVINCE_ICON: Mapping[str, str] = {
    ProvinceState.DRAFT: "todo",
    ProvinceState.OFFICE: "run",
    ProvinceState.SIGNING: "confirm",
    ProvinceState.SIGNED: "confirm",
    ProvinceState.ISSUED: "done",
    ProvinceState.SENT: "done",
    ProvinceState.WITHDRAWN: "waived",
}
PERIOD_ICON: Mapping[str, str] = {
    PeriodState.PLANNED: "todo",
    PeriodState.OPEN: "run",
    PeriodState.CLOSED: "done",
    PeriodState.CANCELLED: "waived",
}


@dataclass(frozen=True, slots=True)
class Status:
    code: str
    words: str


def period_name(period: Period) -> str:
    """Quý III/2026; a report on demand has its own name."""
    if period.kind == PeriodKind.QUARTER and period.quarter:
        return _("Quý %(quarter)s/%(year)s") % {"quarter": ROMAN[period.quarter - 1], "year": period.year}
    return period.name


def inside(period: Period) -> str:
    """The name of the period within a sentence: "quý III/2026"; the own name of a report on demand stays as it is."""
    name = period_name(period)
    return name[:1].lower() + name[1:] if period.kind == PeriodKind.QUARTER else name


def period_href(period: Period) -> str:
    return reverse("reporting:period", args=[period.slug])


def report_href(report: Report, part: str = "") -> str:
    address = reverse("reporting:report", args=[report.period.slug, report.unit.slug])
    return f"{address}?phan={part}" if part else address


def status(report: Report, today: date) -> Status:
    """The state, or that nothing has been sent though the day has passed."""
    if report.state == ReportState.DRAFT and is_late(report, today):
        return Status("late", _("Chưa gửi, quá hạn"))
    return Status(ICON[report.state], str(ReportState(report.state).label))


def province_status(paper: ProvinceReport) -> Status:
    return Status(PROVINCE_ICON[paper.state], str(ProvinceState(paper.state).label))


def is_late(report: Report, today: date) -> bool:
    """Past its day and still with the unit; a report that is asked for as a favour is never late."""
    waits = report.state == ReportState.DRAFT
    return waits and not report.voluntary and report.due_on is not None and today > report.due_on


def arrival_words(report: Report) -> str:
    """Both arrivals, and which of them decides."""
    words = []
    if report.sent_at:
        words.append(_("Gửi trên hệ thống này: %(when)s") % {"when": moment_words(report.sent_at)})
    if report.arrived_at:
        words.append(
            _("Đến trên hệ thống quản lý văn bản: %(when)s") % {"when": moment_words(report.arrived_at)}
        )
        words.append(_("Xét đúng hạn theo: %(which)s") % {"which": ArrivalCounts(report.counts).label})
    return ". ".join(words) + "." if words else ""


def due_words(report: Report, due_on: date | None) -> str:
    """Until when it is to be sent; ``due_on`` is the day that runs now."""
    if due_on is None:
        return _("Chưa ấn định thời hạn gửi")
    day = day_words(due_on)
    if report.voluntary:
        return _("Đề nghị gửi trước hết ngày %(day)s") % {"day": day}
    if report.state == ReportState.RETURNED:
        return _("Hạn gửi lại: %(day)s") % {"day": day}
    return _("Hạn gửi: %(day)s") % {"day": day}


def span_words(period: Period) -> str:
    if period.data_from and period.data_to:
        return _("Số liệu từ %(first)s đến %(last)s") % {
            "first": day_words(period.data_from),
            "last": day_words(period.data_to),
        }
    return _("Kỳ báo cáo không ấn định khoảng số liệu")
