"""Who must do it: lists of units, headings that name units, roles in a sentence.

Belongs here: unit references with positions and the roles that verbs give them. Does not belong here: how a
name is built (``unit_grammar``), tables and labels (``annex``, ``labelled``).

Positions are relative to the text that was given.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sauro.engine.planning.model import Anchor, UnitRef
from sauro.engine.planning.unit_forms import read_enumeration, read_person
from sauro.engine.planning.unit_grammar import Piece, UnitGrammar
from sauro.engine.planning.unit_words import APPOSITIONS, POSTS, phrases
from sauro.engine.text.names import Gazetteer, UnitName
from sauro.engine.text.words import Words, cut, pattern

_SEPARATORS = frozenset({",", ";", "và", "&", "cùng", "hoặc", "/", "-", "+", "."})
_BULLETS = frozenset({"-", "+", "*", "•", "·", "(", "[", "“", ".", ",", ";"})
_REQUESTS = phrases("đề nghị | kính đề nghị | đề xuất")
_ASSIGNMENTS = phrases(
    "giao | giao cho | trách nhiệm của | yêu cầu | phân công | đối với | nhiệm vụ của | nhiệm vụ cụ thể của | đề nghị"
)
_HEADING_ENDS = phrases(
    "có trách nhiệm | chịu trách nhiệm | có nhiệm vụ | thực hiện "
    "| có trách nhiệm thực hiện | thực hiện các nhiệm vụ sau",
    "có trách nhiệm thực hiện các nhiệm vụ sau | chủ trì | chủ trì thực hiện | có trách nhiệm sau",
)
_OPENINGS = pattern(
    "ngoài ra|riêng|riêng đối với|đối với|đồng thời|giao cho|giao|đề nghị|yêu cầu|phân công|riêng đề nghị"
    "|(?:đồng ý|thống nhất|nhất trí|tiếp tục) giao(?: cho)?"
)
_ASSIGNED_INSIDE = pattern(
    "[:;.] (?:(?:trước mắt|đồng thời|nay|do đó|vì vậy|thống nhất|tiếp tục) ,? ?)?(?:giao(?: cho)?|đề nghị|yêu cầu)"
)
_COORDINATES = pattern(
    "phối hợp :|"
    "(?:phối hợp|hiệp đồng)(?: (?:chặt chẽ|đồng bộ|tốt|thường xuyên"
    "|kịp thời|hiệu quả|,|và|cùng|thống nhất|hợp|liên ngành)){0,4}"
    "(?: (?:với|cùng|cùng với))?|phối hợp , hướng dẫn|cùng với"
)
_LEAD_PLACES = pattern(r"giao|do|[(;.,:]|(?:đơn vị |cơ quan )?chủ trì :")
_LEADS = pattern("(?:là cơ quan thường trực , )?(?:chủ trì|làm đầu mối|là đầu mối|có trách nhiệm chủ trì)")
_ASSIGNS = pattern("giao|giao cho|phân công")
_WATCHES = pattern(
    "(?:có trách nhiệm |thường xuyên |chủ trì )?(?:theo dõi|đôn đốc|giám sát)"
    "(?: ,| và)? (?:theo dõi|đôn đốc|giám sát|kiểm tra|tổng hợp|hướng dẫn)"
)
_MODALS = pattern(
    "có trách nhiệm|chịu trách nhiệm|chủ trì|phối hợp|tham mưu|xây "
    "dựng|tổ chức|thực hiện|triển khai|căn cứ|theo dõi|:"
)


@dataclass(frozen=True, slots=True)
class HeadingUnits:
    """The units that a heading or the opening of an item names; ``requested`` for "Đề nghị …"."""

    units: tuple[UnitRef, ...]
    requested: bool = False


@dataclass(frozen=True, slots=True)
class Roles:
    """``inherited`` are the heading's units, as they were given; the others are named in the text itself."""

    lead: tuple[UnitRef, ...] = ()
    support: tuple[UnitRef, ...] = ()
    monitor: tuple[UnitRef, ...] = ()
    inherited: tuple[UnitRef, ...] = ()


