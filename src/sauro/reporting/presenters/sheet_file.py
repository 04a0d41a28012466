"""A report as an XLSX workbook: made to be filled in without a connection and to come back.

Belongs here: sheets, widths, what may be typed in, lists to choose from. Does not belong here: what a returned cell means
(``unit_sheet``). The same report gives the same bytes: no moment is printed. Every text is written as a text, so that
words which begin with "=" never become a formula.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_col_to_name

from sauro.engine.reports.rows import CHOICES, Field, Place, Row, Type
from sauro.engine.reports.values import Value, for_entry, shown
from sauro.reporting import queries
from sauro.reporting.asked import Asked, Part, asked_of
from sauro.reporting.models import Entry, Report
from sauro.reporting.presenters import names
from sauro.reporting.presenters.cells import english, named
from sauro.reporting.presenters.parts import PARTS, by_section
from sauro.reporting.stored import value_of
from sauro.reporting.unit_sheet import (
    AS_OF,
    BEFORE,
    CODE,
    ESTIMATED,
    HEADING_ROW,
    INPUT,
    KEY,
    NAME,
    REASON,
    SIGN,
    UNIT,
    YES,
    key_of,
)

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LISTS = "ma"
"""The hidden sheet of the lists to choose from."""
LONGEST_NAME = 31
"""Characters of a sheet's name that XLSX allows."""
MOST_DIGITS = 15
"""A figure with more stands as text: cells keep no more."""
_SAFE = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_FONT = {"font_name": "Times New Roman", "font_size": 11, "valign": "top", "text_wrap": True, "border": 1}
_WIDTHS = (9, 52, 13, 18, 24, 8, 13, 30, 4)


def sheet_title(part: str) -> str:
    """The name of a part as the name of its sheet."""
    return str(PARTS[part][1])[:LONGEST_NAME]


@dataclass(frozen=True, slots=True)
class _Held:
    """What stands at the places of the report, now and in the period before."""

    entries: Mapping[Place, Entry]
    computed: Mapping[Place, Value]
    previous: Mapping[Place, Value]


def workbook(report: Report) -> bytes:
    asked = asked_of(report)
    entries = queries.values_of(report)
    held = _Held(entries, queries.computed_values(report, asked, entries), queries.previous_values(report))
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, _SAFE)
    title = _("Báo cáo %(period)s của %(unit)s") % {
        "period": names.inside(report.period),
        "unit": report.unit.short_name,
    }
    book.set_properties({"title": title, "created": datetime(2026, 1, 1)})  # noqa: DTZ001 - the library takes no zone
    writer = _Writer(book, held)
    for part in asked.parts:
        writer.part(part, asked, title, f"{SIGN}{report.key}")
    writer.lists()
    book.close()
    return target.getvalue()


