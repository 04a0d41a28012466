"""Whether a line break in a narrow cell fell inside a word or number.

Belongs here: what the letters on both sides say. Does not belong here: whether the cell left room (``pdf_lines``).
"""

from __future__ import annotations

import re

from sauro.engine.text import fold

_YEAR = r"(?:19|20)\d\d"
# A number that a break cut in two makes one of these again when its halves are put together.
_WHOLE = re.compile(
    rf"(?:(?:\d{{1,2}}[/.-])?(?:\d{{1,2}}|[IVX]{{1,4}})[/.-])?{_YEAR}(?:[-–]{_YEAR})?|\d{{1,3}}(?:[.,]\d{{3}})+"
)
_AROUND = "()[]“”\"'.,;:"
_VOWELS = re.compile(r"[aeiouy]+")
_FIRST_LETTERS = re.compile(r"[^\W\d_]+")
_LAST_LETTERS = re.compile(r"[^\W\d_]{1,40}\Z")


def join_of(above: str, below: str) -> str:
    """What belongs between two lines of one cell that break where no room was left for one more letter.

    Nothing inside a word or number, a space between words; a line feed where it cannot be told, so that nobody
    takes half a number for a whole one.
    """
    if above[-1:].isdigit() and below[:1].isdigit():
        return "" if _WHOLE.fullmatch((above + below).strip(_AROUND)) else "\n"
    if above[-1:].isdigit() or below[:1].isdigit():
        whole = above[-1:] in (".", ",") and _WHOLE.fullmatch((above + below).strip(_AROUND))
        return "" if whole else " " if above[-1:].isalpha() or not below[:1].isdigit() else "\n"
    return _between_letters(above, below)


def _between_letters(above: str, below: str) -> str:
    head, tail = _FIRST_LETTERS.match(below), _LAST_LETTERS.search(above)
    if head is None or tail is None:
        return " "
    first, rest = tail.group(), head.group()
    if first.isupper() and rest.isupper():
        # Signs are made of capitals without vowels: one left alone is the end of the line above.
        return "" if len(first) > 1 and len(rest) == 1 and not _VOWELS.search(fold(rest)) else "\n"
    if rest[0].isupper():
        return " "
    if not _VOWELS.search(fold(rest)) or not _VOWELS.search(fold(first)):
        return ""
    return "\n" if len(_VOWELS.findall(fold(first + rest))) == 1 else " "