def is_unit_heading(text: str, gazetteer: Gazetteer | None = None) -> HeadingUnits | None:
    """The units of a heading that names units and nothing else, or None ("Công tác tuyên truyền")."""
    words = cut(text)
    grammar = UnitGrammar(words, running=False, gazetteer=gazetteer)
    position = _skip_signs(grammar, 0)
    if position < grammar.size and grammar.keys[position].isdigit():
        position = next((n for n in range(position, grammar.size) if grammar.letters(n)), grammar.size)
    request = grammar.longest(position, _REQUESTS)
    position += request or grammar.longest(position, _ASSIGNMENTS)
    pieces, position = _list_at(grammar, position)
    if not pieces or not _ends_heading(grammar, position):
        return None
    if len(pieces) == 1 and _too_bare(grammar, pieces[0]):
        return None
    return HeadingUnits(tuple(_refs(grammar, pieces, gazetteer)), bool(request))


def _too_bare(grammar: UnitGrammar, piece: Piece) -> bool:
    """One generic word ("Tổ chức", "Đơn vị") names nobody."""
    return piece.first == piece.last or (
        piece.group
        and not piece.post
        and piece.last - piece.first == 1
        and grammar.keys[piece.first] not in {"các", "mọi", "ubnd", "hđnd"}
    )


def _ends_heading(grammar: UnitGrammar, position: int) -> bool:
    position += grammar.longest(position, _HEADING_ENDS) if position < grammar.size else 0
    if position < grammar.size and grammar.keys[position] in {"(", "["}:
        closing = ")" if grammar.keys[position] == "(" else "]"
        while position < grammar.size and grammar.keys[position] != closing:
            position += 1
        position += 1
    while position < grammar.size and not grammar.keys[position][0].isalnum():
        position += 1
    return position >= grammar.size


def _skip_signs(grammar: UnitGrammar, position: int) -> int:
    while position < grammar.size and grammar.keys[position] in _BULLETS:
        position += 1
    return position


def _list_at(grammar: UnitGrammar, position: int) -> tuple[list[Piece], int]:
    """The units of a list that begins at ``position`` and the place after the last of them."""
    pieces: list[Piece] = []
    end = position
    while position < grammar.size:
        read = _read_at(grammar, position)
        if not read:
            break
        beside = pieces and grammar.keys[position - 1] == "-" and grammar.longest(position, APPOSITIONS)
        pieces.extend([] if beside else read)
        end = position = read[-1].last + 1
        if (
            not grammar.running
            and position < grammar.size
            and grammar.breaks_line(position)
            and grammar.begins(position)
        ):
            continue
        while position < grammar.size and _separates(grammar, position):
            position += 1
        if position == end:
            break
    return pieces, end


def _read_at(grammar: UnitGrammar, position: int) -> list[Piece]:
    """Who is named from ``position`` on: a unit, a person, or all of an enumeration."""
    many = read_enumeration(grammar, position)
    one = None if many else read_person(grammar, position) or grammar.read(position)
    return [one] if one else many


def _separates(grammar: UnitGrammar, position: int) -> bool:
    key = grammar.keys[position]
    if grammar.running:
        return key in {",", ";", "và", "&", "cùng", "với", "hoặc"}
    return key in _SEPARATORS


def read_unit_list(text: str, gazetteer: Gazetteer | None) -> tuple[UnitRef, ...]:
    """The units of a cell or of a label's value; a part that no rule knows is kept as it is written."""
    words = cut(text)
    grammar = UnitGrammar(words, running=False, gazetteer=gazetteer)
    refs: list[UnitRef] = []
    many = read_enumeration(grammar, _skip_signs(grammar, 0))
    refs.extend(_refs(grammar, many, gazetteer))
    for first, last in _segments(grammar, many[-1].last + 1 if many else 0):
        refs.extend(_segment_refs(grammar, first, last, gazetteer))
    return tuple(refs)


