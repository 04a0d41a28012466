"""Names and small readings of WordprocessingML that the DOCX modules share.

Belongs here: qualified names, on/off values, properties. Does not belong here: walking a document.
"""

from __future__ import annotations

from sauro.engine.documents.package import Element

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def w(name: str) -> str:
    return WORD + name


_VAL = w("val")
_OFF = frozenset({"0", "false", "off", "none"})


def value(parent: Element | None, name: str) -> str | None:
    """``w:val`` of the child ``name``, or None where there is no such child or value."""
    child = None if parent is None else parent.find(w(name))
    return None if child is None else child.get(_VAL)


def switch(parent: Element | None, name: str) -> bool | None:
    """An on/off property: None where it is not stated."""
    child = None if parent is None else parent.find(w(name))
    if child is None:
        return None
    return str(child.get(_VAL, "1")).lower() not in _OFF


def number(text: str | None, default: int, *, most: int = 100_000) -> int:
    """A whole number of an attribute; what is no number or beyond any page counts as not stated."""
    try:
        found = int(text) if text is not None else default
    except ValueError:
        return default
    return found if -most <= found <= most else default
