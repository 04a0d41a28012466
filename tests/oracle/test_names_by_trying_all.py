"""The gazetteer beside a second one that tries every name at every word.

The second one knows no trie and no index: it cuts the text into words, writes short forms out, and compares each
stretch with each name, the longest stretch first. Both must name the same units at the same places.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sauro.engine.text.names import _SHORT_FORMS, Gazetteer, UnitName

pytestmark = pytest.mark.pure

UNITS = [
    UnitName("VP", "Văn phòng Ủy ban nhân dân tỉnh", ("Văn phòng UBND",)),
    UnitName("UB", "Ủy ban nhân dân tỉnh", ("UBND tỉnh",)),
    UnitName("XP", "UBND các xã, phường", ("UBND cấp xã",), group=True),
    UnitName("KHCN", "Sở Khoa học và Công nghệ", ("Sở KH&CN",)),
    UnitName("VH", "Sở Văn hóa, Thể thao và Du lịch"),
    UnitName("VT", "Sở Văn hóa và Thể thao"),
    UnitName("HOA", "Xã Mỹ Hòa"),
    UnitName("HOA2", "Xã Mỹ Hóa"),
    UnitName("ML", "Xã Mỹ Lâm"),
    UnitName("ML2", "Phường Mỹ Lâm", ("Mỹ Lâm",)),
    UnitName("ML3", "Đặc khu Mỹ Lâm", ("Mỹ Lâm",)),
    UnitName("BAO", "Báo và Phát thanh - Truyền hình tỉnh"),
]
WORDS = sorted({word for unit in UNITS for name in (unit.name, *unit.aliases) for word in name.split()})
PIECES = st.sampled_from(
    [
        *WORDS,
        *("UBND", "ubnd", "KH&CN", "KH", "CN", "VHTT&DL", "VHTT", "VP", "VPUB", "TP", "TP.", "tp", "HĐND"),
        *(
            ",",
            "-",
            "và",
            "va",
            "&",
            ".",
            ";",
            "(",
            "\n",
            "Hoà",
            "hoa",
            "HOA",
            "Xa",
            "My",
            "Lam",
            "12",
            "gửi",
        ),
        *("Văn phòng UBND tỉnh", "Sở Văn hóa, Thể thao và Du lịch", "xã Mỹ", "So Khoa hoc va Cong nghe"),
    ]
)
SOFT = {",", "-", "và", "va", "&", "."}
TONES = "\u0300\u0301\u0303\u0309\u0323"


class Word(NamedTuple):
    exact: tuple[str, str]
    plain: str
    start: int
    end: int
    begins: bool
    ends: bool


def exact(word: str) -> tuple[str, str]:
    """The letters without their tone, and the tone: it does not matter on which vowel it is written."""
    apart = unicodedata.normalize("NFD", word.casefold())
    return "".join(c for c in apart if c not in TONES), "".join(c for c in apart if c in TONES)


def plain(word: str) -> str:
    apart = unicodedata.normalize("NFD", word.casefold()).replace("đ", "d")
    return "".join(c for c in apart if not unicodedata.combining(c))


def words_of(text: str) -> list[Word]:
    found = [(m.group(), *m.span()) for m in re.finditer(r"[^\W\d_]+|\d+|\S", text)]
    words: list[Word] = []
    index = 0
    while index < len(found):
        for size in (3, 1):
            part = found[index : index + size]
            joined = "".join(word for word, *_ in part).casefold()
            if len(part) == size and joined in _SHORT_FORMS and (size == 1 or part[1][0] == "&"):
                full = _SHORT_FORMS[joined].split()
                words.extend(
                    Word(exact(w), plain(w), part[0][1], part[-1][2], n == 0, n == len(full) - 1)
                    for n, w in enumerate(full)
                )
                break
        else:
            word, start, end = found[index]
            size = 1
            if word.casefold() not in SOFT:
                words.append(Word(exact(word), plain(word), start, end, True, True))
        index += size
    return words


def unit_of(stretch: list[Word]) -> UnitName | None:
    """The one unit that the words name: as spelt, else without accents where only one is meant."""
    spelt: dict[str, UnitName] = {}
    bare: dict[str, UnitName] = {}
    for unit in UNITS:
        for name in (unit.name, *unit.aliases):
            other = words_of(name)
            if [w.plain for w in other] != [w.plain for w in stretch]:
                continue
            if [w.exact for w in other] == [w.exact for w in stretch]:
                spelt[unit.code] = unit
            if all(a.exact in (b.exact, (a.plain, "")) for a, b in zip(stretch, other, strict=True)):
                bare[unit.code] = unit
    units = list((spelt or bare).values())
    return units[0] if len(units) == 1 else None


def by_trying_all(text: str) -> list[tuple[int, int, str]]:
    words = words_of(text)
    found: list[tuple[int, int, str]] = []
    position = 0
    while position < len(words):
        for stop in range(len(words), position, -1):
            stretch = words[position:stop]
            unit = unit_of(stretch) if stretch[0].begins and stretch[-1].ends else None
            if unit is not None:
                found.append((stretch[0].start, stretch[-1].end, unit.code))
                position = stop
                break
        else:
            position += 1
    return found


GAZETTEER = Gazetteer(UNITS)


@settings(deadline=None)
@given(st.lists(PIECES, max_size=14).map(" ".join))
def test_both_name_the_same_units_at_the_same_places(text: str) -> None:
    assert [(m.start, m.end, m.unit.code) for m in GAZETTEER.matches(text)] == by_trying_all(text)


@settings(deadline=None)
@given(st.lists(PIECES, max_size=7).map(" ".join))
def test_both_agree_on_what_a_whole_text_names(text: str) -> None:
    words = words_of(text)
    whole = unit_of(words) if words else None
    found = GAZETTEER.lookup(text)
    assert (found.code if found else None) == (whole.code if whole else None)
