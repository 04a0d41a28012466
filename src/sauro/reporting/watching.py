"""What is due and open in reports, for the reminders of the room below, for handovers and for files.

Belongs here: what other rooms ask through their registers: due reports, open work of a person, who may read and write what
hangs on a report. Does not belong here: steps, when somebody is told (``notices``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from sauro.audit.queries import data_version
from sauro.audit.remembered import Remembered
from sauro.deadlines.queries import deadlines_of
from sauro.deadlines.registry import Named
from sauro.files.registry import About
from sauro.notices.registry import DueSubject
from sauro.people import roles
from sauro.people.models import Account, Unit
from sauro.people.permissions import can
from sauro.people.queries import owner_office
from sauro.people.registry import OpenItem
from sauro.reporting.actions.telling import holders
from sauro.reporting.models import Period, ProvinceReport, Report
from sauro.reporting.models.common import viewing
from sauro.reporting.permissions import covers, may
from sauro.reporting.queries import AGAIN, report_named
from sauro.reporting.states import (
    COMPOSE,
    EDITABLE,
    ISSUE,
    PROVINCE_ISSUE,
    SIGN,
    WITH_UNIT,
    WRITE,
    Paper,
    PeriodKind,
    PeriodState,
    ProvinceState,
    ReportState,
)
from sauro.reporting.words import period_said, period_words
from sauro.web.text import day_words

EVIDENCE, ISSUED, PAPER = "report", "issued", "paper"
"""Prefixes of the subjects under which files hang."""
ISSUES_NOW = (ReportState.SIGNED, ReportState.ISSUED, ReportState.RECEIVED)
PAPER_ISSUES_NOW = (ProvinceState.SIGNED, ProvinceState.ISSUED, ProvinceState.SENT)


def address_of(report: Report) -> str:
    return f"/bao-cao/{report.key}"


def due_reports(_now: datetime) -> Iterator[DueSubject]:
    """Reports of open periods that have not arrived, or were returned and have a day; the unit that stands in is reminded."""
    rows = (
        Report.objects.filter(period__state=PeriodState.OPEN, state__in=EDITABLE)
        .exclude(state=ReportState.AMENDING)
        .select_related("period", "unit", "filled_by")
        .order_by("pk")
    )
    reports = list(rows)
    again = deadlines_of([f"report:{one.key}" for one in reports if one.round], AGAIN)
    for report in reports:
        back = again.get(f"report:{report.key}")
        due_on = back.due_on if back is not None and back.closed_at is None else report.due_on
        if due_on is None:
            continue
        opened = report.period.opened_at
        yield DueSubject(
            key=f"report:{report.key}",
            title=_("Báo cáo %(period)s của %(unit)s")
            % {"period": period_words(period_said(report.period)), "unit": report.unit.short_name},
            url=address_of(report),
            due_on=due_on,
            unit_code=(report.filled_by or report.unit).code,
            voluntary=report.voluntary,
            since=timezone.localdate(opened) if opened is not None else None,
        )


def due_papers(_now: datetime) -> Iterator[DueSubject]:
    """The province's papers of opened quarters that are not issued; whoever writes them is reminded."""
    today = timezone.localdate()
    office = owner_office(today)
    if office is None:
        return
    writers = tuple(one.code for one in holders(COMPOSE))
    rows = Period.objects.filter(state__in=(PeriodState.OPEN, PeriodState.CLOSED), kind=PeriodKind.QUARTER)
    for period in rows.filter(province_due_on__isnull=False).prefetch_related("papers_written"):
        state = {one.paper: one.state for one in period.papers_written.all()}
        opened = timezone.localdate(period.opened_at) if period.opened_at is not None else None
        for paper in period.papers:
            assert period.province_due_on is not None
            if state.get(paper) in (ProvinceState.ISSUED, ProvinceState.SENT):
                continue
            yield DueSubject(
                key=f"paper:{period.code}/{paper}",
                title=f"{Paper(paper).label}, {period_words(period_said(period))}",
                url=f"/bao-cao/{period.slug}/tong-hop/{paper}",
                due_on=period.province_due_on,
                unit_code=office.code,
                officers=writers,
                since=opened,
            )


def open_reports(account: Account, unit: Unit, role: str) -> Iterator[OpenItem]:
    """Reports whose next step is that of the role in the unit; asked at a handover."""
    held = roles.all_roles().get(role)
    if held is None:
        return
    mine = {
        WRITE: (*EDITABLE, ReportState.PASSED),
        SIGN: (ReportState.SIGNING,),
        ISSUE: (ReportState.SIGNED,),
    }
    states = {state for permission, states in mine.items() if held.reach_of(permission) for state in states}
    rows = Report.objects.visible_to(account).filter(unit=unit, state__in=states & set(WITH_UNIT))
    rows = rows.filter(period__state=PeriodState.OPEN).select_related("period", "unit")
    for report in rows.order_by("due_on", "pk"):
        words = _("Báo cáo %(period)s: %(state)s") % {
            "period": period_words(period_said(report.period)),
            "state": report.get_state_display(),
        }
        if report.due_on is not None:
            words = _("%(what)s, hạn %(day)s") % {"what": words, "day": day_words(report.due_on)}
        yield OpenItem(room="reporting", code=report.key, words=words, address=address_of(report))


