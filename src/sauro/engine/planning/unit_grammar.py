"""The grammar of unit names in Vietnamese official texts: where a name begins and where it ends.

Belongs here: spans of names in a list of words, without any province's knowledge. Does not belong here: who
leads (``units``), the words themselves (``unit_words``), which units exist (a gazetteer).
"""

from __future__ import annotations

from dataclasses import dataclass

from sauro.engine.planning.unit_words import (
    ADMIN,
    ADMIN_STARTS,
    APPOSITIONS,
    COLLECTIVES,
    COMPOUNDS,
    DETERMINERS,
    GENERICS,
    HEAD_LENGTHS,
    HEADS,
    NAME_MEMBERS,
    NAME_TAILS,
    NOT_COLLECTIVES,
    NOT_UNITS,
    POSTS,
    POSTS_ALONE,
    QUALIFIERS,
    STOPS,
    Phrases,
    phrases,
)
from sauro.engine.text.names import Gazetteer
from sauro.engine.text.words import Words

# Names that need no more words.
_WHOLE = phrases("tỉnh ủy | thành ủy | chính phủ | quốc hội | tỉnh đoàn | thành đoàn")
_BELONGING = phrases("của | thuộc | trực thuộc")
_AND = frozenset({"và", "&", "hoặc", "cùng"})
_PLACES = frozenset({"tỉnh", "phố", "xã", "phường", "khu"})
_JOINS = frozenset({",", "/", *_AND})
# A name that runs on for longer than this in running text is a sentence, not a name.
_LONGEST_NAME = 24
# A post of a post of a unit in a bracket; deeper is no name.
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Piece:
    """Words ``first`` to ``last`` (both included) name somebody; ``shared`` is the noun that an enumeration
    puts before all its members.
    """

    first: int
    last: int
    group: bool
    post: bool = False
    shared: str = ""


