"""Words as the register's search columns keep them, and a query as conditions on those columns.

Belongs here: pure text. Each word stands after a space, so that "an" finds "an ninh" and not "ban".
A query word meets any marks. Where it was written with marks, the tasks that carry the same marks come first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sauro.engine.text import fold, tone_key

_NOT_WORD = re.compile(r"[^\w%]+", re.UNICODE)
LONGEST_QUERY = 200


@dataclass(frozen=True, slots=True)
class Condition:
    """A word of a query (or the whole of a quoted one): ``part`` stands in the folded column; ``exact`` in the
    marked one, empty where the word was written without marks and so has no better match."""

    part: str
    exact: str = ""


def _words(text: str) -> str:
    return " " + _NOT_WORD.sub(" ", text).strip() + " "


def folded_words(text: str) -> str:
    return _words(fold(text))


def marked_words(text: str) -> str:
    return _words(tone_key(text))


def conditions(query: str) -> list[Condition]:
    """One condition for each word, or one for the whole of a query in quotation marks; an empty query has
    none."""
    text = " ".join(query[:LONGEST_QUERY].split())
    quoted = len(text) > 2 and text[0] in '"“”' and text[-1] in '"“”'
    if quoted:
        inner = text[1:-1]
        parts = [marked_words(inner).rstrip()]
    else:
        parts = [marked_words(token).rstrip() for token in text.split()]
    return [_condition(part) for part in parts if part.strip()]


def _condition(part: str) -> Condition:
    folded = fold(part)
    return Condition(folded, part if folded != part else "")
