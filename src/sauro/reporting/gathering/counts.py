"""Counts over a gathered period: reports by how they came, parts of tasks by the state their units gave.

Belongs here: counting, by name and by group of units. Does not belong here: words, shares.

A part is one unit's share of one task: a task of 102 communes has 102 parts. A part of a unit whose report does not count
is told by nobody: it stands under ``untold`` and in no state. Voluntary reports stand under names of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sauro.engine.reports.rows import Place
from sauro.engine.reports.values import Value
from sauro.reporting.gathering.shapes import TASK, Gathered, UnitLine
from sauro.reporting.register import DIFFICULTY, STATE
from sauro.reporting.standing import Arrival, UnitClass

GROUPS: Mapping[UnitClass, str] = {
    UnitClass.AGENCY: "so-nganh",
    UnitClass.VERTICAL: "nganh-doc",
    UnitClass.OTHER: "khac",
    UnitClass.COMMUNE: "cap-xa",
}
"""Groups of units as they stand in the marks of a text."""
STATES: Mapping[str, str] = {
    "done": "hoan-thanh",
    "on_track": "kip-han",
    "at_risk": "nguy-co",
    "late": "qua-han",
}
"""States of the form of tasks as they stand in marks."""
EXPECTED, SENT, ON_TIME, LATE, SILENT = (
    "bao-cao.phai-gui",
    "bao-cao.da-gui",
    "bao-cao.dung-han",
    "bao-cao.muon",
    "bao-cao.chua-gui",
)
ASKED, ANSWERED = "bao-cao.de-nghi", "bao-cao.de-nghi-da-gui"
TASKS, PARTS, TOLD, UNTOLD, UNSTATED = (
    "nhiem-vu.so",
    "nhiem-vu.phan-viec",
    "nhiem-vu.da-bao-cao",
    "nhiem-vu.chua-bao-cao",
    "nhiem-vu.chua-ro",
)

SAID: Mapping[str, str] = {
    DIFFICULTY: "nhiem-vu.neu-kho-khan",
    "proposal": "nhiem-vu.neu-de-xuat",
    "next": "nhiem-vu.neu-ky-sau",
}
"""Field of a task → the name under which the units are counted that wrote something there."""
SLOW = ("late", "at_risk")


def state_name(state: str) -> str:
    return f"nhiem-vu.{STATES[state]}"


def counts(gathered: Gathered) -> dict[str, int]:
    """Name → count; with ``@<group>`` behind the name for each group of units that is there."""
    found = _of(gathered.units)
    for group in gathered.classes:
        part = _of(unit for unit in gathered.units if unit.group is group)
        found |= {f"{name}@{GROUPS[group]}": count for name, count in part.items()}
    return found


def _of(units: Iterable[UnitLine]) -> dict[str, int]:
    found = dict.fromkeys((EXPECTED, SENT, ON_TIME, LATE, SILENT, ASKED, ANSWERED), 0)
    found |= dict.fromkeys((TASKS, PARTS, TOLD, UNTOLD, UNSTATED, *map(state_name, STATES)), 0)
    found |= dict.fromkeys(SAID.values(), 0)
    tasks: set[str] = set()
    for unit in units:
        _report(unit, found)
        for field, name in SAID.items():
            found[name] += any(speaks(unit, key, field) for key in unit.asked if key.startswith(f"{TASK}:"))
        for key in unit.asked:
            if key.startswith(f"{TASK}:"):
                tasks.add(key)
                _part(unit.values, key, found, told=unit.sent)
    found[TASKS] = len(tasks)
    return found


def speaks(unit: UnitLine, key: str, field: str) -> bool:
    """Whether the unit wrote something in a field of a task; the difficulty of a slow task is told as its cause instead."""
    if not unit.sent or not unit.text(key, field).strip():
        return False
    return field != DIFFICULTY or unit.text(key, STATE) not in SLOW


def _report(unit: UnitLine, found: dict[str, int]) -> None:
    if unit.voluntary:
        found[ASKED] += 1
        found[ANSWERED] += unit.sent
        return
    found[EXPECTED] += 1
    found[SENT] += unit.sent
    found[SILENT] += not unit.sent
    if unit.sent:
        found[ON_TIME] += unit.standing is Arrival.ON_TIME
        found[LATE] += unit.standing is Arrival.LATE


def _part(values: Mapping[Place, Value], key: str, found: dict[str, int], *, told: bool) -> None:
    found[PARTS] += 1
    if not told:
        found[UNTOLD] += 1
        return
    found[TOLD] += 1
    state = values.get((key, STATE))
    name = STATES.get(state.text) if state is not None else None
    found[f"nhiem-vu.{name}" if name else UNSTATED] += 1
