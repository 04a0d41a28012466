"""Names of units and how a text may write them.

Belongs here: a gazetteer of names and aliases and its longest match, insensitive to case, Unicode form,
tone placement, hyphens, commas and the usual abbreviations.
Does not belong here: which units exist (a province pack says), what a sentence asks of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from sauro.engine.text.fold import fold
from sauro.engine.text.words import Words, cut, word_key

# What one way of writing stands for in every official document; longer first where they begin alike.
_SHORT_FORMS = {
    "ubnd": "ủy ban nhân dân",
    "hđnd": "hội đồng nhân dân",
    "vp": "văn phòng",
    "vpub": "văn phòng ủy ban nhân dân",
    "tp": "thành phố",
    "tx": "thị xã",
    "bql": "ban quản lý",
    "bhxh": "bảo hiểm xã hội",
    "nhnn": "ngân hàng nhà nước",
    "kbnn": "kho bạc nhà nước",
    "mttq": "mặt trận tổ quốc",
    "mttqvn": "mặt trận tổ quốc việt nam",
    "ubmttq": "ủy ban mặt trận tổ quốc",
    "ubmttqvn": "ủy ban mặt trận tổ quốc việt nam",
    "tand": "tòa án nhân dân",
    "vksnd": "viện kiểm sát nhân dân",
    "ttpvhcc": "trung tâm phục vụ hành chính công",
    "pvhcc": "phục vụ hành chính công",
    "kkt": "khu kinh tế",
    "khcn": "khoa học công nghệ",
    "kh&cn": "khoa học công nghệ",
    "nn&mt": "nông nghiệp môi trường",
    "nnmt": "nông nghiệp môi trường",
    "gd&đt": "giáo dục đào tạo",
    "gdđt": "giáo dục đào tạo",
    "vh&tt": "văn hóa thể thao",
    "vhtt": "văn hóa thể thao",
    "vhtt&dl": "văn hóa thể thao du lịch",
    "vhttdl": "văn hóa thể thao du lịch",
    "dt&tg": "dân tộc tôn giáo",
    "kh&đt": "kế hoạch đầu tư",
    "tt&tt": "thông tin truyền thông",
    "tn&mt": "tài nguyên môi trường",
    "lđtbxh": "lao động thương binh xã hội",
    "ttđt": "thông tin điện tử",
    "tttt": "thông tin truyền thông",
    "ptth": "phát thanh truyền hình",
}
# Signs and the conjunction that one writer sets and another leaves out: "Văn hóa, Thể thao và Du lịch".
_SOFT = frozenset({",", "-", "và", "va", "&", "."})


@dataclass(frozen=True, slots=True)
class UnitName:
    """A unit of a province pack as the reader knows it: ``aliases`` hold every other way of writing
    ``name``.
    """

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    group: bool = False


@dataclass(frozen=True, slots=True)
class NameMatch:
    """``text[start:end]`` names ``unit``."""

    start: int
    end: int
    unit: UnitName


@dataclass(slots=True)
class _Node:
    next: dict[str, _Node] = field(default_factory=dict)
    # Exact spelling (with accents) → the units so written; several codes are an ambiguity, never a choice.
    ends: dict[tuple[str, ...], dict[str, UnitName]] = field(default_factory=dict)


@lru_cache(maxsize=65536)
def _plain(key: str) -> str:
    return fold(key)


def _written_out(expansion: str) -> tuple[tuple[str, str], ...]:
    return tuple((word_key(part), _plain(word_key(part))) for part in expansion.split())


# Each word of what a short form stands for, with accents and without; "kh&cn" is three words of a text.
_ONE_WORD = {short: _written_out(full) for short, full in _SHORT_FORMS.items() if "&" not in short}
_JOINED = {
    tuple(short.split("&")): _written_out(full) for short, full in _SHORT_FORMS.items() if "&" in short
}


def _parts(keys: tuple[str, ...], index: int) -> tuple[tuple[tuple[str, str], ...], int]:
    """The words that count for the word at ``index``, and how many words of the text they are; none for a
    soft word.
    """
    key = keys[index]
    if keys[index + 1 : index + 2] == ("&",):
        joined = _JOINED.get((key, *keys[index + 2 : index + 3]))
        if joined:
            return joined, 3
    short = _ONE_WORD.get(key)
    if short:
        return short, 1
    return (() if key in _SOFT else ((key, _plain(key)),)), 1


class Gazetteer:
    """Longest match of names, built once; matching costs the length of the text times the longest name at
    most.
    """

    def __init__(self, names: Iterable[UnitName]) -> None:
        self._root = _Node()
        self.names = tuple(names)
        for unit in self.names:
            for written in (unit.name, *unit.aliases):
                self._add(written, unit)

    def _add(self, written: str, unit: UnitName) -> None:
        keys = cut(written).words
        node = self._root
        spelling: list[str] = []
        index = 0
        while index < len(keys):
            parts, width = _parts(keys, index)
            for exact, plain in parts:
                node = node.next.setdefault(plain, _Node())
                spelling.append(exact)
            index += width
        if not spelling:
            raise ValueError(f"unit {unit.code!r} has a name without a word: {written!r}")
        node.ends.setdefault(tuple(spelling), {})[unit.code] = unit

    def matches(self, text: str) -> tuple[NameMatch, ...]:
        """Every name in ``text``, leftmost and longest first, none overlapping another."""
        words = cut(text)
        found: list[NameMatch] = []
        index = 0
        while index < len(words.words):
            hit = self.at(words, index)
            if hit is None:
                index += _parts(words.words, index)[1]
                continue
            last, unit = hit
            found.append(NameMatch(words.spans[index][0], words.spans[last][1], unit))
            index = last + 1
        return tuple(found)

    def lookup(self, text: str) -> UnitName | None:
        """The unit that the whole of ``text`` names, or None."""
        words = cut(text)
        keys = words.words
        first = next((index for index, key in enumerate(keys) if key not in _SOFT), None)
        hit = self.at(words, first) if first is not None else None
        return hit[1] if hit and all(key in _SOFT for key in keys[hit[0] + 1 :]) else None

    def at(self, words: Words, index: int) -> tuple[int, UnitName] | None:
        """The longest name that begins with word ``index``: its last word and its unit."""
        keys = words.words
        node = self._root
        spelling: list[tuple[str, str]] = []
        best: tuple[int, UnitName] | None = None
        while index < len(keys):
            parts, width = _parts(keys, index)
            if not parts and not spelling:
                break
            for part in parts:
                following = node.next.get(part[1])
                if following is None:
                    return best
                node = following
                spelling.append(part)
            index += width
            # A soft word ends no name: it may stand between two.
            unit = _choose(node.ends, spelling) if parts and node.ends else None
            best = (index - 1, unit) if unit else best
        return best


def _choose(
    ends: dict[tuple[str, ...], dict[str, UnitName]], parts: list[tuple[str, str]]
) -> UnitName | None:
    """The exact spelling wins; a spelling that lacks accents counts where it leaves one unit only.

    A word with other accents is another word ("Hòa" is not "Hóa"), so it matches nothing.
    """
    exact = ends.get(tuple(exact for exact, _ in parts))
    if exact:
        return next(iter(exact.values())) if len(exact) == 1 else None
    units: dict[str, UnitName] = {}
    for spelling, written in ends.items():
        if all(exact in (s, plain) for (exact, plain), s in zip(parts, spelling, strict=True)):
            units.update(written)
    return next(iter(units.values())) if len(units) == 1 else None
