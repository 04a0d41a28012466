"""Reads DOCX: paragraphs with their computed numbers, tables with merged cells, boxes and notes.

Belongs here: the walk over the body. Does not belong here: the words of a paragraph (``docx_runs``), counting
(``docx_numbering``), opening the package (``package``).
"""

from __future__ import annotations

from collections.abc import Iterator

from sauro.engine.documents.docx_breaks import Piece, pieces
from sauro.engine.documents.docx_names import COMPATIBILITY, number, value, w
from sauro.engine.documents.docx_numbering import Numbering
from sauro.engine.documents.docx_runs import RunReader, Words
from sauro.engine.documents.docx_styles import Styles, centered, outline_level
from sauro.engine.documents.limits import Limits
from sauro.engine.documents.model import Document, DocumentRefused, MediaType, ReadNote
from sauro.engine.documents.package import Element, Package
from sauro.engine.documents.writer import (
    BlockDraft,
    CellDraft,
    FootnoteDraft,
    ParagraphDraft,
    TableDraft,
    compose,
    mend,
)

_CONTAINERS = frozenset(w(name) for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"))
_FRAME_PARAGRAPHS = 12
_MOST_COLUMNS = 500
_LIST_STEP = 4


def read_docx(data: bytes, limits: Limits) -> Document:
    package = Package(data, limits)
    body = package.xml(package.main).find(w("body"))
    if body is None:
        raise DocumentRefused("corrupt_docx", place=package.main)
    walk = _Walk(package, limits)
    drafts = [*mend(walk.blocks(body, 0)), *walk.rest(), *walk.footnotes()]
    notes = (ReadNote("images_skipped", (("count", str(walk.images)),)),) if walk.images else ()
    return compose(drafts, MediaType.DOCX, notes)


class _Walk:
    """One pass in document order: counters of lists, open fields and notes met so far are its state."""

    def __init__(self, package: Package, limits: Limits) -> None:
        self._limits = limits
        self._package = package
        self._styles = Styles(package.related("styles"))
        self._numbering = Numbering(package.related("numbering"), self._styles)
        self._runs = RunReader(self._styles)
        self._held: list[Words] = []
        self._notes: list[tuple[str, str]] = []
        self.images = 0

    def blocks(self, parent: Element, depth: int) -> Iterator[BlockDraft]:
        for child in parent:
            tag = child.tag
            if tag == w("p"):
                yield from self.paragraph(child, depth)
            elif tag == w("tbl"):
                yield from self._table_or_frame(child, depth)
            elif tag in _CONTAINERS:
                yield from self.blocks(child, depth)
            elif tag == COMPATIBILITY + "AlternateContent":
                chosen = child.find(COMPATIBILITY + "Choice")
                chosen = child.find(COMPATIBILITY + "Fallback") if chosen is None else chosen
                if chosen is not None:
                    yield from self.blocks(chosen, depth)

    def paragraph(self, node: Element, depth: int) -> Iterator[BlockDraft]:
        """The paragraph, then the boxes anchored in it."""
        properties = node.find(w("pPr"))
        style_id = value(properties, "pStyle") or self._styles.default
        style = self._styles.get(style_id)
        words = self._runs.read(node, style)
        self.images += words.images
        self._notes.extend(words.notes)
        mark = None if properties is None else properties.find(w("rPr"))
        if mark is not None and mark.find(w("del")) is not None:
            # The end of this paragraph is deleted: its words stand before those of the next one.
            self._held.append(words)
            return
        held, self._held = [*self._held, words], []
        label, list_level = self._label(properties, style_id)
        found = pieces([run for one in held for run in one.parts])
        if label and not found:
            found = [Piece()]
        level = outline_level(properties)
        level = style.level if level is None else level
        middle = centered(properties)
        for piece in found:
            first = piece is found[0]
            yield ParagraphDraft(
                f"{label} {piece.text.strip()}" if label and first else piece.text,
                bold=piece.bold,
                italic=piece.italic,
                centered=bool(style.centered if middle is None else middle),
                heading_level=(level or None) if first else None,
                indent=_LIST_STEP * list_level if label else 0,
            )
        for one in held:
            for box in one.boxes:
                self._deeper(depth)
                yield from self.blocks(box, depth + 1)

    def _label(self, properties: Element | None, style_id: str | None) -> tuple[str, int]:
        """What the list prints before the paragraph, and how deep it stands in the list."""
        listed = None if properties is None else properties.find(w("numPr"))
        inherited = self._styles.get(style_id).numbering
        num_id = value(listed, "numId") or inherited[0]
        level = value(listed, "ilvl") or inherited[1]
        depth = number(level, 0) if level is not None else 0
        return self._numbering.label(num_id, level, style_id), max(depth, 0)

    def _deeper(self, depth: int) -> None:
        if depth >= self._limits.tables:
            raise DocumentRefused("too_deep", place=self._package.main)

    def _table_or_frame(self, node: Element, depth: int) -> Iterator[BlockDraft]:
        """A table of one cell around much text is a frame: its content is read as if there were none."""
        self._deeper(depth)
        rows = list(_children(node, w("tr")))
        cells = [cell for row in rows for cell in _children(row, w("tc"))]
        if len(cells) == 1 and (
            cells[0].find(f".//{w('tbl')}") is not None or len(cells[0].findall(w("p"))) >= _FRAME_PARAGRAPHS
        ):
            yield from self.blocks(cells[0], depth + 1)
        else:
            yield self._table(rows, depth)

    def _table(self, rows: list[Element], depth: int) -> TableDraft:
        grid: list[list[CellDraft]] = []
        above: dict[int, CellDraft] = {}
        for row in rows:
            if row.find(f"{w('trPr')}/{w('del')}") is not None:
                continue
            line, above = self._row(row, above, depth)
            grid.append(line)
        width = max((len(line) for line in grid), default=0)
        for line in grid:
            line.extend(CellDraft() for _ in range(width - len(line)))
        return TableDraft(grid)

    def _row(
        self, row: Element, above: dict[int, CellDraft], depth: int
    ) -> tuple[list[CellDraft], dict[int, CellDraft]]:
        before = number(value(row.find(w("trPr")), "gridBefore"), 0)
        line: list[CellDraft] = []
        if before > 0:
            line.extend([CellDraft()] * min(before, _MOST_COLUMNS))
        open_below: dict[int, CellDraft] = {}
        previous = CellDraft()
        for cell in _children(row, w("tc")):
            properties = cell.find(w("tcPr"))
            span = min(max(number(value(properties, "gridSpan"), 1), 1), _MOST_COLUMNS)
            merge = None if properties is None else properties.find(w("vMerge"))
            continued = merge is not None and merge.get(w("val"), "continue") == "continue"
            beside = value(properties, "hMerge") == "continue" if properties is not None else False
            if continued and len(line) in above:
                draft = above[len(line)]
            elif beside and line:
                draft = previous
            else:
                draft = CellDraft(list(_flat(self.blocks(cell, depth + 1))))
            if merge is not None:
                open_below[len(line)] = draft
            line.extend([draft] * span)
            previous = draft
            if len(line) > _MOST_COLUMNS:
                raise DocumentRefused("too_deep", place=self._package.main)
        return line, open_below

    def rest(self) -> Iterator[BlockDraft]:
        """Words of a last paragraph whose end was deleted."""
        text = "".join(one.text for one in self._held)
        if text.strip():
            yield ParagraphDraft(text)

    def footnotes(self) -> Iterator[BlockDraft]:
        """The notes that were referred to, in that order, numbered as the page numbers them."""
        counts = {"footnote": 0, "endnote": 0}
        sources: dict[str, dict[str, Element]] = {}
        for kind, identity in self._notes:
            if kind not in sources:
                root = self._package.related(f"{kind}s")
                sources[kind] = (
                    {} if root is None else {one.get(w("id"), ""): one for one in root.findall(w(kind))}
                )
            node = sources[kind].pop(identity, None)
            if node is None:
                continue
            counts[kind] += 1
            paragraphs = _flat(self.blocks(node, 0))
            yield FootnoteDraft(str(counts[kind]), "\n".join(one.text.strip() for one in paragraphs))


def _children(parent: Element, tag: str) -> Iterator[Element]:
    """Children of a kind, also inside content controls and kept insertions."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _CONTAINERS:
            yield from _children(child, tag)


def _flat(blocks: Iterator[BlockDraft]) -> Iterator[ParagraphDraft]:
    """The paragraphs of blocks; a table inside gives the paragraphs of its cells, each cell once."""
    for block in blocks:
        if isinstance(block, ParagraphDraft):
            yield block
        elif isinstance(block, TableDraft):
            seen: set[int] = set()
            for row in block.rows:
                for cell in row:
                    if id(cell) not in seen:
                        seen.add(id(cell))
                        yield from cell.paragraphs
