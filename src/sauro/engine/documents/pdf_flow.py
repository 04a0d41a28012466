"""The order of reading on PDF pages: running heads and page numbers out, columns apart, notes at the foot.

Belongs here: what a line is for. Does not belong here: joining lines into paragraphs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from sauro.engine.documents.markers import before_state_name, is_bare_marker, page_number
from sauro.engine.documents.pdf_lines import Line, Margins, margins_of
from sauro.engine.documents.pdf_page import Word
from sauro.engine.documents.writer import FootnoteDraft

_EDGE_LINES = 2
_REPEATED_PAGES = 3
_SAME_HEIGHT = 8.0
_FOOT_SIZE = 0.9
_GUTTER = 7.0
_DIGITS = re.compile(r"\d{1,9}")
_NOTE = re.compile(r"(\d{1,3})\s*(?=\S)")


@dataclass(slots=True)
class Sheet:
    """One page on its way to blocks: its height and the lines outside its tables."""

    number: int
    height: float
    lines: list[Line] = field(default_factory=list)


def drop_marks(sheets: Sequence[Sheet]) -> int:
    """Takes page numbers and running heads out of the pages; how many lines went."""
    repeated = _repeated(sheets)
    numbered = [_numbers(sheet) for sheet in sheets]
    # Numbers that count on with the pages; a figure that happens to stand at an edge does not.
    offsets = Counter(
        _offset(line, sheet) for sheet, found in zip(sheets, numbered, strict=True) for line in found
    )
    dropped = 0
    for sheet, numbers in zip(sheets, numbered, strict=True):
        edge = {id(line) for line in _edges(sheet)}
        numbers = [one for one in numbers if offsets[_offset(one, sheet)] > 1 or _offset(one, sheet) == 1]
        gone = {id(line) for line in numbers}
        gone |= {id(line) for line in sheet.lines if id(line) in edge and _marks(line, sheet) & repeated}
        dropped += len(gone)
        sheet.lines = [line for line in sheet.lines if id(line) not in gone]
    return dropped


def _edges(sheet: Sheet) -> list[Line]:
    margin = sheet.height * 0.12
    outer = (
        sheet.lines
        if len(sheet.lines) <= 2 * _EDGE_LINES
        else sheet.lines[:_EDGE_LINES] + sheet.lines[-_EDGE_LINES:]
    )
    return [line for line in outer if line.bottom < margin or line.top > sheet.height - margin]


def _numbers(sheet: Sheet) -> list[Line]:
    return [line for line in _edges(sheet) if page_number(line.text) is not None]


def _offset(line: Line, sheet: Sheet) -> int:
    return (page_number(line.text) or 0) - sheet.number


Mark = tuple[str, int]


def _marks(line: Line, sheet: Sheet) -> set[Mark]:
    """What a running head has in common on all pages: its words as they are, or with numbers that count the pages."""
    height = round(line.base / _SAME_HEIGHT)
    counted = _DIGITS.sub(lambda found: f"#{int(found.group()) - sheet.number}", line.text)
    return {(line.text, height), (counted, height)}


def _repeated(sheets: Sequence[Sheet]) -> set[Mark]:
    counts: Counter[Mark] = Counter()
    for sheet in sheets:
        counts.update({mark for line in _edges(sheet) for mark in _marks(line, sheet)})
    least = max(_REPEATED_PAGES, len(sheets) // 3)
    return {mark for mark, count in counts.items() if count >= least}


def body_size(sheets: Sequence[Sheet]) -> float:
    sizes: Counter[float] = Counter()
    for sheet in sheets:
        for line in sheet.lines:
            sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def take_footnotes(sheet: Sheet, size: float) -> list[FootnoteDraft]:
    """Small lines at the foot that open with a number are notes; their marks leave the text above."""
    first = len(sheet.lines)
    while first and sheet.lines[first - 1].size <= _FOOT_SIZE * size:
        first -= 1
    while first < len(sheet.lines) and not _opens_note(sheet.lines[first]):
        first += 1
    foot = sheet.lines[first:]
    if not foot or not first:
        return []
    notes: list[FootnoteDraft] = []
    for line in foot:
        if _opens_note(line):
            label = line.words[0].text if line.words[0].raised else _label(line.text)
            rest = line.text.removeprefix(label).strip()
            notes.append(FootnoteDraft(label, rest))
        else:
            notes[-1].text += f" {line.text}"
    labels = {note.label for note in notes}
    sheet.lines = sheet.lines[:first]
    for line in sheet.lines:
        kept = [word for word in line.words if not (word.raised and word.text.strip("()[]") in labels)]
        if kept and len(kept) < len(line.words):
            line.words = kept
            line.retell()
    return notes


def _label(text: str) -> str:
    match = _NOTE.match(text)
    return match.group(1) if match else ""


def _opens_note(line: Line) -> bool:
    word = line.words[0]
    return (
        bool(_label(line.text))
        and (word.raised or word.size < 0.8 * line.size or word.text[-1:] != ".")
        and word.text.isdigit()
    )


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
        zone = _zone(lines, split, at, side) if split[at] is not None else None
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
    """Whether a line shares its middle or its left side with the lines of a column."""
    if abs(line.x0 - median(one.x0 for one in column)) < 0.5 * line.size:
        return True
    middle = median((one.x0 + one.x1) / 2 for one in column)
    return abs((line.x0 + line.x1) / 2 - middle) < 2.5 * line.size


def words_outside(words: Sequence[Word], boxes: Sequence[tuple[float, float, float, float]]) -> list[Word]:
    """Words whose middle lies in none of the boxes (left, top, right, bottom)."""
    return [
        word
        for word in words
        if not any(
            left <= (word.x0 + word.x1) / 2 <= right and top <= (word.top + word.bottom) / 2 <= bottom
            for left, top, right, bottom in boxes
        )
    ]
