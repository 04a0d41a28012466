"""Office files opened without trusting them.

Belongs here: parts, bounds, what must not be inside. Does not belong here: their words (``office_words``).
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from lxml import etree

from sauro.files.inspection.kinds import package_of
from sauro.files.inspection.model import Unfit
from sauro.files.inspection.types import FileType, Rules

Element = Any  # lxml ships no types; every use in this folder goes through this one name

MEGABYTE = 1024 * 1024
LONGEST_PART = 48 * MEGABYTE
LONGEST_LIST = 2 * MEGABYTE
_TYPES = "[Content_Types].xml"
_SAFE_EMBEDDED = (".docx", ".xlsx", ".pptx", ".png", ".jpg", ".jpeg", ".emf", ".wmf", ".xml", ".rels")
_MACROS = re.compile(r"vbaproject|/activex/|/macrosheets/|\.ocx\Z|/vbadata", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"\s*(?:https?:|ftp:|\\\\|//|file:/*\\\\|file:///?/?[^/\\]*\\\\|file://[^/])", re.IGNORECASE
)
_FETCHED = ("attachedTemplate", "oleObject", "frame", "subDocument", "externalLinkPath", "package")
_FORBIDDEN = tuple(
    mark.encode(codec) for mark in ("<!DOCTYPE", "<!ENTITY") for codec in ("ascii", "utf-16-le", "utf-16-be")
)
_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    struct.error,
)


class Parts:
    """The parts of a package by name, each inflated once to count it; what it says about its size is not believed."""

    def __init__(self, data: bytes, rules: Rules) -> None:
        self._rules = rules
        _check_list(data, rules)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self._zip.infolist()
        except _FAULTS as fault:
            raise Unfit("damaged") from fault
        if len(entries) > rules.limits.parts:
            raise Unfit("too_large_inside")
        self.names = [entry.filename for entry in entries]
        self._inflate(entries)
        self.type = self._find_type()
        self._check_inside()

    def _inflate(self, entries: list[zipfile.ZipInfo]) -> None:
        spent, most = 0, self._rules.limits.unpacked_mb * MEGABYTE
        for entry in entries:
            if entry.flag_bits & 0x1:
                raise Unfit("encrypted")
            try:
                with self._zip.open(entry) as stream:
                    while piece := stream.read(1 << 16):
                        spent += len(piece)
                        if spent > most:
                            raise Unfit("too_large_inside")
            except _FAULTS as fault:
                raise Unfit("damaged") from fault

    def _find_type(self) -> FileType:
        if _TYPES not in self.names:
            if "mimetype" in self.names and b"opendocument" in self.read("mimetype")[:80]:
                raise Unfit("old_office")
            raise Unfit("archive")
        nodes = list(self.xml(_TYPES).iter("{*}Override", "{*}Default"))
        declared = {node.get("PartName", "").lstrip("/"): node.get("ContentType", "") for node in nodes}
        everything = " ".join(node.get("ContentType", "") for node in nodes).lower()
        if "macroenabled" in everything or "vbaproject" in everything:
            raise Unfit("macro")
        mains = [(name, text) for name, text in declared.items() if text.endswith((".main+xml", ".main"))]
        if len(mains) != 1 or mains[0][0] not in self.names:
            raise Unfit("unknown_type" if not mains else "damaged", labels=self._rules.labels)
        self.main = mains[0][0]
        return package_of(mains[0][1], self._rules)

    def _check_inside(self) -> None:
        for name in self.names:
            if _MACROS.search(name):
                raise Unfit("macro")
            if "/embeddings/" in name.lower() and not name.lower().endswith(_SAFE_EMBEDDED):
                raise Unfit("embedded")
            if name.lower().endswith(".rels"):
                self._check_relations(name)

    def _check_relations(self, name: str) -> None:
        for node in self.xml(name).iter("{*}Relationship"):
            kind = node.get("Type", "").rsplit("/", 1)[-1]
            outside = node.get("TargetMode") == "External" and kind in _FETCHED
            if outside and _ELSEWHERE.match(node.get("Target", "")):
                raise Unfit("remote")

    def matching(self, pattern: str, most: int) -> list[str]:
        """Names of parts in the order of their numbers, at most ``most``."""
        wanted = re.compile(pattern)

        def number(name: str) -> tuple[int, str]:
            digits = re.search(r"(\d+)\.xml\Z", name)
            return (int(digits.group(1)[:9]) if digits else 0, name)

        return sorted((name for name in self.names if wanted.fullmatch(name)), key=number)[:most]

    def read(self, name: str) -> bytes:
        try:
            with self._zip.open(name) as stream:
                data = stream.read(LONGEST_PART + 1)
        except (KeyError, *_FAULTS) as fault:
            raise Unfit("damaged") from fault
        if len(data) > LONGEST_PART:
            raise Unfit("too_large_inside")
        return data

    def xml(self, name: str) -> Element:
        """The root element of a small part."""
        root = None
        for _event, node in self.walk(name, ("end",)):
            root = node  # the root is what ends last
        if root is None:
            raise Unfit("damaged")
        return root

    def walk(
        self, name: str, events: tuple[str, ...], tags: tuple[str, ...] | None = None
    ) -> Iterator[tuple[str, Element]]:
        """Elements of a part as they end, without entities, networks or depth."""
        data = self.read(name)
        if any(mark in data for mark in _FORBIDDEN):
            raise Unfit("damaged")
        try:
            yield from etree.iterparse(
                io.BytesIO(data),
                events=events,
                tag=tags,
                resolve_entities=False,
                no_network=True,
                load_dtd=False,
                huge_tree=False,
                remove_comments=True,
                remove_pis=True,
            )
        except (etree.XMLSyntaxError, ValueError, LookupError) as fault:
            raise Unfit("damaged") from fault


def _check_list(data: bytes, rules: Rules) -> None:
    """Refuses a huge list of parts before it is read: each entry costs a kilobyte of memory once listed."""
    at = data.rfind(b"PK\x05\x06", max(0, len(data) - 66_000))
    if at < 0 or len(data) < at + 22:
        raise Unfit("damaged")
    entries, size = struct.unpack_from("<HI", data, at + 10)
    if data[at - 20 : at - 16] == b"PK\x06\x07" or entries > rules.limits.parts or size > LONGEST_LIST:
        raise Unfit("too_large_inside")
