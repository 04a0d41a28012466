"""The gathered period as one frozen value.

Belongs here: shapes and what follows from them alone (who counts, consolidated rows). Does not belong here: the database.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from sauro.engine.reports.consolidate import consolidate
from sauro.engine.reports.coverage import Consolidated, UnitValues
from sauro.engine.reports.rows import VALUE, Place
from sauro.engine.reports.values import Value, Values
from sauro.reporting.period_forms import PeriodForms
from sauro.reporting.standing import Arrival, UnitClass

TASK, TARGET, TEXT, FIGURE = "task", "target", "text", "cchc"


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit of the period. ``sent`` says whether its report counts; then ``sha256`` names the snapshot of ``values``.

    ``asked`` are the keys of its rows, whether given or not. ``standing`` is a code of ``standing.Arrival``.
    """

    code: str
    name: str
    short_name: str
    group: UnitClass
    standing: Arrival
    voluntary: bool = False
    sent: bool = False
    sha256: str = ""
    asked: frozenset[str] = frozenset()
    values: Values = field(default_factory=dict)

    @property
    def slug(self) -> str:
        return self.code.lower()

    def text(self, row: str, code: str) -> str:
        """The words at a place; nothing where nothing is given, or "-"."""
        value = self.values.get((row, code))
        return "" if value is None or value.is_absent else value.text

    def rows(self, prefix: str) -> Iterator[str]:
        """The keys of rows with some value, in their order."""
        yield from dict.fromkeys(row for row, _code in sorted(self.values) if row.startswith(f"{prefix}:"))


@dataclass(frozen=True, slots=True)
class TaskLine:
    key: str
    text: str
    due_on: date | None = None
    product: str = ""
    plan: str = ""

    @property
    def code(self) -> str:
        """NV-02.03, without the period of the occurrence."""
        return self.key.partition(":")[2].rpartition("@")[0]


@dataclass(frozen=True, slots=True)
class TargetLine:
    """``wanted`` is the figure of the year, canonical, empty where none is stated."""

    key: str
    text: str
    unit: str = ""
    wanted: str = ""


@dataclass(frozen=True, slots=True)
class PlanLine:
    key: str
    label: str
    kind: str = ""
    issued_on: date | None = None


@dataclass(frozen=True)
class Gathered:
    """``values`` holds what was consolidated when the snapshot was taken; ``before`` figures of the period before, by key."""

    period: str
    form_sha256: str
    forms: PeriodForms
    units: tuple[UnitLine, ...]
    tasks: Mapping[str, TaskLine] = field(default_factory=dict)
    targets: Mapping[str, TargetLine] = field(default_factory=dict)
    plans: Mapping[str, PlanLine] = field(default_factory=dict)
    values: Mapping[Place, Value] = field(default_factory=dict)
    before_period: str = ""
    before: Mapping[str, Value] = field(default_factory=dict)

    @cached_property
    def by_code(self) -> Mapping[str, UnitLine]:
        return {unit.code: unit for unit in self.units}

    @property
    def expected(self) -> tuple[UnitLine, ...]:
        return tuple(unit for unit in self.units if not unit.voluntary)

    @property
    def voluntary(self) -> tuple[UnitLine, ...]:
        return tuple(unit for unit in self.units if unit.voluntary)

    @property
    def sent(self) -> tuple[UnitLine, ...]:
        """Every report that counts, voluntary ones as well."""
        return tuple(unit for unit in self.units if unit.sent)

    @property
    def classes(self) -> tuple[UnitClass, ...]:
        present = {unit.group for unit in self.units}
        return tuple(one for one in UnitClass if one in present)

    def consolidated(self, prefix: str = FIGURE) -> Mapping[str, Consolidated]:
        """Every statistical row of a form, with its coverage. Of a voluntary unit nothing is expected: it counts once it has sent."""
        return self._consolidated.get(prefix, {})

    @cached_property
    def _consolidated(self) -> Mapping[str, Mapping[str, Consolidated]]:
        brought = [
            UnitValues(unit.code, str(unit.group), unit.asked, unit.values, sent=unit.sent)
            for unit in self.units
            if unit.sent or not unit.voluntary
        ]
        found = {}
        for prefix, form in self.forms.by_prefix.items():
            if form.rows:
                rows = consolidate(form, brought)
                found[prefix] = {key: self._pinned(one) for key, one in rows.items()}
        return found

    def _pinned(self, one: Consolidated) -> Consolidated:
        """The value that stands in the snapshot, also where a later version of the product would compute another."""
        pinned = self.values.get((one.key, VALUE))
        return one if pinned is None else replace(one, value=pinned, lacks="")
