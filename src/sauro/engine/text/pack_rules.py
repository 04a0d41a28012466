"""What must hold in a pack: codes once, parents and members that exist, names that mean one thing.

Belongs here: rules over all units and groups together.
Does not belong here: the form of one entry (``packs``).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sauro.engine.text.fold import tone_key
from sauro.engine.text.pack_model import UNITS, PackGroup, PackUnit
from sauro.engine.text.pack_source import Reading

LONGEST_NAME, LONGEST_SHORT_NAME = 200, 120


def check(reading: Reading, units: list[PackUnit], groups: list[PackGroup]) -> None:
    by_code: dict[str, PackUnit | PackGroup] = {}
    things: tuple[PackUnit | PackGroup, ...] = (*units, *groups)
    for thing in things:
        if thing.code in by_code:
            reading.wrong(
                "code_twice", _file(thing), thing.line, value=thing.code, other=by_code[thing.code].name
            )
        by_code.setdefault(thing.code, thing)
    known = {unit.code: unit for unit in units}
    for unit in units:
        _lengths(reading, unit)
        if unit.parent is not None and unit.parent not in known:
            reading.wrong("parent_unknown", unit.file, unit.line, unit=unit.code, value=unit.parent)
        if unit.successor is not None and unit.successor not in known:
            reading.wrong("successor_unknown", unit.file, unit.line, unit=unit.code, value=unit.successor)
        if unit.successor is not None and unit.valid_to is None:
            reading.wrong("successor_without_end", unit.file, unit.line, unit=unit.code)
        if unit.valid_from and unit.valid_to and unit.valid_to < unit.valid_from:
            reading.wrong("ends_before_it_begins", unit.file, unit.line, unit=unit.code)
        if _in_a_circle(unit, known):
            reading.wrong("parents_in_a_circle", unit.file, unit.line, unit=unit.code)
    for group in groups:
        for code in group.members:
            if code not in known:
                reading.wrong("member_unknown", UNITS, group.line, group=group.code, value=code)
        if group.complete and not group.members:
            reading.wrong("group_empty", UNITS, group.line, group=group.code)
    _names(reading, units, groups)


def _lengths(reading: Reading, unit: PackUnit) -> None:
    fields = [("name", unit.name, LONGEST_NAME), ("short_name", unit.short_name, LONGEST_SHORT_NAME)]
    fields += [("name_en", unit.name_en, LONGEST_NAME), ("source", unit.source, LONGEST_NAME)]
    fields += [("aliases", alias, LONGEST_NAME) for alias in unit.aliases]
    for field, value, most in fields:
        if len(value) > most:
            reading.wrong("name_too_long", unit.file, unit.line, field=field, unit=unit.code, most=most)


def _file(thing: PackUnit | PackGroup) -> str:
    return thing.file if isinstance(thing, PackUnit) else UNITS


def _in_a_circle(unit: PackUnit, known: Mapping[str, PackUnit]) -> bool:
    seen: set[str] = set()
    current: PackUnit | None = unit
    while current is not None and current.parent is not None:
        if current.code in seen:
            return True
        seen.add(current.code)
        current = known.get(current.parent)
    return False


def _names(reading: Reading, units: list[PackUnit], groups: list[PackGroup]) -> None:
    """No writing may mean two things on one day; a unit that has ended may leave its name to another."""
    claimed: dict[str, list[PackUnit | PackGroup]] = {}
    things: tuple[PackUnit | PackGroup, ...] = (*units, *groups)
    for thing in things:
        own = (thing.name, thing.short_name) if isinstance(thing, PackUnit) else (thing.name,)
        for key in {tone_key(" ".join(text.split())): text for text in (*own, *thing.aliases)}:
            for other in claimed.setdefault(key, []):
                if _overlap(thing, other):
                    reading.wrong(
                        "alias_of_two", _file(thing), thing.line, unit=thing.code, other=other.code, value=key
                    )
            claimed[key].append(thing)


def _overlap(a: PackUnit | PackGroup, b: PackUnit | PackGroup) -> bool:
    a_from, a_to = (a.valid_from, a.valid_to) if isinstance(a, PackUnit) else (None, None)
    b_from, b_to = (b.valid_from, b.valid_to) if isinstance(b, PackUnit) else (None, None)
    return (a_from or date.min) <= (b_to or date.max) and (b_from or date.min) <= (a_to or date.max)
