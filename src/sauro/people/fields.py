"""The fields (nodes of indices) that a role can be narrowed to, with their names.

Belongs here: reading the list of names as far as this room needs it. Does not belong here: what an index is
(its definitions), which tasks lie in a field (``plans``).
"""

from __future__ import annotations

from functools import cache

import yaml

from sauro import definitions


@cache
def all_fields() -> dict[str, str]:
    """``par_index:3`` → "PAR INDEX 3: Cải cách thủ tục hành chính", in the order of the indices."""
    found: dict[str, str] = {}
    for index in yaml.safe_load(definitions.text("indices/names.yaml"))["indices"]:
        short = str(index.get("short") or index["code"])
        found[str(index["code"])] = f"{short}: {index['name']}"
        for node in index.get("nodes") or []:
            found[f"{index['code']}:{node['node']}"] = f"{short} {node['node']}: {node['name']}"
    return found


def name_of(scope: str) -> str:
    """The name of the field, or the code itself where the list has dropped it."""
    return all_fields().get(scope, scope)
