"""How long words are on paper, and where their lines end.

Belongs here: widths of letters and line breaking of headings. Does not belong here: any layout.

The decree measures rules by the words above them, so the writer must know how long words are without a word
processor. Widths are those of the three faces of Times New Roman that headings use, in 2048ths of the size; all
fonts made to its metrics have them. A letter with marks is as wide as the plain one, but for ơ and ư.
"""

from __future__ import annotations

import unicodedata
from enum import Enum
from functools import cache

EM = 2048
_HORN = "\u031b"
# A space that does not break is wider in LibreOffice than in Word; measured too wide, no line breaks unforeseen.
_FIXED_SPACE = 720


class Face(Enum):
    """Widths, each with the characters that have it."""

    REGULAR = {
        369: "'", 410: "|", 512: " ,.", 569: "/:;\\ijlt", 682: "!()-I[]`fr‘’", 717: "•", 797: "Js", 836: '"',
        909: "?acez“”", 961: "^", 983: "{}", 1024: "#$*0123456789_bdghknopquvxyđ–", 1083: "ơ", 1108: "~", 1110: "ư",
        1124: "≥≤", 1139: "FPS", 1155: "+<=>×", 1251: "ELTZ", 1366: "BCR", 1479: "ADGHKNOQUVXYwĐƠ", 1589: "Ư",
        1593: "&m", 1706: "%", 1821: "M", 1886: "@", 1933: "W", 2048: "—…",
    }  # fmt: skip
    BOLD = {
        451: "|", 512: " ,.", 569: "'/\\il", 682: "!()-:;[]`fjt‘’", 717: "•", 797: "Is", 807: "{}", 909: "cerz",
        1024: "#$*0123456789?J_agovxy–“”", 1065: "~", 1124: "≥≤", 1134: "ơ", 1137: '"', 1139: "Sbdhknpquđ",
        1167: "+<=>×", 1190: "^", 1229: "ư", 1251: "FP", 1366: "BELTZ", 1479: "ACDNRUVXYwĐ", 1593: "GHKOQƠ",
        1630: "Ư", 1706: "&m", 1905: "@", 1933: "M", 2048: "%W—…",
    }  # fmt: skip
    ITALIC = {
        438: "'", 512: " ,.", 563: "|", 569: "/\\fijlt", 682: "!()-:;I`‘’", 717: "•", 797: "[]rsz", 819: "{}",
        860: '"', 864: "^", 909: "Jcekvxy", 1024: "#$*0123456789?S_abdghnopquđ–", 1093: "ơ", 1108: "~", 1117: "ư",
        1124: "≥≤", 1139: "LTYZ“”", 1251: "ABEFPRVX", 1366: "CKNw", 1382: "+<=>×", 1479: "DGHOQUmĐƠ", 1544: "Ư",
        1593: "&", 1706: "%MW", 1821: "—…", 1884: "@",
    }  # fmt: skip


@cache
def _widths(face: Face) -> dict[str, int]:
    return {character: width for width, characters in face.value.items() for character in characters}


@cache
def _width(character: str, face: Face) -> int:
    if character == "\u00a0":
        return _FIXED_SPACE
    known = _widths(face)
    if character not in known:
        apart = unicodedata.normalize("NFD", character)
        character = unicodedata.normalize("NFC", apart[0] + _HORN) if _HORN in apart else apart[0]
    # A character of another script: as wide as a figure, which is the middle of the face.
    return known.get(character, EM // 2)


def width(text: str, size: float, face: Face = Face.REGULAR) -> float:
    """Points that ``text`` takes on one line."""
    return sum(_width(character, face) for character in unicodedata.normalize("NFC", text)) * size / EM


def lines(text: str, size: float, face: Face, room: float) -> tuple[str, ...]:
    """``text`` broken at spaces as a word processor breaks it; a line break of its own stays. A word that is
    longer than ``room`` stands alone and sticks out."""
    broken: list[str] = []
    for part in text.split("\n"):
        line, *words = part.split(" ")
        for word in words:
            longer = f"{line} {word}"
            if line.strip() and width(longer, size, face) > room:
                broken.append(line)
                line = word
            else:
                line = longer
        broken.append(line)
    return tuple(broken)


def even_room(text: str, size: float, face: Face, room: float) -> float:
    """The narrowest room in which ``text`` takes no more lines than in ``room``: its lines become alike in length."""
    wanted = len(lines(text, size, face, room))
    low, high = 0.0, room
    while high - low > 0.5:
        middle = (low + high) / 2
        if len(lines(text, size, face, middle)) > wanted or longest(text, size, face, middle) > middle:
            low = middle
        else:
            high = middle
    return high


def longest(text: str, size: float, face: Face, room: float) -> float:
    """Points of the longest line of ``text`` in ``room``."""
    return max(width(line, size, face) for line in lines(text, size, face, room))
