"""One cell as a value of this room, or the problem with it.

Belongs here: words, days, sign-in names. Does not belong here: what rows mean together (``accounts``, ``units``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

import yaml

from sauro import definitions
from sauro.engine.documents.sheet_tables import Column, NoTable, Row, SheetTable, find_table
from sauro.engine.documents.sheets import Place, Sheet, Value, column_letters
from sauro.engine.text.days import read_day
from sauro.engine.text.fold import fold
from sauro.people.sheets.problems import Problem
from sauro.web.text import day_words

MOST_ROWS = 5000
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_SPACE = re.compile(r"\W+")


def columns_of(kind: str) -> tuple[Column, ...]:
    """The columns of a sheet of ``accounts`` or ``units``, as the definitions name them."""
    entries = yaml.safe_load(definitions.text("people_sheets.yaml"))[kind]
    return tuple(Column(e["code"], tuple(e["names"]), bool(e.get("required"))) for e in entries)


def key(text: str) -> str:
    """Words compared without marks, letter case and punctuation."""
    return _SPACE.sub(" ", fold(text)).strip()


def plain(value: Value) -> str:
    """A cell as one line of text; a code that a spreadsheet took for a number is the code again."""
    if value is None:
        return ""
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, datetime | date):
        return day_words(value)
    return " ".join(_CONTROL.sub(" ", str(value)).split())


@dataclass(slots=True)
class Cells:
    """One table being read; ``problems`` grows."""

    table: SheetTable
    columns: Sequence[Column]
    problems: list[Problem] = field(default_factory=list)

    def heading(self, code: str) -> str:
        return next(column.names[0] for column in self.columns if column.code == code)

    def wrong(self, row: Row | None, column: str, code: str, /, **values: object) -> None:
        heading = self.heading(column) if column else ""
        told = {"heading": heading.lower(), **{name: str(value) for name, value in values.items()}}
        self.problems.append(Problem(code, self.table.place(row, column), heading, tuple(told.items())))

    def text(self, row: Row, column: str, most: int, *, required: bool = False, words: bool = False) -> str:
        """The text of a cell; ``words`` must begin with a letter, so that no formula comes in as a name."""
        value = plain(row.values.get(column))
        if not value:
            if required:
                self.wrong(row, column, "missing")
            return ""
        if len(value) > most:
            self.wrong(row, column, "too_long", most=most)
        elif words and not value[0].isalpha():
            self.wrong(row, column, "not_words", value=value[:40])
        return value

    def day(self, row: Row, column: str) -> date | None:
        value = row.values.get(column)
        if value is None:
            return None
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        try:
            return read_day(plain(value))
        except ValueError:
            self.wrong(row, column, "day_form", value=plain(value)[:40])
            return None


def tables(sheets: Sequence[Sheet], columns: Sequence[Column]) -> tuple[list[SheetTable], list[Problem]]:
    """The tables of all sheets; other sheets (instructions, lists) may stand beside them."""
    found: list[SheetTable] = []
    missed: list[NoTable] = []
    for sheet in sheets:
        table = find_table(sheet, columns)
        if isinstance(table, SheetTable):
            found.append(table)
        else:
            missed.append(table)
    if found:
        return found, _counted(found)
    best = max(missed, key=lambda one: -len(one.missing))
    place = Place(best.sheet, best.heading)
    if best.twice:
        return [], [Problem("heading_twice", place, "", (("heading", best.twice[0]),))]
    return [], [Problem("no_table", place, "", (("missing", ", ".join(best.missing)),))]


def _counted(found: Sequence[SheetTable]) -> list[Problem]:
    rows = sum(len(table.rows) for table in found)
    if rows > MOST_ROWS:
        return [Problem("too_many_rows", found[0].place(), "", (("most", str(MOST_ROWS)),))]
    return [] if rows else [Problem("no_rows", found[0].place())]


def lookup(value: str, known: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The codes that a text may mean: an exact code first, then a name in any spelling."""
    return known.get(value) or known.get(key(value)) or ()


def place_words(place: Place) -> tuple[str, str, str]:
    """Sheet, row and column as a person names them; empty where unknown."""
    column = column_letters(place.column) if place.column is not None else ""
    return place.sheet, place.row_name, column
