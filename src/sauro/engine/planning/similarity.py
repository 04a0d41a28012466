"""How alike two texts are, in percent, and which tasks of a register may be the same work.

Belongs here: measures over words, pairs above a threshold that is passed in. Does not belong here: deciding
(a person does), what became of a task between two versions (``compare``).

Only words count: punctuation, capitals, Unicode form and tone placement do not. 100 means the same words;
what differs in anything is at most 99. A text without words is like no other, not even one of its kind.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from sauro.engine.text import fold, tone_key

LONGEST = 1_500
"""Characters of a text that are compared; a task has about two hundred. A bound for hostile input."""

MOST = 10
"""Likely duplicates kept for a task in a block: somebody who wrote one line a thousand times needs no million pairs."""

_NOT_WORD = re.compile(r"[^\w%]+", re.UNICODE)


def words_of(text: str) -> str:
    """The words with their marks, in small letters, one space between them."""
    return _NOT_WORD.sub(" ", tone_key(text)).strip()


def bare_words_of(text: str) -> str:
    """The words without marks: two offices may write one name in two ways."""
    return _NOT_WORD.sub(" ", fold(text)).strip()


def likeness(first: str, second: str) -> int:
    """0 to 100 for two texts that ``words_of`` or ``bare_words_of`` made: the share of characters that need
    no change (Levenshtein), rounded down."""
    if not first or not second:
        return 0
    if first == second:
        return 100
    return percent(Levenshtein.normalized_similarity(first[:LONGEST], second[:LONGEST]))


def percent(share: float) -> int:
    """Texts that are not equal never show 100; a small allowance keeps 0.6 from being 59."""
    return min(99, int(share * 100 + 1e-9))


def like_ones(
    text: str, others: Sequence[str], least: int, *, most: int | None = None
) -> Iterator[tuple[int, int]]:
    """(position in ``others``, likeness) of those at least ``least`` like ``text``; most alike first, at most
    ``most``."""
    if not text:
        return
    found = process.extract(
        text[:LONGEST],
        others,
        scorer=Levenshtein.normalized_similarity,
        processor=None,
        score_cutoff=max(0.0, least / 100 - 1e-9),
        limit=most,
    )
    for other, share, position in found:
        if other:
            yield position, 100 if other == text else percent(share)


@dataclass(frozen=True, slots=True)
class Work:
    """A task as duplicates are looked for. ``blocks`` are those who lead it: only tasks that share one are
    compared. A task led by a unit lies in the unit's block and, with ``shared`` false, in those of its groups;
    a task led by a group lies in the group's block with ``shared`` true: two units of a group that do the same
    are no duplicate, a unit's own task beside the group's is."""

    key: int
    text: str
    blocks: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Alike:
    """Two tasks, the smaller key first."""

    first: int
    second: int
    likeness: int

    def __post_init__(self) -> None:
        if not self.first < self.second:
            raise ValueError("a pair has the smaller key first and is not one task twice")


def alike_pairs(works: Sequence[Work], least: int, *, only: frozenset[int] | None = None) -> list[Alike]:
    """Every pair that shares a block and is at least ``least`` alike, each once. With ``only``, pairs of which
    one is among these keys. Texts are those of ``bare_words_of``."""
    found: dict[tuple[int, int], int] = {}
    for members in _blocks(works).values():
        ordered = sorted(members, key=lambda member: (len(member[0].text), member[0].key))
        lengths = [min(len(work.text), LONGEST) for work, _shared in ordered]
        texts = [work.text[:LONGEST] for work, _shared in ordered]
        for place, (work, shared) in enumerate(ordered):
            # A longer text needs at least so many insertions, so that it cannot be alike enough beyond this.
            end = bisect_right(lengths, lengths[place] * 100 // least + 1, lo=place + 1)
            if only is not None and work.key not in only:
                others = [n for n in range(place + 1, end) if ordered[n][0].key in only]
            else:
                others = list(range(place + 1, end))
            for position, share in like_ones(texts[place], [texts[n] for n in others], least, most=MOST):
                other, other_shared = ordered[others[position]]
                if work.key != other.key and (shared or other_shared):
                    low, high = sorted((work.key, other.key))
                    found[low, high] = share
    return sorted(
        (Alike(low, high, share) for (low, high), share in found.items()),
        key=lambda pair: (-pair.likeness, pair.first, pair.second),
    )


def _blocks(works: Sequence[Work]) -> dict[str, list[tuple[Work, bool]]]:
    blocks: dict[str, list[tuple[Work, bool]]] = {}
    for work in works:
        for block, shared in work.blocks:
            blocks.setdefault(block, []).append((work, shared))
    return blocks
