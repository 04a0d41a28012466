"""Spreadsheets in: bytes of XLSX, XLS, ODS or CSV → sheets of plain values.

Belongs here: opening, cell values, merged cells. Does not belong here: where a table begins and what its columns
mean (``sheet_tables``), writing.

Values are what the file stores: formulas give their stored result and are never computed. A number that is whole
is an int. A merged cell counts for each cell that it spans. Nothing: an empty cell is None; white space around
text is not kept.
"""

from __future__ import annotations

import csv
import io
import unicodedata
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import python_calamine

from sauro.engine.documents.legacy import looks_legacy
from sauro.engine.documents.limits import MEGABYTE
from sauro.engine.documents.model import DocumentRefused

Value = str | int | float | bool | date | datetime | None

MOST_BYTES = 20 * MEGABYTE
MOST_UNPACKED = 128 * MEGABYTE
MOST_CELLS = 4_000_000
MOST_COLUMNS = 500
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BOOKS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
_DELIMITERS = ";\t,"


class SheetRefused(DocumentRefused):
    """A spreadsheet that cannot be read; its sentence and remedy stand in ``definitions/messages/sheets.yaml``."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """``rows[0]`` is row 1 of the sheet; every row has the same number of cells."""

    name: str
    rows: tuple[tuple[Value, ...], ...]

    def __post_init__(self) -> None:
        if len({len(row) for row in self.rows}) > 1:
            raise ValueError(f"the rows of {self.name!r} differ in length")


@dataclass(frozen=True, slots=True)
class Place:
    """A cell as people name it; ``row`` and ``column`` are counted from 0 and may be unknown."""

    sheet: str
    row: int | None = None
    column: int | None = None

    @property
    def row_name(self) -> str:
        return "" if self.row is None else str(self.row + 1)

    @property
    def column_name(self) -> str:
        return "" if self.column is None else column_letters(self.column)


def column_letters(index: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def read_sheets(data: bytes) -> tuple[Sheet, ...]:
    """The sheets that hold something, hidden ones included; SheetRefused where the file cannot be read."""
    if not data:
        raise SheetRefused("sheet_empty")
    if len(data) > MOST_BYTES:
        raise SheetRefused("sheet_too_large", limit=MOST_BYTES // MEGABYTE)
    if data.startswith(_ZIP):
        _check_package(data)
        sheets = _from_workbook(data)
    elif data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise SheetRefused("sheet_encrypted")
        if not any(name in data for name in _BOOKS):
            raise SheetRefused("not_a_sheet")
        sheets = _from_workbook(data)
    else:
        sheets = (_from_csv(data),)
    sheets = tuple(sheet for sheet in sheets if sheet.rows)
    if not sheets:
        raise SheetRefused("sheet_empty")
    sample = " ".join(
        str(v) for sheet in sheets for row in sheet.rows[:200] for v in row if isinstance(v, str)
    )
    if looks_legacy(sample):
        raise SheetRefused("sheet_not_unicode")
    return sheets


def _check_package(data: bytes) -> None:
    """Inflates every part within a budget, so that what a part declares about its size is not believed."""
    spent = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for entry in package.infolist():
                if entry.flag_bits & 0x1:
                    raise SheetRefused("sheet_encrypted")
                if entry.filename.lower().endswith("vbaproject.bin"):
                    raise SheetRefused("sheet_macro")
                with package.open(entry) as stream:
                    while piece := stream.read(1 << 16):
                        spent += len(piece)
                        if spent > MOST_UNPACKED:
                            raise SheetRefused("sheet_too_large_inside", place=entry.filename)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as fault:
        raise SheetRefused("sheet_corrupt") from fault


def _from_workbook(data: bytes) -> tuple[Sheet, ...]:
    try:
        book = python_calamine.load_workbook(io.BytesIO(data))
    except python_calamine.PasswordError as fault:
        raise SheetRefused("sheet_encrypted") from fault
    except python_calamine.CalamineError as fault:
        raise SheetRefused("sheet_corrupt") from fault
    sheets = []
    cells = 0
    for about in book.sheets_metadata:
        if about.typ is not python_calamine.SheetTypeEnum.WorkSheet:
            continue
        try:
            sheet = book.get_sheet_by_name(about.name)
            cells += sheet.total_height * sheet.total_width
            if cells > MOST_CELLS or sheet.total_width > MOST_COLUMNS:
                raise SheetRefused("sheet_too_many_cells", place=about.name)
            raw = sheet.to_python(skip_empty_area=False)
            merged = sheet.merged_cell_ranges or []
        except python_calamine.CalamineError as fault:
            raise SheetRefused("sheet_corrupt", place=about.name) from fault
        sheets.append(_sheet(about.name, raw, merged))
    return tuple(sheets)


def _sheet(
    name: str, raw: Sequence[Sequence[object]], merged: Sequence[tuple[tuple[int, int], tuple[int, int]]]
) -> Sheet:
    rows = [[_value(cell) for cell in row] for row in raw]
    for (top, left), (bottom, right) in merged:
        if top >= len(rows) or left >= len(rows[top]):
            continue
        value = rows[top][left]
        for row in rows[top : bottom + 1]:
            for column in range(left, min(right + 1, len(row))):
                row[column] = value
    while rows and not any(value is not None for value in rows[-1]):
        rows.pop()
    return Sheet(unicodedata.normalize("NFC", name).replace("\x00", ""), tuple(tuple(row) for row in rows))


def _value(cell: object) -> Value:
    if isinstance(cell, bool) or cell is None:
        return cell
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() and abs(cell) < 2**53 else cell
    if isinstance(cell, datetime):
        return cell.date() if cell.time() == time() else cell
    if isinstance(cell, (int, date)):
        return cell
    if isinstance(cell, (time, timedelta)):
        return str(cell)
    # a workbook may hide the zero character as _x0000_; no database must meet it
    text = unicodedata.normalize("NFC", str(cell)).replace("\x00", "")
    return text.replace("\r\n", "\n").replace("\u00a0", " ").strip() or None


def _from_csv(data: bytes) -> Sheet:
    text = _decoded(data)
    if "\x00" in text:
        raise SheetRefused("not_a_sheet")
    head = text.lstrip()[:200].lower()
    if head.startswith(("<html", "<!doctype html", "<table", "<?xml")):
        raise SheetRefused("sheet_is_html")
    first = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=first.count)
    if not first.count(delimiter):
        raise SheetRefused("not_a_sheet")
    try:
        rows = [
            [_value(cell) for cell in row]
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        ]
    except csv.Error as fault:
        raise SheetRefused("sheet_corrupt") from fault
    width = max(len(row) for row in rows)
    if width * len(rows) > MOST_CELLS or width > MOST_COLUMNS:
        raise SheetRefused("sheet_too_many_cells", place="CSV")
    return _sheet("CSV", [[*row, *[None] * (width - len(row))] for row in rows], [])


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        codec = "utf-16"
    else:
        codec = "utf-8-sig"
    try:
        return data.decode(codec)
    except UnicodeDecodeError as fault:
        raise SheetRefused("not_a_sheet" if b"\x00" in data else "sheet_not_unicode") from fault
