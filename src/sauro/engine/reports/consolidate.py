"""The units' values brought together: the province's value of each row, and how far it is covered.

Belongs here: adding up, ratios of sums, counts of choices, who is missing. Does not belong here: which units are asked,
documents, averages over tasks.

- What a unit has not given is never zero: it is missing from the coverage ("98/102"). Nobody given: no value.
- A ratio of units' figures is made of the sums of those units that gave both parts; the others are named in ``left_out``.
  The mean of the units' ratios would weigh a small commune like a large one.
- One source: several units may give the same figure; where they differ there is no value and a person decides.
- Choices are counted. Where the form says that one "Có" makes the province's "Có", the opposite is only said when all
  units have answered.
- Estimated stays visible: the value is marked and the units are named. ``-`` with a reason counts as an answer without
  a figure, not as zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sauro.engine.reports.compute import PARTS_MISSING, Computed, computed, from_parts, marked, total
from sauro.engine.reports.coverage import NO_COVERAGE, Consolidated, Coverage, UnitValues, sum_of
from sauro.engine.reports.forms import Form
from sauro.engine.reports.rows import VALUE, Consolidation, Place, Ratio, Row
from sauro.engine.reports.validate import is_asked
from sauro.engine.reports.values import Kind, Value

__all__ = ["Consolidated", "Coverage", "UnitValues", "consolidate", "drill"]

NOBODY_GAVE = "nobody_gave"
SOURCES_DIFFER = "sources_differ"
COUNTED = "counted"
OTHERS_MISSING = "others_missing"
NOT_ADDED = "not_added"


def consolidate(form: Form, units: Sequence[UnitValues]) -> dict[str, Consolidated]:
    """Every statistical row of the form, headings left out. ValueError where a unit comes twice."""
    if len({unit.code for unit in units}) != len(units):
        raise ValueError("a unit comes twice")
    found: dict[str, Consolidated] = {}
    for row in form.rows:
        if row.value_field is not None and row.rule is None:
            found[row.key] = _entered(row, units)
    own = {unit.code: computed(form, unit.values) for unit in units if unit.sent}
    for row in form.rows:
        if row.value_field is not None and row.rule is not None:
            _computed(form, row, units, own, found)
    return {row.key: found[row.key] for row in form.rows if row.key in found}


def drill(units: Iterable[UnitValues], place: Place) -> tuple[tuple[str, Value], ...]:
    """What each unit said at one place, texts as well."""
    found = []
    for unit in units:
        value = unit.values.get(place) if unit.sent else None
        if value is not None:
            found.append((unit.code, value))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Answers:
    """What the asked units said of one row, sorted by what it is."""

    given: tuple[tuple[str, Value], ...]
    absent: tuple[tuple[str, Value], ...]
    missing: tuple[str, ...]
    groups: tuple[tuple[str, Coverage], ...]

    @property
    def coverage(self) -> Coverage:
        return sum_of(part for _, part in self.groups)


def _answers(row: Row, units: Sequence[UnitValues]) -> _Answers:
    given, absent, missing = [], [], []
    counts: dict[str, list[int]] = {}
    place = (row.key, VALUE)
    for unit in units:
        if row.key not in unit.asked or (row.only_if is not None and unit.sent and _excused(row, unit)):
            continue
        count = counts.setdefault(unit.group, [0, 0, 0])
        count[0] += 1
        value = unit.values.get(place) if unit.sent else None
        if value is None:
            missing.append(unit.code)
        elif value.is_absent:
            absent.append((unit.code, value))
            count[2] += 1
        else:
            given.append((unit.code, value))
            count[1] += 1
    groups = tuple((group, Coverage(*count)) for group, count in counts.items())
    return _Answers(tuple(given), tuple(absent), tuple(missing), groups)


def _excused(row: Row, unit: UnitValues) -> bool:
    """The unit's own answer to another row says that this one does not concern it."""
    if row.only_if is None:
        return False
    other = unit.values.get((row.only_if.row, VALUE))
    return other is not None and not is_asked(row, unit.values)


def _entered(row: Row, units: Sequence[UnitValues]) -> Consolidated:
    answers = _answers(row, units)
    value, lacks = _value(row, answers)
    return Consolidated(
        row.key,
        value,
        lacks,
        answers.coverage,
        answers.groups,
        answers.missing,
        tuple((unit, one.reason) for unit, one in answers.absent),
        tuple(unit for unit, one in answers.given if one.estimated),
        counts=_counts(row, answers),
        drill=answers.given + answers.absent,
    )


def _value(row: Row, answers: _Answers) -> tuple[Value | None, str]:
    values = [value for _, value in answers.given]
    if not values:
        return None, NOBODY_GAVE
    if row.consolidation is Consolidation.SUM:
        figures = [value for value in values if value.number is not None]
        if not figures:
            return None, NOBODY_GAVE
        return marked(total(value.number for value in figures if value.number is not None), figures), ""
    if row.consolidation is Consolidation.ONE_SOURCE:
        if len({(value.kind, value.text) for value in values}) > 1:
            return None, SOURCES_DIFFER
        if values[0].number is None:
            return values[0], ""
        return marked(values[0].number, values), ""
    if row.consolidation is Consolidation.COUNT:
        return _any(row, answers, values)
    return None, NOT_ADDED


