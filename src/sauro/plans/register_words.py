"""The words of the register's sheet, read from ``definitions/register_sheet.yaml`` and checked for meaning.

Belongs here: headings, lists, the guide. Does not belong here: the rules of comparing (``register_sheet``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from sauro import definitions
from sauro.engine.documents.sheet_tables import Column
from sauro.engine.text import fold
from sauro.plans.states import DecidingLevel, Rhythm, TaskLife, WorkState

LATE = "late"
"""Not a stored state: the word for open work whose deadline has passed."""


@dataclass(frozen=True, slots=True)
class SheetWords:
    """``rhythms`` and ``levels``: code → the name written; ``*_met``: folded name → code."""

    title: str
    made_at: str
    sheet: str
    guide_sheet: str
    columns: tuple[Column, ...]
    widths: Mapping[str, int]
    rhythms: Mapping[str, str]
    levels: Mapping[str, str]
    rhythms_met: Mapping[str, str]
    levels_met: Mapping[str, str]
    states: Mapping[str, str]
    lives: Mapping[str, str]
    guide: tuple[str, ...]

    @property
    def headings(self) -> Mapping[str, str]:
        return {column.code: column.names[0] for column in self.columns}


def read_words(text: str) -> SheetWords:
    """ValueError where a code is unknown or absent, or one name would mean two things."""
    raw = yaml.safe_load(text)
    columns = tuple(
        Column(entry["code"], tuple(entry["names"]), entry.get("required", False)) for entry in raw["columns"]
    )
    _once("columns", (fold(name) for column in columns for name in column.names))
    _same("rhythms", raw["rhythms"], Rhythm.values)
    _same("levels", raw["levels"], DecidingLevel.values)
    _same("states", raw["states"], [*WorkState.values, LATE])
    _same("lives", raw["lives"], [life for life in TaskLife.values if life != TaskLife.ACTIVE])
    return SheetWords(
        title=raw["title"],
        made_at=raw["made_at"],
        sheet=raw["sheet"],
        guide_sheet=raw["guide_sheet"],
        columns=columns,
        widths={entry["code"]: entry["width"] for entry in raw["columns"]},
        rhythms={code: names[0] for code, names in raw["rhythms"].items()},
        levels={code: names[0] for code, names in raw["levels"].items()},
        rhythms_met=_met("rhythms", raw["rhythms"]),
        levels_met=_met("levels", raw["levels"]),
        states=raw["states"],
        lives=raw["lives"],
        guide=tuple(raw["guide"]),
    )


def _same(what: str, given: Mapping[str, Any], wanted: Iterable[str]) -> None:
    if set(given) != set(wanted):
        raise ValueError(f"register_sheet.yaml: {what} must name exactly {sorted(wanted)}")


def _once(what: str, names: Iterable[str]) -> None:
    seen = list(names)
    if len(seen) != len(set(seen)):
        raise ValueError(f"register_sheet.yaml: a name of {what} stands twice")


def _met(what: str, lists: Mapping[str, list[str]]) -> dict[str, str]:
    pairs = {(fold(name), code) for code, names in lists.items() for name in names}
    _once(what, (name for name, _code in pairs))
    return dict(pairs)


@cache
def sheet_words() -> SheetWords:
    return read_words(definitions.text("register_sheet.yaml"))
