"""What a province pack says, as frozen values.

Belongs here: a pack, its units and groups, the names that a gazetteer takes from them.
Does not belong here: reading (``packs``), rules of meaning (``pack_rules``).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sauro.engine.text.names import UnitName

PROVINCE, UNITS, COMMUNES = "province.yaml", "units.yaml", "communes.csv"


@dataclass(frozen=True, slots=True)
class PackUnit:
    code: str
    kind: str
    relation: str
    name: str
    short_name: str
    name_en: str = ""
    official_code: str = ""
    parent: str | None = None
    aliases: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str | None = None
    confidence: str = ""
    source: str = ""
    line: int | None = None
    file: str = UNITS


@dataclass(frozen=True, slots=True)
class PackGroup:
    """A collective and its members' codes; ``complete`` is false where not all members are known."""

    code: str
    name: str
    name_en: str = ""
    aliases: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    complete: bool = True
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Pack:
    code: str
    name: str
    name_en: str
    official_code: str
    issuing_bodies: tuple[str, ...]
    sources: tuple[str, ...]
    units: tuple[PackUnit, ...]
    groups: tuple[PackGroup, ...]

    def names(self, on: date | None = None) -> tuple[UnitName, ...]:
        """Names for a gazetteer: units, then groups. Without a day also those of units that have ended."""
        units = (
            UnitName(u.code, u.name, (u.short_name, *u.aliases))
            for u in self.units
            if on is None or _valid(u, on)
        )
        groups = (UnitName(g.code, g.name, g.aliases, group=True) for g in self.groups)
        return (*units, *groups)

    def unit(self, code: str) -> PackUnit:
        return next(unit for unit in self.units if unit.code == code)

    def group(self, code: str) -> PackGroup:
        return next(group for group in self.groups if group.code == code)


def _valid(unit: PackUnit, day: date) -> bool:
    return (unit.valid_from is None or unit.valid_from <= day) and (
        unit.valid_to is None or day <= unit.valid_to
    )
