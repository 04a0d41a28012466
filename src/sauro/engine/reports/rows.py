"""The parts of a form: fields, rows, sections, and the words for what a row means.

Belongs here: shapes that are right by themselves. Does not belong here: rules over several rows (``form_rules``), the
whole form (``forms``).

A row without fields is a heading. A row with a rule is computed and never typed. ``unverified`` names the attributes
of a row that no source states; they are shown as "chưa kiểm chứng".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

Place = tuple[str, str]
"""A row's key and a field's code: where a value stands."""

VALUE = "value"
"""The one field of a statistical row."""

LONGEST_TEXT = 10_000
CODE = re.compile(r"[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*")


class Type(StrEnum):
    """What a field holds. A state is a choice whose codes are words."""

    COUNT = "count"
    NUMBER = "number"
    PERCENT = "percent"
    MONEY = "money"
    CHOICE = "choice"
    STATE = "state"
    TEXT = "text"


FIGURES = frozenset({Type.COUNT, Type.NUMBER, Type.PERCENT, Type.MONEY})
CHOICES = frozenset({Type.CHOICE, Type.STATE})
DECIMALS: Mapping[Type, int] = {Type.COUNT: 0, Type.PERCENT: 4, Type.MONEY: 6, Type.NUMBER: 6}
"""How many decimals may be typed."""


class Semantics(StrEnum):
    """A stock is a state at a day, a flow what happened in the span, a cumulative figure what happened since a start."""

    STOCK = "stock"
    FLOW = "flow"
    CUMULATIVE = "cumulative"


class Giver(StrEnum):
    """Who gives a row's value for the province."""

    OWNER_OFFICE = "owner_office"
    FIELD_LEAD = "field_lead"
    EVERY_AGENCY = "every_agency"
    EVERY_COMMUNE = "every_commune"


class Consolidation(StrEnum):
    """How the units' values become the province's."""

    SUM = "sum"
    RATIO = "ratio"
    ONE_SOURCE = "one_source"
    COUNT = "count"
    NONE = "none"


class Carry(StrEnum):
    """What becomes of the last period's value: written in, shown beside, a lower bound, nothing."""

    FILL = "fill"
    BESIDE = "beside"
    LOWER_BOUND = "lower_bound"
    NONE = "none"


SINCE = ("data_year", "year_start")
"""Starts of a cumulative figure: the reporting year (15 December before) or 1 January; else a year such as "2015"."""

REGISTER_FIGURES = frozenset(
    {
        "yearly_plan.all",
        "yearly_plan.done",
        "prime_minister.all",
        "prime_minister.done_on_time",
        "prime_minister.done_late",
        "prime_minister.late_not_done",
    }
)
"""What the register of tasks can count for a row."""

SOURCED = (
    "name",
    "unit",
    "semantics",
    "since",
    "given_by",
    "consolidation",
    "register",
    "rule",
    "any_code",
    "longest",
)
"""Attributes of a row that may be unverified."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a form: ``code`` is a note in ``definitions/messages/reports.yaml``, ``place`` a row or section."""

    code: str
    place: str = ""
    values: tuple[tuple[str, str], ...] = ()

    @property
    def words(self) -> dict[str, str]:
        """What fills its sentence; the place without the prefix of its form."""
        return {"place": self.place.rpartition(":")[2], **dict(self.values)}


