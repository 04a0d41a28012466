"""Words of a page or a cell → lines, and lines → paragraphs.

Belongs here: what indent, width, weight and gaps say. Does not belong here: tables, columns, running heads.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from sauro.engine.documents.markers import (
    ends_sentence,
    goes_on,
    is_bare_marker,
    is_span_of_years,
    may_go_on,
    must_go_on,
    starts_capacity,
    starts_item,
    starts_label,
)
from sauro.engine.documents.pdf_page import Word
from sauro.engine.documents.pdf_words import join_of
from sauro.engine.documents.writer import ParagraphDraft

_INDENT = 8.0
_MIDDLE = 14.0
_EXACT = 2.0
_LOOSE = 1.5
_CLOSEST = 6
_COLUMN = 6.0
_DASHES = "-–—"
_SIZE_STEP = 0.15
_SLACK = 1.0


@dataclass(slots=True)
class Line:
    """Words on one base line, from left to right."""

    words: list[Word]
    page: int = 0
    x0: float = 0
    x1: float = 0
    top: float = 0
    bottom: float = 0
    base: float = 0
    size: float = 0
    text: str = ""

    def __post_init__(self) -> None:
        self.x0, self.x1 = min(w.x0 for w in self.words), max(w.x1 for w in self.words)
        self.top, self.bottom = min(w.top for w in self.words), max(w.bottom for w in self.words)
        self.base = median(w.base for w in self.words)
        self.size = max((w.size for w in self.words if not w.raised), default=self.words[0].size)
        self.retell()

    def retell(self) -> None:
        self.text = "".join(
            word.text if word.glued or not number else f" {word.text}"
            for number, word in enumerate(self.words)
        )

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    def weight(self, name: str) -> bool | None:
        """Whether all words are bold (or italic); None where only some are."""
        found = {
            bool(getattr(word, name)) for word in self.words if word.text.isalnum() or len(self.words) == 1
        }
        return found.pop() if len(found) == 1 else None if found else False


def lines_of(words: Sequence[Word], page: int) -> list[Line]:
    """Lines from the top; words whose heights overlap by half are on one line."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda one: (one.base, one.x0)):
        if rows and abs(word.base - rows[-1][0].base) <= 0.5 * max(word.size, rows[-1][0].size):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [Line(sorted(row, key=lambda one: one.x0), page) for row in rows]


@dataclass(frozen=True, slots=True)
class Margins:
    """Where the text of a page, column or cell begins and ends; ``room`` is what a line of a column may fill."""

    left: float
    right: float
    room: float | None = None

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


