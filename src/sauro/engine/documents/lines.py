"""Joins the lines of a text file into paragraphs as their reader sees them.

Belongs here: hard-wrapped and free lines, sentences broken by a page, page-number lines.
Does not belong here: marks of Markdown, tables.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from sauro.engine.documents.markers import (
    continues,
    ends_sentence,
    goes_on,
    is_bare_marker,
    is_open,
    is_rule,
    may_go_on,
    must_go_on,
    page_number,
    starts_item,
    starts_label,
    starts_named,
)
from sauro.engine.documents.markup import BOLD, ITALIC, Marked
from sauro.engine.documents.model import Paragraph

# Shares are measured on pairs of lines that no blank line parts.
_WRAPPED_SHARE = 0.3
_WRAPPED_PAIRS = 3
_WIDTH_PERCENTILE = 0.95
_BLANK_SHARE = 0.08
_SHORT = 0.72
_ROOM = 0.85
_CENTERED_INDENT = 12
_NEARLY = 0.9
_PAGE_RUN = 3
_PAGE_LINES = 12
# Above are years.
_MOST_PAGES = 1500


@dataclass(frozen=True, slots=True)
class Line:
    """One line without the space around it, and how far it was indented."""

    start: int
    end: int
    text: str
    indent: int = 0
    form_feed: bool = False

    @property
    def says(self) -> bool:
        """Whether there is a letter or figure in it."""
        return self.text[:1].isalnum() or any(map(str.isalnum, self.text))


class Former:
    """Knows how the whole file is written and forms paragraphs of a stretch of its lines."""

    def __init__(self, marked: Marked, lines: Sequence[Line]) -> None:
        self._marked = marked
        # Bars and drawn lines are no text whose breaks would tell anything.
        pairs = [(one, two) for one, two in pairwise(lines) if one.says and two.says]
        broken = sum(1 for one, two in pairs if continues(two.text) and may_go_on(one.text))
        self.wrapped = broken >= max(_WRAPPED_PAIRS, _WRAPPED_SHARE * len(pairs))
        lengths = sorted(len(line.text) for line in lines if line.text)
        self._width = lengths[int((len(lengths) - 1) * _WIDTH_PERCENTILE)] if lengths else 0
        blanks = sum(1 for one, two in pairwise(lines) if one.text and not two.text)
        self._blank_parted = blanks >= _BLANK_SHARE * len(lengths)

    def paragraphs(self, lines: Sequence[Line]) -> list[Paragraph]:
        formed: list[list[Line]] = []
        blank = False
        for line in lines:
            if not line.text or is_rule(line.text):
                blank = True
                continue
            if formed and self._belongs(formed[-1], line, blank):
                formed[-1].append(line)
            else:
                formed.append([line])
            blank = False
        return [self._paragraph(one) for one in formed]

    def _belongs(self, paragraph: list[Line], line: Line, blank: bool) -> bool:
        last = paragraph[-1]
        if line.start in self._marked.headings or paragraph[0].start in self._marked.headings:
            return False
        if is_bare_marker(last.text) and len(paragraph) == 1 and not blank and not starts_item(line.text):
            return True
        marker = starts_item(line.text) or starts_label(line.text)
        if last.text[-1] == ";" and not marker and goes_on(paragraph[0].text, last.text, line.text):
            return True
        if blank or not self.wrapped:
            open_end = may_go_on(last.text) and not starts_label(line.text)
            return open_end and not marker and (continues(line.text) or must_go_on(last.text))
        if marker:
            return self._marker_inside(paragraph, line)
        if self._emphasis_parts(last, line):
            return False
        if self._blank_parted:
            return not (line.indent >= _CENTERED_INDENT and not last.indent)
        word = line.text.split(maxsplit=1)[0]
        short = len(last.text) + 1 + len(word) < _ROOM * self._width
        return not (short and (ends_sentence(last.text) or not continues(line.text)))

    def _marker_inside(self, paragraph: list[Line], line: Line) -> bool:
        """Whether what looks like a marker is the middle of a wrapped sentence ("2026⏎- 2030")."""
        last = paragraph[-1]
        if starts_label(line.text) or not may_go_on(last.text):
            return False
        if line.text[0] in "-–—":
            rest = line.text[1:].lstrip()
            if last.text[-1].isdigit() and rest[:1].isdigit():
                return True
            full = len(last.text) >= _SHORT * self._width
            if full and rest[:1].islower():
                return True
            same_list = starts_item(paragraph[0].text) and paragraph[0].text[0] == line.text[0]
            return full and self._blank_parted and not same_list
        if starts_named(line.text):
            return not line.text.isupper()
        if line.text[0].isdigit():
            # "ngày⏎15. …" cannot be told from an item by its number alone; a word that needs another can.
            return must_go_on(last.text) or is_bare_marker(line.text)
        return False

    def _emphasis_parts(self, last: Line, line: Line) -> bool:
        """Whether the weight of the type changes exactly between two lines: a heading and what is below it."""
        one, two = self._weight(last), self._weight(line)
        if one is None or two is None or is_bare_marker(last.text):
            return False
        if one != two:
            return line.text[:1].isupper()
        between = self._marked.weights[last.end : line.start]
        return one != 0 and not any(between) and line.text[:1].isupper()

    def _weight(self, line: Line) -> int | None:
        """The weight of the whole line; None where it is mixed."""
        found = set(self._marked.weights[line.start : line.end])
        return found.pop() if len(found) == 1 else None

    def _paragraph(self, lines: list[Line]) -> Paragraph:
        start, end = lines[0].start, lines[-1].end
        weights = self._marked.weights[start:end]
        length = max(len(weights), 1)
        both = weights.count(BOLD | ITALIC)
        return Paragraph(
            start,
            end,
            bold=weights.count(BOLD) + both >= _NEARLY * length,
            italic=weights.count(ITALIC) + both >= _NEARLY * length,
            centered=all(line.indent >= _CENTERED_INDENT for line in lines),
            heading_level=self._marked.headings.get(start),
            indent=lines[0].indent,
        )


def page_marks(lines: Sequence[Line]) -> list[Line]:
    """Lines that only number a page: alone between blank lines, and what is around them says so."""
    found = [
        (place, line, number)
        for place, line in enumerate(lines)
        if line.text
        and len(line.text) <= 16
        and (number := page_number(line.text)) is not None
        and _alone(lines, place)
    ]
    marks: list[Line] = []
    for at, (place, line, _) in enumerate(found):
        if _splits_sentence(lines, place) or _beside_form_feed(lines, place) or _in_run(found, at):
            marks.append(line)
    return marks


def _alone(lines: Sequence[Line], place: int) -> bool:
    before = place == 0 or not lines[place - 1].text
    last_of_page = place + 1 == len(lines) or lines[place + 1].form_feed
    if last_of_page and (lines[place].text[0].isalpha() or _ends_page(lines, place)):
        # "Trang 2/5" needs no blank line: no sentence of an item reads so.
        return True
    after = last_of_page or not lines[place + 1].text
    return (before and after) or lines[place].form_feed


def _ends_page(lines: Sequence[Line], place: int) -> bool:
    """A number alone before a form feed, unless the line above asks for a number."""
    if place + 1 == len(lines) or (page_number(lines[place].text) or 0) > _MOST_PAGES:
        return False
    above = lines[place - 1].text
    return not is_open(above) or above.endswith(",")


def _splits_sentence(lines: Sequence[Line], place: int) -> bool:
    before = next((line for line in lines[max(0, place - 4) : place][::-1] if line.text), None)
    after = next((line for line in lines[place + 1 : place + 5] if line.text), None)
    if before is None or after is None:
        return False
    if continues(after.text):
        return may_go_on(before.text) or before.text[-1] == ";"
    return must_go_on(before.text) and not starts_item(after.text) and not starts_label(after.text)


def _beside_form_feed(lines: Sequence[Line], place: int) -> bool:
    return any(line.form_feed for line in lines[max(0, place - 2) : place + 3])


def _in_run(found: Sequence[tuple[int, Line, int]], at: int) -> bool:
    """Whether the number stands in a row of three that count up by one, pages apart."""
    for first in range(max(0, at - _PAGE_RUN + 1), at + 1):
        run = found[first : first + _PAGE_RUN]
        if len(run) == _PAGE_RUN and all(
            two[2] == one[2] + 1 and two[0] - one[0] >= _PAGE_LINES for one, two in pairwise(run)
        ):
            return True
    return False
