"""The spreadsheet of one report: where its columns stand, what a line carries, what a returned cell means.

Belongs here: pure rules over cells and values. Does not belong here: writing the workbook (``presenters.sheet_file``), the page
that shows what would change, saving (``actions.values``).

Each line carries a key in a hidden column: the place, the number of its value when the file left, and a mark of that value.
So a cell is known to be untouched by the person, changed here, or changed on both sides, without keeping a copy of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sauro.engine.documents.sheets import Sheet, column_letters
from sauro.engine.documents.sheets import Value as Raw
from sauro.engine.reports.rows import Field, Place
from sauro.engine.reports.typed import read_cell
from sauro.engine.reports.values import Kind, Value, clean_text, for_entry
from sauro.engine.text import fold
from sauro.plans.digests import digest
from sauro.reporting.stored import packed

CODE, NAME, UNIT, BEFORE, INPUT, ESTIMATED, AS_OF, REASON, KEY = range(9)
"""The columns, A to I; the last one is hidden."""
HEADING_ROW = 2
SIGN = "sauro.report|"
"""Stands hidden on each sheet of the workbook, before the key of the report."""
YES = "x"
MOST_LINES = 5000
_KEY = re.compile(r"([a-z]+:[^|]{1,80})\|([A-Za-z0-9_.-]{1,20})\|([0-9]{1,9})\|([0-9a-f]{16})")
_SAID_YES = frozenset(fold(word) for word in ("x", "có", "1", "yes", "true", "đúng"))


class NotThisReport(ValueError):  # noqa: N818 - an answer to a person, not a fault
    """The file is no sheet of this report; ``other`` is the key of the report it belongs to, empty where it has none."""

    def __init__(self, other: str = "") -> None:
        super().__init__(other)
        self.other = other


@dataclass(frozen=True, slots=True)
class ReturnedCell:
    """One line with a key: the cell of the value, and those beside it. ``row`` is counted from 0."""

    sheet: str
    row: int
    place: Place
    revision: int
    mark: str
    value: Raw
    estimated: Raw = None
    as_of: Raw = None
    reason: Raw = None

    def at(self, column: int) -> str:
        """The cell as people name it: D14."""
        return f"{column_letters(column)}{self.row + 1}"


def key_of(place: Place, revision: int, value: Value | None) -> str:
    return f"{place[0]}|{place[1]}|{revision}|{mark_of(value)}"


def mark_of(value: Value | None) -> str:
    """A digest of the value as it comes back from a workbook."""
    return digest(packed(as_returned(value)))


def as_returned(value: Value | None) -> Value | None:
    """Workbooks do not keep what a reader of cells takes for a plain blank."""
    if value is None:
        return None
    if value.is_absent:
        return replace(value, reason=_plain(value.reason))
    if value.kind is not Kind.TEXT:
        return value
    text = clean_text(_plain(value.text))
    return Value.text_of(text) if text else None


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ").strip()


def same(first: Value | None, second: Value | None) -> bool:
    """Whether a cell would hold the same."""
    return as_returned(first) == as_returned(second)


def returned_cells(sheets: Sequence[Sheet], report: str) -> tuple[ReturnedCell, ...]:
    """The lines with a key, in the order of the file; NotThisReport where it is another file."""
    signs = {sign for sheet in sheets if (sign := _sign(sheet))}
    if not signs:
        raise NotThisReport
    if signs != {report}:
        raise NotThisReport(min(signs - {report}))
    found = [cell for sheet in sheets for cell in _lines(sheet)]
    if not found:
        raise NotThisReport
    return tuple(found[:MOST_LINES])


def _sign(sheet: Sheet) -> str:
    for row in sheet.rows[: HEADING_ROW + 1]:
        for cell in row:
            if isinstance(cell, str) and cell.startswith(SIGN):
                return cell.removeprefix(SIGN)
    return ""


def _lines(sheet: Sheet) -> Iterator[ReturnedCell]:
    for at, row in enumerate(sheet.rows):
        cell = row[KEY] if len(row) > KEY else None
        key = _KEY.fullmatch(cell) if isinstance(cell, str) else None
        if key is not None:
            yield ReturnedCell(
                sheet.name,
                at,
                (key[1], key[2]),
                int(key[3]),
                key[4],
                row[INPUT],
                row[ESTIMATED],
                row[AS_OF],
                row[REASON],
            )


def typed_words(field: Field, raw: Raw) -> str:
    """The cell as somebody would type it; ValueWrong where it can be no value of the field."""
    if raw is None:
        return ""
    if isinstance(raw, str):
        return raw
    value = read_cell(field, raw)
    return "" if value is None else for_entry(value)


def said_yes(raw: Raw) -> bool:
    return raw is not None and raw is not False and fold(str(raw).strip()) in _SAID_YES


def day_typed(raw: Raw) -> str:
    """A day as somebody would type it; a cell may hold a real day."""
    if isinstance(raw, datetime):
        return raw.date().isoformat()
    return raw.isoformat() if isinstance(raw, date) else words(raw)


def words(raw: Raw) -> str:
    return "" if raw is None else str(raw).strip()
