"""Reads plain text and Markdown: decoding, then paragraphs, tables and notes with their places.

Belongs here: the order of the steps. Does not belong here: marks (``markup``), joining of lines (``lines``),
``|`` tables (``pipes``).
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right

from sauro.engine.documents.limits import Limits
from sauro.engine.documents.lines import Former, Line, page_marks
from sauro.engine.documents.markup import Marked, comment_end, unmark
from sauro.engine.documents.model import (
    Block,
    Document,
    DocumentRefused,
    Footnote,
    MediaType,
    Paragraph,
    ReadNote,
)
from sauro.engine.documents.pipes import find_tables
from sauro.engine.text import nfc

_NOTE = re.compile(r"\[(\d{1,3})\]")
_TAB = 4
_CONTROLS = re.compile("[\u0001-\u0008\u000e-\u001a\u001c-\u001f]")


def read_text(data: bytes, limits: Limits) -> Document:
    text = nfc(decode(data))
    if len(text) > limits.characters:
        raise DocumentRefused("too_long", limit=limits.characters)
    if not text.strip():
        raise DocumentRefused("empty")
    skip = comment_end(text)
    marked = unmark(text, skip)
    if marked.markdown and not unicodedata.is_normalized("NFC", marked.text):
        # Taking a mark out brought two characters together that make one; such a file keeps its marks.
        marked = Marked(text, bytearray(len(text)))
    marked, removed = _without_page_marks(marked, skip)
    notes = [ReadNote("file_comment")] if skip else []
    if removed:
        notes.append(ReadNote("page_marks_removed", (("count", str(removed)),)))
    if marked.markdown:
        notes.append(ReadNote("emphasis_marks_removed"))
    blocks = _blocks(marked, skip)
    return Document(
        marked.text, MediaType.MARKDOWN if marked.markdown else MediaType.TEXT, tuple(blocks), tuple(notes)
    )


def decode(data: bytes) -> str:
    """The characters of a text file, lines ended by a line feed; only Unicode can be told for sure."""
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            text = data.decode("utf-16")
        else:
            text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise DocumentRefused(_undecodable(data)) from fault
    if "\x00" in text or len(_CONTROLS.findall(text[:20_000])) > max(8, len(text[:20_000]) // 200):
        raise DocumentRefused("unknown_type")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _undecodable(data: bytes) -> str:
    sample = data[:20_000]
    if len(re.findall(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]", sample)) > max(8, len(sample) // 100):
        return "unknown_type"
    letters = len(re.findall(rb"[A-Za-z \r\n]", sample))
    return "legacy_encoding" if letters > len(sample) * 0.5 else "unknown_type"


def _lines(text: str, skip: int) -> list[Line]:
    lines: list[Line] = []
    at = skip
    for piece in text[skip:].split("\n"):
        body = piece.strip()
        start = at + (len(piece) - len(piece.lstrip()) if body else 0)
        lead = piece[: start - at].replace("\f", "").expandtabs(_TAB)
        lines.append(Line(start, start + len(body), body, len(lead), "\f" in piece))
        at += len(piece) + 1
    return lines


def _without_page_marks(marked: Marked, skip: int) -> tuple[Marked, int]:
    """The text without lines that only number a page."""
    lines = _lines(marked.text, skip)
    marks = page_marks(lines)
    if not marks:
        return marked, 0
    parts: list[str] = []
    weights = bytearray()
    ends: list[int] = []
    taken = [0]
    at = 0
    for line in marks:
        parts.append(marked.text[at : line.start])
        weights += marked.weights[at : line.start]
        at = line.end
        ends.append(line.end)
        taken.append(taken[-1] + line.end - line.start)
    parts.append(marked.text[at:])
    weights += marked.weights[at:]
    headings = {place - taken[bisect_right(ends, place)]: level for place, level in marked.headings.items()}
    return Marked("".join(parts), weights, headings, marked.markdown), len(marks)


def _blocks(marked: Marked, skip: int) -> list[Block]:
    lines = _lines(marked.text, skip)
    former = Former(marked, lines)
    blocks: list[Block] = []
    at = 0
    for table, first, after in find_tables(lines, former):
        blocks.extend(former.paragraphs(lines[at:first]))
        blocks.append(table)
        at = after
    blocks.extend(former.paragraphs(lines[at:]))
    return _with_footnotes(marked.text, blocks)


def _with_footnotes(text: str, blocks: list[Block]) -> list[Block]:
    """Notes "[1] …" that close the document are footnotes; such a mark anywhere else is words."""
    first = len(blocks)
    labels: list[str] = []
    while first:
        block = blocks[first - 1]
        match = _NOTE.match(text, block.start) if isinstance(block, Paragraph) else None
        if match is None or (labels and int(labels[-1]) != int(match.group(1)) + 1):
            break
        labels.append(match.group(1))
        first -= 1
    notes = [
        Footnote(block.start, block.end, label)
        for block, label in zip(blocks[first:], reversed(labels), strict=True)
    ]
    return [*blocks[:first], *notes]
