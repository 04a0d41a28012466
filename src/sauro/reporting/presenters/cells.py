"""One value as a page shows it: what stands there, what stood there last period, where it came from, what is wrong with it.

Belongs here: everything ``_value.html`` shows. Does not belong here: which values a page has (``parts``), judging them (``engine.reports``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sauro.engine.reports.rows import CHOICES, Field, Row, Type
from sauro.engine.reports.values import Value, for_entry, shown
from sauro.reporting.models import Entry
from sauro.reporting.states import ValueSource
from sauro.web.text import day_words, who_when

ONE_LINE = 200
"""Characters of a text that still stands on one line."""
SEPARATOR = "|"
"""Between a row and its field in names of inputs; neither holds it."""


def place_name(row: str, code: str) -> str:
    return f"{row}{SEPARATOR}{code}"


def read_place(name: str) -> tuple[str, str]:
    row, _sep, code = name.partition(SEPARATOR)
    return row, code


@dataclass(frozen=True, slots=True)
class Option:
    code: str
    label: str
    chosen: bool


@dataclass(slots=True)
class Cell:
    """``kind`` is line, text, figure, choice or computed. ``typed`` is what stands in the input, also what was refused."""

    place: str
    id: str
    name: str
    kind: str
    typed: str = ""
    shown: str = ""
    previous: str = ""
    unit: str = ""
    reason: str = ""
    absent: bool = False
    may_be_absent: bool = False
    may_be_estimated: bool = False
    estimated: bool = False
    as_of: str = ""
    revision: int = 0
    options: list[Option] = field(default_factory=list)
    longest: int = 0
    optional: bool = False
    source: str = ""
    changed: str = ""
    errors: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    remarks: int = 0
    open_remarks: int = 0
    difference: str = ""

    @property
    def missing(self) -> bool:
        return not self.shown

    @property
    def more_open(self) -> bool:
        """The part with reason, estimate and day stands open where it holds something."""
        return self.absent or self.estimated or bool(self.as_of)


KINDS: Mapping[Type, str] = {
    Type.COUNT: "figure",
    Type.NUMBER: "figure",
    Type.PERCENT: "figure",
    Type.MONEY: "figure",
    Type.CHOICE: "choice",
    Type.STATE: "choice",
    Type.TEXT: "text",
}


def english() -> bool:
    return not (get_language() or "vi").startswith("vi")


def named(thing: Row | Field) -> str:
    return (english() and thing.name_en) or thing.name


def cell(
    row: Row, one: Field, entry: Entry | None, value: Value | None, previous: Value | None, *, number: str
) -> Cell:
    """``number`` makes the id of the input; ids hold no row codes, whose dots and colons make bad selectors."""
    computed = row.rule is not None
    kind = "computed" if computed else KINDS[one.type]
    if kind == "text" and one.longest <= ONE_LINE:
        kind = "line"
    made = Cell(
        place=place_name(row.key, one.code),
        id=f"o{number}",
        name=named(one),
        kind=kind,
        typed=for_entry(value) if value is not None and not value.is_absent else "",
        shown=shown(value, one, english=english()),
        previous=shown(previous, one, english=english()),
        unit=_unit(one, row),
        may_be_absent=one.may_be_absent and not computed,
        may_be_estimated=one.is_figure and not computed,
        longest=one.longest,
        optional=not one.needed.always,
    )
    if one.type in CHOICES:
        chosen = value.text if value is not None else ""
        made.options = [
            Option(c.code, (english() and c.label_en) or c.label, c.code == chosen) for c in one.choices
        ]
    if value is not None and not computed:
        made.absent, made.reason = value.is_absent, value.reason
        made.estimated, made.as_of = value.estimated, day_words(value.as_of)
    if entry is not None:
        made.revision = entry.revision
        made.source = source_words(entry) if value is not None else ""
        made.changed = who_when(entry.changed_by_name, entry.changed_at)
    return made


def _unit(one: Field, row: Row) -> str:
    """The unit of measure, unless the name of the field says it already."""
    unit = one.unit or row.unit
    return "" if unit and f"({unit})" in one.name else unit


def source_words(entry: Entry) -> str:
    """Where a value came from, for the line below it; nothing for what a person typed."""
    if entry.source == ValueSource.CARRIED:
        return _("Mang từ kỳ %(period)s") % {"period": entry.source_ref}
    if entry.source == ValueSource.REGISTER and not entry.source_ref:
        return _("Lấy từ sổ theo dõi")
    if entry.source == ValueSource.REGISTER:
        return _("Lấy từ sổ theo dõi, %(where)s") % {"where": entry.source_ref}
    if entry.source == ValueSource.SHEET:
        return _("Nhập từ bảng tính")
    return ""


def marks(value: Value | None) -> Iterable[str]:
    """What stands beside a figure: an estimate, its day."""
    if value is None:
        return
    if value.estimated:
        yield _("số ước")
    if isinstance(value.as_of, date):
        yield _("tính đến ngày %(day)s") % {"day": day_words(value.as_of)}
