"""The statistical annex as a workbook for the ministry's software: the same columns, rows and order as the printed annex.

Belongs here: the sheet. Does not belong here: what stands in a row (``cchc_annex``).

Figures and allowed codes are numbers; what is not there is "-" with its reason beside it. Every text is written as text, so
that words which begin with "=" never become a formula. The same lines give the same bytes: no clock is read.
"""

from __future__ import annotations

import io
from datetime import datetime
from decimal import Decimal
from typing import Any

import xlsxwriter

from sauro.reporting.models import ProvinceReport
from sauro.reporting.papers.cchc_annex import AnnexLine, annex_tables
from sauro.reporting.papers.sections import gathered_of, source_line, told_of
from sauro.reporting.papers.wording import wording

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTHS = (8, 70, 20, 16, 50)
HEAD_ROW = 2
_MADE = datetime(2026, 1, 1)  # noqa: DTZ001 - the library takes no zone
_GRID = {"text_wrap": True, "valign": "top", "border": 1, "font_name": "Times New Roman", "font_size": 12}


def workbook_of(paper: ProvinceReport) -> bytes:
    """The bytes of the workbook for a paper with a snapshot."""
    gathered = gathered_of(paper)
    words = wording("cchc")
    target = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(target, options)
    title = words.say("annex.title", period=told_of(paper, gathered).period)
    book.set_properties({"title": title, "comments": source_line(paper), "created": _MADE})
    sheet = book.add_worksheet(words.get("annex.sheet"))
    formats = _formats(book)
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    sheet.write_string(0, 0, title, formats["title"])
    sheet.write_string(1, 0, source_line(paper), formats["small"])
    for column, name in enumerate(words.lines("annex.columns")):
        sheet.write_string(HEAD_ROW, column, name, formats["head"])
    at = HEAD_ROW + 1
    for table in annex_tables(gathered):
        caption = words.say("annex.table", number=table.number, name=table.name)
        sheet.merge_range(at, 0, at, len(WIDTHS) - 1, "", formats["section"])
        sheet.write_string(at, 0, caption, formats["section"])
        at += 1
        for line in table.lines:
            _write(sheet, at, line, formats)
            at += 1
    sheet.freeze_panes(HEAD_ROW + 1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(HEAD_ROW)
    sheet.fit_to_pages(1, 0)
    book.close()
    return target.getvalue()


def _formats(book: Any) -> dict[str, Any]:
    return {
        "title": book.add_format({"bold": True, "font_name": "Times New Roman", "font_size": 14}),
        "small": book.add_format({"italic": True, "font_name": "Times New Roman", "font_size": 10}),
        "head": book.add_format(_GRID | {"bold": True, "align": "center", "valign": "vcenter"}),
        "section": book.add_format(_GRID | {"bold": True}),
        "text": book.add_format(_GRID),
        "middle": book.add_format(_GRID | {"align": "center"}),
        "absent": book.add_format(_GRID | {"align": "right"}),
        "number": book.add_format(_GRID | {"num_format": "#,##0.######", "align": "right"}),
        "whole": book.add_format(_GRID | {"num_format": "#,##0", "align": "right"}),
    }


def _write(sheet: Any, at: int, line: AnnexLine, formats: dict[str, Any]) -> None:
    sheet.write_string(at, 0, line.code, formats["middle"])
    sheet.write_string(at, 1, line.name, formats["text"])
    sheet.write_string(at, 2, line.unit, formats["middle"])
    sheet.write_string(at, 4, line.note, formats["text"])
    if line.heading:
        sheet.write_blank(at, 3, None, formats["text"])
    elif line.number is None:
        sheet.write_string(at, 3, line.text, formats["absent"])
    elif Decimal(repr(float(line.number))) != line.number:
        sheet.write_string(
            at, 3, line.text, formats["absent"]
        )  # more digits than a cell can hold: exact as text
    else:
        whole = line.number == line.number.to_integral_value()
        sheet.write_number(at, 3, float(line.number), formats["whole" if whole else "number"])
