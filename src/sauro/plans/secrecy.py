"""Finds the stamp of a secret paper at the head of a document.

Belongs here: one pure question. Does not belong here: what is done with such a file (actions).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import yaml

from sauro import definitions

HEAD_CHARACTERS = 4000
"""The stamp stands on the first page, under or beside the number; further down words only speak of secrecy."""

_CUTS = re.compile(r"\n|\t|\|| {3,}")


@cache
def _words() -> tuple[frozenset[str], re.Pattern[str]]:
    """The stamps, and what stands before one that is labelled."""
    data = yaml.safe_load(definitions.text("secrecy.yaml"))
    labels = "|".join(re.escape(label) for label in data["labels"])
    return frozenset(data["marks"]), re.compile(rf"^(?:{labels})\s*[:：]\s*", re.IGNORECASE)


def secrecy_mark(text: str) -> str | None:
    """The mark where a line or cell of the head is nothing but a mark in capitals, or a labelled mark; else None.

    A sentence that speaks of secrets is no mark.
    """
    marks, label = _words()
    for part in _CUTS.split(unicodedata.normalize("NFC", text[:HEAD_CHARACTERS])):
        words = " ".join(part.strip(" *#_[](){}.\u00a0").split())
        named = label.sub("", words)
        if words in marks or (named != words and named.upper() in marks):
            return named.upper()
    return None
