"""The outline of a document: paragraphs with their markers, as the page shows them.

Belongs here: what counts as a marker, what continues a paragraph. Does not belong here: which stands under
which (``nesting``), who must act, what is a task.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from sauro.engine.documents.model import Document, Footnote, Paragraph, Table

DOCUMENT_RANK = -1
PART_RANKS = {"phần": 0, "chương": 1, "roman": 2, "upper": 2, "mục": 2, "điều": 3}
HEADING_RANK = 4
NUMBER_RANK = 5
ITEM_RANK = 7
BULLET_RANK = 9
LONGEST_HEADING = 400
# Deeper than any page is set; a staircase of bullets must not nest without end.
_DEEPEST_INDENT = 40

BULLETS = "-–—−+*•·●○▪■□►✓➢➤\u2023\uf0b7\uf02d\uf0a7\uf0d8"
_ROMAN = r"(?:X{0,3}(?:IX|IV|V?I{1,3}|V)|X{1,3})"
_MARKER = re.compile(
    rf"""\s*(?:
      (?P<word>(?i:phần|chương|mục|điều))\s+(?P<wordno>(?i:thứ\s+\w+)|{_ROMAN}|\d{{1,3}}[a-zđ]?|[A-ZĐ])(?![\w])\s*[.:/)–-]?\s*
    | (?:Nhiệm\s+vụ|Nội\s+dung|Hoạt\s+động|Điểm|Giải\s+pháp)\s+(?:
        (?P<nameddotted>\d{{1,2}}(?:\.\d{{1,2}}){{1,4}})|(?P<named>\d{{1,2}}))\s*[.:]\s+(?=[A-ZÀ-ỸĐ“"])
    | (?P<roman>{_ROMAN})\s*[.)/–-]\)?(?=\s|[A-ZÀ-ỸĐ“"(]|$)\s*
    | (?P<upper>[A-HK-UĐ])\s*[.)/](?=\s|$)\s*
    | \((?P<paren>\d{{1,2}}|[a-zđ])\)\s*
    | (?P<dotted>\d{{1,2}}(?:\.\d{{1,2}}){{1,4}})(?!\d)\s*(?P<dotmark>[.)/:]?)\s*(?=\S|$)
    | (?P<number>\d{{1,3}})\s*(?P<nummark>[.)/]|[-–](?=\s+[A-ZÀ-ỸĐ]))(?!\d)\s*
    | (?P<letter>[a-zđ])\s*(?P<lettermark>[.)/])(?=\s|[A-ZÀ-ỸĐ“"(]|$)\s*
    | (?P<bullet>[{re.escape(BULLETS)}])\s*(?=\S|$)
    | (?P<ring>o)(?=\s+[A-ZÀ-ỸĐ])\s+
    )""",
    re.VERBOSE,
)
_ORDINALS = {
    "nhất": 1,
    "hai": 2,
    "nhì": 2,
    "ba": 3,
    "tư": 4,
    "bốn": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "tám": 8,
}
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_ENDS = re.compile(r"""[.;:!?…][”"’')\]]*\s*$|[./]\s*$""")
_OPEN_ENDS = re.compile(
    r"(?:,|\b(?:và|hoặc|của|với|các|những|về|do|tại|theo|để|cho|trong|là|từ|đến|bằng|nhằm))\s*$", re.I
)
_SPACES = re.compile(r"\s+")
_RULE = re.compile(r"[-–—_=*~.+\s|]+")


@dataclass(frozen=True, slots=True)
class Marker:
    """``style`` says which markers are of one kind; ``number`` their order; ``label`` what a code shows."""

    style: tuple[str, ...]
    rank: int
    number: int
    label: str
    parts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph, or one table in its place. ``body`` is where the words after the marker start."""

    start: int
    end: int
    body: int
    marker: Marker | None = None
    bold: bool = False
    italic: bool = False
    centered: bool = False
    level: int | None = None
    table: Table | None = None
    indent: int = 0


@dataclass(slots=True)
class Node:
    """A line with what stands under it. ``runs`` are the later paragraphs that continue it (a page break,
    a soft line).
    """

    line: Line
    code: str = ""
    ends: int = 0
    children: list[Node] = field(default_factory=list)

    def walk(self) -> Iterator[Node]:
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children))


def collapse(text: str) -> str:
    return _SPACES.sub(" ", text).strip()


def read_lines(document: Document) -> list[Line]:
    """Every paragraph and ruled table in order; side-by-side text without rules is read cell after cell."""
    lines: list[Line] = []
    for block in document.blocks:
        if isinstance(block, Footnote):
            continue
        if isinstance(block, Table):
            lines.extend(_table_lines(document.text, block))
        else:
            lines.extend(_paragraph_line(document.text, block))
    return lines


def _table_lines(text: str, table: Table) -> Iterator[Line]:
    cells = {id(cell): cell for row in table.rows for cell in row}
    if table.ruled and len(cells) > 1 and not _is_layout(text, table):
        yield Line(table.start, table.end, table.start, table=table)
        return
    for cell in cells.values():
        paragraphs: Iterable[Paragraph] = cell.paragraphs or (Paragraph(cell.start, cell.end),)
        for paragraph in paragraphs:
            yield from _paragraph_line(text, paragraph)


_LAYOUT = re.compile(
    r"Nơi\s+nhận|Độc\s+lập\s*[-–]\s*Tự\s+do|CỘNG\s+H[ÒO][ÀA]\s+XÃ\s+HỘI|^\W*(?:TM|KT|TL|TUQ|Q)\.\s",
    re.I | re.M,
)


def _is_layout(text: str, table: Table) -> bool:
    """The head and the signature of an official document are often drawn as a table of one or two rows."""
    return (
        len(table.rows) <= 4
        and _LAYOUT.search(text, table.start, min(table.end, table.start + 4000)) is not None
    )


def _paragraph_line(text: str, paragraph: Paragraph) -> Iterator[Line]:
    start, end = trimmed(text, paragraph.start, paragraph.end)
    if start >= end or _RULE.fullmatch(text, start, end):
        return
    marker, body = read_marker(text, start, end)
    yield Line(
        start,
        end,
        body,
        marker,
        paragraph.bold,
        paragraph.italic,
        paragraph.centered,
        paragraph.heading_level,
        indent=min(paragraph.indent, _DEEPEST_INDENT),
    )


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def read_marker(text: str, start: int, end: int) -> tuple[Marker | None, int]:
    """The marker at ``start``, and where the words after it start; (None, start) for a bare paragraph."""
    found = _MARKER.match(text, start, min(end, start + 60))
    if found is None:
        return None, start
    body = found.end()
    rest = text[body : body + 1]
    marker = _marker_of(found, rest)
    if marker is None:
        return None, start
    return marker, body


def _marker_of(found: re.Match[str], rest: str) -> Marker | None:
    groups = found.groupdict()
    if groups["word"]:
        word = groups["word"].lower()
        number, label = _word_number(groups["wordno"])
        short = {"phần": "P", "chương": "C", "mục": "M", "điều": "Đ"}[word]
        return Marker((word,), PART_RANKS[word], number, short + label)
    if groups["roman"]:
        return Marker(("roman",), PART_RANKS["roman"], roman_value(groups["roman"]), groups["roman"])
    if groups["upper"]:
        letter = groups["upper"]
        return Marker(("upper",), PART_RANKS["upper"], _letter(letter.lower()), letter)
    if groups["paren"]:
        label = groups["paren"]
        kind = "(1)" if label.isdigit() else "(a)"
        return Marker((kind,), ITEM_RANK, int(label) if label.isdigit() else _letter(label), label)
    if groups["nameddotted"]:
        return _dotted(groups["nameddotted"], ".", rest)
    if groups["named"]:
        number = int(groups["named"])
        return Marker(("number", "named"), NUMBER_RANK, number, str(number), (number,))
    if groups["dotted"]:
        return _dotted(groups["dotted"], groups["dotmark"], rest)
    if groups["number"]:
        number = int(groups["number"])
        return Marker(("number", groups["nummark"]), NUMBER_RANK, number, str(number), (number,))
    if groups["letter"]:
        return Marker(
            ("letter", groups["lettermark"]), ITEM_RANK, _letter(groups["letter"]), groups["letter"]
        )
    if groups["ring"]:
        return Marker(("bullet", "o"), BULLET_RANK, 0, "")
    bullet = groups["bullet"]
    return Marker(("bullet", "-" if bullet in "–—−\uf02d" else bullet), BULLET_RANK, 0, "")


def _dotted(dotted: str, mark: str, rest: str) -> Marker | None:
    # "1.5 triệu đồng" is a figure, "1.5. Sở Y tế" and "1.5 Sở Y tế" are markers.
    if not mark and (not rest or rest.islower() or not rest.isalpha()):
        return None
    parts = tuple(int(part) for part in dotted.split("."))
    return Marker(("dotted", str(len(parts))), NUMBER_RANK, parts[-1], str(parts[-1]), parts)


def _word_number(written: str) -> tuple[int, str]:
    words = written.lower().split()
    if len(words) == 2:
        number = _ORDINALS.get(words[1], 0)
        return number, str(number) if number else words[1]
    if written.isdigit():
        return int(written), written
    if re.fullmatch(_ROMAN, written):
        return roman_value(written), written
    return _letter(written.lower()[-1]), written


def roman_value(written: str) -> int:
    values = {"I": 1, "V": 5, "X": 10}
    total = 0
    for here, after in zip(written, written[1:] + " ", strict=True):
        value = values[here]
        total += -value if values.get(after, 0) > value else value
    return total


def _letter(letter: str) -> int:
    return _LETTERS.find(letter) + 1


def ends_sentence(text: str, end: int) -> bool:
    return _ENDS.search(text, max(0, end - 8), end) is not None


def continues(text: str, before: Line, after: Line) -> bool:
    """Does the bare paragraph ``after`` carry on the sentence of ``before``, cut by a page break?"""
    if after.marker or after.table or before.table or after.level is not None:
        return False
    first = text[after.start]
    if ends_sentence(text, before.end):
        # An item never opens with a small letter; after a semicolon it is the rest of the one above.
        return before.marker is not None and text[before.end - 1] == ";" and first.islower()
    if first.islower():
        return True
    return _OPEN_ENDS.search(text, max(0, before.end - 12), before.end) is not None and first.isalnum()
