"""Finds the stamp of a secret paper at the head of a document.

Belongs here: one pure question. Does not belong here: what is done with such a file (actions).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

import yaml

from sauro import definitions

HEAD_CHARACTERS = 4000
"""The stamp stands on the first page, under or beside the number; further down words only speak of secrecy."""

_CUTS = re.compile(r"\n|\t|\|| {3,}")


@cache
def _words() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, str]]:
    """The shape of a line that is a stamp, what stands before a labelled one, and the marks by their letters."""
    data = yaml.safe_load(definitions.text("secrecy.yaml"))
    by_letters = {_letters(mark): mark for mark in data["marks"]}
    marks, beside, copy = (_one_of(written) for written in (by_letters, data["beside"], data["copy"]))
    stamp = re.compile(rf"(?:{beside}|{copy}\d*)?({marks}){beside}?(?:{copy}\d*)?")
    labels = "|".join(re.escape(label) for label in data["labels"])
    return stamp, re.compile(rf"^\W*(?:{labels})\s*[:：]\s*", re.IGNORECASE), by_letters


def _one_of(written: Iterable[str]) -> str:
    return f"(?:{'|'.join(sorted(map(_letters, written), key=len, reverse=True))})"


def _letters(words: str) -> str:
    """Letters and digits alone: stamps are written with spaces between letters, in quotes, in frames."""
    return "".join(filter(str.isalnum, words))


def secrecy_mark(text: str) -> str | None:
    """The mark where a line or cell of the head is nothing but a mark in capitals, or a labelled mark; else None.

    Letters of full width and characters without any width do not hide it. A sentence that speaks of secrets
    is no mark, nor is the one short word in small letters; the longer marks are, in any letters.
    """
    stamp, label, marks = _words()
    for part in _CUTS.split(unicodedata.normalize("NFC", text[:HEAD_CHARACTERS])):
        words = unicodedata.normalize("NFKC", "".join(c for c in part if unicodedata.category(c) != "Cf"))
        named = label.sub("", words)
        letters = _letters(named)
        found = stamp.fullmatch(letters)
        if found is None:
            capitals = stamp.fullmatch(letters.upper())
            small = capitals is not None and (named != words or " " in marks[capitals.group(1)])
            found = capitals if small else None
        if found is not None:
            return marks[found.group(1)]
    return None
