"""The first words of an Office file, each part as its own text, in which a mark of secrecy may stand.

Belongs here: paragraphs, text boxes, headers, watermarks, cells. Does not belong here: what the words mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sauro.files.inspection.model import Unfit
from sauro.files.inspection.packages import Element, Parts

LINES = 400
ROWS = 60
STRINGS = 200_000
_HEADER_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|\d+|[A-Za-z+])')


def words_of(parts: Parts) -> tuple[str, ...]:
    """Texts of the parts that somebody sees first."""
    readers = {"docx": _letter, "xlsx": _workbook, "pptx": _slides}
    return tuple(text for text in readers[parts.type.code](parts) if text.strip())


def _letter(parts: Parts) -> Iterator[str]:
    for name in [parts.main, *parts.matching(r"word/(?:header|footer)\d*\.xml", 12)]:
        yield "\n".join(_paragraphs(parts, name))


def _slides(parts: Parts) -> Iterator[str]:
    wanted = [
        *parts.matching(r"ppt/slides/slide\d+\.xml", 3),
        *parts.matching(r"ppt/slideMasters/[^/]+\.xml", 2),
    ]
    for name in wanted:
        yield "\n".join(_paragraphs(parts, name))


def _workbook(parts: Parts) -> Iterator[str]:
    shared = _shared_strings(parts)
    for name in parts.matching(r"xl/worksheets/[^/]+\.xml", 8):
        yield "\n".join(_cells(parts, name, shared))
    for name in parts.matching(r"xl/drawings/drawing\d*\.xml", 8):
        yield "\n".join(_paragraphs(parts, name))


def _paragraphs(parts: Parts, name: str) -> Iterator[str]:
    """Lines of the first paragraphs. One in a text box ends before the paragraph that it hangs on, and is not read
    twice because its words are taken out."""
    taken = 0
    for _event, node in parts.walk(name, ("end",), ("{*}p", "{*}textpath")):
        words = node.get("string", "") if _local(node) == "textpath" else _line(node)
        if _local(node) == "p":
            node.clear()
        if words.strip():
            yield words
            taken += 1
        if taken >= LINES:
            return


def _line(paragraph: Element) -> str:
    pieces = []
    for node in paragraph.iter("{*}t", "{*}tab", "{*}br", "{*}cr"):
        kind = _local(node)
        pieces.append((node.text or "") if kind == "t" else "\t" if kind == "tab" else "\n")
    return "".join(pieces)


def _local(node: Element) -> str:
    return str(node.tag).rpartition("}")[2]


def _shared_strings(parts: Parts) -> list[str]:
    if "xl/sharedStrings.xml" not in parts.names:
        return []
    strings: list[str] = []
    for _event, node in parts.walk("xl/sharedStrings.xml", ("end",), ("{*}si",)):
        strings.append("".join(text.text or "" for text in node.iter("{*}t")))
        node.clear()
        if len(strings) >= STRINGS:
            break
    return strings


def _cells(parts: Parts, name: str, shared: list[str]) -> Iterator[str]:
    """Text cells of the first rows, a line each, then what is printed above and below each page."""
    rows = 0
    tags = ("{*}row", "{*}oddHeader", "{*}oddFooter", "{*}firstHeader", "{*}firstFooter", "{*}evenHeader")
    for _event, node in parts.walk(name, ("end",), tags):
        if _local(node) != "row":
            yield _HEADER_CODE.sub("\n", node.text or "")
            continue
        rows += 1
        if rows <= ROWS:
            yield from filter(None, (_cell(cell, shared) for cell in node.iter("{*}c")))
        node.clear()


def _cell(cell: Element, shared: list[str]) -> str:
    if cell.get("t") == "s":
        text = next((value.text or "" for value in cell.iter("{*}v")), "")
        try:
            place = int(text)
        except ValueError as fault:
            raise Unfit("damaged") from fault
        return shared[place] if 0 <= place < len(shared) else ""
    return "".join(node.text or "" for node in cell.iter("{*}t"))
