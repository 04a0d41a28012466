"""What holds of every document, whatever it was read from."""

from __future__ import annotations

import re
import unicodedata

from sauro.engine.documents import Document, Paragraph, Table

# What may stand outside blocks: drawn lines, and the comment of the person who filed the text.
_OUTSIDE = re.compile(r"(?:# [a-z_-]+: .*|[-–—_=*.·~ \t]+|\s*)")


def check(document: Document) -> None:
    text = document.text
    assert unicodedata.is_normalized("NFC", text)
    at = 0
    outside: list[str] = []
    for block in document.blocks:
        assert at <= block.start <= block.end <= len(text)
        outside.append(text[at : block.start])
        at = block.end
        if isinstance(block, Table):
            check_table(document, block)
        else:
            assert text[block.start : block.end].strip() == text[block.start : block.end] != ""
    outside.append(text[at:])
    for piece in outside:
        for line in piece.split("\n"):
            assert _OUTSIDE.fullmatch(line), f"lost: {line!r}"


def check_table(document: Document, table: Table) -> None:
    covered: list[tuple[int, int]] = []
    for row in table.rows:
        assert row
        for cell in row:
            assert table.start <= cell.start <= cell.end <= table.end
            for paragraph in cell.paragraphs:
                assert cell.start <= paragraph.start < paragraph.end <= cell.end
                covered.append((paragraph.start, paragraph.end))
    at = table.start
    for start, end in sorted(set(covered)):
        assert at <= start, "paragraphs of cells overlap"
        assert re.fullmatch(r"(?:[|:\s–—_=*.·~-]|<br\s*/?>)*", document.text[at:start], re.IGNORECASE)
        at = end


def words(document: Document) -> list[str]:
    """Each block's words, white space collapsed; a table as rows of cells."""
    found: list[str] = []
    for block in document.blocks:
        if isinstance(block, Table):
            found.extend(" | ".join(line) for line in grid(document, block))
        else:
            found.append(" ".join(document.text[block.start : block.end].split()))
    return found


def grid(document: Document, table: Table) -> list[list[str]]:
    return [[" ".join(document.text[cell.start : cell.end].split()) for cell in row] for row in table.rows]


def paragraphs(document: Document) -> list[Paragraph]:
    return [block for block in document.blocks if isinstance(block, Paragraph)]
