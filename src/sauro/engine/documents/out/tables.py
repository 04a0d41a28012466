"""Tables of a document: columns, header rows, merged cells.

Belongs here: the values, their checks and the grid they cover. Does not belong here: how a table is drawn.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from sauro.engine.documents.out.refusal import ImproperDocument
from sauro.engine.documents.out.words import Words, check_mark, check_words, plain


class Align(Enum):
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    JUSTIFY = "both"


@dataclass(frozen=True, slots=True)
class Column:
    """``width`` is a share: columns of 1 and 3 take a quarter and three quarters of the page's text width."""

    width: float
    align: Align = Align.LEFT

    def __post_init__(self) -> None:
        if not 0 < self.width < 1000:
            raise ImproperDocument("bad_width", width=self.width)


@dataclass(frozen=True, slots=True)
class Cell:
    """Words of one printed cell; a line break starts a new paragraph. Empty is a blank cell.

    ``across`` and ``down`` say how many columns and rows it covers; ``align`` is the column's where it is None.
    """

    words: Words = ""
    across: int = 1
    down: int = 1
    align: Align | None = None
    bold: bool = False

    def __post_init__(self) -> None:
        if isinstance(self.words, str):
            check_words(self.words)
        if "\t" in plain(self.words):
            raise ImproperDocument("several_lines", part="cell", words=plain(self.words)[:40])
        if self.across < 1 or self.down < 1:
            raise ImproperDocument("bad_span", words=plain(self.words)[:40])


@dataclass(frozen=True, slots=True)
class Row:
    """Cells from left to right, without those that a cell above already covers."""

    cells: tuple[Cell, ...]
    bold: bool = False
    mark: str = ""

    def __post_init__(self) -> None:
        check_mark(self.mark)


@dataclass(frozen=True, slots=True)
class Table:
    """``head`` rows are repeated on each page. ``unit`` stands above at the right ("Đơn vị tính: %").

    ``size`` is the size of its letters in points.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    head: tuple[Row, ...] = ()
    caption: str = ""
    unit: str = ""
    size: int = 12

    def __post_init__(self) -> None:
        check_words(self.caption)
        check_words(self.unit)
        if not self.columns or not (self.rows or self.head):
            raise ImproperDocument("empty_table", caption=self.caption)
        if not 10 <= self.size <= 14:
            raise ImproperDocument("bad_size", size=self.size)
        for rows in (self.head, self.rows):
            for _ in placed(rows, len(self.columns), self.caption):
                pass


@dataclass(frozen=True, slots=True)
class Place:
    """One grid position of a row: the cell, the column it starts in, and whether it only goes on from above."""

    cell: Cell
    column: int
    continued: bool = False


def placed(rows: tuple[Row, ...], columns: int, caption: str = "") -> Iterator[tuple[Row, tuple[Place, ...]]]:
    """Each row with what covers it from left to right; refused where cells overlap, stick out or leave a hole."""
    open_cells: dict[
        int, tuple[Cell, int]
    ] = {}  # by first column: the cell and how many rows it still covers
    for number, row in enumerate(rows, 1):
        waiting = list(row.cells)
        line: list[Place] = []
        at = 0
        while at < columns:
            if at in open_cells:
                cell, left = open_cells.pop(at)
                if left > 1:
                    open_cells[at] = (cell, left - 1)
                line.append(Place(cell, at, continued=True))
            elif waiting:
                cell = waiting.pop(0)
                if any(at < other < at + cell.across for other in open_cells):
                    raise ImproperDocument("cells_overlap", row=number, caption=caption)
                if cell.down > 1:
                    open_cells[at] = (cell, cell.down - 1)
                line.append(Place(cell, at))
            else:
                raise ImproperDocument("row_too_short", row=number, caption=caption, columns=columns)
            at += cell.across
        if waiting or at > columns:
            raise ImproperDocument("row_too_long", row=number, caption=caption, columns=columns)
        yield row, tuple(line)
    if open_cells:
        raise ImproperDocument("span_out_of_table", row=len(rows), caption=caption)
