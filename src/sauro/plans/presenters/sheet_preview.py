"""What an uploaded sheet asks for, as a person decides on it; and the list of uploads.

Belongs here: words for outcomes and faults, the lines shown. Does not belong here: judging (``sheet_judging``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sauro.plans.answers import wrong_words
from sauro.plans.models import SheetImport
from sauro.plans.register_sheet import HEADINGS, WORDS, CellFault, Fault, Outcome
from sauro.plans.sheet_judging import Line, judged_lines
from sauro.plans.states import SheetState
from sauro.web.text import day_words

SHOWN = 400
"""Lines of one kind on the page; the others are counted, and written when the same file is sent again."""
CHOSEN = (Outcome.CHANGED, Outcome.NEW)
"""Ticked at first; a row without a mark waits for a person's tick."""
ORDER = (Outcome.WRONG, Outcome.CONFLICT, Outcome.UNMARKED, Outcome.CHANGED, Outcome.NEW)

TITLES: Mapping[Outcome, str | Promise] = {
    Outcome.WRONG: gettext_lazy("Dòng có lỗi: không ghi được"),
    Outcome.CONFLICT: gettext_lazy("Dòng xung đột: trong sổ đã sửa sau khi xuất tệp, không ghi đè"),
    Outcome.UNMARKED: gettext_lazy("Dòng khác với sổ, không có dấu đối chiếu: chọn từng dòng"),
    Outcome.CHANGED: gettext_lazy("Dòng sửa đổi"),
    Outcome.NEW: gettext_lazy("Nhiệm vụ bổ sung"),
}

_FAULTS: Mapping[Fault, Callable[[], str]] = {
    Fault.NOT_A_DAY: lambda: _("“%(said)s” không phải là ngày. Ghi dạng 30/9/2026."),
    Fault.NOT_A_RHYTHM: lambda: _("“%(said)s” không có trong danh sách nhịp. Chọn trong danh sách của ô."),
    Fault.NOT_A_LEVEL: lambda: _("“%(said)s” không có trong danh sách cấp. Chọn trong danh sách của ô."),
    Fault.NO_TEXT: lambda: _("Chưa ghi nội dung nhiệm vụ. Ghi nội dung hoặc xóa dòng."),
    Fault.TOO_LONG: lambda: _("Nội dung quá dài cho một ô bảng tính. Sửa trên trang của nhiệm vụ."),
    Fault.UNKNOWN_CODE: lambda: _("Không có nhiệm vụ mã %(said)s. Ghi đúng mã, hoặc để trống để bổ sung."),
    Fault.CODE_TWICE: lambda: _("Mã %(said)s có ở nhiều dòng. Giữ lại một dòng."),
    Fault.NOT_ACTIVE: lambda: _("Nhiệm vụ %(said)s không còn được theo dõi nên không sửa ở đây."),
    Fault.UNKNOWN_UNIT: lambda: _(
        "Chưa có đơn vị “%(said)s” trong danh sách của tỉnh. Ghi đúng tên, các đơn vị cách nhau bằng dấu chấm phẩy."
    ),
    Fault.UNKNOWN_PLAN: lambda: _("Chưa có văn bản số “%(said)s” trong sổ. Ghi đúng số văn bản giao việc."),
    Fault.EMPTIED: lambda: _(
        "Ô này đã có nội dung, không xóa bằng cách để trống. Sửa trên trang của nhiệm vụ."
    ),
}


@dataclass(frozen=True, slots=True)
class CellLine:
    """One cell: its heading, what it was and would be, or what is wrong with it."""

    heading: str
    place: str
    old: str = ""
    new: str = ""
    fault: str = ""


@dataclass(frozen=True, slots=True)
class RowLine:
    number: int
    place: str
    code: str
    text: str
    cells: list[CellLine]
    ignored: list[str]
    ticked: bool
    can_tick: bool


