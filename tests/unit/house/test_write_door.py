"""House rule 13: only the actions of a room write to the database.

The sessions and the password hash upgrade of the framework write by themselves and are no source of ours.
"""

from __future__ import annotations

import ast

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
EXCEPTIONS: dict[str, str] = {
    "src/sauro/demo/sample_plan.py": "saves a document into memory",
}


def is_door(path) -> bool:
    parts = path.parts
    return path.name == "actions.py" or "actions" in parts or "migrations" in parts


def names_in(node: ast.AST) -> set[str]:
    return {n.attr for n in ast.walk(node) if isinstance(n, ast.Attribute)} | {
        n.id for n in ast.walk(node) if isinstance(n, ast.Name)
    }


def writes(path) -> list[str]:
    found = []
    for node in ast.walk(tree(path)):
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
            found.append(f"{short(path)}:{node.lineno} .{method}()")
        elif method in {"execute", "executemany"} and any(
            isinstance(a, ast.Constant)
            and isinstance(a.value, str)
            and a.value.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE"))
            for a in node.args
        ):
            found.append(f"{short(path)}:{node.lineno} raw SQL")
    return found


def test_only_actions_write() -> None:
    found = [
        line
        for path in python_files()
        if room_of(path) not in ROOMS_WITHOUT_DATABASE and not is_door(path) and short(path) not in EXCEPTIONS
        for line in writes(path)
    ]
    assert found == []


def test_the_rule_sees_a_write() -> None:
    sample = ast.parse("Unit.objects.filter(code='x').update(name='y')\nunit.save()\nd = {}\nd.update(a=1)")
    calls = [n for n in ast.walk(sample) if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute)]
    seen = [
        c.func.attr
        for c in calls
        if c.func.attr in ALWAYS or (c.func.attr in ON_QUERYSETS and names_in(c.func.value) & QUERYSET_WORDS)
    ]
    assert sorted(seen) == ["save", "update"]
