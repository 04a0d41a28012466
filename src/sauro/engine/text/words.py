"""A text as words with positions: the ground of every parser that must not care about spelling schools.

Belongs here: cutting into words, a text of keys on which patterns can be tried, the way back to the text.
Does not belong here: names (``names``), what a phrase means (``engine.planning``).

A key is a word in lower case, NFC, tone where the older school puts it: "HOÀ", "hòa" and its NFD form have
one key.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from sauro.engine.text.fold import classic_tones, tone_key

_MARKS = "\u0300-\u036f"
_WORD = re.compile(rf"(?:[^\W\d_][{_MARKS}]*)+|\d+|[^\s\w]|_|\w")
_SAME = {
    "–": "-",
    "—": "-",
    "‑": "-",
    "‐": "-",
    "−": "-",
    "&": "&",
    "“": "“",
    "”": "”",
    "„": "“",
    "«": "“",
    "»": "”",
}
_LETTERS = re.compile(r"(?<!\\)[^\W\d_]+")


@lru_cache(maxsize=65536)
def word_key(word: str) -> str:
    return _SAME.get(word) or tone_key(word)


@dataclass(frozen=True, slots=True)
class Words:
    """``text`` cut into words. ``keys`` is the keys joined by single spaces; patterns run on it.

    ``spans[i]`` is where word i lies in ``text``; ``places[i]`` where its key starts in ``keys``.
    """

    text: str
    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    keys: str
    places: tuple[int, ...]

    def index(self, place: int) -> int:
        """The word whose key holds position ``place`` of ``keys``."""
        return max(0, bisect_right(self.places, place) - 1)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the words that ``keys[start:end]`` touches lie in ``text``; end > start."""
        return self.spans[self.index(start)][0], self.spans[self.index(max(start, end - 1))][1]

    def original(self, index: int) -> str:
        start, end = self.spans[index]
        return self.text[start:end]

    def slice(self, first: int, last: int) -> str:
        """The text from word ``first`` to word ``last``, both included."""
        return self.text[self.spans[first][0] : self.spans[last][1]]


@lru_cache(maxsize=32)
def cut(text: str) -> Words:
    """The words of ``text``; a number, a run of letters and each sign are words of their own."""
    spans = tuple([match.span() for match in _WORD.finditer(text)])
    words = tuple([word_key(text[start:end]) for start, end in spans])
    places = tuple(accumulate([len(key) + 1 for key in words[:-1]], initial=0)) if words else ()
    return Words(text, words, spans, " ".join(words), places)


def pattern(source: str) -> re.Pattern[str]:
    """A pattern for ``Words.keys``: ``source`` in plain Vietnamese, words apart by one space, matched at
    word borders.
    """
    keyed = _LETTERS.sub(lambda m: classic_tones(m.group()), source)
    return re.compile(rf"(?<!\S)(?:{keyed})(?!\S)")
