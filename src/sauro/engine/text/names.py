"""Names of units and how a text may write them.

Belongs here: a gazetteer of names and aliases and its longest match, insensitive to case, Unicode form and tone placement.
Does not belong here: which units exist (a province pack says), what a sentence asks of them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UnitName:
    """A unit of a province pack as the reader knows it: ``aliases`` hold every other way of writing ``name``."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    group: bool = False
