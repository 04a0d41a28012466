"""Rows that are computed from others: ratios and sums, and the percentage of a target.

Belongs here: what a computed row is worth, and why it is worth nothing yet. Does not belong here: whether the parts
make sense together (``validate``), adding units up (``consolidate``).

A missing or absent part is never taken as zero: the row then has no value and says which parts are missing. A whole of
zero has no ratio. What is computed from an estimate is an estimate.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, localcontext

from sauro.engine.reports.forms import Form
from sauro.engine.reports.rows import VALUE, Ratio, Row
from sauro.engine.reports.values import Value, Values, rounded

PARTS_MISSING = "parts_missing"
PARTS_ABSENT = "parts_absent"
WHOLE_IS_ZERO = "whole_is_zero"
_PRECISION = 60
"""Digits while computing: figures have up to 24, and hundreds of them are added."""


@dataclass(frozen=True, slots=True)
class Computed:
    """Either a value, or in ``lacks`` the note why there is none, with the keys of the parts that are to blame."""

    key: str
    value: Value | None = None
    lacks: str = ""
    parts: tuple[str, ...] = ()


def computed(form: Form, values: Values) -> dict[str, Computed]:
    """Every computed row of the form."""
    found: dict[str, Computed] = {}
    for row in form.rows:
        if row.rule is not None:
            _row(form, row, values, found)
    return found


def _row(form: Form, row: Row, values: Values, found: dict[str, Computed]) -> Computed:
    if row.key in found:
        return found[row.key]
    parts: dict[str, Value | None] = {}
    for key in row.parts():
        part = form.by_key[key]
        parts[key] = (
            _row(form, part, values, found).value if part.rule is not None else values.get((key, VALUE))
        )
    missing = tuple(key for key, value in parts.items() if value is None)
    absent = tuple(key for key, value in parts.items() if value is not None and value.number is None)
    if missing or absent:
        made = Computed(row.key, lacks=PARTS_MISSING if missing else PARTS_ABSENT, parts=missing or absent)
    else:
        made = from_parts(row, [value for value in parts.values() if value is not None], form.ratio_places)
    found[row.key] = made
    return made


def from_parts(row: Row, parts: list[Value], places: int) -> Computed:
    """The row from figures in the order of ``row.parts()``."""
    numbers = [value.number for value in parts if value.number is not None]
    if isinstance(row.rule, Ratio):
        number = ratio(numbers[0], numbers[1], places)
        if number is None:
            return Computed(row.key, lacks=WHOLE_IS_ZERO, parts=(row.rule.denominator,))
    else:
        number = total(numbers)
    return Computed(row.key, marked(number, parts))


def marked(number: Decimal, parts: Iterable[Value]) -> Value:
    """The number with what its parts have in common: estimated if one is, dated if all are of one day."""
    used = list(parts)
    days = {value.as_of for value in used}
    return Value.number_of(
        number,
        estimated=any(value.estimated for value in used),
        as_of=next(iter(days)) if len(days) == 1 else None,
    )


def ratio(part: Decimal, whole: Decimal, places: int) -> Decimal | None:
    """part / whole × 100, half up; None for a whole of zero."""
    if whole == 0:
        return None
    with localcontext() as context:
        context.prec = _PRECISION
        return rounded(part * 100 / whole, places)


def total(numbers: Iterable[Decimal]) -> Decimal:
    with localcontext() as context:
        context.prec = _PRECISION
        return sum(numbers, Decimal(0))


def percent_of_target(actual: Value | None, target: Decimal | None, places: int = 2) -> Value | None:
    """None where either is unknown, or the target is zero."""
    if actual is None or actual.number is None or target is None:
        return None
    number = ratio(actual.number, target, places)
    return None if number is None else Value.number_of(number, estimated=actual.estimated)