def _segments(grammar: UnitGrammar, start: int) -> Iterator[tuple[int, int]]:
    """Runs of words from ``start`` on between semicolons, first and last included."""
    depth = 0
    for index in range(start, grammar.size):
        key = grammar.keys[index]
        depth += (key == "(") - (key == ")")
        if key == ";" and depth <= 0:
            if index > start:
                yield start, index - 1
            start = index + 1
            depth = 0
    if start < grammar.size:
        yield start, grammar.size - 1


def _segment_refs(
    grammar: UnitGrammar, first: int, last: int, gazetteer: Gazetteer | None
) -> Iterator[UnitRef]:
    position = _skip_signs(grammar, first)
    while position <= last and _separates(grammar, position):
        position += 1
    while position <= last:
        piece = read_person(grammar, position) or grammar.read(position)
        if piece is None or piece.last > last:
            end = _unknown_end(grammar, position, last)
            yield from _unknown(grammar, position, end, gazetteer)
            position = end + 1
        else:
            yield from _refs(grammar, [piece], gazetteer)
            position = piece.last + 1
            fresh = position <= last and grammar.breaks_line(position) and grammar.begins(position)
            if position <= last and not fresh and not _separates(grammar, position):
                # What follows a name without a separator says what it does; names come again after it.
                position = _after_clause(grammar, position, last)
        while position <= last and (_separates(grammar, position) or not grammar.keys[position][0].isalnum()):
            position += 1


def _after_clause(grammar: UnitGrammar, position: int, last: int) -> int:
    while position <= last:
        if grammar.breaks_line(position) and grammar.capital(position) and grammar.begins(position):
            return position
        position += 1
    return position


def _unknown_end(grammar: UnitGrammar, position: int, last: int) -> int:
    depth = 0
    for index in range(position + 1, last + 1):
        depth += (grammar.keys[index] == "(") - (grammar.keys[index] == ")")
        if depth <= 0 and grammar.keys[index] in {",", "và"} and grammar.begins(index + 1):
            return index - 1
        if grammar.breaks_line(index) and grammar.capital(index) and grammar.begins(index):
            return index - 1
    return last


def _unknown(grammar: UnitGrammar, first: int, last: int, gazetteer: Gazetteer | None) -> Iterator[UnitRef]:
    while last > first and not grammar.keys[last][0].isalnum() and grammar.keys[last] != ")":
        last -= 1
    if not any(grammar.letters(index) for index in range(first, last + 1)):
        return
    by_reference = grammar.keys[first] == "theo"
    yield _ref(grammar.words, Piece(first, last, by_reference), gazetteer)


def _refs(grammar: UnitGrammar, pieces: list[Piece], gazetteer: Gazetteer | None) -> Iterator[UnitRef]:
    for piece in pieces:
        ref = _ref(grammar.words, piece, gazetteer)
        parts = _known_parts(grammar.words, piece, gazetteer) if ref.code is None and gazetteer else ()
        yield from parts or (ref,)


def _known_parts(words: Words, piece: Piece, gazetteer: Gazetteer) -> tuple[UnitRef, ...]:
    """A collective that the province knows as several groups side by side; () where something is left
    over.
    """
    if not piece.group:
        return ()
    base = words.spans[piece.first][0]
    text = words.slice(piece.first, piece.last)
    found = gazetteer.matches(text)
    rest = text
    for match in reversed(found):
        rest = rest[: match.start] + rest[match.end :]
    if len(found) < 2 or any(c.isalnum() for c in rest.replace("và", "")):
        return ()
    return tuple(
        UnitRef(
            text[m.start : m.end],
            Anchor(base + m.start, base + m.end),
            m.unit.group,
            m.unit.code,
            m.unit.name,
        )
        for m in found
    )


