"""House rule 6: no file over 600 lines, no function over 80; an exception is listed here with its reason."""

from __future__ import annotations

import ast

import pytest

from house.sources import python_files, short, tree

FILE_LIMIT, FUNCTION_LIMIT = 600, 80
FILE_EXCEPTIONS: dict[str, str] = {}
FUNCTION_EXCEPTIONS: dict[str, str] = {}


@pytest.mark.parametrize("path", [p for p in python_files() if "migrations" not in p.parts], ids=short)
def test_file_and_functions_stay_within_the_budget(path) -> None:
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= FILE_LIMIT or short(path) in FILE_EXCEPTIONS, f"{lines} lines"
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            name = f"{short(path)}:{node.name}"
            assert length <= FUNCTION_LIMIT or name in FUNCTION_EXCEPTIONS, f"{name} has {length} lines"


def test_every_module_opens_by_saying_what_belongs_in_it() -> None:
    silent = [
        short(path)
        for path in python_files()
        if "migrations" not in path.parts and tree(path).body and not ast.get_docstring(tree(path))
    ]
    assert silent == []
