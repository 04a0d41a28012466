"""House rule 13: only the actions of a room write to the database.

The sessions and the password hash upgrade of the framework write by themselves and are no source of ours; so does the
accounts library with its row for each session at sign-in. What we ask of that library otherwise is asked in actions.
"""

from __future__ import annotations

import ast

import pytest

from house.sources import python_files, room_of, short, tree

ALWAYS = {
    "save",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "asave",
    "adelete",
    "acreate",
}
ON_QUERYSETS = {"create", "update", "delete"}
QUERYSET_WORDS = {
    "objects",
    "filter",
    "exclude",
    "all",
    "select_for_update",
    "get_queryset",
    "_default_manager",
}
ROOMS_WITHOUT_DATABASE = {"engine", "definitions"}
RAW_WRITES = ("INSERT", "UPDATE", "DELETE", "TRUNCATE", "COPY")
EXCEPTIONS: dict[str, str] = {
    "src/sauro/demo/sample_plan.py": "saves a document into memory",
    "src/sauro/files/inspection/pictures.py": "draws a picture into memory",
    "src/sauro/files/stored.py": "keeps an object in a storage, no row",
}


def is_door(path) -> bool:
    parts = path.parts
    return path.name == "actions.py" or "actions" in parts or "migrations" in parts


def names_in(node: ast.AST) -> set[str]:
    return {n.attr for n in ast.walk(node) if isinstance(n, ast.Attribute)} | {
        n.id for n in ast.walk(node) if isinstance(n, ast.Name)
    }


def writes(module: ast.Module) -> list[tuple[int, str]]:
    """Each write of a module: its line and what it calls."""
    found = []
    for node in ast.walk(module):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        method, receiver = node.func.attr, node.func.value
        if (
            isinstance(receiver, ast.Call)
            and isinstance(receiver.func, ast.Name)
            and receiver.func.id == "super"
        ):
            continue
        if method in ALWAYS or (method in ON_QUERYSETS and names_in(receiver) & QUERYSET_WORDS):
            found.append((node.lineno, method))
        elif method in {"execute", "executemany", "copy"} and any(
            statement(argument).startswith(RAW_WRITES) for argument in node.args
        ):
            found.append((node.lineno, "raw SQL"))
    return found


def statement(node: ast.AST) -> str:
    """The beginning of a text, also of a formatted one."""
    if isinstance(node, ast.JoinedStr) and node.values:
        node = node.values[0]
    return str(node.value).lstrip().upper() if isinstance(node, ast.Constant) else ""


def test_only_actions_write() -> None:
    found = [
        f"{short(path)}:{line} {what}"
        for path in python_files()
        if room_of(path) not in ROOMS_WITHOUT_DATABASE and not is_door(path) and short(path) not in EXCEPTIONS
        for line, what in writes(tree(path))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("code", "seen"),
    [
        ("unit.save()", "save"),
        ("Unit.objects.filter(code='x').update(name='y')", "update"),
        ("Unit.objects.create(code='x')", "create"),
        ("group.units.all().delete()", "delete"),
        ("Unit.objects.bulk_create(rows)", "bulk_create"),
        ("Unit.objects.get_or_create(code='x')", "get_or_create"),
        ("cursor.execute('update people_unit set name = 1')", "raw SQL"),
        ("cursor.execute(f'DELETE FROM {table}')", "raw SQL"),
        ("cursor.copy('COPY plans_task FROM STDIN')", "raw SQL"),
    ],
)
def test_a_write_is_seen(code: str, seen: str) -> None:
    assert writes(ast.parse(code)) == [(1, seen)]


@pytest.mark.parametrize(
    "code", ["d.update(a=1)", "hash.copy()", "cursor.execute('SELECT 1')", "super().save()"]
)
def test_what_writes_nothing_is_let_through(code: str) -> None:
    assert writes(ast.parse(code)) == []
