"""Vietnamese text made comparable: Unicode form, folding with offsets, tone placement, a collation key.

Belongs here: functions from a string to a string that search, matching and sorting share.
Does not belong here: names of units (``names``), what a sentence says.
"""

from __future__ import annotations

import re
import unicodedata

_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_SHAPES = {"\u0306": "b", "\u0302": "c", "\u031b": "d"}


def nfc(s: str) -> str:
    """The composed form, in which every text and every position of the product is kept."""
    return unicodedata.normalize("NFC", s)


def _fold_character(character: str) -> str:
    kept = "".join(
        c
        for c in unicodedata.normalize("NFD", character.casefold())
        if not unicodedata.combining(c) and unicodedata.category(c) != "Mn"
    )
    return kept.replace("đ", "d")


class _FoldTable(dict[int, str]):
    """Filled as characters are met: a table of all of Unicode would cost seconds at import."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_character(chr(code))
        return folded


_FOLD = _FoldTable()


def fold(s: str) -> str:
    """Lower case without any mark, đ as d: "Hoà Bình" and "HÒA BÌNH" are "hoa binh" in any Unicode form."""
    return s.translate(_FOLD)


def fold_with_offsets(s: str) -> tuple[str, list[int]]:
    """``fold(s)`` and, for each of its characters, the index of the character of ``s`` that it came from.

    The list has one entry more than the folded text, ``len(s)``, so that an end is looked up like a start.
    """
    folded = fold(s)
    if len(folded) == len(s) and all(len(_FOLD[ord(c)]) == 1 for c in set(s)):
        return folded, list(range(len(s) + 1))
    offsets = [index for index, c in enumerate(s) for _ in _FOLD[ord(c)]]
    return folded, [*offsets, len(s)]


# Both schools agree where a letter follows (hoàn, thuyền) and after q, whose u belongs to the initial (quý).
_NEW_PLACEMENT = re.compile(r"(?<![qQ])(?:[oO][àáảãạÀÁẢÃẠèéẻẽẹÈÉẺẼẸ]|[uU][ỳýỷỹỵỲÝỶỸỴ])(?![^\W\d_])")


def _move_tone(match: re.Match[str]) -> str:
    pair = match.group()
    decomposed = unicodedata.normalize("NFD", pair[1])
    return nfc(pair[0] + decomposed[1]) + decomposed[0]


def classic_tones(s: str) -> str:
    """NFC with the tone where the older school puts it: hoà → hòa, khoẻ → khỏe, thuý → thúy.

    The length is that of NFC, so positions stay.
    """
    return _NEW_PLACEMENT.sub(_move_tone, nfc(s))


def tone_key(s: str) -> str:
    """What two spellings of one word share: accents count; case, Unicode form and tone placement do not."""
    return classic_tones(s).casefold()


_WORD_OR_NUMBER = re.compile(r"\d+|[^\W\d_]+")


def sort_key(s: str) -> str:
    """A key that puts texts into Vietnamese order: a ă â b … d đ …, then each syllable by its tone.

    Tones go ngang, huyền, hỏi, ngã, sắc, nặng; numbers by value and before letters; case and punctuation do
    not count.
    The key is made of 0-9 and a-z only, so that it sorts alike under every collation of both databases.
    """
    decomposed = unicodedata.normalize("NFKD", s.casefold())
    # Marks would end a word for the pattern, so they are taken out of it by hand.
    return "".join(_part_key(part) for part in _parts(decomposed))


def _parts(decomposed: str) -> list[str]:
    parts: list[str] = []
    current = ""
    for c in decomposed:
        if unicodedata.combining(c):
            current += c if current else ""
        elif _WORD_OR_NUMBER.fullmatch(c) and (not current or current[-1].isdigit() == c.isdigit()):
            current += c
        else:
            parts.append(current)
            current = c if _WORD_OR_NUMBER.fullmatch(c) else ""
    parts.append(current)
    return [part for part in parts if part]


def _part_key(part: str) -> str:
    if part[0].isdigit():
        digits = "".join(str(unicodedata.decimal(c, 0)) for c in part if c.isdigit()).lstrip("0")
        return f"1{min(len(digits), 99):02d}{digits}"
    key = ""
    tone = 0
    for c in part:
        if c in _TONES:
            tone = tone or _TONES[c]
        elif c in _SHAPES and key:
            key = key[:-1] + _SHAPES[c]
        elif c == "đ":
            key += "db"
        elif "a" <= c <= "z":
            key += c + "a"
        elif not unicodedata.combining(c):
            key += f"zz{ord(c):06x}"
    return f"{key}0{tone}"
