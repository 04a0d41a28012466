"""The file of roles means something: every text is there, every reach known, every permission offered."""

from __future__ import annotations

import pytest

from sauro.people import registry, roles
from sauro.people.checks import permissions_exist, wrong_permissions

GOOD = """
roles:
  keeper:
    name: {vi: Người giữ, en: Keeper}
    description: {vi: Giữ sổ., en: Keeps the book.}
    permissions: {units.view: all, people.manage: own}
"""


def test_a_role_is_read_as_written() -> None:
    role = roles.read_roles(GOOD)["keeper"]
    assert (role.name, role.name_in("en"), role.description) == ("Người giữ", "Keeper", "Giữ sổ.")
    assert role.reach_of("units.view") is roles.Reach.ALL
    assert role.reach_of("people.manage") is roles.Reach.OWN
    assert role.reach_of("plans.view") is None


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("en: Keeper}", "en: ''}", "name.en is empty"),
        ("Giữ sổ.", '""', "description.vi is empty"),
        ("units.view: all", "units.view: everywhere", "must be `own`, `field` or `all`"),
        ("{units.view: all, people.manage: own}", "{}", "without permissions"),
        ("roles:", "vai_tro:", "write a mapping"),
    ],
)
def test_what_is_wrong_is_named(old: str, new: str, words: str) -> None:
    assert old in GOOD
    with pytest.raises(roles.RolesWrong, match=words):
        roles.read_roles(GOOD.replace(old, new, 1))


def test_each_permission_of_a_role_is_offered_by_a_room() -> None:
    assert list(wrong_permissions(registry.codes(), roles.all_roles())) == []
    assert permissions_exist() == []


def test_a_permission_that_no_room_offers_is_found() -> None:
    found = list(wrong_permissions(frozenset({"units.view"}), roles.read_roles(GOOD)))
    assert found == [("keeper", "people.manage")]


def test_each_offered_permission_is_held_by_a_role() -> None:
    held = {permission for role in roles.all_roles().values() for permission, _reach in role.permissions}
    assert held == registry.codes()


def test_asking_for_an_unknown_permission_is_a_fault() -> None:
    with pytest.raises(KeyError):
        registry.get("units.viwe")


def test_one_code_has_one_meaning() -> None:
    with pytest.raises(ValueError, match="twice"):
        registry.register("units.view", "another meaning")
