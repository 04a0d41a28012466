"""The small world of most tests: the invented province of ``tests/data/provinces``, one person for each role.

Belongs here: building it. Does not belong here: the demo world (sauro.demo), which has the shipped province.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.contrib.auth.hashers import Argon2PasswordHasher

from sauro.audit.actor import Actor
from sauro.people.actions import create_account, give_role, install_province, set_active
from sauro.people.models import Account, Unit

# Passwords of tests are hashed the same way and cheaply: nine people a world would cost a second each time.
Argon2PasswordHasher.time_cost, Argon2PasswordHasher.memory_cost, Argon2PasswordHasher.parallelism = 1, 8, 1

PROVINCES = Path(__file__).resolve().parent.parent / "data" / "provinces"
TINY = PROVINCES / "thach_lam"
MAKER = Actor.system("tests")
PASSWORD = "thach-lam-kiem-thu-1"

# role → unit; the owner office is an agency of the invented province, the focal point sits in a commune.
FIELD = "par_index:3"
PLACES = {
    "owner_office": "TOCHUC",
    "focal_point": "90002",
    "unit_head": "VATGIA",
    "clerk": "TOCHUC",
    "leader": "TRUSO",
    "province_office": "TRUSO",
    "committee_member": "TRUSO",
    "council_member": "TOCHUC",
    "field_lead": "VATGIA",
    "observer": "HAIDANG",
    "administrator": "TRUSO",
}


@dataclass(frozen=True)
class Cast:
    """The people by role; ``nobody`` has an account and no role, ``gone`` an account that was closed."""

    people: dict[str, Account]

    def __getitem__(self, role: str) -> Account:
        """A fresh row each time: rights are remembered on the object, as within one request."""
        return Account.objects.get(pk=self.people[role].pk)


def unit(code: str) -> Unit:
    return Unit.objects.get(code=code)


def build_cast() -> Cast:
    install_province(pack=str(TINY), by=MAKER)
    people = {role: person(role, place, role) for role, place in PLACES.items()}
    people["nobody"] = person("nobody")
    people["gone"] = person("gone", "TRUSO", "administrator")
    set_active(account=people["gone"], active=False, by=MAKER)
    return Cast(people)


def person(name: str, place: str | None = None, role: str | None = None) -> Account:
    """An account, with a role in a unit where one is named."""
    address = f"{name.replace('_', '.')}@thachlam.test"
    account = create_account(email=address, name=f"Người {name}", password=PASSWORD, by=MAKER)
    if place is not None and role is not None:
        scope = FIELD if role == "field_lead" else ""
        give_role(account=account, unit=unit(place), role=role, by=MAKER, scope=scope)
    return account
