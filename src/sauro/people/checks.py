"""System checks of meaning: every permission that a role names is offered by some room.

A warning, no error: a permission that nobody asks for opens nothing.

Belongs here: checks that need the whole installation. Does not belong here: reading the roles (``roles``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.core.checks import CheckMessage, Warning, register

from sauro.people import registry, roles


def wrong_permissions(known: frozenset[str], defined: Mapping[str, roles.Role]) -> Iterable[tuple[str, str]]:
    """(role, permission) for each permission that no room offers."""
    for role in defined.values():
        for permission, _reach in role.permissions:
            if permission not in known:
                yield role.code, permission


@register()
def permissions_exist(**_kwargs: object) -> list[CheckMessage]:
    return [
        Warning(
            f"roles.yaml: the role {role} names {permission}, a permission that no room offers.",
            hint="Correct definitions/roles.yaml, or register the permission in the room's apps.py.",
            id="people.W001",
        )
        for role, permission in wrong_permissions(registry.codes(), roles.all_roles())
    ]
