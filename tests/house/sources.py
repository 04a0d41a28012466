"""What the house tests look at: the source files, their rooms, and the order of the rooms.

Belongs here: reading sources as text and syntax trees. Does not belong here: the rules themselves.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "sauro"


@cache
def room_order() -> dict[str, int]:
    """Each room with its height, 0 being the lowest; taken from the import contract, the one place that says it."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["id"] == "rooms")
    heights: dict[str, int] = {}
    for height, line in enumerate(reversed(layers)):
        for room in line.split("|"):
            heights[room.strip()] = height
    return heights


@cache
def python_files() -> tuple[Path, ...]:
    return tuple(sorted(SOURCE.rglob("*.py")))


@cache
def templates() -> tuple[Path, ...]:
    return tuple(sorted([*SOURCE.rglob("templates/**/*.html"), *SOURCE.rglob("templates/**/*.txt")]))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def room_of(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0]


def short(path: Path) -> str:
    return str(path.relative_to(ROOT))


def may_name(own: str, other: str) -> bool:
    """Whether a file of the room ``own`` may refer to the room ``other``: its own or a lower one."""
    order = room_order()
    return other == own or order[other] < order[own]


def template_names(content: str) -> Iterator[str]:
    """Templates that a template names by include or extends."""
    yield from re.findall(r"{%\s*(?:include|extends)\s+[\"']([^\"']+)[\"']", content)
