"""The spreadsheets that people download: templates to fill in, and the list of one-time links.

Belongs here: sheets, headings, widths. Does not belong here: which people or units (callers hand them in).

Every cell is written as text or as a number, never as a formula: a name that begins with = stays a name.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import xlsxwriter

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SAFE = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet: a heading row and rows of text; ``widths`` in characters, one for each column."""

    name: str
    heading: Sequence[str]
    rows: Iterable[Sequence[str]]
    widths: Sequence[int]


def workbook(pages: Sequence[Page], *, title: str) -> bytes:
    """The file; its times are not written, so that the same content is the same file."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, _SAFE) as book:
        book.set_properties({"title": title, "author": "Sáu Rõ"})
        head = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#E9EEF1"}
        )
        body = book.add_format({"num_format": "@", "valign": "top", "text_wrap": True})
        for page in pages:
            sheet = book.add_worksheet(page.name)
            sheet.freeze_panes(1, 0)
            for at, (words, width) in enumerate(zip(page.heading, page.widths, strict=True)):
                sheet.set_column(at, at, width, body)
                sheet.write_string(0, at, words, head)
            for number, row in enumerate(page.rows, start=1):
                for at, value in enumerate(row):
                    sheet.write_string(number, at, value, body)
    return out.getvalue()
