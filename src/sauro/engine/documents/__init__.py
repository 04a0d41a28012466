"""Official documents in: bytes of DOCX, PDF or text → one NFC text and the blocks that lie in it.

Belongs here: ``read_document`` and the values that it gives. Does not belong here: what a document means.
"""

from __future__ import annotations

from sauro.engine.documents.docx import read_docx
from sauro.engine.documents.kinds import Kind, kind_of
from sauro.engine.documents.legacy import looks_legacy
from sauro.engine.documents.limits import Limits
from sauro.engine.documents.model import (
    Block,
    Cell,
    Document,
    DocumentRefused,
    Footnote,
    MediaType,
    Paragraph,
    ReadNote,
    Table,
)
from sauro.engine.documents.pdf import read_pdf
from sauro.engine.documents.plain import read_text

__all__ = [
    "Block",
    "Cell",
    "Document",
    "DocumentRefused",
    "Footnote",
    "Limits",
    "MediaType",
    "Paragraph",
    "ReadNote",
    "Table",
    "read_document",
]


def read_document(data: bytes, *, limits: Limits | None = None) -> Document:
    """The document in ``data``, whose kind its content tells; DocumentRefused where it cannot be read."""
    limits = limits or Limits()
    if len(data) > limits.bytes:
        raise DocumentRefused(
            "oversized", limit=limits.bytes // (1024 * 1024), size=-(-len(data) // (1024 * 1024))
        )
    kind = kind_of(data)
    if kind is Kind.PACKAGE:
        document = read_docx(data, limits)
    elif kind is Kind.PDF:
        document = read_pdf(data, limits)
    else:
        document = read_text(data, limits)
    if not document.blocks:
        raise DocumentRefused("empty")
    if looks_legacy(document.text):
        raise DocumentRefused("legacy_encoding")
    if len(document.text) > limits.characters:
        raise DocumentRefused("too_long", limit=limits.characters)
    return document
