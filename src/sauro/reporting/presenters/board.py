"""A period: how far it stands, who is missing and whom to call.

Belongs here: everything ``period.html`` shows. Does not belong here: judging and counting (``standing``), all periods (``periods``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from sauro.audit.queries import data_version
from sauro.audit.remembered import Remembered
from sauro.people.moves import may_move
from sauro.people.permissions import can, reach
from sauro.reporting.models import Period, ProvinceReport, Report
from sauro.reporting.models.common import VIEW
from sauro.reporting.permissions import may_everything
from sauro.reporting.presenters import names
from sauro.reporting.presenters.acts import Act
from sauro.reporting.standing import (
    Arrival,
    Board,
    Standing,
    UnitClass,
    arrival,
    board_of,
    class_of,
    counted_arrival,
)
from sauro.reporting.states import (
    COMPOSE,
    MANAGE,
    PERIOD_MOVES,
    REVIEW,
    Paper,
    PeriodState,
    ReportState,
)
from sauro.web.bars import CellGrid, CellGroup, KeyLine, Name
from sauro.web.text import day_words, moment_words, percent

Words = str | Promise

CLASSES: Mapping[UnitClass, Words] = {
    UnitClass.AGENCY: gettext_lazy("Sở, ban, ngành"),
    UnitClass.VERTICAL: gettext_lazy("Cơ quan ngành dọc"),
    UnitClass.OTHER: gettext_lazy("Hội, báo chí, cơ quan khác"),
    UnitClass.COMMUNE: gettext_lazy("Xã, phường, đặc khu"),
}
FILTERS: Mapping[str, tuple[Words, tuple[str, ...]]] = {
    "chua-gui": (gettext_lazy("Chưa gửi"), (ReportState.DRAFT,)),
    "ra-soat": (gettext_lazy("Chờ rà soát"), (ReportState.REVIEW,)),
    "tra-lai": (gettext_lazy("Trả lại"), (ReportState.RETURNED, ReportState.AMENDING)),
    "cho-phat-hanh": (
        gettext_lazy("Đạt, chưa phát hành"),
        (ReportState.PASSED, ReportState.SIGNING, ReportState.SIGNED),
    ),
    "cho-tiep-nhan": (gettext_lazy("Chờ tiếp nhận"), (ReportState.ISSUED,)),
    "da-tiep-nhan": (gettext_lazy("Đã tiếp nhận"), (ReportState.RECEIVED,)),
}
ACTS: Mapping[str, tuple[str, Words, Words]] = {
    "open": (
        "mo",
        gettext_lazy("Mở kỳ báo cáo"),
        gettext_lazy("Mỗi đơn vị có ngay một báo cáo đã điền sẵn từ sổ theo dõi và kỳ trước."),
    ),
    "close": (
        "chot",
        gettext_lazy("Chốt kỳ báo cáo"),
        gettext_lazy("Đơn vị không nhập, không gửi được nữa; số đã gửi giữ nguyên."),
    ),
    "reopen": ("mo-lai", gettext_lazy("Mở lại kỳ báo cáo"), ""),
    "cancel": ("huy", gettext_lazy("Hủy kỳ báo cáo"), ""),
}
ACTION_OF = {slug: action for action, (slug, _title, _hint) in ACTS.items()}


KEPT = Remembered(96)
"""Boards by period, reach, filter and language, about 60 kB each."""
LONG = 40
"""More reports than that are folded."""


@dataclass(frozen=True, slots=True)
class ClassLine:
    name: str
    standing: Standing
    share: str
    on_time: str


@dataclass(frozen=True, slots=True)
class ReportLine:
    href: str
    unit: str
    status: names.Status
    due: date | None
    came: str
    verdict: str
    voluntary: bool


@dataclass(frozen=True, slots=True)
class FilterLink:
    href: str
    words: str
    count: int
    current: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A long one opens at a click, unless a filter made it short on purpose."""

    name: str
    lines: list[ReportLine]
    folded: bool = False


@dataclass(frozen=True, slots=True)
class PaperLink:
    href: str
    name: str
    status: names.Status | None


@dataclass(frozen=True, slots=True)
class BoardView:
    """What the reports of the period make of the page; kept until something changes, so nobody alters it."""

    sentence: str
    table: SafeString


