"""Reads papers back: the words by the product's own reader, the addresses of links, the pages as pictures.

Belongs here: what tests of papers share. Does not belong here: tests.
"""

from __future__ import annotations

import io
import zipfile

from lxml import etree

from sauro.engine.documents import read_document

_TARGET = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


def text_of_docx(data: bytes) -> str:
    """All words in reading order, cells of tables too, as the product's own reader sees them."""
    return read_document(data).text.replace("\u00a0", " ")


def links_in(data: bytes) -> set[str]:
    """Addresses outside of the document."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        tree = etree.fromstring(package.read("word/_rels/document.xml.rels"))
    return {one.get("Target") for one in tree.iter(_TARGET) if one.get("TargetMode") == "External"}
