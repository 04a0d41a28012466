"""A DOCX package opened without trusting it.

Belongs here: the list of parts, bounded inflating, XML parsed without entities, networks or depth.
Does not belong here: what the parts of a word-processor document mean.
"""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from typing import Any

from lxml import etree

from sauro.engine.documents.limits import Limits
from sauro.engine.documents.model import DocumentRefused

Element = Any  # lxml ships no types; every use in this folder goes through this one name

_STRICT = b"http://purl.oclc.org/ooxml/"
_STRICT_TO_TRANSITIONAL = (
    (b"wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"officeDocument/relationships", b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    (b"drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
)
_FORBIDDEN = tuple(
    mark.encode(codec) for mark in ("<!DOCTYPE", "<!ENTITY") for codec in ("ascii", "utf-16-le", "utf-16-be")
)
_FORMATS = (
    ("wordprocessingml.document.macroEnabled", "macro"),
    ("word.document.macroEnabled", "macro"),
    ("word.template.macroEnabled", "macro"),
    ("spreadsheetml", "spreadsheet"),
    ("presentationml", "presentation"),
)
_MAIN = ("wordprocessingml.document.main+xml", "wordprocessingml.template.main+xml")
_ZIP_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    struct.error,
)


class Package:
    """Parts by name; ``main`` is the name of the document's own part."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._limits = limits
        self._spent = 0
        _check_directory(data, limits)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _ZIP_FAULTS as fault:
            raise DocumentRefused("corrupt_docx") from fault
        self._check_entries()
        self.main = self._find_main()

    def _check_entries(self) -> None:
        entries = self._zip.infolist()
        declared = sum(entry.file_size for entry in entries)
        if len(entries) > self._limits.entries or declared > self._limits.unpacked:
            raise DocumentRefused("zip_bomb")
        for entry in entries:
            large = entry.file_size > self._limits.ratio_from
            if large and entry.file_size > self._limits.ratio * max(entry.compress_size, 1):
                raise DocumentRefused("zip_bomb", place=entry.filename)
        if any(entry.filename.lower().endswith("vbaproject.bin") for entry in entries):
            raise DocumentRefused("macro")

    def _find_main(self) -> str:
        if not self.has("[Content_Types].xml"):
            kind = self.read("mimetype")[:80] if self.has("mimetype") else b""
            raise DocumentRefused("opendocument" if b"opendocument" in kind else "archive")
        types = self.xml("[Content_Types].xml")
        declared: dict[str, str] = {
            node.get("PartName", ""): node.get("ContentType", "") for node in types.iter("{*}Override")
        }
        for part, content_type in declared.items():
            name = part.lstrip("/")
            if content_type.endswith(_MAIN) and self.has(name):
                return name
        everything = " ".join(
            [*declared.values(), *(node.get("ContentType", "") for node in types.iter("{*}Default"))]
        )
        for mark, code in _FORMATS:
            if mark.lower() in everything.lower():
                raise DocumentRefused(code)
        raise DocumentRefused("corrupt_docx" if self.has("word/document.xml") else "unknown_type")

    def names(self) -> list[str]:
        return list(self._zip.NameToInfo)

    def has(self, name: str) -> bool:
        return name in self._zip.NameToInfo

    def read(self, name: str) -> bytes:
        """The part, inflated piece by piece: what an entry declares about its size is not believed."""
        pieces = io.BytesIO()
        try:
            entry = self._zip.getinfo(name)
            if entry.flag_bits & 0x1:
                raise DocumentRefused("encrypted_docx")
            if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise DocumentRefused("corrupt_docx", place=name)
            with self._zip.open(entry) as stream:
                while piece := stream.read(1 << 16):
                    self._spent += len(piece)
                    pieces.write(piece)
                    if pieces.tell() > self._limits.part or self._spent > self._limits.unpacked:
                        raise DocumentRefused("zip_bomb", place=name)
        except KeyError as fault:
            raise DocumentRefused("corrupt_docx", place=name) from fault
        except _ZIP_FAULTS as fault:
            raise DocumentRefused("corrupt_docx", place=name) from fault
        return pieces.getvalue()

    def xml(self, name: str) -> Element:
        """The root element of a part."""
        data = self.read(name)
        if any(mark in data for mark in _FORBIDDEN):
            raise DocumentRefused("external_entity", place=name)
        if _STRICT in data:
            for strict, transitional in _STRICT_TO_TRANSITIONAL:
                data = data.replace(_STRICT + strict, transitional)
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as fault:
            deep = "depth" in str(fault).lower()
            raise DocumentRefused("too_deep" if deep else "corrupt_docx", place=name) from fault
        except (ValueError, LookupError) as fault:
            raise DocumentRefused("corrupt_docx", place=name) from fault
        # An encoding that hides the mark from the search above cannot hide it from the parser.
        if root.getroottree().docinfo.internalDTD is not None:
            raise DocumentRefused("external_entity", place=name)
        return root

    def related(self, kind: str) -> Element | None:
        """The root of the part that the main part relates to as ``kind`` ("styles", "numbering" …), or None."""
        folder, base = posixpath.split(self.main)
        relations = posixpath.join(folder, "_rels", f"{base}.rels")
        name = posixpath.join(folder, f"{kind}.xml")
        if self.has(relations):
            for node in self.xml(relations).iter("{*}Relationship"):
                if node.get("Type", "").endswith(f"/{kind}") and node.get("TargetMode") != "External":
                    target = node.get("Target", "")
                    name = (
                        target.lstrip("/")
                        if target.startswith("/")
                        else posixpath.normpath(posixpath.join(folder, target))
                    )
                    break
        return self.xml(name) if self.has(name) else None


def _check_directory(data: bytes, limits: Limits) -> None:
    """Refuse a huge list of parts before it is read: each entry costs a kilobyte of memory once listed."""
    at = data.rfind(b"PK\x05\x06", max(0, len(data) - 66_000))
    if at < 0 or len(data) < at + 22:
        raise DocumentRefused("corrupt_docx")
    entries, size = struct.unpack_from("<HI", data, at + 10)
    if data[at - 20 : at - 16] == b"PK\x06\x07" or entries > limits.entries or size > limits.directory:
        raise DocumentRefused("zip_bomb")