class FormError(ValueError):
    """A form that means nothing; holds every problem, not only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{one.place}: {one.code} {dict(one.values)}" for one in self.problems))


@dataclass(frozen=True, slots=True)
class Choice:
    """An allowed code with its label; without an English one the Vietnamese stands in."""

    code: str
    label: str
    label_en: str = ""

    def __post_init__(self) -> None:
        if not self.code or not self.label.strip():
            raise FormError([Problem("choice_empty", self.code)])


@dataclass(frozen=True, slots=True)
class Needed:
    """When a field must be filled: always, above a progress, in some states. Never where nothing is said."""

    always: bool = False
    progress_above: Decimal | None = None
    states: tuple[str, ...] = ()

    @property
    def ever(self) -> bool:
        return self.always or self.progress_above is not None or bool(self.states)


@dataclass(frozen=True, slots=True)
class Field:
    """One cell of a row. ``least`` and ``most`` bound a figure, ``longest`` a text (characters)."""

    code: str
    name: str
    type: Type
    name_en: str = ""
    unit: str = ""
    needed: Needed = Needed(always=True)
    may_be_absent: bool = True
    choices: tuple[Choice, ...] = ()
    least: Decimal | None = None
    most: Decimal | None = None
    decimals: int = 0
    longest: int = 0
    carry: Carry = Carry.NONE

    def __post_init__(self) -> None:
        wrong = []
        if not CODE.fullmatch(self.code):
            wrong.append("code_wrong")
        if not self.name.strip():
            wrong.append("label_empty")
        if (self.type in CHOICES) != bool(self.choices):
            wrong.append("choices_wrong")
        if len({one.code for one in self.choices}) != len(self.choices):
            wrong.append("choice_twice")
        if self.type is Type.TEXT and not 0 < self.longest <= LONGEST_TEXT:
            wrong.append("length_wrong")
        if self.least is not None and self.most is not None and self.least > self.most:
            wrong.append("range_wrong")
        if not 0 <= self.decimals <= DECIMALS.get(self.type, 0):
            wrong.append("decimals_wrong")
        if wrong:
            raise FormError(Problem(code, self.code) for code in wrong)

    @property
    def is_figure(self) -> bool:
        return self.type in FIGURES

    def choice(self, code: str) -> Choice | None:
        return next((one for one in self.choices if one.code == code), None)


@dataclass(frozen=True, slots=True)
class Ratio:
    """numerator / denominator × 100. ``part_of_whole``: by their names the first is a part of the second."""

    numerator: str
    denominator: str
    part_of_whole: bool = False


@dataclass(frozen=True, slots=True)
class Sum:
    """The rows whose values add up to this one."""

    parts: tuple[str, ...]


Rule = Ratio | Sum


@dataclass(frozen=True, slots=True)
class OnlyIf:
    """A row that is asked only where another row holds a certain code."""

    row: str
    code: str


@dataclass(frozen=True, slots=True)
class Row:
    """``key`` is ``<prefix>:<code>`` everywhere outside; rules and conditions name keys, too.

    ``at_most`` are rows whose sum cannot be above this row. ``any_code``: the province has this code when one unit has.
    ``never_falls``: the value cannot be below that of the last period. ``note`` says what is odd in the source. ``node``: the index node
    whose lead agency answers for the row, where it is not that of its section.
    """

    key: str
    name: str
    parent: str = ""
    name_en: str = ""
    unit: str = ""
    fields: tuple[Field, ...] = ()
    rule: Rule | None = None
    semantics: Semantics | None = None
    since: str = ""
    given_by: tuple[Giver, ...] = ()
    consolidation: Consolidation = Consolidation.NONE
    register: str = ""
    only_if: OnlyIf | None = None
    at_most: tuple[str, ...] = ()
    any_code: str = ""
    never_falls: bool = False
    jumps: bool = True
    unverified: tuple[str, ...] = ()
    note: str = ""
    node: str = ""

    @property
    def code(self) -> str:
        return self.key.partition(":")[2]

    @property
    def prefix(self) -> str:
        return self.key.partition(":")[0]

    @property
    def is_heading(self) -> bool:
        return not self.fields

    @property
    def is_entered(self) -> bool:
        return bool(self.fields) and self.rule is None

    @property
    def value_field(self) -> Field | None:
        """The field of a statistical row."""
        return next((one for one in self.fields if one.code == VALUE), None)

    def field(self, code: str) -> Field | None:
        return next((one for one in self.fields if one.code == code), None)

    def parts(self) -> tuple[str, ...]:
        """The rows that a computed row is made of."""
        if isinstance(self.rule, Ratio):
            return (self.rule.numerator, self.rule.denominator)
        return self.rule.parts if isinstance(self.rule, Sum) else ()


@dataclass(frozen=True, slots=True)
class Section:
    """``node`` is the index node whose lead agency answers for the section (par_index:3)."""

    code: str
    name: str
    rows: tuple[Row, ...] = ()
    name_en: str = ""
    node: str = ""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A state that does not go with a progress; ``code`` is a finding."""

    code: str
    states: tuple[str, ...]
    progress_below: Decimal | None = None
    progress_from: Decimal | None = None


@dataclass(frozen=True, slots=True)
class EvidenceRule:
    """Above a progress or in a state a row needs a file, or a reason in the field ``excuse``."""

    progress_above: Decimal
    states: tuple[str, ...]
    excuse: str
