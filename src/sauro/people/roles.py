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
    """How far a permission of a role goes: the own unit with the units below it, the field of the membership
    (an index node, over every unit), or the whole province.
    """

    OWN = "own"
    FIELD = "field"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Role:
    code: str
    name: str
    name_en: str
    description: str
    description_en: str
    permissions: tuple[tuple[str, Reach], ...]
    delegable: tuple[str, ...] = ()
    second_factor: bool = False

    @property
    def takes_field(self) -> bool:
        """A role of a field is given together with an index node; every other role without one."""
        return any(reach is Reach.FIELD for _permission, reach in self.permissions)

    def description_in(self, language: str) -> str:
        return self.description_en if language.startswith("en") else self.description

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
            raise RolesWrong(
                f"roles.yaml, {code}: {permission} must be `own`, `field` or `all`, not {reach!r}."
            )
        reaches.append((str(permission), Reach(reach)))
    delegable = _delegable(code, entry.get("delegable") or [], permissions)
    factor = entry.get("second_factor")
    if factor not in (None, "required"):
        raise RolesWrong(f"roles.yaml, {code}: second_factor is `required` or left out, not {factor!r}.")
    return Role(
        code,
        words[0],
        words[1],
        words[2],
        words[3],
        tuple(reaches),
        delegable,
        second_factor=factor == "required",
    )


def _delegable(code: str, raw: object, permissions: dict[str, str]) -> tuple[str, ...]:
    """What a person in the role may let another do for a time: some of the role's own permissions."""
    if not isinstance(raw, list):
        raise RolesWrong(f"roles.yaml, {code}: `delegable` is a list of permissions.")
    for permission in raw:
        if permissions.get(permission) not in (Reach.OWN, Reach.ALL):
            raise RolesWrong(
                f"roles.yaml, {code}: {permission} cannot be delegated, the role has it for no unit."
            )
    return tuple(raw)


@cache
def delegable_permissions() -> frozenset[str]:
    """Every permission that some role may delegate."""
    return frozenset(permission for role in all_roles().values() for permission in role.delegable)


@cache
def all_roles() -> dict[str, Role]:
    return read_roles(definitions.text("roles.yaml"))