def _ref(words: Words, piece: Piece, gazetteer: Gazetteer | None) -> UnitRef:
    start, end = words.spans[piece.first][0], words.spans[piece.last][1]
    text = words.text[start:end]
    unit = resolve(f"{piece.shared} {text}" if piece.shared else text, gazetteer, post=piece.post)
    if unit is None:
        return UnitRef(text, Anchor(start, end), piece.group)
    return UnitRef(text, Anchor(start, end), piece.group or unit.group, unit.code, unit.name)


def resolve(text: str, gazetteer: Gazetteer | None, *, post: bool = False) -> UnitName | None:
    """The unit that ``text`` names: as written, without a bracket, without a closing "tỉnh", or led by the
    post.
    """
    if gazetteer is None:
        return None
    words = cut(text)
    for first, last in _ways(words, post):
        if first <= last:
            unit = gazetteer.lookup(words.slice(first, last))
            if unit is not None:
                return unit
    return None


def _ways(words: Words, post: bool) -> Iterator[tuple[int, int]]:
    last = len(words.words) - 1
    yield 0, last
    if "(" in words.words:
        last = words.words.index("(") - 1
        yield 0, last
    for end in (("liên", "quan"), ("có", "liên", "quan"), ("tỉnh",), ("thành", "phố"), ("của", "tỉnh")):
        if words.words[max(0, last + 1 - len(end)) : last + 1] == end:
            yield 0, last - len(end)
    if post:
        grammar = UnitGrammar(words, running=False)
        length = grammar.longest(0, POSTS)
        if length:
            yield length, last
            if words.words[0] == "chánh":
                yield 1, last


def subject_unit(text: str, gazetteer: Gazetteer | None) -> HeadingUnits | None:
    """The units that an item opens with and that must do it: "Sở Tài chính chủ trì …", "Giao Công an tỉnh
    …".
    """
    words = cut(text)
    grammar = UnitGrammar(words, running=True, gazetteer=gazetteer)
    position = _skip_signs(grammar, 0)
    opening = _OPENINGS.match(words.keys, words.places[position]) if position < grammar.size else None
    requested = bool(opening and opening.group().startswith("đề"))
    if opening:
        position = words.index(opening.end() - 1) + 1
        position = _skip_signs(grammar, position)
    pieces, end = _list_at(grammar, position)
    if not pieces or end >= grammar.size or (len(pieces) == 1 and _too_bare(grammar, pieces[0])):
        return None
    if not (grammar.letters(end) or grammar.keys[end] in {":", ",", "("}) or grammar.keys[end] == ".":
        return None
    if grammar.keys[position] == "những" and not _addresses(grammar, end):
        return None
    if grammar.keys[end] in {",", "("} and not _MODALS.search(
        words.keys, words.places[end], words.places[end] + 120
    ):
        return None
    return HeadingUnits(tuple(_refs(grammar, pieces, gazetteer)), requested)


def assigned_units(text: str, gazetteer: Gazetteer | None) -> tuple[UnitRef, ...]:
    """The units that later clauses give work to: "Về nước sạch: … ; giao Sở Y tế kiểm tra …"."""
    words = cut(text)
    found: list[UnitRef] = []
    grammar = UnitGrammar(words, running=True, gazetteer=gazetteer)
    read_to = 0
    for match in _ASSIGNED_INSIDE.finditer(words.keys):
        start = words.index(match.end() - 1) + 1
        if start < read_to:
            continue
        pieces, read_to = _list_at(grammar, start)
        if not pieces or (len(pieces) == 1 and _too_bare(grammar, pieces[0])):
            continue
        if not grammar.letters(read_to) and grammar.keys[read_to : read_to + 1] != (":",):
            continue
        if not (found and _WATCHES.match(words.keys, words.places[read_to])):
            held = {_identity(ref) for ref in found}
            found.extend(ref for ref in _refs(grammar, pieces, gazetteer) if _identity(ref) not in held)
    return tuple(found)


