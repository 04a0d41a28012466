"""``write_docx``: the vocabulary → bytes of a DOCX, always the same for the same value.

Belongs here: sections, the page number, properties, the package. Does not belong here: what stands on the pages.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime

import docx
from docx.document import Document as Package
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from sauro.engine.documents.out.document import OfficialDocument
from sauro.engine.documents.out.looks import BOTTOM, LEFT, PAGE, RIGHT, TO_PAGE_NUMBER, TOP
from sauro.engine.documents.out.parts import Element, Pen, element, twips
from sauro.engine.documents.out.styles import LANGUAGE, install_settings, install_styles
from sauro.engine.documents.out.words import tidy
from sauro.engine.documents.out.write_body import body
from sauro.engine.documents.out.write_head import ROOM, head
from sauro.engine.documents.out.write_tail import annex_head, tail

_ROOM_ACROSS = PAGE[1] - LEFT - RIGHT
# The oldest moment that a ZIP can hold: every file of the package bears it, whenever it is written.
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
# What the file says of its making when the document has no record.
_NO_TIME = datetime(2000, 1, 1, tzinfo=UTC)
# Parts of the library's template that say nothing about this document.
_FOREIGN = (
    RELATIONSHIP_TYPE.THEME,
    RELATIONSHIP_TYPE.WEB_SETTINGS,
    RELATIONSHIP_TYPE.FONT_TABLE,
    RELATIONSHIP_TYPE.NUMBERING,
    RELATIONSHIP_TYPE.CUSTOM_XML,
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
    RELATIONSHIP_TYPE.EXTENDED_PROPERTIES,
    RELATIONSHIP_TYPE.THUMBNAIL,
)


def write_docx(document: OfficialDocument) -> bytes:
    """A DOCX of ``document`` in the form of Nghị định 30/2020/NĐ-CP."""
    package = docx.Document()
    _strip(package)
    install_styles(package)
    install_settings(package)
    page_number = _page_number(package)
    root = package.element.body
    for child in list(root):
        root.remove(child)
    pen = Pen(package)
    root.extend(_content(pen, document, page_number))
    _properties(package, document)
    saved = io.BytesIO()
    package.save(saved)
    return _repacked(saved.getvalue())


def _content(pen: Pen, document: OfficialDocument, page_number: str) -> Iterator[Element]:
    yield from head(pen, document)
    yield from body(pen, document.body, ROOM, keep_last=True)
    yield tail(pen, document)
    across = False
    for index, annex in enumerate(document.annexes):
        yield pen.paragraph("end", sectPr=_section(page_number, across))
        across = annex.landscape
        room = _ROOM_ACROSS if across else ROOM
        yield from annex_head(pen, document, index, room)
        yield from body(pen, annex.body, room)
    # A package may not end with a table.
    yield pen.paragraph("end")
    yield _section(page_number, across)


def _section(page_number: str, across: bool) -> Element:
    """A section counts its pages from 1 and does not show the first: each annex is numbered on its own."""
    wide, tall = (PAGE[1], PAGE[0]) if across else PAGE
    reference = element("headerReference", type="default")
    reference.set(qn("r:id"), page_number)
    size = element("pgSz", w=twips(wide), h=twips(tall))
    if across:
        size.set(qn("w:orient"), "landscape")
    margins = element(
        "pgMar",
        top=twips(TOP),
        right=twips(RIGHT),
        bottom=twips(BOTTOM),
        left=twips(LEFT),
        header=twips(TO_PAGE_NUMBER),
        footer=twips(TO_PAGE_NUMBER),
        gutter="0",
    )
    return element(
        "sectPr",
        reference,
        element("type", val="nextPage"),
        size,
        margins,
        element("pgNumType", start="1"),
        element("titlePg"),
    )


def _page_number(package: Package) -> str:
    """Makes the header that holds the page number; its relation."""
    section = package.sections[0]
    section.header.is_linked_to_previous = False
    root = section.header._element
    for child in list(root):
        root.remove(child)
    shown = element("r", element("t"))
    shown[0].text = "2"
    root.append(
        element(
            "p",
            element("pPr", element("pStyle", val="page_number")),
            element("fldSimple", shown, instr="PAGE"),
        )
    )
    reference = section._sectPr.find(qn("w:headerReference"))
    assert reference is not None
    return str(reference.get(qn("r:id")))


def _strip(package: Package) -> None:
    for relations in (package.part.rels, package.part.package.rels):
        for key in [key for key, relation in relations.items() if relation.reltype in _FOREIGN]:
            relations.pop(key)


def _properties(package: Package, document: OfficialDocument) -> None:
    record = document.record
    said = package.core_properties
    made_at = record.made_at.astimezone(UTC) if record else _NO_TIME
    said.author = said.last_modified_by = record.author if record else ""
    said.created = said.modified = made_at.replace(microsecond=0)
    said.title = " ".join(tidy(document.title).split())
    said.category = document.kind.label
    said.identifier = record.snapshot if record else ""
    said.language = LANGUAGE
    said.comments = said.keywords = said.subject = said.version = ""
    said.revision = 1


def _repacked(data: bytes) -> bytes:
    """The same parts with fixed times: the clock of the machine must not show in the bytes."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as given,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as made,
    ):
        for name in given.namelist():
            info = zipfile.ZipInfo(name, _ZIP_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            made.writestr(info, given.read(name))
    return packed.getvalue()
