"""A unit's report, one part at a time, with the road it has gone.

Belongs here: the frame around a part. Does not belong here: rows and cells (``parts``), the last part (``finish``), one value's history (``value``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sauro.deadlines.presenters.derivation import Derived, shown
from sauro.engine.reports.rows import Place
from sauro.files.presenters.evidence import evidence_for
from sauro.reporting import queries
from sauro.reporting.actions.values import Change, Saved
from sauro.reporting.asked import asked_of
from sauro.reporting.models import Report
from sauro.reporting.permissions import may
from sauro.reporting.presenters import names
from sauro.reporting.presenters.cells import Cell, read_place
from sauro.reporting.presenters.finish import Finish, finish_part
from sauro.reporting.presenters.parts import FINISH, PARTS, Maker, PartView, part_view
from sauro.reporting.presenters.saved import Problem, typed_back
from sauro.reporting.presenters.trail import TrailLine, trail_of
from sauro.reporting.queries import Findings
from sauro.reporting.states import EDITABLE, WRITE, PeriodState, ReportState
from sauro.reporting.words import finding_words
from sauro.web.text import moment_words


@dataclass(frozen=True, slots=True)
class Step:
    href: str
    name: str
    note: str
    icon: str
    bad: bool
    current: bool


@dataclass(frozen=True, slots=True)
class Link:
    href: str
    icon: str
    words: str


@dataclass(frozen=True, slots=True)
class Note:
    css: str
    icon: str
    title: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class PeriodLink:
    href: str
    name: str


@dataclass(slots=True)
class ReportPage:
    title: str
    under: str
    due: str
    due_on: date | None
    arrival: str
    period: PeriodLink
    status: names.Status
    editable: bool
    save_address: str
    value_address: str
    part: PartView | Finish
    steps: list[Step]
    trail: list[TrailLine]
    note: Note | None = None
    next: PartView | Finish | None = None
    saved: str = ""
    contact: str = ""
    derived: Derived | None = None
    links: list[Link] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def report_page(
    account: object,
    report: Report,
    wanted: str = "",
    *,
    saved: Saved | None = None,
    typed: Sequence[Change] = (),
) -> ReportPage:
    """``wanted`` is the word of a part in the address; without one the first that is not complete."""
    today = timezone.localdate()
    asked = asked_of(report)
    entries = queries.values_of(report)
    maker = Maker(entries, queries.previous_values(report), queries.computed_values(report, asked, entries))
    found = queries.findings_of(report, asked, entries)
    views = [part_view(report, part, asked, maker) for part in asked.parts]
    _with_findings(views, found)
    _with_remarks(views, queries.remark_counts(report))
    last = finish_part(account, report, views, found)
    everything: list[PartView | Finish] = [*views, last]
    current = next((one for one in everything if one.slug == wanted), None) or _first(everything)
    editable = (
        report.state in EDITABLE and report.period.state == PeriodState.OPEN and may(account, WRITE, report)
    )
    if saved is not None:
        typed_back(report, everything, saved, typed)
    place = everything.index(current)
    deadline = queries.running_deadline(report)
    due_on = deadline.due_on if deadline is not None else report.due_on
    address = [report.period.slug, report.unit.slug]
    if isinstance(current, PartView):
        _with_evidence(account, current, names.report_href(report, current.slug))
    return ReportPage(
        title=_("Báo cáo %(period)s của %(unit)s")
        % {"period": _lower(names.period_name(report.period)), "unit": report.unit.short_name},
        under=_under(report),
        due=names.due_words(report, due_on),
        due_on=due_on,
        arrival=names.arrival_words(report),
        period=PeriodLink(names.period_href(report.period), names.period_name(report.period)),
        status=names.status(report, today),
        editable=editable,
        save_address=reverse("reporting:save", args=address),
        value_address=reverse("reporting:value", args=address),
        part=current,
        steps=[_step(one, report, current) for one in everything],
        trail=trail_of(report),
        note=_note(report, editable),
        next=everything[place + 1] if place + 1 < len(everything) else None,
        saved=_saved_words(entries),
        contact=_contact(report),
        derived=shown(deadline) if deadline is not None else None,
        links=_links(report, editable),
    )


def _links(report: Report, editable: bool) -> list[Link]:
    """Other ways to see or fill in the report."""
    address = [report.period.slug, report.unit.slug]
    return [
        Link(
            reverse("reporting:sheet", args=address),
            "file",
            _("Điền bằng bảng tính") if editable else _("Bảng tính (XLSX)"),
        ),
        Link(reverse("reporting:unit_docx", args=address), "print", _("Văn bản (DOCX)")),
    ]


def _lower(name: str) -> str:
    return name[:1].lower() + name[1:]


def _first(everything: Sequence[PartView | Finish]) -> PartView | Finish:
    return next((one for one in everything if one.left), everything[0])


def _with_findings(views: Sequence[PartView], found: Findings) -> None:
    """What must be mended, and what should be looked at again, at the value it belongs to."""
    cells = {one.place: one for view in views for one in view.cells()}
    for finding in found.all:
        one = cells.get(f"{finding.row}|{finding.field}")
        if one is None:
            continue
        # an empty value that is asked for is counted, not shouted about, until somebody sends the report
        if finding.is_error and not one.missing:
            one.errors.append(finding_words(finding))
        elif not finding.is_error:
            one.warnings.append(finding_words(finding))
    for view in views:
        mine = {read_place(one.place)[0] for one in view.cells()}
        n = sum(1 for one in found.errors if one.row in mine)
        if n:
            view.left = ngettext("%(n)s chỗ cần bổ sung", "%(n)s chỗ cần bổ sung", n) % {"n": n}


def _with_evidence(account: object, view: PartView, back: str) -> None:
    found = evidence_for(account, [block.subject for block in view.tasks], back)
    for block in view.tasks:
        block.evidence = found.get(block.subject)


def _with_remarks(views: Sequence[PartView], counts: dict[Place, tuple[int, int]]) -> None:
    for view in views:
        for one in view.cells():
            one.remarks, one.open_remarks = counts.get(read_place(one.place), (0, 0))


def _step(view: PartView | Finish, report: Report, current: PartView | Finish) -> Step:
    wrong = any(one.errors for one in _cells(view))
    if wrong:
        icon = "late"
    elif view.left:
        icon = "run" if any(not one.missing for one in _cells(view)) else "todo"
    else:
        icon = "done"
    return Step(
        href=names.report_href(report, view.slug),
        name=view.name,
        note=view.left or (_("đủ") if view.slug != FINISH else ""),
        icon=icon,
        bad=wrong,
        current=view is current,
    )


def _cells(view: PartView | Finish) -> list[Cell]:
    return list(view.cells()) if isinstance(view, PartView) else []


def _under(report: Report) -> str:
    words = [names.span_words(report.period)]
    if report.round:
        words.append(_("Lần gửi %(n)s") % {"n": report.round})
    if report.filled_by is not None:
        words.append(_("%(unit)s báo cáo thay") % {"unit": report.filled_by.short_name})
    return " · ".join(words)


def _note(report: Report, editable: bool) -> Note | None:
    if report.state == ReportState.RETURNED:
        return Note("bad", "back", _("Trả lại để hoàn thiện."), report.reason)
    if report.period.state == PeriodState.CLOSED:
        return Note(
            "",
            "lock",
            _("Kỳ này đã chốt."),
            _("Muốn sửa, gửi đề nghị mở lại trong phần nhận xét của báo cáo."),
        )
    if report.voluntary and report.state == ReportState.DRAFT:
        return Note(
            "",
            "info",
            _("Báo cáo theo đề nghị phối hợp."),
            _("Đơn vị gửi phần có thể cung cấp; không gửi cũng không bị nhắc."),
        )
    if not editable and report.state not in (ReportState.DRAFT, *EDITABLE):
        return Note(
            "",
            "lock",
            _("Số liệu đã khóa."),
            _("Báo cáo đang ở bước: %(state)s.") % {"state": report.get_state_display()},
        )
    return None


def _saved_words(entries: dict[Place, Any]) -> str:
    last = max((one.changed_at for one in entries.values() if one.revision > 1), default=None)
    return _("Đã lưu nháp %(when)s.") % {"when": moment_words(last)} if last else ""


def _contact(report: Report) -> str:
    if not report.reviewed_by_name:
        return ""
    return _("%(name)s, người rà soát.") % {"name": report.reviewed_by_name}


PART_WORDS = frozenset(slug for slug, _name, _template in PARTS.values()) | {FINISH}
