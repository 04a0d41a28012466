"""Spreadsheets in: values, merged cells, headings, refusals that can be acted on."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sauro import definitions
from sauro.engine.documents import sheets as module
from sauro.engine.documents.sheet_tables import Column, NoTable, SheetTable, find_table
from sauro.engine.documents.sheets import Sheet, SheetRefused, column_letters, read_sheets

COLUMNS = (
    Column("stt", ("STT", "TT")),
    Column("task", ("Nhiệm vụ", "Nội dung công việc"), required=True),
    Column("lead", ("Chủ trì", "Cơ quan chủ trì")),
    Column("due", ("Thời hạn", "Thời gian thực hiện")),
)


def book(**sheets: list[list[Any]]) -> bytes:
    target = io.BytesIO()
    workbook = xlsxwriter.Workbook(target, {"in_memory": True})
    day = workbook.add_format({"num_format": "dd/mm/yyyy"})
    for name, rows in sheets.items():
        sheet = workbook.add_worksheet(name)
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(r, c, value, day)
                elif value is not None:
                    sheet.write(r, c, value)
    workbook.close()
    return target.getvalue()


def test_values_keep_their_kind() -> None:
    data = book(So=[["Mã", "NV-01.01 "], [12, 1.5], [True, date(2026, 9, 30)], ["Nguyễn\u00a0Văn A", None]])
    (sheet,) = read_sheets(data)
    assert sheet.rows == (("Mã", "NV-01.01"), (12, 1.5), (True, date(2026, 9, 30)), ("Nguyễn Văn A", None))


def test_a_formula_gives_its_stored_result_and_is_never_computed() -> None:
    target = io.BytesIO()
    workbook = xlsxwriter.Workbook(target, {"in_memory": True})
    workbook.add_worksheet("S").write_formula(0, 0, "=1+1", value=41)
    workbook.close()
    assert read_sheets(target.getvalue())[0].rows == ((41,),)


def test_a_merged_cell_counts_for_each_cell_it_spans() -> None:
    target = io.BytesIO()
    workbook = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet = workbook.add_worksheet("S")
    sheet.merge_range("A1:B2", "chung")
    sheet.write("C2", "x")
    workbook.close()
    assert read_sheets(target.getvalue())[0].rows == (("chung", "chung", None), ("chung", "chung", "x"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_in_the_encodings_that_spreadsheet_programs_write(encoding: str, delimiter: str) -> None:
    data = f"Mã{delimiter}Đơn vị\r\n1{delimiter}Sở Nội vụ\r\n".encode(encoding)
    assert read_sheets(data)[0].rows == (("Mã", "Đơn vị"), ("1", "Sở Nội vụ"))


def refused_inside() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet1.xml", b"0" * (module.MOST_UNPACKED + 1))
    return target.getvalue()


def with_macro() -> bytes:
    target = io.BytesIO(book(S=[["a"]]))
    with zipfile.ZipFile(target, "a") as package:
        package.writestr("xl/vbaProject.bin", b"x")
    return target.getvalue()


CASES = {
    "nothing": (b"", "sheet_empty"),
    "an empty book": (book(S=[]), "sheet_empty"),
    "a Word file of old": (module._OLE + b"\0" * 600, "not_a_sheet"),
    "a password": (module._OLE + b"\0" * 600 + module._ENCRYPTED, "sheet_encrypted"),
    "a broken old book": (module._OLE + b"\0" * 600 + module._BOOKS[0], "sheet_corrupt"),
    "a broken package": (b"PK\x03\x04 and no more", "sheet_corrupt"),
    "a package that is no book": (refused_inside, "sheet_too_large_inside"),
    "macros": (with_macro, "sheet_macro"),
    "a web page": (b"<html><table><tr><td>1,2</td></tr></table>", "sheet_is_html"),
    "plain words": ("Một câu không có cột nào".encode(), "not_a_sheet"),
    "letters of an old font": (
        "Tªn ®¬n vÞ;Sè l−îng\nSë Néi vô".encode("cp1258", "ignore") + b"\xff",
        "sheet_not_unicode",
    ),
    "too large": (b"a;b\n" * (module.MOST_BYTES // 4 + 1), "sheet_too_large"),
    "too many columns": (b";" * 600, "sheet_too_many_cells"),
}


@pytest.mark.parametrize("name", CASES)
def test_a_file_that_cannot_be_read_is_refused_with_its_reason(name: str) -> None:
    data, code = CASES[name]
    with pytest.raises(SheetRefused) as refused:
        read_sheets(data() if callable(data) else data)
    assert refused.value.code == code


def test_every_refusal_is_tested_and_has_words_in_both_languages() -> None:
    source = Path(module.__file__).read_text()
    raised = set(re.findall(r'"((?:sheet_\w+|not_a_sheet))"', source))
    said = yaml.safe_load(definitions.text("messages/sheets.yaml"))["refusals"]
    assert raised == set(said) == {code for _data, code in CASES.values()}
    for entry in said.values():
        assert all(entry[part].endswith(".") for part in ("vi", "en", "remedy_vi", "remedy_en"))


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for start in (b"", b"PK\x03\x04", module._OLE):
        try:
            sheets = read_sheets(start + data)
        except SheetRefused:
            continue
        assert all(sheet.rows for sheet in sheets)


@pytest.mark.parametrize(("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_are_named_as_people_see_them(index: int, letters: str) -> None:
    assert column_letters(index) == letters


def table(rows: list[tuple[Any, ...]]) -> SheetTable:
    found = find_table(Sheet("S", tuple(rows)), COLUMNS)
    assert isinstance(found, SheetTable)
    return found


def test_a_heading_is_found_below_titles_whatever_its_marks_and_notes() -> None:
    found = table(
        [
            ("SỞ MẪU", None, None),
            (None, None, None),
            ("tt", "NỘI DUNG CÔNG VIỆC", "Co quan chu tri (ghi rõ)"),
            ("(1)", "(2)", "(3)"),
            (1, "Rà soát", "Sở Mẫu"),
        ]
    )
    assert found.heading == 2
    assert dict(found.columns) == {"stt": 0, "task": 1, "lead": 2}
    assert [dict(row.values) for row in found.rows] == [{"stt": 1, "task": "Rà soát", "lead": "Sở Mẫu"}]
    assert (found.place(found.rows[0], "lead").row_name, found.place(found.rows[0], "lead").column_name) == (
        "5",
        "C",
    )


def test_a_heading_of_two_lines_with_merged_cells() -> None:
    found = table(
        [
            ("STT", "Nhiệm vụ", "Phân công", "Phân công", "Ghi chú"),
            ("STT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời hạn", "Ghi chú"),
            (1, "Rà soát", "Sở Mẫu", date(2026, 6, 30), "x"),
        ]
    )
    assert dict(found.columns) == {"stt": 0, "task": 1, "lead": 2, "due": 3}
    assert found.unknown == ((4, "Ghi chú"),)
    assert len(found.rows) == 1


def test_rows_that_only_carry_a_number_are_no_data() -> None:
    found = table([("TT", "Nhiệm vụ"), (1, "Rà soát"), (2, None), (None, None), (3, "Công khai")])
    assert [row.index for row in found.rows] == [1, 4]


def test_a_sheet_without_the_heading_says_which_is_missing() -> None:
    assert find_table(Sheet("S", (("TT", "Ghi chú"), (1, "x"))), COLUMNS) == NoTable(
        "S", ("Nhiệm vụ",), (), 0
    )
    assert find_table(Sheet("S", (("a", "b"),)), COLUMNS) == NoTable("S", ("Nhiệm vụ",))


def test_a_heading_met_twice_is_refused() -> None:
    found = find_table(Sheet("S", (("Nhiệm vụ", "Nội dung công việc"), ("a", "b"))), COLUMNS)
    assert found == NoTable("S", (), ("Nhiệm vụ", "Nội dung công việc"), 0)


def test_a_hidden_zero_character_is_left_out() -> None:
    """Workbooks write it as _x0000_, and a database may take it in no text."""
    source, target = (
        zipfile.ZipFile(io.BytesIO(book(So=[["Mã", "Ruộng HERE đẹp"], ["HERE", 1]]))),
        io.BytesIO(),
    )
    with zipfile.ZipFile(target, "w") as package:
        for name in source.namelist():
            package.writestr(name, source.read(name).replace(b"HERE", b"_x0000_"))
    assert read_sheets(target.getvalue())[0].rows == (("Mã", "Ruộng  đẹp"), (None, 1))
