"""The register as an XLSX workbook: made to be edited and to come back.

Belongs here: sheets, widths, lists to choose from, the page that explains. Does not belong here: which tasks
(the register's filters), what a returned row means (``register_sheet``).

Every text is written as a text, so that a wording which begins with "=" never becomes a formula.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

import xlsxwriter

from sauro.plans.register_sheet import COLUMNS, EDITABLE, HEADINGS, WORDS, mark_of
from sauro.plans.sheet_rows import TaskRow
from sauro.web.text import day_words

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADING_ROW = 2
_NAMES: Mapping[str, Mapping[str, str]] = {"rhythm": WORDS.rhythms, "level": WORDS.levels}


def workbook(rows: Iterable[TaskRow], *, made_at: datetime) -> bytes:
    """The bytes of the workbook; ``made_at`` is printed on it."""
    target = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(target, options)
    book.set_properties({"title": WORDS.title, "created": datetime(2026, 1, 1)})  # noqa: DTZ001 - the library takes no zone
    sheet = book.add_worksheet(WORDS.sheet)
    last = _fill(book, sheet, rows, made_at)
    _choices(sheet, last)
    guide = book.add_worksheet(WORDS.guide_sheet)
    guide.set_column(0, 0, 110)
    for at, line in enumerate(WORDS.guide):
        guide.write_string(at, 0, line)
    book.close()
    return target.getvalue()


def _fill(book: Any, sheet: Any, rows: Iterable[TaskRow], made_at: datetime) -> int:
    grid = {"text_wrap": True, "valign": "top", "border": 1, "font_name": "Times New Roman", "font_size": 11}
    free = book.add_format(grid)
    shut = book.add_format(grid | {"bg_color": "#ECEFF1", "font_color": "#43515C"})
    day = book.add_format(grid | {"num_format": "dd/mm/yyyy", "align": "left"})
    head = book.add_format(
        grid | {"bold": True, "align": "center", "valign": "vcenter", "bg_color": "#D7E3EE"}
    )
    bold = book.add_format({"bold": True, "font_name": "Times New Roman", "font_size": 14})
    small = book.add_format({"font_name": "Times New Roman", "font_size": 10, "italic": True})
    sheet.write_string(0, 0, WORDS.title, bold)
    sheet.write_string(1, 0, WORDS.made_at.format(time=f"{made_at:%H:%M}", day=day_words(made_at)), small)
    for at, column in enumerate(COLUMNS):
        sheet.set_column(at, at, WORDS.widths[column.code], None, {"hidden": column.code == "mark"})
        sheet.write_string(HEADING_ROW, at, HEADINGS[column.code], head)
    line = HEADING_ROW
    for number, row in enumerate(rows, start=1):
        line = HEADING_ROW + number
        values = row.current.values
        for at, column in enumerate(COLUMNS):
            if column.code == "stt":
                sheet.write_number(line, at, number, shut)
            elif column.code == "due" and values["due"]:
                sheet.write_datetime(line, at, date.fromisoformat(values["due"]), day)
            else:
                said = _said(column.code, row)
                sheet.write_string(line, at, said, free if column.code in EDITABLE else shut)
    sheet.freeze_panes(HEADING_ROW + 1, 2)
    sheet.autofilter(HEADING_ROW, 0, max(line, HEADING_ROW + 1), len(COLUMNS) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADING_ROW)
    return line


def _said(column: str, row: TaskRow) -> str:
    if column == "code":
        return row.code
    if column == "mark":
        return mark_of(row.current.values)
    value = row.current.values[column]
    return _NAMES[column].get(value, value) if column in _NAMES else value


def _choices(sheet: Any, last: int) -> None:
    """Lists to choose from, also on the empty rows below where new tasks are written."""
    places = {column.code: at for at, column in enumerate(COLUMNS)}
    for column, names in _NAMES.items():
        at = places[column]
        rule = {"validate": "list", "source": list(names.values()), "ignore_blank": True}
        sheet.data_validation(HEADING_ROW + 1, at, last + 500, at, rule)
