"""House rule 6: no file over 600 lines, no function over 80; an exception is listed here with its reason."""

from __future__ import annotations

import ast

import pytest

from house.sources import python_files, short, tree

FILE_LIMIT, FUNCTION_LIMIT = 600, 80
FILE_EXCEPTIONS: dict[str, str] = {}
FUNCTION_EXCEPTIONS: dict[str, str] = {}
OWN_FILES = [path for path in python_files() if "migrations" not in path.parts]


def over_budget(content: str, name: str) -> list[str]:
    """What of a file is longer than the limits and no exception."""
    found = []
    lines = content.count("\n")
    if lines > FILE_LIMIT and name not in FILE_EXCEPTIONS:
        found.append(f"{name} has {lines} lines")
    for node in ast.walk(ast.parse(content)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            function = f"{name}:{node.name}"
            if length > FUNCTION_LIMIT and function not in FUNCTION_EXCEPTIONS:
                found.append(f"{function} has {length} lines")
    return found


@pytest.mark.parametrize("path", OWN_FILES, ids=short)
def test_file_and_functions_stay_within_the_budget(path) -> None:
    assert over_budget(path.read_text(encoding="utf-8"), short(path)) == []


def test_every_module_opens_by_saying_what_belongs_in_it() -> None:
    assert [short(path) for path in OWN_FILES if not ast.get_docstring(tree(path))] == []


def test_what_is_too_long_is_seen() -> None:
    function = "def f():\n" + "    pass\n" * FUNCTION_LIMIT
    assert over_budget(function, "a.py") == ["a.py:f has 81 lines"]
    assert over_budget("class A:\n    async " + function.replace("\n    ", "\n        "), "a.py") != []
    assert over_budget("x = 1\n" * (FILE_LIMIT + 1), "a.py") == ["a.py has 601 lines"]
    assert over_budget("x = 1\n" * FILE_LIMIT, "a.py") == []
