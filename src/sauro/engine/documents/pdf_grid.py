"""Ruling lines of a page → grids of cells, merged where a line is missing.

Belongs here: geometry. Does not belong here: words in the cells.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from sauro.engine.documents.pdf_page import Edge, Page

_NEAR = 3.0
_MOST_EDGES = 6000
_MOST_CELLS = 40_000
_LEAST_EXTENT = 8.0


@dataclass(slots=True)
class Grid:
    """Lines of the grid and, for each elementary cell, the number of the printed cell that it belongs to."""

    xs: list[float]
    ys: list[float]
    cells: list[list[int]]

    @property
    def top(self) -> float:
        return self.ys[0]

    @property
    def bottom(self) -> float:
        return self.ys[-1]

    def place(self, x: float, y: float) -> tuple[int, int] | None:
        """Row and column of a point, or None outside."""
        row, column = bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1
        if 0 <= row < len(self.ys) - 1 and 0 <= column < len(self.xs) - 1:
            return row, column
        return None


def find_grids(page: Page) -> list[Grid]:
    """The ruled tables of a page, from the top; a frame of one cell is none."""
    if len(page.level) < 2 or not page.upright or len(page.level) + len(page.upright) > _MOST_EDGES:
        return []
    level = [edge for edge in _joined(page.level) if edge.end - edge.start > _LEAST_EXTENT]
    upright = [edge for edge in _joined(page.upright) if edge.end - edge.start > _LEAST_EXTENT / 2]
    grids = [_grid(one, two) for one, two in _components(level, upright)]
    return sorted((grid for grid in grids if grid is not None), key=lambda grid: (grid.top, grid.xs[0]))


def _joined(edges: Sequence[Edge]) -> list[Edge]:
    """Pieces of one line put together; lines that lie closer than a stroke are one."""
    lines: list[list[Edge]] = []
    for edge in sorted(edges, key=lambda one: one.at):
        if lines and edge.at - lines[-1][0].at <= _NEAR:
            lines[-1].append(edge)
        else:
            lines.append([edge])
    joined: list[Edge] = []
    for line in lines:
        at = sum(edge.at for edge in line) / len(line)
        pieces = sorted(line, key=lambda one: one.start)
        start, end = pieces[0].start, pieces[0].end
        for piece in pieces[1:]:
            if piece.start <= end + _NEAR:
                end = max(end, piece.end)
            else:
                joined.append(Edge(at, start, end))
                start, end = piece.start, piece.end
        joined.append(Edge(at, start, end))
    return joined


class _Sets:
    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def find(self, one: int) -> int:
        while self._parent[one] != one:
            self._parent[one] = self._parent[self._parent[one]]
            one = self._parent[one]
        return one

    def join(self, one: int, two: int) -> None:
        a, b = self.find(one), self.find(two)
        self._parent[max(a, b)] = min(a, b)


def _components(level: list[Edge], upright: list[Edge]) -> list[tuple[list[Edge], list[Edge]]]:
    """Lines that touch each other belong to one table."""
    sets = _Sets(len(level) + len(upright))
    places = [edge.at for edge in level]
    for number, edge in enumerate(upright):
        first = bisect_left(places, edge.start - _NEAR)
        last = bisect_right(places, edge.end + _NEAR)
        for other in range(first, last):
            if level[other].start - _NEAR <= edge.at <= level[other].end + _NEAR:
                sets.join(other, len(level) + number)
    groups: dict[int, tuple[list[Edge], list[Edge]]] = {}
    for number, edge in enumerate([*level, *upright]):
        group = groups.setdefault(sets.find(number), ([], []))
        group[0 if number < len(level) else 1].append(edge)
    return [group for group in groups.values() if len(group[0]) >= 2 and len(group[1]) >= 1]


def _distinct(places: Sequence[float]) -> list[float]:
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _NEAR:
            found.append(place)
    return found


def _grid(level: list[Edge], upright: list[Edge]) -> Grid | None:
    # The ends of level lines stand in for sides that are not drawn.
    xs = _distinct([edge.at for edge in upright] + [min(e.start for e in level), max(e.end for e in level)])
    ys = _distinct([edge.at for edge in level])
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 1 or rows * columns > _MOST_CELLS:
        return None
    by_y = [[edge for edge in level if abs(edge.at - y) <= _NEAR] for y in ys]
    by_x = [[edge for edge in upright if abs(edge.at - x) <= _NEAR] for x in xs]
    sets = _Sets(rows * columns)
    for row in range(rows):
        middle = (ys[row] + ys[row + 1]) / 2
        for column in range(1, columns):
            if not _drawn(by_x[column], middle):
                sets.join(row * columns + column - 1, row * columns + column)
    for column in range(columns):
        middle = (xs[column] + xs[column + 1]) / 2
        for row in range(1, rows):
            if not _drawn(by_y[row], middle):
                sets.join((row - 1) * columns + column, row * columns + column)
    cells = [[sets.find(row * columns + column) for column in range(columns)] for row in range(rows)]
    if len({cell for line in cells for cell in line}) < 2:
        return None
    return Grid(xs, ys, cells)


def _drawn(edges: Sequence[Edge], place: float) -> bool:
    return any(edge.start - _NEAR <= place <= edge.end + _NEAR for edge in edges)
