"""Names of units and how a text may write them.

Belongs here: a gazetteer of names and aliases and its longest match, insensitive to case, Unicode form,
tone placement, hyphens, commas and the usual abbreviations.
Does not belong here: which units exist (a province pack says), what a sentence asks of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

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
_LONGEST_SHORT_FORM = 3
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


@dataclass(frozen=True, slots=True)
class _Piece:
    """One word that counts, after short forms are written out; first/last say whether a name may begin/end
    here.
    """

    exact: str
    plain: str
    word: int
    first: bool
    last: bool


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
        pieces = _pieces(cut(written))
        if not pieces:
            raise ValueError(f"unit {unit.code!r} has a name without a word: {written!r}")
        node = self._root
        for piece in pieces:
            node = node.next.setdefault(piece.plain, _Node())
        node.ends.setdefault(tuple(p.exact for p in pieces), {})[unit.code] = unit

    def matches(self, text: str) -> tuple[NameMatch, ...]:
        """Every name in ``text``, leftmost and longest first, none overlapping another."""
        words = cut(text)
        pieces = _pieces(words)
        found: list[NameMatch] = []
        position = 0
        while position < len(pieces):
            hit = self._longest(pieces, position)
            if hit is None:
                position += 1
                continue
            stop, unit = hit
            start, end = words.spans[pieces[position].word][0], words.spans[pieces[stop - 1].word][1]
            found.append(NameMatch(start, end, unit))
            position = stop
        return tuple(found)

    def lookup(self, text: str) -> UnitName | None:
        """The unit that the whole of ``text`` names, or None."""
        pieces = _pieces(cut(text))
        hit = self._longest(pieces, 0) if pieces else None
        return hit[1] if hit and hit[0] == len(pieces) else None

    def _longest(self, pieces: list[_Piece], position: int) -> tuple[int, UnitName] | None:
        if not pieces[position].first:
            return None
        best: tuple[int, UnitName] | None = None
        node = self._root
        for stop in range(position, len(pieces)):
            following = node.next.get(pieces[stop].plain)
            if following is None:
                break
            node = following
            if node.ends and pieces[stop].last:
                unit = _choose(node.ends, pieces[position : stop + 1])
                best = (stop + 1, unit) if unit else best
        return best


def _choose(ends: dict[tuple[str, ...], dict[str, UnitName]], pieces: list[_Piece]) -> UnitName | None:
    """The exact spelling wins; a spelling that lacks accents counts where it leaves one unit only.

    A word with other accents is another word ("Hòa" is not "Hóa"), so it matches nothing.
    """
    exact = ends.get(tuple(p.exact for p in pieces))
    if exact:
        return next(iter(exact.values())) if len(exact) == 1 else None
    units: dict[str, UnitName] = {}
    for spelling, written in ends.items():
        if all(p.exact == s or p.exact == p.plain for p, s in zip(pieces, spelling, strict=True)):
            units.update(written)
    return next(iter(units.values())) if len(units) == 1 else None


def _pieces(words: Words) -> list[_Piece]:
    return [piece for group in _written_out(words) for piece in group]


def _written_out(words: Words) -> Iterator[list[_Piece]]:
    index = 0
    while index < len(words.words):
        size, expansion = _short_form(words, index)
        if expansion:
            parts = expansion.split()
            yield [
                _Piece(
                    word_key(part),
                    fold(part),
                    index if n == 0 else index + size - 1,
                    n == 0,
                    n == len(parts) - 1,
                )
                for n, part in enumerate(parts)
            ]
        elif words.words[index] not in _SOFT:
            key = words.words[index]
            yield [_Piece(key, fold(key), index, True, True)]
        index += size


def _short_form(words: Words, index: int) -> tuple[int, str]:
    """How many words from ``index`` make a short form, and what it stands for; (1, "") where none does."""
    for size in range(min(_LONGEST_SHORT_FORM, len(words.words) - index), 0, -1):
        if size == 2:
            continue
        written = "".join(words.words[index : index + size])
        expansion = _SHORT_FORMS.get(written)
        if expansion:
            return size, expansion
    return 1, ""
