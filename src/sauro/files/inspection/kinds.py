"""What a content is, told by its bytes.

Belongs here: signatures. Does not belong here: opening (the modules beside).
"""

from __future__ import annotations

import puremagic

from sauro.files.inspection.model import Unfit
from sauro.files.inspection.types import FileType, Rules

HEAD = 64 * 1024
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PROGRAMS = (b"\x7fELF", b"MZ", b"#!", b"\xfe\xed\xfa\xce", b"\xfe\xed\xfa\xcf", b"\xcf\xfa\xed\xfe")
_PAGES = (b"<!doctype html", b"<html", b"<head", b"<body", b"<script")


def opener_of(data: bytes, rules: Rules) -> str:
    """How the content is opened ("paper", "office", "picture"); Unfit for a content that is of no listed type."""
    if not data:
        raise Unfit("empty")
    if data.startswith(_PROGRAMS):
        raise Unfit("executable")
    if data.startswith(_OLE):
        raise Unfit("encrypted" if _ENCRYPTED in data else "old_office")
    if data.startswith(_ZIP):  # which package it is stands inside
        return "office"
    found = endings_of(data)
    for kind in rules.types:
        if kind.opened != "office" and found & set(kind.extensions):
            return kind.opened
    family = rules.family(found) or _family_of_text(data[:HEAD])
    raise Unfit(family or "unknown_type", labels=rules.labels)


def endings_of(data: bytes) -> frozenset[str]:
    """Every ending that files with this signature may have, in small letters and without a dot."""
    try:
        matches = puremagic.magic_string(data[:HEAD] + (data[-HEAD:] if len(data) > HEAD else b""))
    except (puremagic.PureError, ValueError):
        return frozenset()
    return frozenset(match.extension.lstrip(".").lower() for match in matches) - {""}


def _family_of_text(head: bytes) -> str:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"<svg" in start:
        return "drawing"
    return "web_page" if start.startswith(_PAGES) else ""


def package_of(main: str, rules: Rules) -> FileType:
    """The listed type of an Office package by what its main part is."""
    for kind in rules.types:
        if kind.opened == "office" and kind.mark == main:
            return kind
    if "macroenabled" in main.lower() or "binary" in main.lower():
        raise Unfit("macro")
    raise Unfit("unknown_type", labels=rules.labels)
