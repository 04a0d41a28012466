"""A table within a sheet: where its heading stands, which column is which, which rows are data.

Belongs here: headings of one, two or three lines with merged cells, rows that only carry a number or a numbering of
the columns. Does not belong here: opening a file (``sheets``), what a value must be.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sauro.engine.documents.sheets import Place, Sheet, Value
from sauro.engine.text.fold import fold

HEADING_WITHIN = 60
"""A heading stands within the first rows; above it there are titles and the issuing office."""
HEADING_LINES = 3
_NUMBERING = re.compile(r"\(?\d{1,2}\)?(\s*=.*)?")
_SPACE = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class Column:
    """A column that a table may have: accepted headings, the own one first."""

    code: str
    names: tuple[str, ...]
    required: bool = False

    def __post_init__(self) -> None:
        if not self.names or not all(self.names):
            raise ValueError(f"the column {self.code} has no heading")


@dataclass(frozen=True, slots=True)
class Row:
    """``index`` is the row of the sheet, counted from 0; ``values`` by column code, None where empty."""

    index: int
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class SheetTable:
    """``columns`` gives the sheet's column of each code that was found, ``unknown`` headings nobody asked for."""

    sheet: str
    heading: int
    columns: Mapping[str, int]
    unknown: tuple[tuple[int, str], ...]
    rows: tuple[Row, ...]

    def place(self, row: Row | None = None, code: str = "") -> Place:
        return Place(self.sheet, row.index if row else self.heading, self.columns.get(code))


@dataclass(frozen=True, slots=True)
class NoTable:
    """Why a sheet has no such table: ``missing`` names required headings, ``twice`` a heading met two times."""

    sheet: str
    missing: tuple[str, ...] = ()
    twice: tuple[str, ...] = ()
    heading: int | None = None


def find_table(sheet: Sheet, columns: Sequence[Column]) -> SheetTable | NoTable:
    """The table whose heading names most of the columns on the fewest rows; it may spread over two or three.

    A required heading that is absent, or any heading met twice, gives NoTable. Nothing: rows without any value, rows
    whose only value is in the column "stt", and a row that numbers the columns are no data.
    """
    wanted = {_name(name): column.code for column in columns for name in column.names}
    best: tuple[int, int, int, dict[int, str], dict[int, str]] | None = None
    for top in range(min(HEADING_WITHIN, len(sheet.rows))):
        for lines in range(1, HEADING_LINES + 1):
            found, headings = _match(sheet, top, lines, wanted)
            score = len(set(found.values()))
            if score and (best is None or (score, -lines) > (best[0], -best[2])):
                best = (score, top, lines, found, headings)
    required = [column for column in columns if column.required]
    if best is None:
        return NoTable(sheet.name, tuple(column.names[0] for column in required))
    _score, top, lines, found, headings = best
    codes = list(found.values())
    missing = tuple(column.names[0] for column in required if column.code not in codes)
    twice = tuple(headings[at] for at, code in found.items() if codes.count(code) > 1)
    if missing or twice:
        return NoTable(sheet.name, missing, twice, top)
    places = {code: at for at, code in found.items()}
    unknown = tuple((at, text) for at, text in headings.items() if at not in found)
    data = tuple(
        Row(index, {code: row[at] for code, at in places.items()})
        for index, row in enumerate(sheet.rows[top + lines :], start=top + lines)
        if _is_data(row, places)
    )
    return SheetTable(sheet.name, top, places, unknown, data)


def _match(
    sheet: Sheet, top: int, lines: int, wanted: Mapping[str, str]
) -> tuple[dict[int, str], dict[int, str]]:
    """Columns found when rows ``top`` to ``top + lines`` are the heading; a cell merged downwards counts once."""
    found: dict[int, str] = {}
    headings: dict[int, str] = {}
    block = sheet.rows[top : top + lines]
    if len(block) < lines:
        return {}, {}
    for at in range(len(block[0])):
        parts = list(dict.fromkeys(str(row[at]) for row in block if row[at] is not None))
        if not parts or not all(isinstance(row[at], str) or row[at] is None for row in block):
            continue
        headings[at] = " – ".join(" ".join(part.split()) for part in parts)
        tries = [" ".join(parts), parts[-1]] if len(parts) > 1 else parts
        code = next((wanted[_name(text)] for text in tries if _name(text) in wanted), None)
        if code is not None:
            found[at] = code
    return found, headings


def _name(text: str) -> str:
    """A heading without marks, letter case, punctuation and notes in brackets."""
    return _SPACE.sub(" ", fold(re.sub(r"\([^)]*\)", " ", text))).strip()


def _is_data(row: Sequence[Value], places: Mapping[str, int]) -> bool:
    own = {code: row[at] for code, at in places.items() if row[at] is not None}
    if not own or set(own) == {"stt"}:
        return False
    return not (len(own) > 1 and all(_NUMBERING.fullmatch(str(value)) for value in own.values()))
