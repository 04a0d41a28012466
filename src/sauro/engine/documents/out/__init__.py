"""Official documents out: one frozen vocabulary → a DOCX in the form of Nghị định 30/2020/NĐ-CP.

Belongs here: the names that callers build a document with. Does not belong here: which words a report has, and
whether somebody may sign it.
"""

from __future__ import annotations

from sauro.engine.documents.out.blocks import Block, Heading, Item, Level, Note, Numbered, Paragraph
from sauro.engine.documents.out.document import Annex, OfficialDocument, Record, issued
from sauro.engine.documents.out.header import Header
from sauro.engine.documents.out.kinds import Kind
from sauro.engine.documents.out.refusal import ImproperDocument
from sauro.engine.documents.out.signature import Signature
from sauro.engine.documents.out.tables import Align, Cell, Column, Row, Table
from sauro.engine.documents.out.words import Run, Source, Words, value
from sauro.engine.documents.out.write import write_docx

__all__ = [
    "Align",
    "Annex",
    "Block",
    "Cell",
    "Column",
    "Header",
    "Heading",
    "ImproperDocument",
    "Item",
    "Kind",
    "Level",
    "Note",
    "Numbered",
    "OfficialDocument",
    "Paragraph",
    "Record",
    "Row",
    "Run",
    "Signature",
    "Source",
    "Table",
    "Words",
    "issued",
    "value",
    "write_docx",
]
