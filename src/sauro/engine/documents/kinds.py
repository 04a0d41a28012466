"""What a file is, told by its content and never by its name.

Belongs here: signatures of formats that are read and of those that are refused with a remedy.
Does not belong here: opening a format beyond what naming it takes.
"""

from __future__ import annotations

import re
from enum import StrEnum

from sauro.engine.documents.model import DocumentRefused


class Kind(StrEnum):
    PACKAGE = "package"
    PDF = "pdf"
    TEXT = "text"


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Names of streams inside an OLE file; its directory keeps them in UTF-16.
_OLE_STREAMS = (
    ("EncryptedPackage", "encrypted_docx"),
    ("WordDocument", "legacy_doc"),
    ("Workbook", "spreadsheet"),
    ("PowerPoint Document", "presentation"),
)
_IMAGES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_UNICODE_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_HTML = re.compile(rb"(?i)<(!doctype\s+html|html|head|body)\b")
_XML = re.compile(rb"(?i)\A\s*<\?xml|\A\s*<svg\b")


def kind_of(data: bytes) -> Kind:
    """The kind of a file that can be read; every other kind is refused with its own code."""
    if not data:
        raise DocumentRefused("empty")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return Kind.PACKAGE
    if b"%PDF-" in data[:1024]:
        return Kind.PDF
    if data.startswith(_OLE):
        raise DocumentRefused(_code_of_ole(data))
    if data.startswith(b"{\\rtf"):
        raise DocumentRefused("rtf")
    if data.startswith(_IMAGES) or data[4:12] == b"ftypheic" or data[8:12] == b"WEBP":
        raise DocumentRefused("image")
    if data.startswith(_ARCHIVES):
        raise DocumentRefused("archive")
    head = data[:2048].removeprefix(b"\xef\xbb\xbf")
    if _HTML.search(head) and head.lstrip().startswith(b"<"):
        raise DocumentRefused("html")
    if _XML.match(head):
        raise DocumentRefused("unknown_type")
    if b"\x00" in data and not data.startswith(_UNICODE_MARKS[1:]):
        raise DocumentRefused("unknown_type")
    return Kind.TEXT


def _code_of_ole(data: bytes) -> str:
    for name, code in _OLE_STREAMS:
        if name.encode("utf-16-le") in data:
            return code
    return "unknown_type"