def margins_of(lines: Sequence[Line]) -> Margins:
    """The sides that most lines share: the left of lines and the furthest right that is no single outlier."""
    if not lines:
        return Margins(0, 0)
    lefts = sorted(line.x0 for line in lines)
    rights = sorted(line.x1 for line in lines)
    return Margins(lefts[len(lefts) // 20], rights[-1 - len(rights) // 50])


@dataclass(slots=True)
class _Open:
    lines: list[Line] = field(default_factory=list)
    centered: bool | None = False


def paragraphs_of(
    lines: Sequence[Line], margins: dict[int, Margins], pitch: float, *, cell: bool = False
) -> list[ParagraphDraft]:
    """Paragraphs of lines in reading order, also over page breaks."""
    formed: list[_Open] = []
    # One bullet alone is no list: a dash between words came to stand at the head of a line.
    lone = cell and sum(line.text[0] in _DASHES for line in lines) == 1
    for line in lines:
        side = margins[line.page]
        centered = is_centered(line, side) if not cell else False
        if formed and (
            _belongs(formed[-1], line, centered, margins, pitch, cell=cell)
            or (lone and _is_dash_inside(formed[-1], line, side))
        ):
            formed[-1].lines.append(line)
            formed[-1].centered = centered if formed[-1].centered is None else formed[-1].centered
        else:
            formed.append(_Open([line], centered))
    return [_draft(one, margins, cell=cell) for one in formed]


def _is_dash_inside(paragraph: _Open, line: Line, side: Margins) -> bool:
    last = paragraph.lines[-1]
    return line.text[0] in _DASHES and may_go_on(last.text) and _is_full(last, line, side, True)


def is_centered(line: Line, side: Margins) -> bool | None:
    """Whether a line is set in the middle; None where it fills the width and could be either."""
    inset = min(line.x0 - side.left, side.right - line.x1)
    off = abs((line.x0 + line.x1) / 2 - side.middle)
    if off < _EXACT and inset <= _EXACT:
        return None
    return (inset > _MIDDLE and off < _MIDDLE) or (inset > _EXACT and off < _EXACT)


def _is_full(last: Line, line: Line, side: Margins, centered: bool) -> bool:
    """Whether the first word of the next line had no room left on this one."""
    word = line.words[0]
    need = (word.x1 - word.x0) + 0.22 * last.size
    if centered or side.room is not None:
        return last.width + need > (side.room or side.right - side.left) - 2
    return last.x1 + need > side.right - 2


def _belongs(
    paragraph: _Open,
    line: Line,
    centered: bool | None,
    margins: dict[int, Margins],
    pitch: float,
    *,
    cell: bool,
) -> bool:
    last, first = paragraph.lines[-1], paragraph.lines[0]
    if abs(line.size - last.size) > _SIZE_STEP * last.size:
        return False
    if margins[line.page].room is not None and _parts_head(last.text, line.text):
        return False
    rest = goes_on(first.text, last.text, line.text)
    known = [one for one in (paragraph.centered, centered) if one is not None]
    if len(set(known)) == 2 and not (rest and len(paragraph.lines) > 1):
        return False
    middle = bool(known and known[0])
    full = _is_full(last, line, margins[last.page], middle or cell)
    same_page = last.page == line.page
    gap = line.base - last.base if same_page else pitch
    if starts_item(line.text) or starts_label(line.text):
        if is_span_of_years(last.text, line.text):
            return True
        return full and _wrapped_marker(first, last, line, margins, cell=cell)
    if (
        last.weight("bold") is not None
        and last.weight("bold") != line.weight("bold")
        and not rest
        and line.weight("bold") is not None
    ):
        return False
    if gap > _LOOSE * pitch and not (rest and gap < 2 * _LOOSE * pitch):
        return False
    if middle:
        return rest or (full and may_go_on(last.text) and last.text.isupper() == line.text.isupper())
    if not full:
        return rest or (not same_page and must_go_on(last.text))
    return cell or not _is_indented(paragraph, line, margins)


def _parts_head(last: str, line: str) -> bool:
    """Lines of the columns at the head and foot of a document part at capacities and where capitals end."""
    if starts_capacity(line) and may_go_on(last):
        return True
    return last.isupper() != line.isupper() and line[:1].isupper()


def _wrapped_marker(first: Line, last: Line, line: Line, margins: dict[int, Margins], *, cell: bool) -> bool:
    """A full, open line before and no indent where the paragraph has one: this is the middle of a sentence."""
    if not may_go_on(last.text) or starts_label(line.text):
        return False
    indented = first.x0 - margins[first.page].left > _INDENT
    back = line.x0 - margins[line.page].left < _INDENT
    digits = last.text[-1:].isdigit() and line.text.lstrip("-– ")[:1].isdigit()
    # "… là⏎2." ends a sentence; an item never is a number alone below an open line.
    figure = is_bare_marker(line.text) and line.text[0].isdigit()
    return (not cell and indented and back) or digits or figure


def _is_indented(paragraph: _Open, line: Line, margins: dict[int, Margins]) -> bool:
    """Whether a line begins where only first lines begin."""
    last, first = paragraph.lines[-1], paragraph.lines[0]
    inset = line.x0 - margins[line.page].left
    if len(paragraph.lines) > 1:
        return inset - (last.x0 - margins[last.page].left) > _INDENT
    first_inset = first.x0 - margins[first.page].left
    if inset - first_inset > _INDENT:
        # A hanging indent: the marker stands out, the lines below it are set in.
        return not starts_item(first.text)
    return inset > _INDENT and inset >= first_inset - 2 and ends_sentence(last.text)


def _draft(paragraph: _Open, margins: dict[int, Margins], *, cell: bool) -> ParagraphDraft:
    lines = paragraph.lines
    side = margins[lines[0].page]
    letters = sum(len(word.text) for line in lines for word in line.words) or 1
    bold = sum(len(word.text) for line in lines for word in line.words if word.bold)
    italic = sum(len(word.text) for line in lines for word in line.words if word.italic)
    inset = 0 if cell or paragraph.centered else round((lines[0].x0 - side.left) / _COLUMN)
    return ParagraphDraft(
        _joined(lines, side.right if cell else None),
        bold=bold >= 0.9 * letters,
        italic=italic >= 0.9 * letters,
        centered=bool(paragraph.centered),
        indent=max(inset, 0),
    )


def _joined(lines: Sequence[Line], edge: float | None) -> str:
    """Lines with a space between them; with none inside a document's sign or a word that a cell broke."""
    text = lines[0].text
    for above, line in pairwise(lines):
        text += _gap(text, above, line, edge) + line.text
    return text


def _gap(text: str, above: Line, line: Line, edge: float | None) -> str:
    word = line.words[0]
    if text[-1:] in ("-", "/") and text[-2:-1].isalnum() and word.text[:1].isalnum():
        return ""
    alone = all(one.glued for one in above.words[1:])
    if edge is None or not alone or above.x1 + word.width_of_letter <= edge - _SLACK:
        return " "
    return join_of(text.rsplit(maxsplit=1)[-1], word.text)


def pitch_of(lines: Sequence[Line]) -> float:
    """The usual distance of base lines; of lines of one page only."""
    steps = sorted(
        two.base - one.base
        for one, two in pairwise(lines)
        if one.page == two.page and 0.5 * one.size < two.base - one.base < 3 * one.size
    )
    if not steps:
        return 1.3 * lines[0].size if lines else 0.0
    # Most paragraphs of a plan may be one line, with space between them: wrapped lines are the closest ones.
    return steps[len(steps) // _CLOSEST]
