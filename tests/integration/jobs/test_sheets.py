"""Spreadsheets opened in the child: the same values come back, a hostile one costs the child only."""

from __future__ import annotations

import io
from datetime import date

import pytest
import xlsxwriter

from sauro.engine.documents.sheets import SheetRefused, read_sheets
from sauro.jobs.sheets import open_sheets, refusal_words


def book(last_cell: str = "B2") -> bytes:
    target = io.BytesIO()
    workbook = xlsxwriter.Workbook(target, {"in_memory": True, "default_date_format": "dd/mm/yyyy hh:mm"})
    sheet = workbook.add_worksheet("Sổ")
    sheet.write("A1", "Hạn")
    sheet.write_datetime("A2", date(2026, 9, 30))
    sheet.write(last_cell, 1.5)
    workbook.close()
    return target.getvalue()


def test_what_the_child_read_comes_back_unchanged() -> None:
    assert open_sheets(book()) == read_sheets(book())


def test_a_cell_at_the_far_end_does_not_cost_the_parent() -> None:
    with pytest.raises(SheetRefused) as refused:
        open_sheets(book("XFD1048576"))
    assert refused.value.code == "sheet_too_many_cells"


def test_a_refusal_comes_back_with_its_words() -> None:
    with pytest.raises(SheetRefused) as refused:
        open_sheets(b"one;two\n" * 3_000_000)
    assert refused.value.code == "sheet_too_large"
    assert "20 MB" in refusal_words(refused.value, "vi")[0]
    assert all(refusal_words(refused.value, "en"))