def _any(row: Row, answers: _Answers, values: list[Value]) -> tuple[Value | None, str]:
    codes = {value.text for value in values}
    if not row.any_code:
        return None, COUNTED
    if row.any_code in codes:
        return Value.choice_of(row.any_code), ""
    if not answers.coverage.complete:
        return None, OTHERS_MISSING
    return (values[0], "") if len(codes) == 1 else (None, COUNTED)


def _counts(row: Row, answers: _Answers) -> tuple[tuple[str, int], ...]:
    field = row.value_field
    if row.consolidation is not Consolidation.COUNT or field is None:
        return ()
    chosen = [value.text for _, value in answers.given if value.kind is Kind.CHOICE]
    return tuple((choice.code, chosen.count(choice.code)) for choice in field.choices)


def _computed(
    form: Form, row: Row, units: Sequence[UnitValues], own: _Own, found: dict[str, Consolidated]
) -> Consolidated:
    """A ratio or a sum, from what its parts became; of ratios of sums only units that gave both parts count."""
    if row.key in found:
        return found[row.key]
    leaves = _leaves(form, row)
    answers = [one for unit in units if (one := _answer_of(form, leaves, unit)) is not None]
    paired = isinstance(row.rule, Ratio) and all(
        form.by_key[key].rule is None and form.by_key[key].consolidation is Consolidation.SUM
        for key in row.parts()
    )
    if paired:
        value, lacks = _of_pairs(form, row, [one for one in answers if one.state == "given"])
    else:
        value, lacks = _of_parts(form, row, units, own, found)
    groups: dict[str, Coverage] = {}
    for one in answers:
        counted = Coverage(1, int(one.state == "given"), int(one.state == "absent"))
        groups[one.unit.group] = groups.get(one.unit.group, NO_COVERAGE).plus(counted)
    made = found[row.key] = Consolidated(
        row.key,
        value,
        lacks,
        sum_of(groups.values()),
        tuple(groups.items()),
        tuple(one.unit.code for one in answers if one.state == "missing"),
        tuple((one.unit.code, one.reason) for one in answers if one.state == "absent"),
        tuple(one.unit.code for one in answers if one.state == "given" and one.estimated),
        tuple(one.unit.code for one in answers if one.partly) if paired else (),
        drill=tuple(
            (one.unit.code, value_of_unit)
            for one in answers
            if one.state == "given" and (value_of_unit := own[one.unit.code][row.key].value) is not None
        ),
    )
    return made


_Own = Mapping[str, Mapping[str, Computed]]
"""Each unit's own computed rows."""


class _Answer(NamedTuple):
    """What one unit gave of the parts it is asked; ``partly``: some, but not all."""

    unit: UnitValues
    state: str
    partly: bool
    estimated: bool
    reason: str


def _answer_of(form: Form, leaves: Sequence[str], unit: UnitValues) -> _Answer | None:
    """None where the unit is asked none of the parts."""
    rows = [form.by_key[key] for key in leaves if key in unit.asked]
    rows = [row for row in rows if not (unit.sent and _excused(row, unit))]
    if not rows:
        return None
    values = [unit.values.get((row.key, VALUE)) if unit.sent else None for row in rows]
    known = [value for value in values if value is not None]
    figures = [value for value in known if value.number is not None]
    absent = next((value.reason for value in known if value.is_absent), "")
    state = "given" if len(figures) == len(rows) else "missing" if len(known) < len(rows) else "absent"
    partly = bool(figures) and len(figures) < len(rows)
    return _Answer(unit, state, partly, any(value.estimated for value in figures), absent)


def _leaves(form: Form, row: Row) -> tuple[str, ...]:
    """The entered rows under a computed one."""
    found: list[str] = []
    for key in row.parts():
        part = form.by_key[key]
        found += [key] if part.rule is None else _leaves(form, part)
    return tuple(dict.fromkeys(found))


def _of_pairs(form: Form, row: Row, given: Sequence[_Answer]) -> tuple[Value | None, str]:
    if not given:
        return None, NOBODY_GAVE
    parts = []
    for key in row.parts():
        values = [one.unit.values[key, VALUE] for one in given if key in one.unit.asked]
        if len(values) < len(given):
            return None, PARTS_MISSING
        parts.append(marked(total(value.number for value in values if value.number is not None), values))
    made = from_parts(row, parts, form.ratio_places)
    return made.value, made.lacks


def _of_parts(
    form: Form, row: Row, units: Sequence[UnitValues], own: _Own, found: dict[str, Consolidated]
) -> tuple[Value | None, str]:
    parts = []
    for key in row.parts():
        part = found[key] if key in found else _computed(form, form.by_key[key], units, own, found)
        if part.value is None or part.value.number is None:
            return None, PARTS_MISSING
        parts.append(part.value)
    made = from_parts(row, parts, form.ratio_places)
    return made.value, made.lacks
