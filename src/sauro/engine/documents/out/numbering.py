"""Numbers of headings, khoản and điểm, counted from their order.

Belongs here: which number a block has. Does not belong here: how it looks.

Numbers are words of the document and no automatic list of the word processor: "mục II.3" in another sentence must
stay true when somebody copies a part out. Điều and chương run through the document, all others begin anew below a
wider heading.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sauro.engine.documents.out.blocks import Block, Heading, Level, Numbered
from sauro.engine.documents.out.refusal import ImproperDocument

# The letters of điểm as the decree itself uses them: no ă, â, ê, ô, ơ, ư.
POINTS = "abcdđeghiklmnopqrstuvxy"
_ORDER = list(Level)
_THROUGH = {Level.ARTICLE, Level.CHAPTER}
_BY_ARTICLES = {Level.CHAPTER, Level.DIVISION, Level.SUBDIVISION, Level.ARTICLE}


def labels(blocks: Sequence[Block]) -> Iterator[tuple[Block, str]]:
    """Each block with its number as printed ("Phần I", "II.", "3.", "đ)"), empty where it has none."""
    counts = dict.fromkeys(Level, 0)
    used: set[Level] = set()
    clause_open = False
    for block in blocks:
        if not isinstance(block, Heading | Numbered):
            yield block, ""
            continue
        level = block.level
        used.add(level)
        if Level.SECTION in used and used & _BY_ARTICLES:
            raise ImproperDocument("mixed_levels")
        if level is Level.POINT and not clause_open:
            raise ImproperDocument("point_without_clause")
        clause_open = level in (Level.CLAUSE, Level.POINT, Level.ARTICLE)
        counts[level] += 1
        for narrower in _ORDER[_ORDER.index(level) + 1 :]:
            if narrower not in _THROUGH:
                counts[narrower] = 0
        yield block, label(level, counts[level])


def label(level: Level, number: int) -> str:
    if level is Level.POINT:
        if number > len(POINTS):
            raise ImproperDocument("too_many_points", limit=len(POINTS))
        return f"{POINTS[number - 1]})"
    if level is Level.CLAUSE:
        return f"{number}."
    if level is Level.SECTION:
        return f"{roman(number)}."
    if level is Level.ARTICLE:
        return f"Điều {number}."
    return f"{level.value} {roman(number) if level in (Level.PART, Level.CHAPTER) else number}"


def roman(number: int) -> str:
    """1 to 3999; annexes, parts and sections have Roman numbers."""
    if not 0 < number < 4000:
        raise ValueError(f"no Roman number for {number}")
    said = ""
    for amount, sign in (
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
        (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ):  # fmt: skip
        while number >= amount:
            said += sign
            number -= amount
    return said
