"""Units as people type them, one name on a line, and back.

Belongs here: a typed line → unit or group, a stored part → its line. Does not belong here: names inside a
document's text (``engine.text.names``), writing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils import timezone

from sauro.engine.text import fold
from sauro.people.models import Unit, UnitAlias, UnitGroup, UnitGroupAlias
from sauro.people.queries import units_on
from sauro.plans.models import TaskUnit
from sauro.plans.refusals_editing import EditRefused

NO_ANCHOR: Mapping[str, None] = {"start": None, "end": None}
LONGEST = 300


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody who has a part: a unit, a group, or words of the document that the province does not know."""

    text: str
    unit: Unit | None = None
    group: UnitGroup | None = None

    @property
    def key(self) -> tuple[str, object]:
        if self.unit is not None:
            return "unit", self.unit.pk
        if self.group is not None:
            return "group", self.group.pk
        return "words", _folded(self.text)

    def as_ref(self) -> dict[str, Any]:
        """In the form of the reader's result, so that the same code makes the rows."""
        known = self.unit or self.group
        return {
            "text": self.text,
            "code": known.code if known else None,
            "name": known.name if known else None,
            "group": self.group is not None,
            "anchor": NO_ANCHOR,
        }


def line_of(part: TaskUnit) -> str:
    """How a stored part is shown in the form; the same line read again is the same part."""
    if part.unit is not None:
        return part.unit.short_name
    return part.group.name if part.group is not None else " ".join(part.text.split())


def lines_of(parts: Iterable[TaskUnit]) -> str:
    return "\n".join(line_of(part) for part in parts)


def named_of(part: TaskUnit) -> Named:
    return Named(part.text, part.unit, part.group)


def read_lines(
    text: str, *, field: str, kept: Iterable[TaskUnit] = (), names: Names | None = None
) -> list[Named]:
    """Who is named, in the order of the lines. ``kept`` are the parts that the task has: their lines stay what
    they are, also a name of the document that the province does not know or a unit that has ended. A new name
    must be that of a unit of today or of a group: EditRefused. Whoever reads several fields hands in ``names``."""
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    if not lines:
        return []
    names = names or Names()
    there = {_folded(line_of(part)): named_of(part) for part in kept}
    found: list[Named] = []
    for line in lines:
        if len(line) > LONGEST:
            raise EditRefused("unknown_unit", field=field, name=line[:60] + "…")
        named = there.get(_folded(line)) or names.find(line, field)
        if named is None:
            raise EditRefused("unknown_unit", field=field, name=line)
        if any(named.key == other.key for other in found):
            raise EditRefused("unit_twice", field=field, name=line)
        found.append(named)
    return found


def _folded(text: str) -> str:
    return " ".join(fold(text).split())


class Names:
    """Every name of the units of today and of the groups, asked for once and only when a name is looked for."""

    @cached_property
    def _of(self) -> dict[str, dict[tuple[str, object], Named]]:
        found: dict[str, dict[tuple[str, object], Named]] = {}
        for name, named in _all_names():
            found.setdefault(_folded(name), {})[named.key] = named
        return found

    def find(self, line: str, field: str) -> Named | None:
        """A full name or a code goes before a name that several share."""
        found = list(self._of.get(_folded(line), {}).values())
        if len(found) > 1:
            exact = [n for n in found if line in _own_names(n)]
            if len(exact) != 1:
                codes = ", ".join(sorted(_own_names(n)[0] for n in found))
                raise EditRefused("ambiguous_unit", field=field, name=line, codes=codes)
            found = exact
        return found[0] if found else None


def _all_names() -> Iterator[tuple[str, Named]]:
    units = {unit.pk: unit for unit in units_on(timezone.localdate())}
    for unit in units.values():
        for name in (unit.code, unit.name, unit.short_name):
            yield name, Named(unit.name, unit=unit)
    for alias in UnitAlias.objects.filter(unit__in=units):
        yield alias.text, Named(units[alias.unit_id].name, unit=units[alias.unit_id])
    groups = {group.pk: group for group in UnitGroup.objects.all()}
    for group in groups.values():
        for name in (group.code, group.name):
            yield name, Named(group.name, group=group)
    for other in UnitGroupAlias.objects.all():
        yield other.text, Named(groups[other.group_id].name, group=groups[other.group_id])


def _own_names(named: Named) -> tuple[str, ...]:
    known = named.unit or named.group
    assert known is not None
    short = (named.unit.short_name,) if named.unit is not None else ()
    return (known.code, known.name, *short)
