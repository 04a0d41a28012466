"""Ruled tables of PDF pages: words into cells, and tables that go on over page breaks.

Belongs here: rows, repeated headers, rows cut by a page. Does not belong here: finding the ruling lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sauro.engine.documents.markers import continues, may_go_on, starts_item
from sauro.engine.documents.pdf_grid import Grid
from sauro.engine.documents.pdf_lines import Margins, lines_of, paragraphs_of, pitch_of
from sauro.engine.documents.pdf_page import Word
from sauro.engine.documents.writer import CellDraft, ParagraphDraft, TableDraft

_SAME = 6.0
_PADDING = 5.0
_MOST_HEADER_ROWS = 4


@dataclass(slots=True)
class PageTable:
    """A table as far as one page holds it."""

    grid: Grid
    draft: TableDraft


def table_of(grid: Grid, words: Sequence[Word], page: int) -> PageTable:
    boxes: dict[int, list[Word]] = {}
    for word in words:
        place = grid.place((word.x0 + word.x1) / 2, (word.top + word.bottom) / 2)
        if place is not None:
            boxes.setdefault(grid.cells[place[0]][place[1]], []).append(word)
    drafts: dict[int, CellDraft] = {}
    for row in grid.cells:
        for column, cell in enumerate(row):
            if cell not in drafts:
                last = max(at for at, other in enumerate(row) if other == cell)
                inside = boxes.get(cell, [])
                drafts[cell] = CellDraft(_paragraphs(inside, page, grid.xs[column], grid.xs[last + 1]))
    return PageTable(grid, TableDraft([[drafts[cell] for cell in row] for row in grid.cells]))


def _paragraphs(words: Sequence[Word], page: int, left: float, right: float) -> list[ParagraphDraft]:
    if not words:
        return []
    lines = lines_of(words, page)
    # What is left free at the side where text begins is left free at the other side too.
    padding = min(max(min(line.x0 for line in lines) - left, 1.0), _PADDING)
    margins = {
        page: Margins(min(line.x0 for line in lines), max(right - padding, max(line.x1 for line in lines)))
    }
    return paragraphs_of(lines, margins, pitch_of(lines), cell=True)


def goes_on(one: PageTable, two: PageTable) -> bool:
    """Whether a table at the top of a page is the rest of the one that ended the page before."""
    if len(one.grid.xs) != len(two.grid.xs):
        return False
    return all(abs(a - b) <= _SAME for a, b in zip(one.grid.xs, two.grid.xs, strict=True))


def join(one: PageTable, two: PageTable) -> None:
    """Puts the rows of ``two`` below those of ``one``."""
    rows = list(two.draft.rows)
    # At most what may be a header: a table whose rows repeat each other must not lose them.
    for header in one.draft.rows[:_MOST_HEADER_ROWS]:
        if rows and _words(rows[0]) == _words(header) and "".join(_words(header)):
            rows.pop(0)
        else:
            break
    if rows and one.draft.rows:
        last = one.draft.rows[-1]
        if _is_rest(last, rows[0]):
            rest = rows.pop(0)
            _append_rest(last, rest)
            _share_cells_of(last, rest, rows)
        else:
            _share_open_cells(last, rows)
            _share_merged_cells(last, rows)
    one.draft.rows.extend(rows)
    one.grid = two.grid


def _words(row: Sequence[CellDraft]) -> list[str]:
    return [" ".join(paragraph.text for paragraph in cell.paragraphs) for cell in row]


def _is_rest(last: Sequence[CellDraft], row: Sequence[CellDraft]) -> bool:
    """Whether a row only carries on the cells of the row above: no ordinal, and a sentence that goes on."""
    if row[0].paragraphs or not last[0].paragraphs:
        return False
    filled = [number for number, cell in enumerate(row) if cell.paragraphs]
    if not filled or any(not last[number].paragraphs for number in filled):
        return False
    ends = [(_words(last)[number], _words(row)[number]) for number in filled]
    if any(continues(rest) and may_go_on(before) for before, rest in ends):
        return True
    return len(filled) * 2 < len({id(cell) for cell in row})


def _append_rest(last: Sequence[CellDraft], row: Sequence[CellDraft]) -> None:
    done: set[int] = set()
    for above, below in zip(last, row, strict=True):
        if not below.paragraphs or id(below) in done:
            continue
        done.add(id(below))
        first, *others = below.paragraphs
        before = above.paragraphs[-1] if above.paragraphs else None
        # Inside a cell that a page cuts, an unfinished paragraph goes on unless an item opens.
        if before is not None and may_go_on(before.text) and not starts_item(first.text):
            before.text = f"{before.text} {first.text}"
        else:
            above.paragraphs.append(first)
        above.paragraphs.extend(others)


def _share_cells_of(
    last: Sequence[CellDraft], rest: Sequence[CellDraft], rows: list[list[CellDraft]]
) -> None:
    """A cell that the page cut and that spans rows below counts for these rows too."""
    whole = {id(cell): above for above, cell in zip(last, rest, strict=True)}
    for row in rows:
        for column, cell in enumerate(row):
            row[column] = whole.get(id(cell), cell)


def _share_open_cells(last: Sequence[CellDraft], rows: list[list[CellDraft]]) -> None:
    """Cells merged over rows are cut by the page too: their rest is empty, from the first column on."""
    row = rows[0]
    if row[0].paragraphs or not any(cell.paragraphs for cell in row):
        return
    for column, cell in enumerate(row):
        if cell.paragraphs or not last[column].paragraphs:
            return
        for other in rows:
            if other[column] is cell:
                other[column] = last[column]


def _share_merged_cells(last: Sequence[CellDraft], rows: list[list[CellDraft]]) -> None:
    """An empty cell that spans rows at the head of a page is the rest of the cell above: none is merged to be empty."""
    if len(rows) < 2:
        return
    for column, cell in enumerate(rows[0]):
        above = last[column]
        empty = not cell.paragraphs and cell is rows[1][column] and bool(above.paragraphs)
        if not empty or sum(one is above for one in last) > 1 or sum(one is cell for one in rows[0]) > 1:
            continue
        for row in rows:
            row[column] = above if row[column] is cell else row[column]