class _Writer:
    """One workbook on its way."""

    def __init__(self, book: Any, held: _Held) -> None:
        self.book, self.held = book, held
        shut = {"bg_color": "#ECEFF1", "font_color": "#43515C"}
        self.free = {
            form: book.add_format(_FONT | {"locked": False, "num_format": form})
            for form in ("General", "#,##0", "@", "dd/mm/yyyy")
        }
        self.shut = book.add_format(_FONT | shut)
        self.right = book.add_format(_FONT | shut | {"align": "right"})
        self.head = book.add_format(_FONT | {"bold": True, "align": "center", "bg_color": "#D7E3EE"})
        self.group = book.add_format(_FONT | {"bold": True, "bg_color": "#E9EEF1"})
        self.big = book.add_format({"bold": True, "font_name": "Times New Roman", "font_size": 14})
        self.small = book.add_format({"italic": True, "font_name": "Times New Roman", "font_size": 10})
        self.choices: dict[tuple[str, ...], int] = {}

    def part(self, part: Part, asked: Asked, title: str, sign: str) -> None:
        sheet = self.book.add_worksheet(sheet_title(part.code))
        self.sheet, self.line = sheet, HEADING_ROW
        figures = any(field.is_figure for row in part.rows for field in row.fields)
        for at, width in enumerate(_WIDTHS):
            unused = at == KEY or (not figures and at in (UNIT, ESTIMATED, AS_OF, REASON))
            wide = 70 if at == INPUT and part.form.code == "outline" else width
            sheet.set_column(at, at, wide, None, {"hidden": unused})
        sheet.write_string(0, CODE, title, self.big)
        sheet.write_string(0, KEY, sign, self.small)
        sheet.write_string(1, CODE, _guide(), self.small)
        for at, words in enumerate(_headings()):
            sheet.write_string(HEADING_ROW, at, words, self.head)
        # the rows of a template (tasks, targets) stand in no section
        sections = [("", list(part.rows))] if part.form.template else by_section(part)
        for section, rows in sections:
            if section:
                self._group("", section)
            for row in rows:
                self._row(row, asked)
        sheet.freeze_panes(HEADING_ROW + 1, 2)
        sheet.protect("", {"format_columns": True, "format_rows": True, "select_locked_cells": True})
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(HEADING_ROW)

    def _row(self, row: Row, asked: Asked) -> None:
        code = row.code.partition(".")[2] or row.code
        task = asked.tasks.get(row.key)
        target = asked.targets.get(row.key)
        if row.is_heading:
            self._group(code, named(row))
        elif task is not None:
            self._group(task.code, task.text)
            for one in row.fields:
                self._value(row, one, "", named(one))
        elif target is not None:
            self._group("", f"{target.text} – {target.line}" if target.line else target.text)
            for one in row.fields:
                self._value(row, one, "", named(one))
        else:
            for one in row.fields:
                self._value(row, one, code, named(row))

    def _group(self, code: str, name: str) -> None:
        self.line += 1
        for at in range(KEY):
            self.sheet.write_blank(self.line, at, None, self.group)
        self.sheet.write_string(self.line, CODE, code, self.group)
        self.sheet.write_string(self.line, NAME, name, self.group)

    def _value(self, row: Row, field: Field, code: str, name: str) -> None:
        self.line += 1
        place = (row.key, field.code)
        entry = self.held.entries.get(place)
        sheet, at = self.sheet, self.line
        sheet.write_string(at, CODE, code, self.shut)
        sheet.write_string(at, NAME, name, self.shut)
        unit = field.unit or row.unit
        sheet.write_string(at, UNIT, "" if field.choices else unit, self.shut)
        before = self.held.previous.get(place)
        sheet.write_string(at, BEFORE, shown(before, field, english=english()), self.right)
        if row.rule is not None:
            made = self.held.computed.get(place)
            for column in (ESTIMATED, AS_OF, REASON):
                sheet.write_blank(at, column, None, self.shut)
            sheet.write_string(at, INPUT, shown(made) or _("tự tính"), self.right)
            return
        value = value_of(entry, field) if entry is not None else None
        self._input(field, value)
        sheet.write_string(
            at, KEY, key_of(place, entry.revision if entry is not None else 0, value), self.small
        )

    def _input(self, field: Field, value: Value | None) -> None:
        sheet, at = self.sheet, self.line
        form = self.free[_FORMS.get(field.type, "General")]
        number = value.number if value is not None else None
        if value is None:
            sheet.write_blank(at, INPUT, None, form)
        elif number is not None and _fits(number):
            sheet.write_number(at, INPUT, float(number), form)
        elif field.type in CHOICES:
            sheet.write_string(at, INPUT, shown(value, field, english=english()), form)
        else:
            sheet.write_string(at, INPUT, for_entry(value), form)
        if field.type in CHOICES:
            self._list(field)
        if field.is_figure:
            said = YES if value is not None and value.estimated else ""
            self._beside(ESTIMATED, said, self.free["General"])
            self.sheet.data_validation(at, ESTIMATED, at, ESTIMATED, {"validate": "list", "source": [YES]})
            day = value.as_of if value is not None else None
            if day is not None:
                sheet.write_datetime(at, AS_OF, day, self.free["dd/mm/yyyy"])
            else:
                sheet.write_blank(at, AS_OF, None, self.free["dd/mm/yyyy"])
        else:
            for column in (ESTIMATED, AS_OF):
                sheet.write_blank(at, column, None, self.shut)
        if field.may_be_absent and field.type is not Type.TEXT:
            self._beside(REASON, value.reason if value is not None else "", self.free["@"])
        else:
            sheet.write_blank(at, REASON, None, self.shut)

    def _beside(self, column: int, words: str, form: Any) -> None:
        if words:
            self.sheet.write_string(self.line, column, words, form)
        else:
            self.sheet.write_blank(self.line, column, None, form)

    def _list(self, field: Field) -> None:
        """The labels stand on a sheet of their own: written into the cell, a label with a comma would be two."""
        labels = tuple((english() and one.label_en) or one.label for one in field.choices)
        column = self.choices.setdefault(labels, len(self.choices))
        self.sheet.data_validation(
            self.line,
            INPUT,
            self.line,
            INPUT,
            {
                "validate": "list",
                "source": f"={LISTS}!{_absolute(column, 1)}:{_absolute(column, len(labels))}",
                # "-" with a reason may stand there too: what is wrong is said when the file comes back
                "error_type": "warning",
                "error_title": _("Không có trong danh sách"),
                "error_message": _("Chọn trong danh sách của ô, hoặc ghi dấu - kèm lý do."),
            },
        )

    def lists(self) -> None:
        if not self.choices:
            return
        sheet = self.book.add_worksheet(LISTS)
        sheet.hide()
        for labels, column in self.choices.items():
            for at, label in enumerate(labels):
                sheet.write_string(at, column, label)


_FORMS: Mapping[Type, str] = {Type.COUNT: "#,##0", Type.TEXT: "@"}


def _absolute(column: int, row: int) -> str:
    return f"{xl_col_to_name(column, True)}${row}"


def _fits(number: Decimal) -> bool:
    return len(number.as_tuple().digits) <= MOST_DIGITS


def _headings() -> Iterator[str]:
    yield _("Mã")
    yield _("Nội dung")
    yield _("Đơn vị tính")
    yield _("Kỳ trước")
    yield _("Kỳ này")
    yield _("Số ước")
    yield _("Tính đến ngày")
    yield _("Lý do khi ghi dấu -")


def _guide() -> str:
    return _(
        "Chỉ nhập vào các ô trắng. Không có số liệu thì ghi dấu - và lý do. Lưu tệp rồi tải lên ở trang Điền bằng bảng tính của báo cáo."
    )
