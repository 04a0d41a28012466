"""What a person says of a clarity, in typed parts, and whether that is clear enough.

Belongs here: the six kinds of answer, reading them from plain parts (a form, a sheet, a stored row) and back, the
one judge of them. Does not belong here: what the document says (``clarity``), the sentences of the codes, whether
a unit exists.

Nothing typed is no answer (None), never an empty one; an answer is then clear or partial, never missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sauro.engine.planning.clarity import judge_what, judge_when
from sauro.engine.planning.model import Clarity, Every, Facet, When
from sauro.engine.planning.products import FIGURE_ONLY, UNNAMED
from sauro.engine.text.days import read_day
from sauro.engine.text.words import cut, pattern

LONGEST_NAME = 200
LONGEST_TEXT = 2000
FIRST_YEAR, LAST_YEAR = 2000, 2100
ONE_YEAR = 366

RHYTHMS: tuple[str, ...] = ("once", "month", "quarter", "half_year", "year")
LEVELS: tuple[str, ...] = ("council", "committee", "chairman", "unit_head")

PARTS: Mapping[str, tuple[str, ...]] = {
    str(Facet.WHO): ("unit", "person"),
    str(Facet.WHAT): ("text",),
    str(Facet.WHEN): ("rhythm", "due", "from", "to"),
    str(Facet.RESPONSIBILITY): ("person", "post"),
    str(Facet.PRODUCT): ("text",),
    str(Facet.AUTHORITY): ("level", "ground", "delegation"),
}
"""The parts of each answer as forms, sheets and stored rows name them."""


class AnswerWrong(ValueError):  # noqa: N818 - an answer to a person, not a fault
    """A part that cannot be: ``code`` says what is wrong, ``part`` where; ``""`` for the whole answer."""

    def __init__(self, code: str, part: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.part = part


@dataclass(frozen=True, slots=True)
class Verdict:
    """``lacks`` says why it is only partial; ``gaps`` names parts that are unknown and do not matter for that."""

    state: Clarity
    lacks: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()

    @property
    def clear(self) -> bool:
        return self.state is Clarity.CLEAR


def _text(part: str, value: str, most: int) -> None:
    if value != " ".join(value.split()):
        raise AnswerWrong("not_trimmed", part)
    if len(value) > most:
        raise AnswerWrong("too_long", part)


@dataclass(frozen=True, slots=True)
class WhoAnswer:
    """``unit`` is the code of a unit; ``person`` a person or post within it."""

    unit: str = ""
    person: str = ""

    def __post_init__(self) -> None:
        _text("unit", self.unit, LONGEST_NAME)
        _text("person", self.person, LONGEST_NAME)


@dataclass(frozen=True, slots=True)
class WhatAnswer:
    text: str

    def __post_init__(self) -> None:
        _text("text", self.text, LONGEST_TEXT)


@dataclass(frozen=True, slots=True)
class WhenAnswer:
    """One day, one period, or a rhythm that may run within a period. A rhythm has no day of its own."""

    rhythm: str = ""
    due: date | None = None
    start: date | None = None
    end: date | None = None

    def __post_init__(self) -> None:
        if self.rhythm and self.rhythm not in RHYTHMS:
            raise AnswerWrong("unknown_rhythm", "rhythm")
        for part, day in (("due", self.due), ("from", self.start), ("to", self.end)):
            if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
                raise AnswerWrong("year_out_of_reach", part)
        if self.start and self.end and self.end < self.start:
            raise AnswerWrong("end_before_start", "to")
        if self.due and self.start and self.due < self.start:
            raise AnswerWrong("due_before_start", "due")
        if self.due and self.periodic:
            raise AnswerWrong("due_with_rhythm", "due")

    @property
    def periodic(self) -> bool:
        return self.rhythm not in ("", "once")


@dataclass(frozen=True, slots=True)
class ResponsibilityAnswer:
    person: str = ""
    post: str = ""

    def __post_init__(self) -> None:
        _text("person", self.person, LONGEST_NAME)
        _text("post", self.post, LONGEST_NAME)


@dataclass(frozen=True, slots=True)
class ProductAnswer:
    text: str

    def __post_init__(self) -> None:
        _text("text", self.text, LONGEST_TEXT)


@dataclass(frozen=True, slots=True)
class AuthorityAnswer:
    """``delegation`` is the document that passes the decision on; empty where nothing is passed on."""

    level: str = ""
    ground: str = ""
    delegation: str = ""

    def __post_init__(self) -> None:
        if self.level and self.level not in LEVELS:
            raise AnswerWrong("unknown_level", "level")
        _text("ground", self.ground, LONGEST_TEXT)
        _text("delegation", self.delegation, LONGEST_TEXT)


Answer = WhoAnswer | WhatAnswer | WhenAnswer | ResponsibilityAnswer | ProductAnswer | AuthorityAnswer


def read_answer(facet: str, parts: Mapping[str, str]) -> Answer | None:
    """The answer that the parts make, None where nothing was typed; AnswerWrong for what cannot be.

    Days may be written as 2026-06-30 or 30/6/2026. A day, a last day, or a period of a year at most is work done once.
    """
    said = {name: _one_line(parts.get(name, "")) for name in PARTS[facet]}
    if not any(said.values()):
        return None
    match Facet(facet):
        case Facet.WHO:
            return WhoAnswer(**said)
        case Facet.WHAT:
            return WhatAnswer(**said)
        case Facet.WHEN:
            return _when(said)
        case Facet.RESPONSIBILITY:
            return ResponsibilityAnswer(**said)
        case Facet.PRODUCT:
            return ProductAnswer(**said)
        case Facet.AUTHORITY:
            return AuthorityAnswer(**said)


def _one_line(value: str) -> str:
    return " ".join(value.replace("\x00", "").split())


def _when(said: Mapping[str, str]) -> WhenAnswer:
    due, start, end = (day_of_part(said[part], part) for part in ("due", "from", "to"))
    rhythm = said["rhythm"]
    short = end is not None and (start is None or (end - start).days <= ONE_YEAR)
    if not rhythm and (due is not None or short):
        rhythm = "once"
    return WhenAnswer(rhythm, due, start, end)


def day_of_part(value: str, part: str) -> date | None:
    """A written day, None for nothing; AnswerWrong for what is no day."""
    if not value:
        return None
    try:
        return read_day(value)
    except ValueError as wrong:
        raise AnswerWrong("not_a_day", part) from wrong


def parts_of(answer: Answer) -> dict[str, str]:
    """The parts as they are stored; ``read_answer`` gives the same answer back."""
    if isinstance(answer, WhoAnswer):
        return {"unit": answer.unit, "person": answer.person}
    if isinstance(answer, WhenAnswer):
        days = {"due": answer.due, "from": answer.start, "to": answer.end}
        return {"rhythm": answer.rhythm} | {
            part: day.isoformat() if day else "" for part, day in days.items()
        }
    if isinstance(answer, ResponsibilityAnswer):
        return {"person": answer.person, "post": answer.post}
    if isinstance(answer, AuthorityAnswer):
        return {"level": answer.level, "ground": answer.ground, "delegation": answer.delegation}
    return {"text": answer.text}


def judge_answer(answer: Answer) -> Verdict:
    """Clear or partial, with the codes of what is still wanting."""
    if isinstance(answer, WhoAnswer):
        return _clear_unless("" if answer.unit else "who_no_unit")
    if isinstance(answer, WhatAnswer):
        return _clear_unless("" if judge_what(answer.text) is Clarity.CLEAR else "what_broken")
    if isinstance(answer, WhenAnswer):
        return _clear_unless(_lack_of_time(answer))
    if isinstance(answer, ResponsibilityAnswer):
        return _clear_unless(_lack_of_person(answer))
    if isinstance(answer, ProductAnswer):
        return _clear_unless(_lack_of_product(answer.text))
    return _authority(answer)


def _clear_unless(lack: str) -> Verdict:
    return Verdict(Clarity.PARTIAL, (lack,)) if lack else Verdict(Clarity.CLEAR)


def _authority(answer: AuthorityAnswer) -> Verdict:
    gaps = () if answer.ground else ("authority_no_ground",)
    if answer.level:
        return Verdict(Clarity.CLEAR, (), gaps)
    return Verdict(Clarity.PARTIAL, ("authority_no_level",), gaps)


_EVERY: Mapping[str, Every] = {
    "month": "month",
    "quarter": "quarter",
    "half_year": "half_year",
    "year": "year",
}


def _lack_of_time(answer: WhenAnswer) -> str:
    """As strict as the judge of the document's words: the same value of time, the same verdict."""
    if answer.periodic:
        said = When("recurring", every=_EVERY[answer.rhythm])
    elif answer.due:
        said = When("date", due=answer.due)
    elif answer.start or answer.end:
        relation: Literal["in", "from", "by"] = "in" if answer.start and answer.end else "from"
        said = When("period", start=answer.start, end=answer.end, relation=relation if answer.start else "by")
    else:
        return "when_no_day"
    if judge_when(said) is Clarity.CLEAR:
        return ""
    return "when_too_long" if answer.end else "when_no_end"


