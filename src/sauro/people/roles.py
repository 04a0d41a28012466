"""Roles as the institution wrote them in ``definitions/roles.yaml``, checked for meaning when read.

Belongs here: reading and checking the file. Does not belong here: who holds a role (memberships), asking for
a right (``permissions``).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import yaml

from sauro import definitions


class Reach(StrEnum):
    """How far a permission of a role goes: the own unit with the units below it, or the whole province."""

    OWN = "own"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Role:
    code: str
    name: str
    name_en: str
    description: str
    description_en: str
    permissions: tuple[tuple[str, Reach], ...]

    def reach_of(self, permission: str) -> Reach | None:
        return dict(self.permissions).get(permission)

    def name_in(self, language: str) -> str:
        return self.name_en if language.startswith("en") else self.name


class RolesWrong(ValueError):  # noqa: N818 - the house word; it is an outcome, not a fault
    """The file of roles does not mean anything; the message names the role and what to change."""


def read_roles(text: str) -> dict[str, Role]:
    """The roles of a file, in its order; RolesWrong where a text is empty or a reach unknown."""
    raw = yaml.safe_load(text)
    if not isinstance(raw, dict) or not isinstance(raw.get("roles"), dict) or not raw["roles"]:
        raise RolesWrong("roles.yaml: write a mapping `roles:` with one entry for each role.")
    return {code: _role(str(code), entry) for code, entry in raw["roles"].items()}


def _role(code: str, entry: object) -> Role:
    if not isinstance(entry, dict):
        raise RolesWrong(f"roles.yaml, {code}: write name, description and permissions.")
    words: list[str] = []
    for field in ("name", "description"):
        for language in ("vi", "en"):
            value = (entry.get(field) or {}).get(language, "")
            if not isinstance(value, str) or not value.strip():
                raise RolesWrong(f"roles.yaml, {code}: {field}.{language} is empty.")
            words.append(" ".join(value.split()))
    permissions = entry.get("permissions")
    if not isinstance(permissions, dict) or not permissions:
        raise RolesWrong(
            f"roles.yaml, {code}: a role without permissions lets nobody do anything; list at least one."
        )
    reaches: list[tuple[str, Reach]] = []
    for permission, reach in permissions.items():
        if reach not in tuple(Reach):
            raise RolesWrong(f"roles.yaml, {code}: {permission} must be `own` or `all`, not {reach!r}.")
        reaches.append((str(permission), Reach(reach)))
    return Role(code, words[0], words[1], words[2], words[3], tuple(reaches))


@cache
def all_roles() -> dict[str, Role]:
    return read_roles(definitions.text("roles.yaml"))
