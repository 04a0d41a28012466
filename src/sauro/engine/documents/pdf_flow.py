"""What the lines of a PDF page are for: running heads and page numbers out, notes at the foot.

Belongs here: taking lines out. Does not belong here: columns (``pdf_columns``), joining lines into paragraphs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from sauro.engine.documents.markers import page_number, starts_item
from sauro.engine.documents.pdf_lines import Line
from sauro.engine.documents.pdf_page import Word
from sauro.engine.documents.writer import FootnoteDraft

_EDGE_LINES = 2
_REPEATED_PAGES = 3
_SAME_HEIGHT = 8.0
_FOOT_SIZE = 0.9
_TOUCHING = 0.1
_APART = 1.0
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
        edges = [line for line in _edges(sheet) if not starts_item(line.text)]
        counts.update({mark for line in edges for mark in _marks(line, sheet)})
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
    if first == len(sheet.lines):
        first = _foot_of_full_size(sheet.lines)
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
        _take_marks(line, labels)
    return notes


def _take_marks(line: Line, labels: set[str]) -> None:
    kept: list[Word] = []
    gone: Word | None = None
    for word in line.words:
        if word.raised and word.text.strip("()[]") in labels:
            gone = word
            continue
        if gone is not None and word.x0 - gone.x1 < _TOUCHING * word.size:
            word.glued = True
        kept.append(word)
        gone = None
    if kept and len(kept) < len(line.words):
        line.words = kept
        line.retell()


def _foot_of_full_size(lines: Sequence[Line]) -> int:
    """Where notes in the type of the text begin: a number that is a mark above, far below the text."""
    marks = {word.text for line in lines for word in line.words if word.raised and word.text.isdigit()}
    for place in range(len(lines) - 1, 0, -1):
        line = lines[place]
        apart = line.top - lines[place - 1].bottom > _APART * line.size
        if apart and line.words[0].text in marks and not line.words[0].raised and len(line.words) > 1:
            return place
        if apart:
            break
    return len(lines)


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