_POST = pattern(
    "chủ tịch|phó chủ tịch|giám đốc|phó giám đốc|thủ trưởng|người đứng đầu|chánh văn phòng|phó chánh văn phòng"
    "|chánh thanh tra|cục trưởng|phó cục trưởng|chi cục trưởng|trưởng|phó trưởng|bí thư|phó bí thư|hiệu trưởng"
    "|chuyên viên|công chức|viên chức|cán bộ|kế toán|văn thư|chỉ huy|tổng biên tập|đội trưởng|tổ trưởng|trưởng phòng"
    "|phó phòng|phó trưởng phòng|trưởng ban|phó trưởng ban|lãnh đạo phụ trách"
)
_MANY = pattern("các|những|tập thể|toàn thể|tất cả|toàn bộ|cả")
_ORGANISATION = pattern(
    "sở|ban|bộ|ngành|phòng|văn phòng|ubnd|hđnd|ủy ban|hội đồng|trung tâm|chi cục|cục|tổng cục|công an|đơn vị"
    "|cơ quan|hội|liên đoàn|đoàn|tổ|đội|thuế|kho bạc|ngân hàng|bảo hiểm xã hội|viện|trường|công ty|tổng công ty"
    "|thanh tra|đảng ủy|tỉnh ủy|mặt trận|xã|phường|lãnh đạo"
)


def _lack_of_person(answer: ResponsibilityAnswer) -> str:
    """A person or a post answers; a unit as a whole, or several together, does not."""
    lacks = [_lack_of_one(said) for said in (answer.person, answer.post) if said]
    return "" if "" in lacks else lacks[0]


def _lack_of_one(said: str) -> str:
    keys = cut(said).keys
    if _MANY.match(keys):
        return "responsibility_many"
    if _POST.match(keys):
        return ""
    if _ORGANISATION.match(keys):
        return "responsibility_is_unit"
    return "" if any(letter.isalpha() for letter in said) else "responsibility_no_name"


def _lack_of_product(text: str) -> str:
    keys = cut(text).keys
    if FIGURE_ONLY.fullmatch(keys) or not any(letter.isalpha() for letter in text):
        return "product_figure_only"
    if FIGURE_ONLY.match(keys) and len(keys.split()) <= _FIGURE_AND_UNIT:
        return "product_figure_only"
    if UNNAMED.fullmatch(keys) or len(keys.split()) == 1:
        return "product_not_named"
    return ""


_FIGURE_AND_UNIT = 3
"""Words of a bare figure with its unit ("95 %", "12 lớp"); more words say what is made."""
