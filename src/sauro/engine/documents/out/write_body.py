"""Writes body blocks: the same for the document and for its annexes.

Belongs here: which look a block has, its number, the closing mark. Does not belong here: how tables are drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sauro.engine.documents.out.blocks import Block, Heading, Item, Level, Note, Numbered, Paragraph
from sauro.engine.documents.out.grid import ruled_table
from sauro.engine.documents.out.numbering import labels
from sauro.engine.documents.out.parts import Element, Pen, element, spacing
from sauro.engine.documents.out.tables import Table
from sauro.engine.documents.out.words import Run, Words, runs

CLOSING = "./."
_ALONE = (Level.PART, Level.CHAPTER, Level.DIVISION, Level.SUBDIVISION)
_HEADINGS = {Level.ARTICLE: "article", Level.SECTION: "section", Level.CLAUSE: "clause"}
_SIGNS = {1: "- ", 2: "+ "}


def body(pen: Pen, blocks: Sequence[Block], room: float, *, keep_last: bool = False) -> Iterator[Element]:
    """All blocks in ``room`` points of width; the last paragraph takes the closing mark.

    ``keep_last`` holds the last paragraph on the page of what follows, so that no signature stands alone. A body
    that ends with a table has no closing mark (annexes; a document's body cannot end so).
    """
    table_before = False
    for number, (block, label) in enumerate(labels(blocks), 1):
        last = number == len(blocks)
        if isinstance(block, Table):
            if table_before and not (block.caption or block.unit):
                yield pen.paragraph("end")  # word processors make one table of two that touch
            yield from ruled_table(pen, block, room)
        elif isinstance(block, Heading):
            yield from _heading(pen, block, label)
        else:
            yield _words(pen, block, label, last, keep_last and last, first=number == 1)
        table_before = isinstance(block, Table)


def _heading(pen: Pen, block: Heading, label: str) -> Iterator[Element]:
    if block.level in _ALONE:
        wide = block.level in (Level.PART, Level.CHAPTER)
        # The outline follows the level although both look alike.
        outline = {} if wide else {"outlineLvl": element("outlineLvl", val="1")}
        yield pen.plain("part", label, mark=block.mark, **outline)
        yield pen.paragraph("part_title", capitals(block.title))
        return
    title = capitals(block.title) if block.level is Level.SECTION else runs(block.title)
    yield pen.paragraph(_HEADINGS[block.level], (Run(f"{label} "), *title), mark=block.mark)


def _words(
    pen: Pen, block: Paragraph | Numbered | Item | Note, label: str, last: bool, keep: bool, *, first: bool
) -> Element:
    opening = f"{label} " if label else _SIGNS[block.depth] if isinstance(block, Item) else ""
    words = closed(block.words) if last and not isinstance(block, Note) else runs(block.words)
    if opening:
        words = (Run(opening), *words)
    look = "note" if isinstance(block, Note) else "text"
    mark = "" if isinstance(block, Note) else block.mark
    # The text stands a little apart from the head above it.
    changes = {"spacing": spacing(look, 12)} if first else {}
    return pen.paragraph(look, words, mark=mark, keep_next=keep, **changes)


def capitals(words: Words) -> tuple[Run, ...]:
    return tuple(replace(run, text=run.text.upper()) for run in runs(words))


def closed(words: Words) -> tuple[Run, ...]:
    """The runs with "./." in the place of the last sentence's full stop."""
    kept = list(runs(words))
    while kept:
        text = kept[-1].text.rstrip().removesuffix(CLOSING).rstrip(" .;,")
        last = kept.pop()
        if text:
            return (*kept, replace(last, text=text), Run(CLOSING))
    return (Run(CLOSING),)
