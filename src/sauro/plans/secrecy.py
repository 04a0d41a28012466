"""Finds the stamp of a secret paper at the head of a document.

Belongs here: one pure question. Does not belong here: what is done with such a file (actions).
"""

from __future__ import annotations

import re
import unicodedata

HEAD_CHARACTERS = 4000
"""The stamp stands on the first page, under or beside the number; further down the words only speak of
secrecy."""

MARKS = ("TUYỆT MẬT", "TỐI MẬT", "MẬT")
_CUTS = re.compile(r"\n|\t|\|| {3,}")
_LABEL = re.compile(r"^(?:độ|mức độ|dấu) mật\s*[:：]\s*", re.IGNORECASE)


def secrecy_mark(text: str) -> str | None:
    """The mark where a line or cell of the head is nothing but a mark in capitals; else None.

    "Bảo vệ bí mật nhà nước" in a sentence is no mark; "Độ mật: Mật" is one.
    """
    for part in _CUTS.split(unicodedata.normalize("NFC", text[:HEAD_CHARACTERS])):
        words = " ".join(part.strip(" *#_[](){}.\u00a0").split())
        named = _LABEL.sub("", words)
        if words in MARKS or (named != words and named.upper() in MARKS):
            return named.upper()
    return None