@dataclass(frozen=True, slots=True)
class Group:
    outcome: str
    title: str
    total: int
    rows: list[RowLine]

    @property
    def hidden(self) -> int:
        return self.total - len(self.rows)


@dataclass(frozen=True, slots=True)
class SheetPage:
    sheet: SheetImport
    state: str
    open: bool
    groups: list[Group]
    same: int
    total: int
    writable: int
    ignored: int


def sheet_page(sheet: SheetImport) -> SheetPage:
    """An open upload judged as the register is now; a decided one with its result only."""
    lines = judged_lines(sheet) if sheet.state == SheetState.READY else []
    counts = Counter(line.judged.outcome for line in lines)
    by_kind = {kind: [line for line in lines if line.judged.outcome is kind] for kind in ORDER}
    return SheetPage(
        sheet=sheet,
        state=str(sheet.get_state_display()),
        open=sheet.state == SheetState.READY,
        groups=[
            Group(str(kind), str(TITLES[kind]), len(found), [_row(line) for line in found[:SHOWN]])
            for kind, found in by_kind.items()
            if found
        ],
        same=counts[Outcome.SAME],
        total=len(sheet.rows),
        writable=sum(counts[kind] for kind in CHOSEN),
        ignored=sum(bool(line.judged.ignored) for line in lines),
    )


def _row(line: Line) -> RowLine:
    outcome = line.judged.outcome
    return RowLine(
        number=line.number,
        place=_("%(sheet)s, dòng %(row)s") % {"sheet": line.sheet, "row": line.place().row_name},
        code=line.code,
        text=line.editable["text"] or (line.current.values["text"] if line.current else ""),
        cells=[*_faults(line), *_changes(line)],
        ignored=[HEADINGS[column] for column in line.judged.ignored],
        ticked=outcome in CHOSEN,
        can_tick=outcome in (*CHOSEN, Outcome.UNMARKED),
    )


def _changes(line: Line) -> list[CellLine]:
    wrong = {fault.column for fault in line.judged.faults}
    if line.judged.outcome is Outcome.NEW:
        return [
            CellLine(HEADINGS[column], _cell(line, column), new=shown(column, value))
            for column, value in line.editable.items()
            if value and column != "text"
        ]
    return [
        CellLine(
            HEADINGS[change.column],
            _cell(line, change.column),
            shown(change.column, change.old),
            shown(change.column, change.new),
        )
        for change in line.judged.changes
        if change.column not in wrong
    ]


def _faults(line: Line) -> list[CellLine]:
    return [
        CellLine(HEADINGS[fault.column], _cell(line, fault.column), fault=fault_words(fault))
        for fault in line.judged.faults
    ]


def fault_words(fault: CellFault) -> str:
    """What is wrong with the cell and what to do."""
    if fault.fault is Fault.WRONG_PART:
        return wrong_words(fault.said)
    return _FAULTS[fault.fault]() % {"said": fault.said}


def _cell(line: Line, column: str) -> str:
    """The cell as spreadsheet programs name it (D5), or its row where the file has no such column."""
    place = line.place(column)
    return f"{place.column_name}{place.row_name}"


def shown(column: str, value: str) -> str:
    """A plain value as people read it."""
    if column == "due" and value:
        return day_words(date.fromisoformat(value))
    names: Mapping[str, Mapping[str, str]] = {"rhythm": WORDS.rhythms, "level": WORDS.levels}
    return names[column].get(value, value) if column in names else value


@dataclass(frozen=True, slots=True)
class SheetsPage:
    waiting: Sequence[SheetImport]
    done: Sequence[SheetImport]


def sheets_page(account: object) -> SheetsPage:
    rows = SheetImport.objects.visible_to(account).defer("rows")
    return SheetsPage(
        waiting=list(rows.filter(state=SheetState.READY)[:20]),
        done=list(rows.exclude(state=SheetState.READY)[:20]),
    )
