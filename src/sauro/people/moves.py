"""One line of a state table and the question asked of it.

Belongs here: what every workflow shares. Does not belong here: a workflow (each room's ``states``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Move:
    """One line of a state table. ``who`` is a permission, or "system" for what the product does by itself."""

    source: str
    action: str
    who: str
    needs: str
    target: str


@dataclass(frozen=True, slots=True)
class Workflow:
    """A titled table; the reference page and the diagram are printed from it."""

    title: str
    moves: tuple[Move, ...]


def may_move(moves: Iterable[Move], source: str, action: str) -> bool:
    return any(move.source == source and move.action == action for move in moves)


def target_of(moves: Iterable[Move], source: str, action: str) -> str:
    """Where the action leads; KeyError where the table has no such line (ask ``may_move`` first)."""
    for move in moves:
        if move.source == source and move.action == action:
            return move.target
    raise KeyError(f"{source} → {action}")
