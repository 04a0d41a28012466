"""What a document is once it has been read: one text and the blocks that lie in it.

Belongs here: frozen values with positions in the text. Does not belong here: how a format is read, what a block means.

Every position counts Unicode code points in ``Document.text``, which is in NFC.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum


class MediaType(StrEnum):
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    PDF = "application/pdf"
    MARKDOWN = "text/markdown"
    TEXT = "text/plain"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph as a reader of the page sees it; soft line breaks stay inside it.

    ``text[start:end]`` of the document is the whole paragraph, a number computed by a word processor included.
    ``heading_level`` is what the format itself says (a heading style, Markdown ``#``), else None.
    ``indent`` is how far its first word is set in, in columns of a typed page; only differences tell anything.
    """

    start: int
    end: int
    bold: bool = False
    italic: bool = False
    centered: bool = False
    heading_level: int | None = None
    indent: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a paragraph cannot lie at {self.start}..{self.end}")


@dataclass(frozen=True, slots=True)
class Cell:
    """One printed cell. A merged cell is one value that stands in several places of ``Table.rows``."""

    start: int
    end: int
    paragraphs: tuple[Paragraph, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A grid of cells; rows may differ in length where the source says no more (a group row of one cell).

    A cell merged over columns or rows is the same ``Cell`` object in each place that it spans.
    ``ruled`` is false where a reader only found text side by side (the two-column head of an official document).
    """

    start: int
    end: int
    rows: tuple[tuple[Cell, ...], ...]
    ruled: bool = True


@dataclass(frozen=True, slots=True)
class Footnote:
    start: int
    end: int
    label: str


Block = Paragraph | Table | Footnote


@dataclass(frozen=True, slots=True)
class ReadNote:
    """Something the reader did that a person should know, by code: ``page_marks_removed``, ``images_skipped`` …"""

    code: str
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    text: str
    media_type: MediaType
    blocks: tuple[Block, ...]
    notes: tuple[ReadNote, ...] = field(default=())

    def quote(self, start: int, end: int) -> str:
        return self.text[start:end]

    def tables(self) -> Iterator[Table]:
        return (block for block in self.blocks if isinstance(block, Table))


class DocumentRefused(Exception):  # noqa: N818  a refusal is an answer, not a fault of the program
    """A file that cannot be read, with a code that has a sentence and a remedy in ``definitions/messages.yaml``.

    ``values`` fill the placeholders of the sentence; ``place`` says where in the file, or is empty.
    """

    def __init__(self, code: str, *, place: str = "", **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.place = place
        self.values = {name: str(value) for name, value in values.items()}
