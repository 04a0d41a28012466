"""What became of each task between two versions of a plan: kept, changed, new or dropped, as a proposal.

Belongs here: the assignment of new lines to old ones and the difference of two texts word by word. Does not
belong here: deciding (a person looks at every line), what happens to the register then (``plans.actions``).

The assignment uses each line at most once:
1. Lines of exactly the same words. Where several have them: the same place first, then the same heading, then
   the order of the document.
2. Of what is left, the pair that is most alike, then the next, down to ``least``; between equals the same place
   goes first. The place does not come before likeness: one inserted item moves all that follow it.
3. Of what is left, lines at the same place that are at least ``in_place`` alike.
Everything else is new or dropped. "Kept" needs the same words and the same units, time and product.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import pairwise

from sauro.engine.planning.similarity import like_ones, likeness, words_of

ALL_PAIRS = 1_000_000
"""Up to so many pairs each is measured. Beyond, a line is measured against those with which it shares the most
rare word pairs, which finds a reworded task and spares hours."""
RAREST = 12
SHARED_BY = 100
CANDIDATES = 30

LONGEST_SHOWN = 2_000
"""Words of a text whose difference is worked out; a longer one is shown as it is."""


class Fate(StrEnum):
    KEPT = "kept"
    CHANGED = "changed"
    NEW = "new"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Line:
    """A task of one version. ``place`` is its code in that document, ``heading`` the words above it,
    ``details`` the units, time and product as the document writes them."""

    key: str
    text: str
    place: str = ""
    heading: str = ""
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """``old`` is empty for a new line, ``new`` for a dropped one; only a pair of both has a likeness."""

    fate: Fate
    old: str = ""
    new: str = ""
    likeness: int | None = None

    def __post_init__(self) -> None:
        sides = {Fate.NEW: (False, True), Fate.DROPPED: (True, False)}.get(self.fate, (True, True))
        if (bool(self.old), bool(self.new)) != sides:
            raise ValueError(f"a line cannot be {self.fate} with {self.old!r} and {self.new!r}")


def compare(old: Sequence[Line], new: Sequence[Line], *, least: int, in_place: int) -> list[Pair]:
    """The new lines in their order, then the dropped ones in theirs."""
    before = [words_of(line.text) for line in old]
    after = [words_of(line.text) for line in new]
    taken = _Taken(old, new)
    _same_words(taken, before, after)
    _most_alike(taken, before, after, least)
    _same_place(taken, before, after, in_place)
    pairs = []
    for n, line in enumerate(new):
        o = taken.of_new.get(n)
        if o is None:
            pairs.append(Pair(Fate.NEW, new=line.key))
        else:
            pairs.append(judged(old[o], line))
    pairs += [Pair(Fate.DROPPED, old=line.key) for o, line in enumerate(old) if o not in taken.of_old]
    return pairs


def judged(old: Line, new: Line) -> Pair:
    """What two lines are to each other once somebody says that they are the same task."""
    alike = likeness(words_of(old.text), words_of(new.text))
    same = alike == 100 and _plain(old.details) == _plain(new.details)
    return Pair(Fate.KEPT if same else Fate.CHANGED, old.key, new.key, alike)


def _plain(details: Sequence[str]) -> list[str]:
    return [words_of(detail) for detail in details]


class _Taken:
    """Which lines have found each other."""

    def __init__(self, old: Sequence[Line], new: Sequence[Line]) -> None:
        self.old, self.new = old, new
        self.of_old: dict[int, int] = {}
        self.of_new: dict[int, int] = {}

    def take(self, o: int, n: int) -> bool:
        if o in self.of_old or n in self.of_new:
            return False
        self.of_old[o], self.of_new[n] = n, o
        return True

    def same_place(self, o: int, n: int) -> bool:
        return bool(self.old[o].place) and self.old[o].place == self.new[n].place

    def same_heading(self, o: int, n: int) -> bool:
        return words_of(self.old[o].heading) == words_of(self.new[n].heading)

    def left(self) -> tuple[list[int], list[int]]:
        return (
            [o for o in range(len(self.old)) if o not in self.of_old],
            [n for n in range(len(self.new)) if n not in self.of_new],
        )


def _same_words(taken: _Taken, before: Sequence[str], after: Sequence[str]) -> None:
    def of_place(line: Line, words: str) -> tuple[str, str]:
        return words, f"place {line.place}" if line.place else f"nowhere {line.key}"

    def of_heading(line: Line, words: str) -> tuple[str, str]:
        return words, words_of(line.heading)

    for key in (of_place, of_heading, lambda _line, words: (words, "")):
        old, new = taken.left()
        holders: dict[tuple[str, str], deque[int]] = {}
        for o in old:
            if before[o]:
                holders.setdefault(key(taken.old[o], before[o]), deque()).append(o)
        for n in new:
            waiting = holders.get(key(taken.new[n], after[n]))
            if waiting:
                taken.take(waiting.popleft(), n)


def _most_alike(taken: _Taken, before: Sequence[str], after: Sequence[str], least: int) -> None:
    old, new = taken.left()
    scored: list[tuple[int, bool, bool, int, int]] = []
    for n, candidates in _candidates(old, new, before, after):
        for position, alike in like_ones(after[n], [before[o] for o in candidates], least):
            o = candidates[position]
            scored.append((-alike, not taken.same_place(o, n), not taken.same_heading(o, n), n, o))
    for _alike, _place, _heading, n, o in sorted(scored):
        taken.take(o, n)


def _candidates(
    old: Sequence[int], new: Sequence[int], before: Sequence[str], after: Sequence[str]
) -> Iterator[tuple[int, Sequence[int]]]:
    if len(old) * len(new) <= ALL_PAIRS:
        yield from ((n, old) for n in new)
        return
    holders: dict[tuple[str, str], list[int]] = {}
    for o in old:
        for pair in _word_pairs(before[o]):
            holders.setdefault(pair, []).append(o)
    for n in new:
        known = [holders[pair] for pair in _word_pairs(after[n]) if pair in holders]
        rare = sorted((found for found in known if len(found) <= SHARED_BY), key=len)[:RAREST]
        shared = Counter(o for found in rare for o in found)
        yield n, [o for o, _times in shared.most_common(CANDIDATES)]


def _word_pairs(words: str) -> set[tuple[str, str]]:
    parts = words.split()
    return set(pairwise(parts))


def _same_place(taken: _Taken, before: Sequence[str], after: Sequence[str], in_place: int) -> None:
    old, new = taken.left()
    places = {taken.old[o].place: o for o in old if taken.old[o].place}
    for n in new:
        o = places.get(taken.new[n].place)
        if o is not None and likeness(before[o], after[n]) >= in_place:
            taken.take(o, n)


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words; ``changed`` where the other text does not have it at this place."""

    text: str
    changed: bool


