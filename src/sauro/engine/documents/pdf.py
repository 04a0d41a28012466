"""Reads PDF with a text layer: pages → lines, tables and columns in reading order → blocks.

Belongs here: opening, the limits, the order of the steps. Does not belong here: geometry (``pdf_*``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pypdfium2
import pypdfium2.raw as pdfium

from sauro.engine.documents.limits import Limits
from sauro.engine.documents.model import Document, DocumentRefused, MediaType, ReadNote
from sauro.engine.documents.pdf_columns import Columns, pieces
from sauro.engine.documents.pdf_flow import (
    Sheet,
    body_size,
    drop_marks,
    take_footnotes,
    words_outside,
)
from sauro.engine.documents.pdf_grid import find_grids
from sauro.engine.documents.pdf_lines import Line, Margins, lines_of, margins_of, paragraphs_of, pitch_of
from sauro.engine.documents.pdf_page import Page, read_page
from sauro.engine.documents.pdf_tables import PageTable, goes_on, join, table_of
from sauro.engine.documents.writer import BlockDraft, CellDraft, FootnoteDraft, TableDraft, compose, mend

# Stamps of scanners and signatures leave a few words on a page that is a picture.
_SCAN_CHARACTERS = 40
_WIDE = 0.55
_PASSWORD = "password"  # noqa: S105


def read_pdf(data: bytes, limits: Limits) -> Document:
    pages = _pages(data, limits)
    _check_text(pages)
    reading = _Reading()
    sheets, tables = _sheets(pages)
    dropped = drop_marks(sheets)
    size = body_size(sheets)
    for sheet in sheets:
        reading.notes.extend(take_footnotes(sheet, size))
    reading.margins = _margins(sheets, pages)
    reading.pitch = pitch_of([line for sheet in sheets for line in sheet.lines])
    for sheet, found in zip(sheets, tables, strict=True):
        reading.page(sheet, found)
    reading.flush()
    notes: list[ReadNote] = []
    if dropped:
        notes.append(ReadNote("page_marks_removed", (("count", str(dropped)),)))
    blank = [str(page.number + 1) for page in pages if page.images and _characters(page) < _SCAN_CHARACTERS]
    if blank:
        notes.append(ReadNote("pages_without_text", (("pages", ", ".join(blank)),)))
    return compose([*mend(reading.blocks), *_numbered(reading.notes)], MediaType.PDF, notes)


def _pages(data: bytes, limits: Limits) -> list[Page]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as fault:
        raise DocumentRefused(
            "encrypted_pdf" if _PASSWORD in str(fault).lower() else "corrupt_pdf"
        ) from fault
    try:
        count = len(document)
        if count > limits.pages:
            raise DocumentRefused("too_many_pages", count=count, limit=limits.pages)
        pages: list[Page] = []
        characters = 0
        for number in range(count):
            handle = pdfium.FPDF_LoadPage(document.raw, number)
            if not handle:
                raise DocumentRefused("corrupt_pdf", place=str(number + 1))
            try:
                pages.append(read_page(handle, number))
            finally:
                pdfium.FPDF_ClosePage(handle)
            characters += _characters(pages[-1])
            if characters > limits.characters:
                raise DocumentRefused("too_long", limit=limits.characters)
        return pages
    finally:
        document.close()


def _characters(page: Page) -> int:
    return sum(len(word.text) for word in page.words)


def _check_text(pages: Sequence[Page]) -> None:
    if not pages:
        raise DocumentRefused("corrupt_pdf")
    total = sum(map(_characters, pages))
    pictures = sum(1 for page in pages if page.images)
    if total == 0 or (pictures and total < _SCAN_CHARACTERS * len(pages)):
        raise DocumentRefused("scanned_pdf" if pictures else "empty")


def _sheets(pages: Sequence[Page]) -> tuple[list[Sheet], list[list[PageTable]]]:
    sheets: list[Sheet] = []
    tables: list[list[PageTable]] = []
    for page in pages:
        found = [table_of(grid, page.words, page.number) for grid in find_grids(page)]
        found = [table for table in found if any(cell.paragraphs for row in table.draft.rows for cell in row)]
        boxes = [(one.grid.xs[0], one.grid.top, one.grid.xs[-1], one.grid.bottom) for one in found]
        lines = lines_of(words_outside(page.words, boxes), page.number)
        sheets.append(Sheet(page.number, page.height, lines))
        tables.append(found)
    return sheets, tables


def _margins(sheets: Sequence[Sheet], pages: Sequence[Page]) -> dict[int, Margins]:
    """Pages of one size share their margins: a page of a few short lines does not tell them by itself."""
    by_width: dict[int, list[Line]] = {}
    for sheet, page in zip(sheets, pages, strict=True):
        by_width.setdefault(round(page.width), []).extend(sheet.lines)
    shared = {width: _of_page(margins_of(lines), width) for width, lines in by_width.items()}
    return {page.number: shared[round(page.width)] for page in pages}


def _of_page(found: Margins, width: int) -> Margins:
    """Where all lines are short, the right margin is where the left one is: none of them ran out of room."""
    if found.right - found.left >= _WIDE * width:
        return found
    return Margins(found.left, max(found.right, width - found.left))


@dataclass(slots=True)
class _Reading:
    """Blocks in reading order; lines wait until something else parts them, which a page break is not."""

    blocks: list[BlockDraft] = field(default_factory=list)
    notes: list[FootnoteDraft] = field(default_factory=list)
    margins: dict[int, Margins] = field(default_factory=dict)
    pitch: float = 0.0
    _lines: list[Line] = field(default_factory=list)
    _last: PageTable | None = None

    def page(self, sheet: Sheet, tables: Sequence[PageTable]) -> None:
        for part in _ordered(sheet.lines, tables):
            if isinstance(part, PageTable):
                self._table(part)
            else:
                self._run(part)

    def _run(self, lines: Sequence[Line]) -> None:
        for piece in pieces(lines):
            if isinstance(piece, Columns):
                self.flush()
                self._columns(piece)
            else:
                self._lines.append(piece)
                self._last = None

    def _columns(self, piece: Columns) -> None:
        cells: list[CellDraft] = []
        page = self.margins[piece.left[0].page]
        inner = min(line.x0 for line in piece.right)
        for lines, room in ((piece.left, inner - page.left), (piece.right, page.right - inner)):
            tight = margins_of(lines)
            side = {lines[0].page: Margins(tight.left, tight.right, room)}
            cells.append(CellDraft(paragraphs_of(lines, side, pitch_of(lines))))
        self.blocks.append(TableDraft([cells], ruled=False))
        self._last = None

    def _table(self, table: PageTable) -> None:
        if self._last is not None and not self._lines and goes_on(self._last, table):
            join(self._last, table)
            return
        self.flush()
        self.blocks.append(table.draft)
        self._last = table

    def flush(self) -> None:
        if self._lines:
            self.blocks.extend(paragraphs_of(self._lines, self.margins, self.pitch))
            self._lines = []
            self._last = None


def _ordered(lines: Sequence[Line], tables: Sequence[PageTable]) -> Iterator[list[Line] | PageTable]:
    """Runs of lines and the tables between them, from the top."""
    at = 0
    for table in tables:
        run: list[Line] = []
        while at < len(lines) and lines[at].base < table.grid.bottom:
            run.append(lines[at])
            at += 1
        if run:
            yield run
        yield table
    if at < len(lines):
        yield list(lines[at:])


def _numbered(notes: Sequence[FootnoteDraft]) -> list[FootnoteDraft]:
    """Notes with labels of their own: where each page counts from one, they are counted through."""
    labels = [note.label for note in notes]
    if len(set(labels)) == len(labels):
        return list(notes)
    return [FootnoteDraft(str(number), note.text) for number, note in enumerate(notes, 1)]
