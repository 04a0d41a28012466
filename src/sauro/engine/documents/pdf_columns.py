"""The order of reading where two columns without rules stand side by side: the head and the end of a document.

Belongs here: finding the gutter. Does not belong here: joining lines into paragraphs, tables with rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from sauro.engine.documents.markers import before_state_name, is_bare_marker
from sauro.engine.documents.pdf_lines import Line, Margins, margins_of

_GUTTER = 7.0
_HEAD_LINES = 5
_HEAD_GAP = 3.0
_LOOK_BACK = 40


@dataclass(slots=True)
class Columns:
    """Two columns side by side, each with its lines from the top."""

    left: list[Line]
    right: list[Line]


Piece = Line | Columns


def pieces(lines: Sequence[Line]) -> list[Piece]:
    """Lines in reading order, stretches of two columns put apart."""
    side = margins_of(lines)
    split = [_split(line) for line in lines]
    found: list[Piece] = []
    at = 0
    while at < len(lines):
        zone = None
        if split[at] is not None:
            zone = _tabbed_head(lines, split, at) or _zone(lines, split, at, side)
        if zone is None:
            found.append(lines[at])
            at += 1
            continue
        columns, after, before = zone
        if before:
            # Lines of the right column may begin above the first line that both columns share.
            del found[len(found) - before :]
        found.append(columns)
        at = after
    return found


def _split(line: Line) -> tuple[Line, Line] | None:
    """The two halves of a line with one gap far wider than its others, or before the name of the state."""
    if len(line.words) < 2:
        return None
    state = before_state_name([word.text for word in line.words])
    if state:
        return Line(line.words[:state], line.page), Line(line.words[state:], line.page)
    gaps = [
        (two.x0 - one.x1, number)
        for number, (one, two) in enumerate(zip(line.words, line.words[1:], strict=False), 1)
    ]
    widest, place = max(gaps)
    others = [gap for gap, number in gaps if number != place]
    usual = max(median(others), 0.2 * line.size) if others else 0.25 * line.size
    if widest < max(0.9 * line.size, 2.8 * usual):
        return None
    left, right = Line(line.words[:place], line.page), Line(line.words[place:], line.page)
    return None if is_bare_marker(left.text) else (left, right)


def _zone(
    lines: Sequence[Line], split: Sequence[tuple[Line, Line] | None], first: int, side: Margins
) -> tuple[Columns, int, int] | None:
    opening = split[first]
    if opening is None:
        return None
    left, right = [opening[0]], [opening[1]]
    gutter = (opening[0].x1, opening[1].x0)
    if gutter[1] < side.left + 0.2 * (side.right - side.left) or gutter[0] > side.left + 0.8 * (
        side.right - side.left
    ):
        return None
    at = first + 1
    pairs = 1
    while at < len(lines):
        parts = split[at] or (lines[at],)
        placed = _placed(parts, gutter, right, lines[at - 1], lines[at])
        if placed is None and len(parts) == 2:
            placed = _placed((lines[at],), gutter, right, lines[at - 1], lines[at])
            parts = (lines[at],)
        if placed is None:
            break
        gutter = placed
        pairs += len(parts) == 2
        for part in parts:
            (left if part.x1 <= gutter[0] + 0.1 else right).append(part)
        at += 1
    before = 0
    while first - before > 0 and _above(lines[first - before - 1], gutter, right):
        right.insert(0, lines[first - before - 1])
        before += 1
    if pairs < 2 and len(right) < 2:
        return None
    return Columns(left, right), at, before


def _tabbed_head(
    lines: Sequence[Line], split: Sequence[tuple[Line, Line] | None], first: int
) -> tuple[Columns, int, int] | None:
    """A head whose sides are parted by tabs, so that they overlap from line to line."""
    opening = split[first]
    if opening is None or not before_state_name([word.text for word in lines[first].words]):
        return None
    halves = [opening]
    for at in range(first + 1, min(first + _HEAD_LINES, len(lines))):
        parts = split[at]
        if parts is None or lines[at].base - lines[at - 1].base > _HEAD_GAP * lines[at].size:
            break
        halves.append(parts)
    gutter = min(one.x0 for _, one in halves) - max(one.x1 for one, _ in halves)
    if len(halves) < 2 or gutter >= _GUTTER:
        return None
    return Columns([one for one, _ in halves], [two for _, two in halves]), first + len(halves), 0


def _placed(
    parts: Sequence[Line], gutter: tuple[float, float], right: Sequence[Line], above: Line, line: Line
) -> tuple[float, float] | None:
    """The gutter that is left when the parts stand on its sides; None where one of them crosses it."""
    g0, g1 = gutter
    for part in parts:
        if part.x1 <= g1 - _GUTTER and (len(parts) == 2 or line.base - above.base < 2.6 * line.size):
            g0 = max(g0, part.x1)
        elif part.x0 >= g0 + _GUTTER and _in_column(part, right):
            g1 = min(g1, part.x0)
        else:
            return None
    return (g0, g1) if g1 - g0 >= _GUTTER else None


def _above(line: Line, gutter: tuple[float, float], right: Sequence[Line]) -> bool:
    return line.x0 >= gutter[0] + _GUTTER and _in_column(line, right)


def _in_column(line: Line, column: Sequence[Line]) -> bool:
    """Whether a line shares its middle or its left side with the last lines of a column."""
    column = column[-_LOOK_BACK:]
    if abs(line.x0 - median(one.x0 for one in column)) < 0.5 * line.size:
        return True
    middle = median((one.x0 + one.x1) / 2 for one in column)
    return abs((line.x0 + line.x1) / 2 - middle) < 2.5 * line.size
