"""Tables drawn with "|": rows on one line each, and crawls that put every bar on a line of its own.

Belongs here: where such a table lies and its cells. Does not belong here: what a column means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from sauro.engine.documents.lines import Former, Line
from sauro.engine.documents.model import Cell, Paragraph, Table

# One dash alone is an empty cell, one with a colon says how a column is set.
_SET = r"[ \t]*(?:-{2,}|:-+:?|-+:)[ \t]*"
_SEPARATOR = re.compile(rf"\|?{_SET}(?:\|{_SET})*\|?")
_BARS = re.compile(r"\|(?:[ \t]*\|)*")
_BAR = re.compile(r"(?<!\\)\|")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_ORDINAL = re.compile(r"\W*(?:\d{1,3}(?:\.\d{1,3})*|[IVXLC]{1,7}|[a-zđA-ZĐ])[.)]?\W*")

_MOST_COLUMNS = 60

Found = tuple[Table, int, int]


def find_tables(lines: Sequence[Line], former: Former) -> Iterator[Found]:
    """Each table with the number of its first line and of the line after its last; every line is looked at once."""
    last_bar = max((number for number, line in enumerate(lines) if _BARS.fullmatch(line.text)), default=-1)
    at = 0
    while at < len(lines):
        if "|" not in lines[at].text:
            at += 1
            continue
        if _BARS.fullmatch(lines[at].text):
            table, after = _crawled(lines, at, last_bar, former)
        else:
            table, after = _drawn(lines, at)
        if table is not None:
            yield table, at, after
        at = max(after, at + 1)


def _drawn(lines: Sequence[Line], first: int) -> tuple[Table | None, int]:
    """Rows of one line; a line of dashes under the first row, or bars at both ends of at least two rows."""
    ruled = first + 1 < len(lines) and "|" in lines[first + 1].text and _is_separator(lines[first + 1])
    after = first
    while after < len(lines) and ("|" in lines[after].text if ruled else _is_framed(lines[after])):
        after += 1
    rows = lines[first:after]
    grid = [_row(row) for row in rows if not _is_separator(row)]
    if len(rows) < 2 or not grid:
        return None, after
    width = max(map(len, grid))
    for row in grid:
        end = row[-1].end
        row.extend(Cell(end, end) for _ in range(width - len(row)))
    return Table(rows[0].start, rows[-1].end, tuple(map(tuple, grid))), after


def _is_separator(line: Line) -> bool:
    return _SEPARATOR.fullmatch(line.text) is not None


def _is_framed(line: Line) -> bool:
    return len(line.text) > 2 and line.text.startswith("|") and line.text.endswith("|")


def _row(line: Line) -> list[Cell]:
    text = line.text
    bars = [match.start() for match in _BAR.finditer(text)]
    edges = [-1, *bars, len(text)]
    cells = [_cell_of_line(line, left + 1, right) for left, right in pairwise(edges)]
    if text.startswith("|"):
        cells = cells[1:]
    if text.endswith("|") and len(cells) > 1:
        cells = cells[:-1]
    return cells


def _cell_of_line(line: Line, left: int, right: int) -> Cell:
    pieces: list[Paragraph] = []
    at = left
    edges = [*(match.span() for match in _BREAK.finditer(line.text, left, right)), (right, right)]
    for stop, following in edges:
        body = line.text[at:stop]
        if body.strip():
            start = line.start + at + len(body) - len(body.lstrip())
            pieces.append(Paragraph(start, start + len(body.strip())))
        at = following
    return _cell(pieces, line.start + left)


def _cell(paragraphs: Sequence[Paragraph], empty_at: int) -> Cell:
    if not paragraphs:
        return Cell(empty_at, empty_at)
    return Cell(paragraphs[0].start, paragraphs[-1].end, tuple(paragraphs))


# In crawls a row is: bar, cell, bar, cell, bar; the next row opens with its own bar on the next line. What
# lies between two bars is one piece.
_Piece = list[Line]


def _crawled(lines: Sequence[Line], first: int, last_bar: int, former: Former) -> tuple[Table | None, int]:
    runs, pieces, after = _split(lines, first, last_bar)
    rows = _rows(runs, pieces)
    if not any(piece for row in rows for piece in row):
        return None, after
    grid: list[tuple[Cell, ...]] = []
    place = lines[first].end
    for row in rows:
        cells: list[Cell] = []
        for piece in row:
            cell = _cell(former.paragraphs(piece), place)
            place = cell.end
            cells.append(cell)
        grid.append(tuple(cells))
    return Table(lines[first].start, lines[after - 1].end, tuple(grid)), after


def _split(lines: Sequence[Line], first: int, last_bar: int) -> tuple[list[int], list[_Piece], int]:
    """How many bars stand together each time, the lines between such runs, and where the table ends."""
    runs = [0]
    pieces: list[_Piece] = []
    at = first
    end = first
    while at <= last_bar:
        line = lines[at]
        if _BARS.fullmatch(line.text):
            runs[-1] += line.text.count("|")
            at += 1
            end = at
            continue
        if not line.text:
            break
        piece: _Piece = []
        while at <= last_bar and not _BARS.fullmatch(lines[at].text):
            piece.append(lines[at])
            at += 1
        pieces.append(piece)
        runs.append(0)
    if runs[-1] == 0 and pieces:
        pieces.pop()
        runs.pop()
    return runs, pieces, end


def _rows(runs: Sequence[int], pieces: Sequence[_Piece]) -> list[list[_Piece]]:
    segments: list[list[_Piece]] = []
    gaps: list[int] = []
    current: list[_Piece] = [[] for _ in range(min(max(runs[0] - 1, 0), _MOST_COLUMNS))]
    for piece, bars in zip(pieces, runs[1:], strict=False):
        current.append(piece)
        if bars >= 2:
            segments.append(current)
            gaps.append(bars)
            current = []
    if current:
        segments.append(current)
        gaps.append(1)
    width = max((len(segment) for segment in segments), default=0)
    if segments and len(segments[0]) > 1:
        width = len(segments[0])
    return _with_empty_cells(segments, gaps, width)


def _with_empty_cells(segments: list[list[_Piece]], gaps: list[int], width: int) -> list[list[_Piece]]:
    """Two bars in a row end a row or enclose an empty cell: the width and the next ordinal tell which."""
    rows: list[list[_Piece]] = []
    at = 0
    while at < len(segments):
        row = list(segments[at])
        while len(row) < width and at + 1 < len(segments):
            empty = gaps[at] - 1
            following = segments[at + 1]
            fits = len(row) + empty + len(following) <= width
            if (
                not fits
                or len(row) < 2
                or _is_ordinal(following[0])
                or len(row) + empty + len(following) < width
            ):
                break
            row.extend([] for _ in range(empty))
            row.extend(following)
            at += 1
        row.extend([] for _ in range(min(max(gaps[at] - 2, 0), width - len(row))))
        rows.append(row)
        at += 1
    return rows


def _is_ordinal(piece: _Piece) -> bool:
    return len(piece) == 1 and _ORDINAL.fullmatch(piece[0].text) is not None