_TOKEN = re.compile(r"\s+|\w+|[^\w\s]", re.UNICODE)


def word_changes(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """The two texts in pieces, word by word; put together again they are the texts themselves."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    if max(len(before), len(after)) > LONGEST_SHOWN * 2:
        return _whole(old), _whole(new)
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    left = [(before[a:b], kind != "equal") for kind, a, b, _c, _d in steps]
    right = [(after[c:d], kind != "equal") for kind, _a, _b, c, d in steps]
    return _pieces(left), _pieces(right)


def _whole(text: str) -> tuple[Piece, ...]:
    return (Piece(text, False),) if text else ()


def _pieces(runs: Sequence[tuple[list[str], bool]]) -> tuple[Piece, ...]:
    """White space alone is no change and ends none; what follows a change belongs to the next run."""
    joined: list[Piece] = []
    for tokens, marked in runs:
        text = "".join(tokens)
        inner = text.strip() if marked else ""
        start = text.index(inner) if inner else len(text)
        for part, changed in (
            (text[:start], False),
            (inner, True),
            (text[start + len(inner) :], False),
        ):
            if part and joined and joined[-1].changed == changed:
                joined[-1] = Piece(joined[-1].text + part, changed)
            elif part:
                joined.append(Piece(part, changed))
    return tuple(joined)
