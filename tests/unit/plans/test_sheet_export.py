"""The workbook that leaves comes back unchanged, and holds nothing that a spreadsheet program would run."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sauro.engine.documents.sheet_tables import SheetTable, find_table
from sauro.engine.documents.sheets import read_sheets
from sauro.plans.presenters.sheet_export import workbook
from sauro.plans.register_sheet import (
    COLUMNS,
    EDITABLE,
    READONLY,
    WORDS,
    Current,
    Outcome,
    cell_text,
    judge,
    returned,
)
from sauro.plans.sheet_rows import TaskRow

pytestmark = pytest.mark.pure

MADE = datetime(2026, 11, 2, 9, 30)  # noqa: DTZ001 - printed as it is


def row(code: str = "NV-02.03", **values: str) -> TaskRow:
    blank = dict.fromkeys((*EDITABLE, *READONLY), "")
    return TaskRow(1, code, Current({**blank, "text": "Rà soát", **values}))


def back(data: bytes) -> SheetTable:
    sheets = {sheet.name: sheet for sheet in read_sheets(data)}
    assert set(sheets) == {WORDS.sheet, WORDS.guide_sheet}
    table = find_table(sheets[WORDS.sheet], COLUMNS)
    assert isinstance(table, SheetTable)
    return table


def test_every_column_comes_back_under_its_own_heading() -> None:
    table = back(workbook([row()], made_at=MADE))
    assert list(table.columns) == [column.code for column in COLUMNS]
    assert table.unknown == ()


def test_a_workbook_comes_back_without_a_change() -> None:
    rows = [
        row("NV-01.01", rhythm="quarter", level="chairman", ground="Điều 7"),
        row("NV-01.02", due="2026-09-30", lead="Sở Mẫu; Sở Khác", product="=SUM(A1:A9)", state="Đang làm"),
    ]
    table = back(workbook(rows, made_at=MADE))
    for source, got in zip(rows, table.rows, strict=True):
        judged = judge(returned(got.values), source.current)
        assert (judged.outcome, judged.changes, judged.ignored) == (Outcome.SAME, (), ())


FORMULAS = ["_x0041_", "=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("x")', "\t=1", "=cmd|' /C calc'!A0"]


@pytest.mark.parametrize("text", FORMULAS)
def test_words_that_look_like_a_formula_stay_words(text: str) -> None:
    held = row(text=cell_text(text))
    (got,) = back(workbook([held], made_at=MADE)).rows
    assert judge(returned(got.values), held.current).outcome is Outcome.SAME
    with zipfile.ZipFile(io.BytesIO(workbook([row(text=cell_text(text))], made_at=MADE))) as package:
        assert not re.search(rb"<f[ >]", package.read("xl/worksheets/sheet1.xml"))
        assert not any("hyperlink" in name.lower() for name in package.namelist())
        assert b"<hyperlink" not in package.read("xl/worksheets/sheet1.xml")


words = st.text(max_size=60)


@given(
    st.lists(
        st.fixed_dictionaries(dict.fromkeys(("text", "product", "ground", "person", "lead"), words)),
        max_size=4,
    )
)
def test_any_words_come_back_as_they_left(rows: list[dict[str, str]]) -> None:
    kept = [
        row(f"NV-{n}", **{name: cell_text(value) for name, value in values.items()})
        for n, values in enumerate(rows, start=1)
    ]
    sheets = {sheet.name: sheet for sheet in read_sheets(workbook(kept, made_at=MADE))}
    table = find_table(sheets[WORDS.sheet], COLUMNS)
    assert isinstance(table, SheetTable)
    assert len(table.rows) == len(kept)
    for source, got in zip(kept, table.rows, strict=True):
        assert judge(returned(got.values), source.current).outcome is Outcome.SAME