def names_of(subjects: Iterable[str]) -> Mapping[str, Named]:
    """What a deadline's subject is called on the pages of the calendar."""
    wanted = list(subjects)
    periods = {one.partition(":")[2].partition("/")[0] for one in wanted}
    known = {
        f"report:{one.key}": Named(
            _("Báo cáo %(period)s của %(unit)s")
            % {"period": period_words(period_said(one.period)), "unit": one.unit.short_name},
            address_of(one),
        )
        for one in Report.objects.filter(period__code__in=periods).select_related("period", "unit")
    }
    for period in Period.objects.filter(code__in=periods):
        title = _("Kỳ báo cáo %(period)s") % {"period": period_words(period_said(period))}
        known[f"period:{period.code}"] = Named(title, f"/bao-cao/{period.slug}")
    return {subject: known[subject] for subject in wanted if subject in known}


_KNOWN = Remembered(512)
"""Reports by key: a page asks for the files of each of its rows. Each step of a report writes its event, and what a value
is does not matter here."""


def _report(subject: str) -> Report | None:
    """The report of ``report:2026-Q3/snv/task:NV-01…`` and of ``issued:2026-Q3/snv``; shared, not to be altered."""
    parts = subject.partition(":")[2].split("/", 2)
    if len(parts) < 2:
        return None
    key = "/".join(parts[:2])
    return _KNOWN.get(data_version(), key, lambda: report_named(key))


def whole_report(subject: str) -> str:
    """The report whose rights decide for the files of one of its rows."""
    return "/".join(subject.split("/", 2)[:2])


def may_read(account: Account, subject: str) -> bool:
    """The same reach as ``visible_to``, without asking the database for each row."""
    report = _report(subject)
    return report is not None and covers(viewing(account), report)


def may_add_evidence(account: Account, subject: str) -> bool:
    report = _report(subject)
    return report is not None and may(account, WRITE, report)


def may_file_issued(account: Account, subject: str) -> bool:
    report = _report(subject)
    return report is not None and may(account, ISSUE, report)


def about(subject: str) -> About:
    report = _report(subject)
    if report is None:
        return About(subject)
    words = {"period": period_words(period_said(report.period)), "unit": report.unit.short_name}
    return About(_("Báo cáo %(period)s của %(unit)s") % words, address_of(report))


def evidence_closed(subject: str) -> str:
    """Why nothing can be added now; empty where that is not the reason."""
    report = _report(subject)
    if report is None or (report.state in EDITABLE and report.period.state == PeriodState.OPEN):
        return ""
    if report.period.state != PeriodState.OPEN:
        return _("Kỳ báo cáo đã đóng nên không thêm, không gỡ tài liệu kiểm chứng được.")
    return _("Báo cáo đang ở trạng thái “%(state)s” nên tài liệu kiểm chứng đã khóa.") % {
        "state": report.get_state_display()
    }


def issued_closed(subject: str) -> str:
    report = _report(subject)
    if report is None or report.state in ISSUES_NOW:
        return ""
    return _("Chỉ nộp văn bản đã ký khi báo cáo đã được ký; nay báo cáo đang ở trạng thái “%(state)s”.") % {
        "state": report.get_state_display()
    }


def _paper(subject: str) -> ProvinceReport | None:
    period, _slash, paper = subject.partition(":")[2].partition("/")
    return ProvinceReport.objects.select_related("period").filter(period__code=period, paper=paper).first()


def may_read_paper(account: Account, subject: str) -> bool:
    paper = _paper(subject)
    return paper is not None and ProvinceReport.objects.visible_to(account).filter(pk=paper.pk).exists()


def may_file_paper(account: Account, subject: str) -> bool:
    paper = _paper(subject)
    if paper is None:
        return False
    if paper.state in PAPER_ISSUES_NOW and can(account, PROVINCE_ISSUE):
        return True
    return paper.state == ProvinceState.DRAFT and can(account, COMPOSE)


def about_paper(subject: str) -> About:
    paper = _paper(subject)
    if paper is None:
        return About(subject)
    title = f"{paper.get_paper_display()}, {period_words(period_said(paper.period))}"
    return About(title, f"/bao-cao/{paper.period.slug}/tong-hop/{paper.paper}")