class UnitGrammar:
    """Reads names at given places of ``words``.

    ``running`` text ends a name at the first word that cannot belong to it; a list (a cell, a label, a
    heading) may hold qualifying phrases that no list of words foresees.
    """

    def __init__(self, words: Words, *, running: bool, gazetteer: Gazetteer | None = None) -> None:
        self.words = words
        self.keys = words.words
        self.size = len(words.words)
        self.running = running
        self.gazetteer = gazetteer
        self._first = 0
        self._depth = 0
        self.capitals = words.text[:400].isupper()

    def longest(self, index: int, group: Phrases) -> int:
        """How many words from ``index`` make the longest phrase of ``group``; 0 where none does."""
        if index >= self.size:
            return 0
        for length in group.lengths.get(self.keys[index], ()):
            if index + length <= self.size and self.keys[index : index + length] in group:
                return length
        return 0

    def capital(self, index: int) -> bool:
        return index < self.size and self.words.original(index)[0].isupper()

    def letters(self, index: int) -> bool:
        return index < self.size and self.keys[index][0].isalpha()

    def breaks_line(self, index: int) -> bool:
        """Whether a line break lies before word ``index``."""
        if not 0 < index < self.size:
            return False
        return "\n" in self.words.text[self.words.spans[index - 1][1] : self.words.spans[index][0]]

    # Where a name may begin

    def head(self, index: int) -> int:
        """Words of the head noun that begins a name at ``index``; 0 where none does."""
        if index >= self.size or self.longest(index, NOT_UNITS):
            return 0
        for length in HEAD_LENGTHS.get(self.keys[index], ()):
            head = HEADS.get(self.keys[index : index + length])
            if head is None or index + length > self.size:
                continue
            after = index + length
            following = self.keys[after] if after < self.size else ""
            if following in head.never:
                continue
            fits = head.alone or following in head.after or (head.capital and self.capital(after))
            if fits and not (self.keys[index] == "sở" and length == 1 and not self.letters(after)):
                return length
        return 0

    def collective(self, index: int) -> bool:
        """Whether a collective begins here: "các …", "sở, ban, ngành", "cơ quan, đơn vị"."""
        if index >= self.size:
            return False
        determiner = self.longest(index, DETERMINERS)
        if self.longest(index + determiner, NOT_COLLECTIVES):
            return False
        if determiner:
            return self.longest(index + determiner, GENERICS) > 0 or self.head(index + determiner) > 0
        generic = self.longest(index, GENERICS)
        if not generic:
            return False
        after = index + generic
        if self.keys[index:after] == ("tổ", "chức"):
            # The verb "tổ chức" is far more frequent; the noun shows by what stands beside it.
            return after < self.size and self.keys[after] in {",", "chính", "xã", "khác", "có"}
        if self.longest(index, COLLECTIVES):
            return True
        joined = {",", "/"} if self.running else {",", "/", "và"}
        return after + 1 < self.size and self.keys[after] in joined and self.longest(after + 1, GENERICS) > 0

    def begins(self, index: int) -> bool:
        return self.head(index) > 0 or self.longest(index, POSTS) > 0 or self.collective(index)

    # Where it ends

    def read(self, index: int) -> Piece | None:
        """The name that begins at ``index``, or None."""
        if index >= self.size or self._depth >= _DEEPEST:
            return None
        self._depth += 1
        try:
            return self._read(index)
        finally:
            self._depth -= 1

    def _read(self, index: int) -> Piece | None:
        post = self.longest(index, POSTS)
        if post:
            return self._post(index, post)
        head = self.head(index)
        if head and (self._named_head(index) or not self.collective(index)):
            return self._named(index, index + head)
        return self._collective(index) if self.collective(index) else None

    def _post(self, index: int, length: int) -> Piece | None:
        after = index + length
        alone = self.keys[index:after] in POSTS_ALONE
        if not alone and self.keys[after : after + 1] in ((",",), ("và",)) and self.longest(after + 1, POSTS):
            # "Giám đốc, Thủ trưởng các sở": the posts share the units that follow.
            after += 1
        inner = self.read(after) if after < self.size else None
        if inner is not None:
            return Piece(index, inner.last, inner.group, post=True)
        generic = self.longest(after, GENERICS)
        if generic:
            last = self._collective(after).last
            one_place = self.longest(after, ADMIN_STARTS) > 0 and "," not in self.keys[after:last]
            return Piece(index, last, not one_place or self._small(after), post=True)
        head = self.head(index)
        if head:
            return self._named(index, index + head)
        return Piece(index, after - 1, False, post=True) if alone else None

    def _small(self, index: int) -> bool:
        """ "Trưởng ấp", "Bí thư chi bộ": every place of that kind."""
        return self.keys[index] in {"ấp", "khóm", "thôn", "khu", "bản", "làng", "chi"}

    def _collective(self, index: int) -> Piece:
        position = index + self.longest(index, DETERMINERS)
        position = self._member(position)
        while position < self.size and self.keys[position] in _JOINS:
            following = position + 1
            if self.longest(following, DETERMINERS) or not self.longest(following, GENERICS):
                break
            if self.keys[following] == "sở" or self.longest(following, POSTS) or self._named_head(following):
                break
            position = self._member(following)
        return Piece(index, self._inside_brackets(position) - 1, True)

    def _named_head(self, index: int) -> bool:
        """Whether a name of its own begins at ``index`` where a collective could go on with a bare noun."""
        head = self.head(index)
        return head > self.longest(index, GENERICS) or (head > 0 and not self._bare(index))

    def _bare(self, index: int) -> bool:
        """Whether the generic noun at ``index`` stands without a proper name: "ban" in "sở, ban, ngành"."""
        after = index + self.longest(index, GENERICS)
        return not (self.letters(after) and self.capital(after)) or self.capitals

    def _member(self, index: int) -> int:
        """The place after one member of a collective and what qualifies it."""
        return self._qualified(index + max(self.longest(index, GENERICS), self.head(index), 1))

    def _qualified(self, position: int) -> int:
        while position < self.size:
            length = self._owner(position)
            if length:
                position += length
                continue
            length = self.longest(position, QUALIFIERS)
            if length and not (self.running and self.longest(position, STOPS) >= length):
                position += length
                position = self._place_name(position)
            elif not self.running and self._goes_on(position):
                position += 1
            elif not self.running and self.keys[position] == "," and self.longest(position + 1, NAME_MEMBERS):
                position += 2
            else:
                break
        return position

    def _owner(self, position: int) -> int:
        """ "các cấp ủy trực thuộc Tỉnh ủy", "các Ban của Hội đồng nhân dân": words of the unit that they
        belong to.
        """
        link = self.longest(position, _BELONGING)
        if not link or not self.capital(position + link) or not self.head(position + link):
            return 0
        inner = self.read(position + link)
        return inner.last + 1 - position if inner is not None and not inner.group else 0

    def _place_name(self, position: int) -> int:
        """After "tỉnh", "thành phố": the name of the place, where it is written."""
        if self.keys[position - 1] in _PLACES:
            while self.letters(position) and self.capital(position) and not self.begins(position):
                position += 1
        return position

    def _goes_on(self, position: int) -> bool:
        """In a list: a word that qualifies a collective in a way no list of words foresees."""
        if not self.letters(position) or self.keys[position] in _AND:
            return False
        if self.breaks_line(position) and self.capital(position) and self.begins(position):
            return False
        return not self.longest(position, STOPS) or self.keys[position] in {"theo", "trực", "trên", "của"}

    def _named(self, index: int, after: int) -> Piece:
        position = after
        group = False
        determiner = self.longest(after, DETERMINERS)
        if self.longest(after + determiner, ADMIN_STARTS):
            position, group = self._places(after + determiner)
        elif determiner and self.keys[after - 1] != "hiệp":
            group = True
        self._first = index
        last = self._known_end(index, self._name(position, after) - 1)
        return Piece(index, self._inside_brackets(last + 1) - 1, group or self._level(after))

    def _known_end(self, index: int, last: int) -> int:
        """Where the province's own name ends: it may be longer, or a verb was taken for a part of it."""
        hit = self.gazetteer.at(self.words, index) if self.gazetteer else None
        if hit is None:
            return last
        known = hit[0]
        if known > last or not self.running:
            return max(known, last)
        following = known + 1
        verb = following <= last and self.letters(following) and not self.capital(following)
        return known if verb and self.keys[following] not in (ADMIN | _AND) else last

    def _level(self, after: int) -> bool:
        """ "UBND cấp xã", "Công an cấp xã": every unit of that level."""
        return after + 1 < self.size and self.keys[after] == "cấp" and self.keys[after + 1] in ADMIN

    def _places(self, position: int) -> tuple[int, bool]:
        """ "các xã, phường, đặc khu", "tỉnh, thành phố trực thuộc trung ương": the place after, whether
        many.
        """
        many = self.keys[position - 1] in {"các", "mỗi", "từng"} or self.keys[position] == "cấp"
        while True:
            start = position
            position += self.longest(position, ADMIN_STARTS)
            if self.keys[start] == "cấp" and self.longest(position, ADMIN_STARTS):
                position += self.longest(position, ADMIN_STARTS)
            joined = position < self.size and self.keys[position] in _JOINS
            if joined and self.longest(position + 1, ADMIN_STARTS) and not self._named_place(position + 1):
                position += 1
                many = True
                continue
            break
        return position, many

    def _named_place(self, index: int) -> bool:
        after = index + self.longest(index, ADMIN_STARTS)
        return (
            not self.capitals
            and self.letters(after)
            and self.capital(after)
            and not self._verb_runs_in(after)
        )

    def _verb_runs_in(self, position: int) -> bool:
        """ "UBND các xã, phường Chỉ đạo …": a verb in capitals begins the work; no place is written so."""
        return (
            self.keys[position - 1] in _PLACES
            and self.longest(position, STOPS) > 1
            and self.capital(position)
            and not self.capital(position + 1)
        )

    def _name(self, position: int, after: int) -> int:
        limit = min(self.size, after + _LONGEST_NAME)
        last = position
        while position < limit:
            step = self._step(position, after)
            if not step:
                break
            position += step
            last = position
        while last > after and not self.keys[last - 1][0].isalnum() and self.keys[last - 1] != ")":
            last -= 1
        return last

    def _step(self, position: int, after: int) -> int:
        """How many words the name takes at ``position``; 0 where it ends."""
        key = self.keys[position]
        if key[0].isalpha():
            return self._word_step(position, after)
        if key[0].isdigit():
            return 1
        if (
            key == "."
            and self.keys[position - 1] in {"tp", "tt", "p", "q", "tx"}
            and self.capital(position + 1)
        ):
            return 1
        if key in {"-", "/"}:
            bullet = self.breaks_line(position) and not self.longest(position + 1, NAME_MEMBERS)
            joined = self.letters(position + 1) and not bullet
            return 1 if joined and not self.head(position + 1) and not self._stops(position + 1, after) else 0
        if key == ",":
            return 1 if self._name_after_comma(position + 1) else 0
        if key == "&":
            return 1 if self.letters(position + 1) else 0
        return 0

    def _word_step(self, position: int, after: int) -> int:
        key = self.keys[position]
        if self.keys[position - 1] == "và" and self._zones(position):
            return 1
        if key in {"và", "hoặc"}:
            following = position + 1
            if self._joint_office(position) or self._zones(following):
                return 1
            if not self.letters(following) or self._new_unit(following):
                return 0
            goes_on = self.capital(following) or not self.running or self.longest(following, NAME_MEMBERS) > 0
            return 1 if goes_on and not self._stops(following, after) else 0
        if self._stops(position, after) or self._past_proper_name(position, after):
            return 0
        fresh_line = self.breaks_line(position) and position > after and self.capital(position)
        if fresh_line and not self.capitals and self.head(position) and self._complete(position):
            return 0
        if (
            position > after
            and self.longest(position, DETERMINERS)
            and key == "các"
            and self.keys[after - 1] != "hiệp"
        ):
            return 0
        return 1

    def _past_proper_name(self, position: int, after: int) -> bool:
        """In running text a name that is written with capitals ends at the first word that is neither a
        second syllable nor known to follow names: "Sở Y tế cử người" ends after "tế", "Công an tỉnh dệt"
        after "tỉnh".
        """
        if not self.running or self.capital(position) or self.keys[position] == "ủy":
            return False
        if position <= after:
            return self.keys[self._first : after] in _WHOLE and not self._in_tail(position, after)
        before = self.keys[position - 1]
        if before not in {"tỉnh", "phố", "xã", "phường", "ương"} and not before.isdigit():
            if self.capital(position - 1) or not self.letters(position - 1):
                return False
            department = self.keys[self._first] in {"sở", "bộ"}
            if not department and not any(self.capital(n) for n in range(self._first + 1, position)):
                return False
        return not self._in_tail(position, after) and self.keys[position] not in ADMIN

    def _in_tail(self, position: int, after: int) -> bool:
        """Whether the word at ``position`` is one of a phrase that may follow a name."""
        near = range(max(after, position - 2), position + 1)
        return any(self.longest(first, NAME_TAILS) > position - first for first in near)

    def _joint_office(self, position: int) -> bool:
        """ "Văn phòng HĐND và UBND xã", "Văn phòng Đoàn ĐBQH và HĐND tỉnh" are one office each."""
        office = self.keys[self._first] in {"văn", "vp"} and self.keys[position - 1] in {
            "hđnd",
            "dân",
            "hội",
            "đbqh",
        }
        following = self.keys[position + 1 : position + 3]
        return office and (
            following[:1] in (("hđnd",), ("ubnd",)) or following in (("hội", "đồng"), ("ủy", "ban"))
        )

    def _zones(self, index: int) -> bool:
        """ "Ban Quản lý Khu kinh tế X và các khu công nghiệp" is one office."""
        office = (
            self.keys[self._first : self._first + 2] == ("ban", "quản") or self.keys[self._first] == "bql"
        )
        return office and self.keys[index : index + 2] == ("các", "khu")

    def _complete(self, position: int) -> bool:
        """Whether the words before ``position`` can stand as a name: "Ban Thường trực" cannot, "Sở Nội vụ"
        can.
        """
        return self.keys[position - 1] not in {"phòng", "trực", "vụ", "ban", "viên", "trưởng", "ủy"} or (
            position >= 2 and self.keys[position - 2 : position] == ("nội", "vụ")
        )

    def _new_unit(self, index: int) -> bool:
        if self.longest(index, DETERMINERS):
            return True
        return (self.head(index) > 0 or self.longest(index, POSTS) > 0) or self.longest(
            index, COLLECTIVES
        ) > 0

    def _stops(self, position: int, after: int) -> bool:
        """A verb or an adverb in lower case; right after the head it belongs to the name ("Sở xây dựng")."""
        length = self.longest(position, STOPS)
        if not length or (self.capitals and not self.running):
            return False
        if self._verb_runs_in(position):
            return True
        if self.capital(position) or (length == 1 and self.keys[position - 1 : position + 1] in COMPOUNDS):
            return False
        first_word = position == after and length > 1
        return not (first_word and self.keys[after - 1] in {"sở", "bộ", "ban", "cục", "phòng"})

    def _name_after_comma(self, index: int) -> bool:
        """Whether a name goes on after a comma: "Văn hóa, Thể thao và Du lịch"."""
        if self._new_unit(index) or not self.letters(index):
            return False
        if self.longest(index, NAME_MEMBERS):
            return True
        if self.running and not self.capital(index):
            return False
        for position in range(index + 1, min(index + 7, self.size)):
            key = self.keys[position]
            if key in {"và", "&"}:
                return not self._new_unit(position + 1) and (self.capital(position + 1) or not self.running)
            if not key[0].isalpha() or self._stops(position, -1):
                return False
        return False

    def _inside_brackets(self, position: int) -> int:
        """A unit in brackets right after a name belongs to it: "Văn phòng (Trung tâm Thông tin)"."""
        if self.running or position >= self.size or self.keys[position] != "(":
            return position
        if self.longest(position + 1, APPOSITIONS):
            return position
        inner = self.read(position + 1)
        if inner is None or inner.last + 1 >= self.size or self.keys[inner.last + 1] != ")":
            return position
        return inner.last + 2
