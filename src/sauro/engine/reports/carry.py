"""What a new report begins with: figures of the register, values of the last period, each with its source.

Belongs here: what is written in, what is only shown beside, what is a lower bound. Does not belong here: where the
figures come from, saving them.

- What the register counts is written in, where a row says so.
- A stock may have changed: the last value is shown beside and never written in, unless the field says ``fill``.
- A figure whose span holds the last one's (six months after the first quarter) cannot be below it: a lower bound.
- A figure of another span is shown beside. What was absent last time is shown with its reason, never written in.
- A task's next occurrence is another piece of work: what was said of the one before is only shown beside.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from sauro.engine.reports.forms import Form
from sauro.engine.reports.periods import Period
from sauro.engine.reports.rows import VALUE, Carry, Field, Place, Row
from sauro.engine.reports.values import Value, Values


class SourceKind(StrEnum):
    LAST_PERIOD = "last_period"
    REGISTER = "register"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a prefilled value comes from: the code of a period, or the name of a register figure."""

    kind: SourceKind
    name: str


@dataclass(frozen=True, slots=True)
class Prefill:
    """``how`` is fill, beside or lower_bound."""

    place: Place
    value: Value
    how: Carry
    source: Source

    def __post_init__(self) -> None:
        if self.how is Carry.NONE:
            raise ValueError("what is not carried is no prefill")


@dataclass(frozen=True, slots=True)
class Last:
    """The last report of the unit: its period (None for a form without spans) and values.

    ``rows`` maps a row of now to another row of then (the occurrence before); without it the same key is meant.
    """

    code: str
    values: Values
    period: Period | None = None
    rows: Mapping[str, str] | None = None


def prefill(
    form: Form,
    rows: Iterable[Row],
    *,
    now: Period | None = None,
    last: Last | None = None,
    register: Mapping[str, Decimal] | None = None,
) -> tuple[Prefill, ...]:
    """In the order of the rows; a register figure comes before the last period's value of the same place."""
    found = []
    for row in rows:
        if row.is_heading or row.rule is not None:
            continue
        if row.register and row.register in (register or {}):
            value = Value.number_of((register or {})[row.register])
            source = Source(SourceKind.REGISTER, row.register)
            found.append(Prefill((row.key, VALUE), value, Carry.FILL, source))
        if last is not None:
            found += [
                one for field in row.fields if (one := _carried(form, row, field, now, last)) is not None
            ]
    return tuple(found)


def _carried(form: Form, row: Row, field: Field, now: Period | None, last: Last) -> Prefill | None:
    if field.carry is Carry.NONE:
        return None
    then = (last.rows or {}).get(row.key, row.key)
    value = last.values.get((then, field.code))
    if value is None:
        return None
    how = field.carry
    other = then != row.key or value.is_absent or (bool(row.register) and field.code == VALUE)
    if other or (how is Carry.LOWER_BOUND and not grows(form, row, now, last.period)):
        how = Carry.BESIDE
    return Prefill((row.key, field.code), value, how, Source(SourceKind.LAST_PERIOD, last.code))


def grows(form: Form, row: Row, now: Period | None, last: Period | None) -> bool:
    """Whether this period's figure cannot be below the last one's: its span holds the other.

    A row without semantics (the progress of a task) grows as long as it is the same row.
    """
    if row.semantics is None:
        return True
    if now is None or last is None:
        return False
    span, before = now.span_of(form.code, row), last.span_of(form.code, row)
    return span is not None and before is not None and span != before and span.holds(before)
