"""The body of a document as a tree: parts, headings without numbers, items, attached documents and
annexes, with their codes.

Belongs here: which bare paragraph is a heading, what a place is called. Does not belong here: markers
(``outline``), who acts (``sections``).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from sauro.engine.planning.labelled import opens_with_label
from sauro.engine.planning.nesting import Stack
from sauro.engine.planning.outline import (
    DOCUMENT_RANK,
    HEADING_RANK,
    LONGEST_HEADING,
    Line,
    Node,
    continues,
    ends_sentence,
    roman_value,
)
from sauro.engine.planning.units import is_unit_heading
from sauro.engine.planning.zones import annex_of, is_capitals, kind_of

_PART_RANK = 2
_LONGEST_TITLE = 150


def build(text: str, body: list[Line]) -> Node:
    """The root; its children carry their codes, each once in the document."""
    root = Node(Line(0, 0, 0))
    stack = Stack(root)
    last: Node | None = None
    titling = False
    for line in body:
        if last is not None and not titling and continues(text, last.line, line):
            last = _carry_on(last, line)
            continue
        style = _document_style(text, line)
        if style:
            last = stack.place(line, rank=DOCUMENT_RANK, style=(style,))
            titling = True
            continue
        titling = titling and _is_title_line(text, line)
        heading = None if titling else _heading_style(text, line)
        rank, style_of = heading or (None, ())
        last = stack.place(line, rank=rank, style=style_of)
    _assign_codes(text, root)
    return root


def _carry_on(node: Node, line: Line) -> Node:
    """The paragraph goes on the one above; a third page may go on again."""
    was = node.line
    node.line = replace(was, end=line.end)
    node.ends = line.end
    return node


def _document_style(text: str, line: Line) -> str:
    if annex_of(text, line) is not None:
        return "annex"
    kind = kind_of(text, line)
    if kind is None:
        return ""
    alone = not text[kind.end() : line.end].strip(" \n.:")
    return "document" if alone or line.level is not None or "\n" in text[kind.end() : kind.end() + 2] else ""


def _is_title_line(text: str, line: Line) -> bool:
    if line.table is not None or line.marker is not None:
        return False
    written = text[line.start : line.end]
    return (
        is_capitals(written)
        or written.startswith("(")
        or line.centered
        or (line.bold and len(written) < LONGEST_HEADING)
    )


def _heading_style(text: str, line: Line) -> tuple[int, tuple[str, ...]] | None:
    """Rank and style of a heading without a number: a format's own heading, capitals, a unit, a short bold
    line.
    """
    if line.table is not None or line.marker is not None:
        return None
    if line.level is not None:
        return HEADING_RANK, ("level", str(line.level))
    length = line.end - line.start
    if length > LONGEST_HEADING or text[line.start] in "([":
        return None
    written = text[line.start : line.end]
    if opens_with_label(written):
        return None
    closed = written.rstrip().endswith((".", ";", ","))
    if not closed and is_unit_heading(written) is not None:
        return HEADING_RANK, ("unit",)
    if is_capitals(written) and not closed:
        return _PART_RANK, ("capitals",)
    if line.bold and length <= _LONGEST_TITLE and not ends_sentence(text, line.end):
        return HEADING_RANK, ("bold",)
    if line.bold and length <= _LONGEST_TITLE and written.rstrip().endswith(":"):
        return HEADING_RANK, ("bold",)
    return None


def _assign_codes(text: str, root: Node) -> None:
    """A node is called by its own number; one without a number takes the next that no sibling has."""
    seen: Counter[str] = Counter()
    stack = [root]
    while stack:
        parent = stack.pop()
        labels = _labels(text, root, parent)
        taken = set(labels.values())
        ordinal = 0
        for n, child in enumerate(parent.children):
            part = labels.get(n)
            if part == "":
                continue
            while part is None:
                ordinal += 1
                part = None if str(ordinal) in taken else str(ordinal)
            code = f"{parent.code}.{part}" if parent.code else part
            seen[code] += 1
            child.code = code if seen[code] == 1 else f"{code}#{seen[code]}"
        stack.extend(reversed(parent.children))


def _labels(text: str, root: Node, parent: Node) -> dict[int, str]:
    """What the children that have a number are called, by position; "" for an attached document."""
    found: dict[int, str] = {}
    annexes = 0
    for n, child in enumerate(parent.children):
        if child.line.marker is not None and child.line.marker.label:
            found[n] = child.line.marker.label
        elif parent is root and annex_of(text, child.line) is not None:
            annexes += 1
            found[n] = annex_label(text, child.line, annexes)
        elif parent is root and _document_style(text, child.line) == "document":
            found[n] = ""
    return found


def annex_label(text: str, line: Line, count: int) -> str:
    """PL1 for "Phụ lục I", "Phụ lục 1" and for the first annex without a number."""
    found = annex_of(text, line)
    written = found["no"] if found else None
    if not written:
        return f"PL{count}"
    if set(written) <= set("IVX"):
        return f"PL{roman_value(written)}"
    return f"PL{written}"
