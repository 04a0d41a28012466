"""Two forms in which a text names who must do it without the name of one unit: persons and enumerations.

Belongs here: "Đồng chí Trần Văn B, Phó Chủ tịch UBND phường", "Các Sở: Nội vụ, Tài chính". Does not belong
here: names of units (``unit_grammar``), what they are asked to do (``units``).
"""

from __future__ import annotations

from sauro.engine.planning.unit_grammar import Piece, UnitGrammar
from sauro.engine.planning.unit_words import DETERMINERS, GENERICS, NAME_MEMBERS, NAME_TAILS, POSTS, phrases

_TITLES = phrases("đồng chí | ông | bà | đ / c")
_KINDS = phrases(
    "sở | phòng | ban | bộ | xã | phường | ubnd các xã | ubnd xã | ubnd các phường | ubnd phường | chi cục",
    "ubnd các xã , phường | ủy ban nhân dân các xã | ủy ban nhân dân các phường | trung tâm | trường | hội",
    "ủy ban nhân dân xã | ủy ban nhân dân phường | đảng ủy các xã | công an các xã | trạm y tế các xã",
    "ủy ban nhân dân các xã , phường | bệnh viện | chi nhánh | đơn vị | cơ quan | địa phương | hội đoàn thể",
)
# Kinds that are no part of a member's own name.
_PLAIN = phrases("đơn vị | cơ quan | địa phương | hội đoàn thể")
_LONGEST_MEMBER = 12


def read_person(grammar: UnitGrammar, index: int) -> Piece | None:
    """A person with the post that the text gives, or several by their post ("các đồng chí Ủy viên UBND xã")."""
    many = grammar.longest(index, DETERMINERS)
    title = grammar.longest(index + many, _TITLES)
    if not title:
        return None
    name = end = index + many + title
    while grammar.letters(end) and grammar.capital(end) and not _no_name(grammar, end):
        end += 1
    after = end + (end > name and end < grammar.size and grammar.keys[end] in {",", "-"})
    post = grammar.longest(after, POSTS) or (end == name and grammar.longest(after, GENERICS))
    if post:
        inner = grammar.read(after) if grammar.longest(after, POSTS) else grammar.read(after + post)
        return Piece(index, inner.last if inner else after + post - 1, many > 0, post=True)
    return Piece(index, end - 1, many > 0, post=True) if end > name else None


def _no_name(grammar: UnitGrammar, index: int) -> bool:
    return grammar.longest(index, POSTS) > 0 or grammar.longest(index, GENERICS) > 1


def read_enumeration(grammar: UnitGrammar, index: int) -> list[Piece]:
    """The members of "Các Sở: Nội vụ, Tài chính", each with the noun that they share; [] where none begins."""
    position = index + grammar.longest(index, DETERMINERS)
    kind = grammar.longest(position, _KINDS)
    colon = position + kind
    if not kind or grammar.keys[colon : colon + 1] != (":",):
        return []
    words = grammar.keys[position:colon]
    if position == index and "các" not in words:
        return []
    shared = "" if words in _PLAIN else " ".join(word for word in words if word != "các")
    members: list[Piece] = []
    position = colon + 1
    while position < grammar.size and grammar.capital(position) and not grammar.begins(position):
        end = _member_end(grammar, position)
        members.append(Piece(position, end - 1, False, shared=shared))
        position = end
        if grammar.keys[position : position + 1] not in ((",",), (";",), ("và",)):
            break
        position += 1
    return members


def _member_end(grammar: UnitGrammar, start: int) -> int:
    position = start + 1
    while position < min(grammar.size, start + _LONGEST_MEMBER):
        key = grammar.keys[position]
        if key in {",", "và"}:
            if not grammar.longest(position + 1, NAME_MEMBERS):
                break
        elif key == "-":
            if not grammar.letters(position + 1) or grammar.breaks_line(position):
                break
        elif not grammar.letters(position) or _past(grammar, position):
            break
        position += 1
    return position


def _past(grammar: UnitGrammar, position: int) -> bool:
    """A word in lower case that is no second syllable and no known tail: there the sentence goes on."""
    if grammar.capital(position):
        return False
    if grammar.capital(position - 1):
        return False
    return not grammar.longest(position, NAME_TAILS) and not grammar.longest(position - 1, NAME_TAILS)
