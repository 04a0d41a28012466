"""Puts what a format holds into one text and the blocks that lie in it.

Belongs here: drafts without positions and the one place that gives them positions.
Does not belong here: how a draft is found in a format.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from sauro.engine.documents.markers import goes_on, is_rule
from sauro.engine.documents.model import (
    Block,
    Cell,
    Document,
    Footnote,
    MediaType,
    Paragraph,
    ReadNote,
    Table,
)
from sauro.engine.text import nfc


@dataclass(slots=True)
class ParagraphDraft:
    text: str
    bold: bool = False
    italic: bool = False
    centered: bool = False
    heading_level: int | None = None
    indent: int = 0


@dataclass(slots=True, eq=False)
class CellDraft:
    """Identity counts: a merged cell is one draft in several places."""

    paragraphs: list[ParagraphDraft] = field(default_factory=list)


@dataclass(slots=True)
class TableDraft:
    rows: list[list[CellDraft]]
    ruled: bool = True


@dataclass(slots=True)
class FootnoteDraft:
    label: str
    text: str


BlockDraft = ParagraphDraft | TableDraft | FootnoteDraft

# Markers and ends of sentences are shorter than this; whole paragraphs need not be looked at again.
_HEAD = 200

# Marks without width and control characters: nobody sees them on the page, and they would split words.
_UNSEEN = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\ufffe\uffff]"
)
_SURROGATES = re.compile("[\ud800-\udfff]")


def clean(text: str) -> str:
    """NFC, without what nobody sees, without space at either end."""
    return nfc(_SURROGATES.sub("\ufffd", _UNSEEN.sub("", text))).strip()


def mend(drafts: Iterable[BlockDraft]) -> Iterator[BlockDraft]:
    """Puts together paragraphs that a page break or a stray return cut in the middle of a sentence."""
    held: list[ParagraphDraft] = []
    for draft in drafts:
        if not isinstance(draft, ParagraphDraft):
            yield from _whole(held)
            held = []
            yield draft
        elif held and _goes_on(held[0], held[-1], draft):
            held.append(draft)
        elif draft.text.strip():
            yield from _whole(held)
            held = [draft]
    yield from _whole(held)


def _whole(held: Sequence[ParagraphDraft]) -> Iterator[ParagraphDraft]:
    if held:
        first = held[0]
        first.text = "\n".join(one.text.strip() for one in held) if len(held) > 1 else first.text
        yield first


def _goes_on(first: ParagraphDraft, last: ParagraphDraft, draft: ParagraphDraft) -> bool:
    alike = first.centered == draft.centered and first.heading_level == draft.heading_level
    return alike and goes_on(
        first.text.lstrip()[:_HEAD], last.text.rstrip()[-_HEAD:], draft.text.lstrip()[:_HEAD]
    )


class _Text:
    def __init__(self) -> None:
        self._parts: list[str] = []
        self.length = 0

    def add(self, part: str) -> tuple[int, int]:
        start = self.length
        self._parts.append(part)
        self.length += len(part)
        return start, self.length

    def __str__(self) -> str:
        return "".join(self._parts)


def compose(drafts: Iterable[BlockDraft], media_type: MediaType, notes: Sequence[ReadNote] = ()) -> Document:
    """The document: blocks on lines of their own, rows on lines, cells apart by a tab."""
    text = _Text()
    blocks: list[Block] = []
    for draft in drafts:
        if isinstance(draft, TableDraft):
            if any(cell.paragraphs for row in draft.rows for cell in row):
                _break(text)
                blocks.append(_table(draft, text))
            continue
        words = clean(draft.text)
        if not words or is_rule(words):
            continue
        _break(text)
        if isinstance(draft, FootnoteDraft):
            start, end = text.add(f"[{draft.label}] {words}")
            blocks.append(Footnote(start, end, draft.label))
        else:
            blocks.append(_paragraph(draft, words, text))
    return Document(str(text), media_type, tuple(blocks), tuple(notes))


def _break(text: _Text) -> None:
    if text.length:
        text.add("\n")


def _paragraph(draft: ParagraphDraft, words: str, text: _Text) -> Paragraph:
    start, end = text.add(words)
    return Paragraph(start, end, draft.bold, draft.italic, draft.centered, draft.heading_level, draft.indent)


def _table(draft: TableDraft, text: _Text) -> Table:
    start = text.length
    built: dict[int, Cell] = {}
    rows: list[tuple[Cell, ...]] = []
    for number, row in enumerate(draft.rows):
        if number:
            text.add("\n")
        first = True
        for cell in row:
            if id(cell) not in built:
                if not first:
                    text.add("\t")
                first = False
                built[id(cell)] = _cell(cell, text)
        rows.append(tuple(built[id(cell)] for cell in row))
    return Table(start, text.length, tuple(rows), draft.ruled)


def _cell(draft: CellDraft, text: _Text) -> Cell:
    start = text.length
    paragraphs: list[Paragraph] = []
    for paragraph in draft.paragraphs:
        words = clean(paragraph.text)
        if not words or is_rule(words):
            continue
        if paragraphs:
            text.add("\n")
        paragraphs.append(_paragraph(paragraph, words, text))
    return Cell(start, text.length, tuple(paragraphs))
