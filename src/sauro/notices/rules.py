"""This room's definitions, read once and checked for meaning: ladders, rungs, office hours.

Belongs here: loading and the check that they fit together. Does not belong here: what they mean (``ladder``, ``hours``).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sauro import definitions
from sauro.notices.hours import OfficeHours, read_hours
from sauro.notices.ladder import Ladder, LadderWrong, read_ladder
from sauro.notices.reading import mapping, plain_list, yaml_of
from sauro.people.roles import all_roles


@dataclass(frozen=True, slots=True)
class Rung:
    """Who stands there: roles, of the unit of the subject or anywhere."""

    code: str
    roles: frozenset[str]
    of_unit: bool


@dataclass(frozen=True, slots=True)
class People:
    """``order`` says who is reminded where a rung is empty; ``leaders`` get nothing by itself."""

    order: tuple[str, ...]
    rungs: dict[str, Rung]
    leaders: Rung


def read_people(text: str, known_roles: frozenset[str]) -> People:
    raw = mapping(yaml_of(text), "people.yaml", LadderWrong)
    rungs = {
        code: _rung(code, entry, known_roles)
        for code, entry in mapping(raw.get("rungs"), "people.yaml, rungs", LadderWrong).items()
    }
    order = tuple(plain_list(raw.get("order"), "people.yaml, order", LadderWrong))
    if set(order) != set(rungs) or len(order) != len(rungs) or not rungs:
        raise LadderWrong("people.yaml: `order` names each rung once.")
    return People(order, rungs, _rung("leaders", raw.get("leaders"), known_roles))


def _rung(code: str, raw: object, known_roles: frozenset[str]) -> Rung:
    entry = mapping(raw, f"people.yaml, {code}", LadderWrong)
    roles = frozenset(plain_list(entry.get("roles"), f"people.yaml, {code}", LadderWrong))
    if not roles or roles - known_roles:
        raise LadderWrong(
            f"people.yaml, {code}: roles.yaml has no role {', '.join(sorted(roles - known_roles))}."
        )
    if entry.get("in") not in ("unit", "all"):
        raise LadderWrong(f"people.yaml, {code}: `in` is unit or all.")
    return Rung(code, roles, entry["in"] == "unit")


@cache
def people() -> People:
    return read_people(definitions.text("notices/people.yaml"), frozenset(all_roles()))


@cache
def hours() -> OfficeHours:
    return read_hours(definitions.text("notices/hours.yaml"))


@cache
def ladder(name: str) -> Ladder:
    return read_ladder(definitions.text(f"notices/{name}.yaml"), name, rungs=people().rungs)