@dataclass(slots=True)
class PeriodPage:
    period: Period
    title: str
    under: str
    status: names.Status
    sentence: str
    table: SafeString
    acts: list[Act]
    papers: list[PaperLink] = field(default_factory=list)
    figures: str = ""
    chase: str = ""
    reporters: str = ""
    provisional: bool = False
    ground: str = ""


def period_page(account: object, period: Period, chosen: str = "") -> PeriodPage:
    """``chosen`` is a filter of the address; an unknown one shows everything."""
    view = _board(account, period, chosen if chosen in FILTERS else "")
    return PeriodPage(
        period=period,
        title=_("Báo cáo %(period)s") % {"period": names.inside(period)},
        under=names.span_words(period),
        status=names.Status(names.PERIOD_ICON[period.state], str(PeriodState(period.state).label)),
        sentence=view.sentence,
        table=view.table,
        acts=list(acts_of(account, period)),
        ground=period.ground,
        papers=list(_papers(account, period)),
        figures=_figures(account, period),
        chase=_chase(account, period),
        reporters=_reporters(account, period),
    )


def _board(account: object, period: Period, chosen: str) -> BoardView:
    """Kept by how far the person reads: reports and their days change only with steps, which write events."""
    today = timezone.localdate()
    key = (period.pk, reach(account, VIEW), today, chosen, get_language())
    return KEPT.get(data_version(), key, lambda: _board_now(account, period, chosen, today))


def _board_now(account: object, period: Period, chosen: str, today: date) -> BoardView:
    board = board_of(period, account, today)
    shown = {
        "sent": board.whole.sent,
        "expected": board.whole.expected,
        "classes": [_class_line(kind, one) for kind, one in board.classes.items()],
        "grid": _grid(board, today),
        "groups": list(_groups(board, today, chosen)),
        "filters": list(_filters(period, board, chosen)),
    }
    planned = period.state == PeriodState.PLANNED
    return BoardView(
        _planned(period) if planned else _sentence(period, board.whole, today),
        render_to_string("reporting/_board.html", {"page": shown}),
    )


def _chase(account: object, period: Period) -> str:
    """Where the units to remind stand; for whoever reviews, while the period is open."""
    open_now = period.state == PeriodState.OPEN and can(account, REVIEW)
    return reverse("reporting:chase", args=[period.slug]) if open_now else ""


def _reporters(account: object, period: Period) -> str:
    """Where the units that report are chosen; for whoever manages periods, while this one is open."""
    open_now = period.state == PeriodState.OPEN and can(account, MANAGE)
    return reverse("reporting:reporters", args=[period.slug]) if open_now else ""


def _figures(account: object, period: Period) -> str:
    """Where the consolidated figures stand; for whoever reads every report."""
    shown = period.state != PeriodState.PLANNED and period.form_sha256 and may_everything(account)
    return reverse("reporting:figures", args=[period.slug]) if shown else ""


def _planned(period: Period) -> str:
    if period.opens_on is None:
        return _("Kỳ này chưa mở.")
    return _("Kỳ này chưa mở; dự kiến mở ngày %(day)s.") % {"day": day_words(period.opens_on)}


def _sentence(period: Period, whole: Standing, today: date) -> str:
    """Who has sent of how many, how many are missing, what waits for review."""
    if not whole.expected:
        return _("Không có đơn vị nào phải báo cáo trong kỳ này.")
    words = [
        _("%(sent)s/%(all)s đơn vị đã gửi, %(on_time)s đúng hạn.")
        % {"sent": whole.sent, "all": whole.expected, "on_time": whole.on_time}
    ]
    if whole.missing:
        words.append(
            ngettext("%(n)s đơn vị quá hạn chưa gửi.", "%(n)s đơn vị quá hạn chưa gửi.", whole.missing)
            % {"n": whole.missing}
        )
    waiting = whole.at(ReportState.REVIEW)
    if waiting:
        words.append(
            ngettext("%(n)s báo cáo chờ rà soát.", "%(n)s báo cáo chờ rà soát.", waiting) % {"n": waiting}
        )
    if whole.voluntary:
        words.append(
            _("Phối hợp theo đề nghị: %(sent)s/%(all)s đã gửi.")
            % {"sent": whole.voluntary_sent, "all": whole.voluntary}
        )
    if period.state == PeriodState.OPEN and period.unit_due_on is not None and today <= period.unit_due_on:
        words.append(_("Hạn của đơn vị: %(day)s.") % {"day": day_words(period.unit_due_on)})
    return " ".join(words)


