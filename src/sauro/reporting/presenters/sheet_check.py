"""The page of a report's spreadsheet: download, upload, and what an uploaded one would change.

Belongs here: everything ``sheet.html`` shows. Does not belong here: judging (``sheet_judging``), the workbook (``sheet_file``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sauro.engine.reports.values import Value, shown
from sauro.reporting.asked import Asked, asked_of
from sauro.reporting.models import Report
from sauro.reporting.permissions import may, refusal
from sauro.reporting.presenters import names
from sauro.reporting.presenters.cells import english, marks
from sauro.reporting.presenters.value import place_words
from sauro.reporting.queries import report_named
from sauro.reporting.refusals import sentence
from sauro.reporting.sheet_judging import Changed, Faulty, Judged
from sauro.reporting.states import EDITABLE, WRITE, PeriodState
from sauro.reporting.unit_sheet import INPUT, ReturnedCell
from sauro.web.text import who_when

LONGEST = 400
"""Characters of a text on the page; the whole is written."""


@dataclass(frozen=True, slots=True)
class ChangeLine:
    where: str
    name: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ConflictLine:
    where: str
    name: str
    now: str
    mine: str
    who: str


@dataclass(frozen=True, slots=True)
class FaultLine:
    where: str
    name: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Preview:
    sentence: str
    changes: tuple[ChangeLine, ...]
    conflicts: tuple[ConflictLine, ...]
    faults: tuple[FaultLine, ...]
    content: str


@dataclass(slots=True)
class SheetPage:
    title: str
    period: names.Status
    report_href: str
    unit: str
    address: str
    file_address: str
    closed: str
    whom: str = ""
    preview: Preview | None = None
    error: str = ""


def sheet_page(account: object, report: Report) -> SheetPage:
    address = [report.period.slug, report.unit.slug]
    closed, whom = _closed(account, report)
    return SheetPage(
        title=_("Điền bằng bảng tính"),
        period=names.Status(names.period_href(report.period), names.period_name(report.period)),
        report_href=names.report_href(report),
        unit=report.unit.short_name,
        address=reverse("reporting:sheet", args=address),
        file_address=reverse("reporting:sheet_file", args=address),
        closed=closed,
        whom=whom,
    )


def _closed(account: object, report: Report) -> tuple[str, str]:
    """Why nothing can be uploaded now, and whom to ask; empty where it can."""
    if not may(account, WRITE, report):
        refused = refusal(account, WRITE, report)
        return refused.why, refused.whom
    return locked_words(report), ""


def locked_words(report: Report) -> str:
    """Why values of the report cannot be written now; empty where they can."""
    if report.period.state != PeriodState.OPEN:
        state = report.period.get_state_display()
        return sentence("period_not_open", {"period": report.period.code, "state": state})
    if report.state not in EDITABLE:
        return sentence(
            "report_locked", {"unit": report.unit.short_name, "state": report.get_state_display()}
        )
    return ""


def other_words(report: Report, other: str) -> str:
    """The file is of another report, or of none; ``other`` is what the file says of itself."""
    found = report_named(other.replace("\x00", "")[:60]) if other else None
    if found is None:
        return sentence("sheet_unknown", {})
    return sentence("sheet_other", {"other": _report_words(found), "report": _report_words(report)})


def _report_words(report: Report) -> str:
    return _("báo cáo %(period)s của %(unit)s") % {
        "period": names.inside(report.period),
        "unit": report.unit.short_name,
    }


def preview_of(report: Report, judged: Judged, content: str) -> Preview:
    """``content`` is the file itself, which comes back with the confirmation."""
    asked = asked_of(report)
    return Preview(
        sentence=_sentence(judged),
        changes=tuple(_change(asked, one) for one in judged.changes),
        conflicts=tuple(_conflict(asked, one) for one in judged.conflicts),
        faults=tuple(_fault(asked, one) for one in judged.faults),
        content=content if judged.changes else "",
    )


def _sentence(judged: Judged) -> str:
    if not (judged.changes or judged.conflicts or judged.faults):
        return _("Tệp không có gì khác với báo cáo đang lưu. Không có gì để ghi.")
    n = len(judged.changes)
    said = [ngettext("%(n)s ô sẽ được ghi.", "%(n)s ô sẽ được ghi.", n) % {"n": n}]
    if judged.faults:
        n = len(judged.faults)
        said.append(
            ngettext(
                "%(n)s ô chưa đọc được, không ghi.",
                "%(n)s ô chưa đọc được, không ghi.",
                n,
            )
            % {"n": n}
        )
    if judged.conflicts:
        n = len(judged.conflicts)
        said.append(
            ngettext(
                "%(n)s ô đã có người sửa trên hệ thống sau khi tải tệp, không ghi đè.",
                "%(n)s ô đã có người sửa trên hệ thống sau khi tải tệp, không ghi đè.",
                n,
            )
            % {"n": n}
        )
    return " ".join(said)


def where(cell: ReturnedCell, column: int = INPUT) -> str:
    """Số liệu thống kê, ô E14."""
    return _("%(sheet)s, ô %(cell)s") % {"sheet": cell.sheet, "cell": cell.at(column)}


def _name(asked: Asked, cell: ReturnedCell) -> str:
    return place_words(asked, *cell.place)


def _change(asked: Asked, one: Changed) -> ChangeLine:
    return ChangeLine(
        where(one.cell),
        _name(asked, one.cell),
        value_words(one.before, one),
        value_words(one.after, one),
    )


def _conflict(asked: Asked, one: Changed) -> ConflictLine:
    entry = one.entry
    who = who_when(entry.changed_by_name, entry.changed_at) if entry is not None else ""
    return ConflictLine(
        where(one.cell),
        _name(asked, one.cell),
        value_words(one.before, one),
        value_words(one.after, one),
        who,
    )


def _fault(asked: Asked, one: Faulty) -> FaultLine:
    return FaultLine(where(one.cell, one.column), _name(asked, one.cell), one.sentence)


def value_words(value: Value | None, one: Changed) -> str:
    """The value with what stands beside it; a long text is cut on the page only."""
    if value is None:
        return _("(để trống)")
    said = shown(value, one.field, english=english())
    if len(said) > LONGEST:
        said = said[:LONGEST].rstrip() + "…"
    beside = [value.reason] if value.is_absent else list(marks(value))
    return _joined(said, beside)


def _joined(said: str, beside: Iterable[str]) -> str:
    more = ", ".join(one for one in beside if one)
    return f"{said} ({more})" if more else said