def _addresses(grammar: UnitGrammar, end: int) -> bool:
    """ "Đối với những xã nghèo: …" gives work, "Đối với những tổ chức được phép …" only says of whom a rule speaks."""
    signs = {":", ","}
    return (
        grammar.keys[end] in signs or _MODALS.match(grammar.words.keys, grammar.words.places[end]) is not None
    )


def read_roles(text: str, gazetteer: Gazetteer | None, heading_units: tuple[UnitRef, ...] = ()) -> Roles:
    """Who leads and who coordinates by the verbs of a running text; the heading's units lead unless it
    says else.
    """
    words = cut(text)
    grammar = UnitGrammar(words, running=True, gazetteer=gazetteer)
    lead = _leads(text, words, grammar, gazetteer, heading_units)
    leading = {_identity(ref) for ref in (lead or heading_units)}
    support: list[UnitRef] = []
    for match in _COORDINATES.finditer(words.keys):
        pieces, _ = _list_at(grammar, words.index(match.end() - 1) + 1)
        for ref in _refs(grammar, pieces, gazetteer):
            if _identity(ref) not in leading and _identity(ref) not in {_identity(s) for s in support}:
                support.append(ref)
    monitor = _monitors(words, grammar, gazetteer, leading)
    return Roles(lead, tuple(support), monitor, () if lead else heading_units)


def _monitors(
    words: Words, grammar: UnitGrammar, gazetteer: Gazetteer | None, leading: set[str]
) -> tuple[UnitRef, ...]:
    """The units as in "…; giao Sở A theo dõi, đôn đốc" of an item that another leads."""
    read_to = 0
    for match in _ASSIGNS.finditer(words.keys):
        start = words.index(match.end() - 1) + 1
        if start < read_to or not leading:
            continue
        pieces, read_to = _list_at(grammar, start)
        if not pieces or read_to >= grammar.size or not _WATCHES.match(words.keys, words.places[read_to]):
            continue
        refs = tuple(_refs(grammar, pieces, gazetteer))
        if not any(_identity(ref) in leading for ref in refs):
            return refs
    return ()


def _identity(ref: UnitRef) -> str:
    return ref.code or " ".join(word for word in cut(ref.text).words if word[0].isalnum())


def _leads(
    text: str, words: Words, grammar: UnitGrammar, gazetteer: Gazetteer | None, heading: tuple[UnitRef, ...]
) -> tuple[UnitRef, ...]:
    opening = subject_unit(text, gazetteer)
    if opening is None:
        return () if heading else _inner_lead(words, grammar, gazetteer)
    if not heading:
        return opening.units
    own = {_identity(ref) for ref in heading}
    named = [ref for ref in opening.units if _identity(ref) in own]
    if named and len(named) < len(heading):
        return tuple(named)
    if named or _speaks_of_post(grammar) or all(ref.group for ref in opening.units):
        return ()
    return opening.units


def _speaks_of_post(grammar: UnitGrammar) -> bool:
    position = _skip_signs(grammar, 0)
    return grammar.longest(position, POSTS) > 0


def _inner_lead(words: Words, grammar: UnitGrammar, gazetteer: Gazetteer | None) -> tuple[UnitRef, ...]:
    """The first unit as in "giao Sở A …", "do Sở A chủ trì", "(Sở A chủ trì, …)", "Chủ trì: Sở A"."""
    read_to = 0
    for match in _LEAD_PLACES.finditer(words.keys):
        start = words.index(match.end() - 1) + 1
        if start < read_to:
            # The rest of a list that led to nothing leads to nothing either; reading it again costs its square.
            continue
        pieces, end = _list_at(grammar, start)
        read_to = end
        if not pieces:
            continue
        assigned = match.group() == "giao" or match.group().endswith("chủ trì :")
        leads = end < grammar.size and _LEADS.match(words.keys, words.places[end])
        if leads or (assigned and (end < grammar.size or match.group() != "giao")):
            return tuple(_refs(grammar, pieces, gazetteer))
    return ()