def _class_line(kind: UnitClass, standing: Standing) -> ClassLine:
    share = percent(standing.sent, standing.expected)
    on_time = percent(standing.on_time, standing.expected)
    return ClassLine(
        str(CLASSES[kind]),
        standing,
        _("%(n)s%%") % {"n": share} if share is not None else "–",
        _("%(n)s%%") % {"n": on_time} if on_time is not None else "–",
    )


def _cell(report: Report, today: date) -> str:
    came = arrival(report, today)
    if came is Arrival.MISSING:
        return "missing"
    if came is Arrival.NOT_DUE:
        return "na" if report.voluntary else "wait"
    return (
        "half"
        if report.state in (ReportState.RETURNED, ReportState.AMENDING) or came is Arrival.LATE
        else "done"
    )


def _grid(board: Board, today: date) -> CellGrid | None:
    """One cell per commune; the missing ones by name."""
    communes = [one for one in board.reports if class_of(one.unit.kind) is UnitClass.COMMUNE]
    if not communes:
        return None
    cells = [_cell(one, today) for one in communes]
    missing = [one for one, cell in zip(communes, cells, strict=True) if cell == "missing"]
    sentence = _("%(sent)s/%(all)s xã, phường, đặc khu đã gửi; %(missing)s quá hạn chưa gửi.") % {
        "sent": sum(cell in ("done", "half") for cell in cells),
        "all": len(communes),
        "missing": len(missing),
    }
    words = {
        "done": _("đã gửi đúng hạn"),
        "half": _("gửi muộn hoặc đang hoàn thiện"),
        "wait": _("chưa đến hạn"),
        "missing": _("quá hạn chưa gửi"),
    }
    return CellGrid(
        groups=(CellGroup(str(CLASSES[UnitClass.COMMUNE]), tuple(cells), sentence),),
        key=tuple(KeyLine(code, text, cells.count(code)) for code, text in words.items()),
        missing=tuple(Name(one.unit.short_name, names.report_href(one)) for one in missing),
        missing_title=_("Quá hạn chưa gửi") if missing else "",
    )


def _groups(board: Board, today: date, chosen: str) -> Iterator[Group]:
    wanted = FILTERS[chosen][1] if chosen in FILTERS else None
    for kind in board.classes:
        lines = [
            _line(one, today)
            for one in board.reports
            if class_of(one.unit.kind) is kind and (wanted is None or one.state in wanted)
        ]
        if lines:
            yield Group(str(CLASSES[kind]), lines, folded=wanted is None and len(lines) > LONG)


def _line(report: Report, today: date) -> ReportLine:
    came = counted_arrival(report)
    verdict = {
        Arrival.ON_TIME: _("đúng hạn"),
        Arrival.LATE: _("muộn"),
    }.get(arrival(report, today), "")
    return ReportLine(
        names.report_href(report),
        report.unit.short_name,
        names.status(report, today),
        report.due_on,
        moment_words(came) if came else "",
        "" if report.voluntary else verdict,
        report.voluntary,
    )


def _filters(period: Period, board: Board, chosen: str) -> Iterator[FilterLink]:
    address = names.period_href(period)
    yield FilterLink(address, _("Tất cả"), len(board.reports), chosen not in FILTERS)
    for code, (words, states) in FILTERS.items():
        n = sum(one.state in states for one in board.reports)
        if n or code == chosen:
            yield FilterLink(f"{address}?{urlencode({'loc': code})}", str(words), n, code == chosen)


def acts_of(account: object, period: Period) -> Iterator[Act]:
    """What the table allows, for whoever manages periods; others see no buttons."""
    if not can(account, MANAGE):
        return
    for action, (slug, title, hint) in ACTS.items():
        if may_move(PERIOD_MOVES, period.state, action):
            yield Act(
                action,
                str(title),
                reverse("reporting:period_do", args=[period.slug, slug]),
                str(hint),
                first=action == "open",
            )


def _papers(account: object, period: Period) -> Iterator[PaperLink]:
    if period.state not in (PeriodState.OPEN, PeriodState.CLOSED):
        return
    begun = {one.paper: one for one in ProvinceReport.objects.visible_to(account).filter(period=period)}
    for code in period.papers:
        one = begun.get(code)
        if one is None and not can(account, COMPOSE):
            continue
        look = names.province_status(one) if one is not None else None
        yield PaperLink(reverse("reporting:paper", args=[period.slug, code]), str(Paper(code).label), look)
