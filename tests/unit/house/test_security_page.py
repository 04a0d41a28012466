"""SECURITY.md promises controls; each names tests, and each of them must exist."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def page() -> str:
    return (ROOT / "SECURITY.md").read_text(encoding="utf-8")


def rows() -> list[list[str]]:
    """The rows of the table of threats, each a list of its three cells."""
    lines = [line for line in page().splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if "---" not in line][1:]


def names_in(file: str) -> set[str]:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize(("file", "test"), sorted(set(NAMED.findall(page()))))
def test_a_named_test_exists(file: str, test: str) -> None:
    assert test.startswith("test_")
    assert test in names_in(file)


def test_each_threat_has_a_control_and_a_test() -> None:
    assert len(rows()) >= 15
    for threat, control, held_by in rows():
        assert threat
        assert control
        assert NAMED.search(held_by), threat


def test_the_page_says_what_is_not_covered() -> None:
    assert page().partition("## Not covered yet")[2].count("\n- ") >= 3
