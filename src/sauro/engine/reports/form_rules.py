"""What must hold over the rows of a form: codes once, parents and parts that exist, sums that mean something.

Belongs here: rules across rows. Does not belong here: what is wrong with one field (``rows``), the form of a file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from sauro.engine.reports.rows import (
    CHOICES,
    CODE,
    FIGURES,
    REGISTER_FIGURES,
    SINCE,
    SOURCED,
    VALUE,
    Consolidation,
    Contradiction,
    EvidenceRule,
    Field,
    Problem,
    Ratio,
    Row,
    Section,
    Semantics,
    Sum,
    Type,
)

_ADDABLE = FIGURES - {Type.PERCENT}
PROGRESS, STATE = "progress", "state"


def problems_of(
    prefix: str,
    sections: Sequence[Section],
    template: Sequence[Field],
    contradictions: Sequence[Contradiction],
    evidence: EvidenceRule | None,
) -> list[Problem]:
    """All that is wrong, in the form's order."""
    rows = [row for section in sections for row in section.rows]
    by_key = {row.key: row for row in rows}
    found = []
    if bool(rows) == bool(template):
        found.append(Problem("rows_or_template"))
    for section, count in Counter(section.code for section in sections).items():
        if count > 1:
            found.append(Problem("code_twice", section))
    found += [Problem("label_empty", one.code) for one in sections if not one.name.strip()]
    for key, count in Counter(row.key for row in rows).items():
        if count > 1:
            found.append(Problem("code_twice", key))
    seen: set[str] = set()
    for row in rows:
        found += _row(row, prefix, by_key, seen)
        seen.add(row.key)
    found += _circles(rows, by_key)
    found += _template(template, contradictions, evidence)
    return found


def _row(row: Row, prefix: str, by_key: Mapping[str, Row], seen: set[str]) -> Iterator[Problem]:
    if row.prefix != prefix or not CODE.fullmatch(row.code):
        yield Problem("code_wrong", row.key)
    if not row.name.strip():
        yield Problem("label_empty", row.key)
    if row.parent and row.parent not in seen:
        yield Problem("parent_unknown", row.key, (("value", row.parent),))
    if len({one.code for one in row.fields}) != len(row.fields):
        yield Problem("code_twice", row.key)
    for name in row.unverified:
        if name not in SOURCED:
            yield Problem("unverified_unknown", row.key, (("value", name),))
    if row.is_heading:
        if row.rule or row.given_by or row.at_most or row.register or row.only_if:
            yield Problem("heading_with_value", row.key)
        if not any(other.parent == row.key for other in by_key.values()):
            yield Problem("heading_empty", row.key)
        return
    yield from _meaning(row)
    yield from _rule(row, by_key)
    yield from _pointers(row, by_key)


def _meaning(row: Row) -> Iterator[Problem]:
    field = row.value_field
    if field is None:
        return
    if row.semantics is None and field.type is not Type.TEXT:
        yield Problem("semantics_missing", row.key)
    since = row.since in SINCE or (row.since.isdigit() and len(row.since) == 4)
    if (row.semantics is Semantics.CUMULATIVE) != bool(row.since) or (row.since and not since):
        yield Problem("since_wrong", row.key, (("value", row.since),))
    if row.rule is None and not row.given_by:
        yield Problem("giver_missing", row.key)
    if row.rule is not None and row.given_by:
        yield Problem("computed_with_giver", row.key)
    fits = {
        Consolidation.SUM: field.type in _ADDABLE,
        Consolidation.COUNT: field.type in CHOICES,
    }
    ratio = isinstance(row.rule, Ratio)
    if ratio != (row.consolidation is Consolidation.RATIO) or not fits.get(row.consolidation, True):
        yield Problem("consolidation_wrong", row.key, (("value", str(row.consolidation)),))
    if row.register and row.register not in REGISTER_FIGURES:
        yield Problem("register_unknown", row.key, (("value", row.register),))
    if row.any_code and (row.consolidation is not Consolidation.COUNT or field.choice(row.any_code) is None):
        yield Problem("choice_unknown", row.key, (("value", row.any_code),))


def _rule(row: Row, by_key: Mapping[str, Row]) -> Iterator[Problem]:
    """A ratio is of two figures of the same kind, a sum of figures in the row's own unit."""
    field = row.value_field
    if row.rule is None or field is None:
        return
    parts = [by_key.get(key) for key in row.parts()]
    for key, part in zip(row.parts(), parts, strict=True):
        if part is None or part.value_field is None:
            yield Problem("part_unknown", row.key, (("value", key),))
    fields = [part.value_field for part in parts if part is not None and part.value_field is not None]
    if len(fields) != len(parts):
        return
    if isinstance(row.rule, Ratio):
        same = len({one.type for one in fields}) == 1 and fields[0].type in _ADDABLE
        if field.type is not Type.PERCENT or not same or len(set(row.parts())) != 2:
            yield Problem("ratio_wrong", row.key)
    if isinstance(row.rule, Sum):
        units = {part.unit for part in parts if part is not None}
        alike = units == {row.unit} and {one.type for one in fields} == {field.type}
        few = len(row.parts()) < 2 or len(set(row.parts())) != len(row.parts())
        if field.type not in _ADDABLE or not alike or few:
            yield Problem("sum_wrong", row.key)


def _pointers(row: Row, by_key: Mapping[str, Row]) -> Iterator[Problem]:
    for key in row.at_most:
        other = by_key.get(key)
        if other is None or other.value_field is None or other.value_field.type not in _ADDABLE:
            yield Problem("part_unknown", row.key, (("value", key),))
    if row.only_if is not None:
        asked = by_key.get(row.only_if.row)
        field = asked.value_field if asked is not None else None
        if field is None or field.choice(row.only_if.code) is None or row.only_if.row == row.key:
            yield Problem("condition_wrong", row.key, (("value", row.only_if.row),))


def _circles(rows: Sequence[Row], by_key: Mapping[str, Row]) -> Iterator[Problem]:
    """A computed row that is made of itself could never be computed."""
    for row in rows:
        waiting, met = list(row.parts()), set[str]()
        while waiting:
            key = waiting.pop()
            if key == row.key:
                yield Problem("made_of_itself", row.key)
                break
            if key in by_key and key not in met:
                met.add(key)
                waiting.extend(by_key[key].parts())


def _template(
    template: Sequence[Field], contradictions: Sequence[Contradiction], evidence: EvidenceRule | None
) -> Iterator[Problem]:
    """Rules about progress and states name fields and states of the template."""
    fields = {one.code: one for one in template}
    if len(fields) != len(template):
        yield Problem("code_twice", "template")
    states = {choice.code for choice in fields[STATE].choices} if STATE in fields else set()
    named = [(one.code, one.needed.states, one.needed.progress_above is not None) for one in template]
    for one in contradictions:
        bounded = one.progress_below is not None or one.progress_from is not None
        if not bounded or not one.states:
            yield Problem("contradiction_wrong", one.code)
        named.append((one.code, one.states, bounded))
    if evidence is not None:
        named.append((evidence.excuse, evidence.states, True))
        excuse = fields.get(evidence.excuse)
        if excuse is None or excuse.type is not Type.TEXT:
            yield Problem("part_unknown", "evidence", (("value", evidence.excuse),))
    for place, used, needs_progress in named:
        for state in used:
            if state not in states:
                yield Problem("state_unknown", place, (("value", state),))
        if needs_progress and (PROGRESS not in fields or not fields[PROGRESS].is_figure):
            yield Problem("part_unknown", place, (("value", PROGRESS),))
    if VALUE in fields:
        yield Problem("code_wrong", VALUE)
