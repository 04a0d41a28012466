"""The official document as one value: what a văn thư checks by eye is checked here when it is built.

Belongs here: the document, its annexes, and what must hold between the parts. Does not belong here: layout.

Source of the rules: Nghị định 30/2020/NĐ-CP, Phụ lục I; the forms 1.4, 1.5 and 2.1 of Phụ lục III.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from sauro.engine.documents.out.blocks import Block, Heading, Item, Numbered, Paragraph
from sauro.engine.documents.out.header import Header
from sauro.engine.documents.out.kinds import Kind
from sauro.engine.documents.out.numbering import labels, roman
from sauro.engine.documents.out.refusal import ImproperDocument
from sauro.engine.documents.out.signature import Signature
from sauro.engine.documents.out.tables import Table
from sauro.engine.documents.out.words import (
    Source,
    Words,
    check_line,
    check_words,
    plain,
    sources,
    tidy,
)

# Kinds that open with "Kính gửi": they always go to somebody who decides (Phụ lục I, mục II.9.b).
_ADDRESSED = (Kind.LETTER, Kind.SUBMISSION)


@dataclass(frozen=True, slots=True)
class Annex:
    """One phụ lục; its number follows from its place among the annexes. ``landscape`` for wide tables."""

    title: str
    body: tuple[Block, ...]
    landscape: bool = False

    def __post_init__(self) -> None:
        for line in self.title.split("\n"):
            check_line(line, "annex_title")
        if not self.body:
            raise ImproperDocument("empty_part", part="annex")
        list(labels(self.body))


@dataclass(frozen=True, slots=True)
class Record:
    """What the file says of itself: who made it, when, and the ``snapshot`` of values it was written from."""

    author: str
    made_at: datetime
    snapshot: str = ""

    def __post_init__(self) -> None:
        if self.made_at.tzinfo is None:
            raise ImproperDocument("naive_time")
        check_words(self.author)
        check_words(self.snapshot)


@dataclass(frozen=True, slots=True)
class OfficialDocument:
    """``title`` is the trích yếu ("Kết quả thực hiện …"); of a công văn without "V/v".

    ``bases`` and ``copies`` are written without their closing ";" and "."; "Như trên" and "filed" come by themselves.
    ``filed`` is what follows "Lưu:", beginning with VT.
    """

    header: Header
    kind: Kind
    title: str
    body: tuple[Block, ...]
    signature: Signature
    addressees: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    filed: str = "VT"
    annexes: tuple[Annex, ...] = ()
    record: Record | None = None

    def __post_init__(self) -> None:
        self._check_head()
        self._check_lists()
        self._check_body()
        self._check_annexes()
        self._check_marks()

    def _check_head(self) -> None:
        for line in self.title.split("\n"):
            check_line(line, "title")
        if self.title.lower().startswith("v/v"):
            raise ImproperDocument("title_with_sign")
        first = self.header.symbol.split("-")[0]
        if self.kind.abbreviation and first != self.kind.abbreviation:
            raise ImproperDocument(
                "symbol_of_other_kind",
                symbol=self.header.symbol,
                kind=self.kind.label,
                abbreviation=self.kind.abbreviation,
            )
        if self.kind is Kind.LETTER and first in {kind.abbreviation for kind in Kind if kind.abbreviation}:
            raise ImproperDocument("symbol_of_letter", symbol=self.header.symbol)

    def _check_lists(self) -> None:
        if self.kind in _ADDRESSED and not self.addressees:
            raise ImproperDocument("no_addressee", kind=self.kind.label)
        if self.kind is Kind.LETTER and self.bases:
            raise ImproperDocument("bases_in_letter")
        for lines, part in (
            (self.addressees, "addressee"),
            (self.bases, "basis"),
            (self.copies, "copy"),
            ((self.filed,), "filed"),
        ):
            for line in lines:
                check_line(line, part)
        if tidy(self.filed).split(",")[0] != "VT":
            raise ImproperDocument("not_filed", filed=self.filed)

    def _check_body(self) -> None:
        if not self.body:
            raise ImproperDocument("empty_part", part="body")
        if not isinstance(self.body[-1], Paragraph | Numbered | Item):
            raise ImproperDocument("no_closing_paragraph")
        list(labels(self.body))

    def _check_annexes(self) -> None:
        if not self.annexes:
            return
        if not self.header.in_text.strip():
            raise ImproperDocument("issuer_in_text_missing")
        if not any("phụ lục" in plain(words).lower() for words in all_words(self.body)):
            raise ImproperDocument("annex_not_mentioned")

    def _check_marks(self) -> None:
        blocks = [*self.body, *(block for annex in self.annexes for block in annex.body)]
        marks: set[str] = set()
        for mark in all_marks(blocks):
            if mark in marks:
                raise ImproperDocument("mark_twice", mark=mark)
            marks.add(mark)
        for source in all_sources(blocks):
            if source.mark and source.mark not in marks:
                raise ImproperDocument("mark_missing", mark=source.mark)

    def annex_name(self, index: int) -> str:
        """``Phụ lục II``; a single annex has no number."""
        return f"Phụ lục {roman(index + 1)}" if len(self.annexes) > 1 else "Phụ lục"

    @property
    def attached_to(self) -> str:
        """What each annex says below its title: (Kèm theo Báo cáo số …/BC-UBND ngày … của …)."""
        header = self.header
        return (
            f"(Kèm theo {self.kind.label} số {header.number_text}/{header.symbol} "
            f"{header.day_text} của {header.in_text.strip()})"
        )


def issued(document: OfficialDocument, *, number: int, day: date) -> OfficialDocument:
    """The same document with the number and the day that the clerk gave it."""
    return replace(document, header=replace(document.header, number=number, day=day))


def all_words(blocks: tuple[Block, ...] | list[Block]) -> Iterator[Words]:
    """The words of every block in order, cells of tables too."""
    for block in blocks:
        if isinstance(block, Table):
            for row in (*block.head, *block.rows):
                for cell in row.cells:
                    yield cell.words
        elif isinstance(block, Heading):
            yield block.title
        else:
            yield block.words


def all_sources(blocks: tuple[Block, ...] | list[Block]) -> Iterator[Source]:
    for words in all_words(blocks):
        yield from sources(words)


def all_marks(blocks: tuple[Block, ...] | list[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Table):
            yield from (row.mark for row in (*block.head, *block.rows) if row.mark)
        elif isinstance(block, Heading | Numbered | Paragraph | Item) and block.mark:
            yield block.mark
