"""Units in a sheet: one line for each unit, as entries of a province pack.

Belongs here: what the lines say, checked by the same rules as a pack together with the units that exist. Does not
belong here: the rules (``engine.text.pack_rules``), writing (``actions.provinces``).

A column that is absent keeps what the unit has; an empty cell of a column that is there empties it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sauro.engine.documents.sheet_tables import Row
from sauro.engine.documents.sheets import Place, Sheet
from sauro.engine.text.pack_model import PackUnit
from sauro.engine.text.pack_rules import check
from sauro.engine.text.pack_source import PackProblem, Reading
from sauro.people.sheets.cells import Cells, columns_of, key, tables
from sauro.people.sheets.problems import Problem

COLUMNS = columns_of("units")
_CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{0,39}")
_TAKEN_BY_PAGES = frozenset({"NHAP"})
"""Codes whose page would be hidden by another page of the product (/don-vi/nhap)."""
_COLUMN_OF_RULE = {
    "parent_unknown": "parent",
    "parents_in_a_circle": "parent",
    "successor_unknown": "successor",
    "successor_without_end": "valid_to",
    "ends_before_it_begins": "valid_to",
    "alias_of_two": "aliases",
    "code_twice": "code",
    "name_too_long": "name",
}


@dataclass(frozen=True, slots=True)
class UnitWorld:
    """The units that exist; kinds and relations by code and by folded word; the sentence of a broken rule."""

    units: tuple[PackUnit, ...]
    kinds: Mapping[str, str]
    relations: Mapping[str, str]
    kind_names: Sequence[str]
    relation_names: Sequence[str]
    sentence: Callable[[PackProblem], str]


@dataclass(frozen=True, slots=True)
class UnitSheet:
    """All entries, or none and everything that is wrong."""

    units: tuple[PackUnit, ...]
    problems: tuple[Problem, ...]


def read_units(sheets: Sequence[Sheet], world: UnitWorld) -> UnitSheet:
    found, problems = tables(sheets, COLUMNS)
    if problems:
        return UnitSheet((), tuple(problems))
    present = {unit.code: unit for unit in world.units}
    entries: list[PackUnit] = []
    places: dict[str, tuple[Cells, Row]] = {}
    for table in found:
        cells = Cells(table, COLUMNS)
        for row in table.rows:
            entry = _entry(cells, row, world, present)
            if entry.code in places:
                cells.wrong(row, "code", "code_twice", row=places[entry.code][1].index + 1)
            elif entry.code:
                places[entry.code] = (cells, row)
                entries.append(entry)
        problems += cells.problems
    if not problems:
        problems += _broken_rules(entries, present, places, world)
    return UnitSheet(() if problems else tuple(entries), tuple(problems))


def _entry(cells: Cells, row: Row, world: UnitWorld, present: Mapping[str, PackUnit]) -> PackUnit:
    code = cells.text(row, "code", 40, required=True).upper()
    if code and (not _CODE.fullmatch(code) or code in _TAKEN_BY_PAGES):
        cells.wrong(row, "code", "code_form", value=code)
        code = ""
    name = cells.text(row, "name", 200, required=True, words=True)
    kind = _chosen(cells, row, "kind", world.kinds, world.kind_names)
    relation = _chosen(cells, row, "relation", world.relations, world.relation_names)
    base = present.get(code) or PackUnit(code=code, kind=kind, relation=relation, name=name, short_name=name)
    given: dict[str, Any] = {
        "short_name": cells.text(row, "short_name", 120, words=True) or name[:120],
        "name_en": cells.text(row, "name_en", 200, words=True),
        "parent": cells.text(row, "parent", 40).upper() or None,
        "official_code": cells.text(row, "official_code", 10),
        "aliases": _aliases(cells, row),
        "valid_from": cells.day(row, "valid_from"),
        "valid_to": cells.day(row, "valid_to"),
        "successor": cells.text(row, "successor", 40).upper() or None,
    }
    there = {name: value for name, value in given.items() if name in cells.table.columns}
    if "short_name" not in there and base.short_name == base.name:
        there["short_name"] = name[:120]
    return replace(
        base, kind=kind, relation=relation, name=name, line=row.index + 1, file=cells.table.sheet, **there
    )


def _aliases(cells: Cells, row: Row) -> tuple[str, ...]:
    text = cells.text(row, "aliases", 2000)
    return tuple(dict.fromkeys(part for one in text.split(";") if (part := " ".join(one.split()))))


def _chosen(cells: Cells, row: Row, column: str, known: Mapping[str, str], names: Sequence[str]) -> str:
    value = cells.text(row, column, 100, required=True)
    if not value:
        return ""
    chosen = known.get(value) or known.get(key(value))
    if chosen is None:
        cells.wrong(row, column, f"{column}_unknown", value=value[:60], known=", ".join(names))
        return ""
    return chosen


def _broken_rules(
    entries: Sequence[PackUnit],
    present: Mapping[str, PackUnit],
    places: Mapping[str, tuple[Cells, Row]],
    world: UnitWorld,
) -> list[Problem]:
    """The rules of a pack over the units that exist and those of the sheet together.

    What was wrong before, between units that the sheet does not name, is not the sheet's fault.
    """
    wanted = {entry.code for entry in entries}
    reading = Reading()
    check(reading, [*(unit for code, unit in present.items() if code not in wanted), *entries], [])
    return [
        _rule_problem(problem, places, world) for problem in reading.problems if _of_sheet(problem, places)
    ]


def _named(problem: PackProblem) -> list[str]:
    values = dict(problem.values)
    return [code for code in (values.get("unit", ""), values.get("other", "")) if code]


def _of_sheet(problem: PackProblem, places: Mapping[str, tuple[Cells, Row]]) -> bool:
    return any(code in places for code in _named(problem))


def _rule_problem(problem: PackProblem, places: Mapping[str, tuple[Cells, Row]], world: UnitWorld) -> Problem:
    cells, row = places[next(code for code in _named(problem) if code in places)]
    column = _COLUMN_OF_RULE.get(problem.code, "code")
    if column not in cells.table.columns:
        column = "code"
    place: Place = cells.table.place(row, column)
    return Problem("rule", place, cells.heading(column), (("sentence", world.sentence(problem)),))
