"""SECURITY.md promises controls; each names tests, and each of them must exist."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def page() -> str:
    return (ROOT / "SECURITY.md").read_text(encoding="utf-8")


def rows(text: str) -> list[list[str]]:
    """The rows of the table of threats, each a list of its three cells."""
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if "---" not in line][1:]


def unheld(text: str) -> list[str]:
    """Threats without a control or without a named test."""
    return [
        threat
        for threat, control, held_by in rows(text)
        if not (threat and control and NAMED.search(held_by))
    ]


def names_in(file: str) -> set[str]:
    path = ROOT / file
    if not path.is_file():
        return set()
    return {
        node.name
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef)
    }


def not_there(named: Iterable[tuple[str, str]]) -> list[str]:
    """Named tests that do not exist."""
    return [
        f"{file}::{test}"
        for file, test in named
        if not test.startswith("test_") or test not in names_in(file)
    ]


def test_each_named_test_exists() -> None:
    assert not_there(NAMED.findall(page())) == []


def test_each_threat_has_a_control_and_a_test() -> None:
    assert len(rows(page())) >= 15
    assert unheld(page()) == []


def test_the_page_says_what_is_not_covered() -> None:
    assert page().partition("## Not covered yet")[2].count("\n- ") >= 3


def test_an_empty_promise_is_seen() -> None:
    own = "tests/unit/house/test_security_page.py"
    head = "| threat | control | held by |\n|---|---|---|\n"
    assert unheld(head + f"| guessing | waiting | `{own}::test_each_named_test_exists` |") == []
    assert unheld(head + "| guessing | waiting | nobody |\n| reading | | `tests/a.py::test_b` |") == [
        "guessing",
        "reading",
    ]
    named = [
        (own, "test_each_named_test_exists"),
        (own, "test_nothing"),
        ("tests/nowhere.py", "test_b"),
        (own, "rows"),
    ]
    assert not_there(named) == [f"{own}::test_nothing", "tests/nowhere.py::test_b", f"{own}::rows"]
