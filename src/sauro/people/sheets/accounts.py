"""Accounts in a sheet: one line for each person and role.

Belongs here: what the lines say, checked against what exists. Does not belong here: writing (``actions.bulk``).

The same person on two lines has two roles. A person who has an account already keeps it and gets the role. Nothing:
a line whose person and role exist changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sauro.engine.documents.sheet_tables import Row
from sauro.engine.documents.sheets import Sheet
from sauro.people.sheets.cells import Cells, columns_of, key, lookup, tables
from sauro.people.sheets.problems import Problem

COLUMNS = columns_of("accounts")
_EMAIL = re.compile(
    r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+"
)
_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,59}")


@dataclass(frozen=True, slots=True)
class Known:
    """An account that exists."""

    code: str
    name: str
    active: bool


@dataclass(frozen=True, slots=True)
class World:
    """What lines are checked against. ``units`` and ``roles``: codes by code and by folded name; ``may_give`` says the
    code of a problem, or nothing, for a unit and a role.
    """

    units: Mapping[str, tuple[str, ...]]
    roles: Mapping[str, tuple[str, ...]]
    role_names: Sequence[str]
    field_roles: frozenset[str]
    fields: frozenset[str]
    by_email: Mapping[str, Known]
    by_username: Mapping[str, Known]
    own: str = ""
    may_give: Callable[[str, str], str] = field(default=lambda _unit, _role: "")


@dataclass(frozen=True, slots=True)
class Line:
    """One checked line: ``account`` is the code of the account that exists, empty for a new one."""

    row: int
    name: str
    email: str
    username: str
    position: str
    unit: str
    role: str
    scope: str
    valid_from: date | None
    account: str = ""

    @property
    def person(self) -> str:
        return self.email or self.username


@dataclass(frozen=True, slots=True)
class AccountSheet:
    """All lines, or none and everything that is wrong."""

    lines: tuple[Line, ...]
    problems: tuple[Problem, ...]


def read_accounts(sheets: Sequence[Sheet], world: World) -> AccountSheet:
    found, problems = tables(sheets, COLUMNS)
    if problems:
        return AccountSheet((), tuple(problems))
    lines: list[Line] = []
    names: dict[str, str] = {}
    for table in found:
        cells = Cells(table, COLUMNS)
        lines += [_line(cells, row, world, names) for row in table.rows]
        problems += cells.problems
    return AccountSheet(() if problems else tuple(lines), tuple(problems))


def _line(cells: Cells, row: Row, world: World, names: dict[str, str]) -> Line:
    name = cells.text(row, "name", 150, required=True, words=True)
    position = cells.text(row, "position", 150, words=True)
    email, username = _sign_in(cells, row)
    known = _known(cells, row, world, name, email, username)
    person = email or username
    if person and key(names.setdefault(person, name)) != key(name):
        cells.wrong(row, "name", "other_name", name=names[person])
    unit = _unit(cells, row, world)
    role, scope = _role(cells, row, world)
    if unit and role:
        refused = world.may_give(unit, role)
        if refused:
            cells.wrong(row, "role", refused)
    return Line(
        row.index,
        name,
        email,
        username,
        position,
        unit,
        role,
        scope,
        cells.day(row, "valid_from"),
        known.code if known else "",
    )


def _sign_in(cells: Cells, row: Row) -> tuple[str, str]:
    email = cells.text(row, "email", 254).lower()
    username = cells.text(row, "username", 60).lower()
    if email and not _EMAIL.fullmatch(email):
        cells.wrong(row, "email", "email_form", value=email[:60])
    if username and not _USERNAME.fullmatch(username):
        cells.wrong(row, "username", "username_form", value=username[:60])
    if not email and not username:
        cells.wrong(row, "email" if "email" in cells.table.columns else "name", "no_sign_in")
    return email, username


def _known(cells: Cells, row: Row, world: World, name: str, email: str, username: str) -> Known | None:
    by_email, by_username = world.by_email.get(email), world.by_username.get(username)
    if by_email and by_username and by_email.code != by_username.code:
        cells.wrong(row, "username", "two_accounts")
    known = by_email or by_username
    if known is None:
        return None
    if name and key(known.name) != key(name):
        cells.wrong(row, "name", "other_name", name=known.name)
    elif not known.active:
        cells.wrong(row, "name", "closed", name=known.name)
    elif known.code == world.own:
        cells.wrong(row, "name", "own_account")
    return known


def _unit(cells: Cells, row: Row, world: World) -> str:
    value = cells.text(row, "unit", 200, required=True)
    if not value:
        return ""
    codes = lookup(value, world.units)
    if not codes:
        cells.wrong(row, "unit", "unit_unknown", value=value[:80])
        return ""
    if len(codes) > 1:
        cells.wrong(row, "unit", "unit_of_many", value=value[:80], codes=", ".join(codes[:5]))
        return ""
    return codes[0]


def _role(cells: Cells, row: Row, world: World) -> tuple[str, str]:
    value = cells.text(row, "role", 100, required=True)
    scope = cells.text(row, "scope", 80)
    if not value:
        return "", scope
    codes = lookup(value, world.roles)
    if len(codes) != 1:
        cells.wrong(row, "role", "role_unknown", value=value[:80], known=", ".join(world.role_names))
        return "", scope
    takes = codes[0] in world.field_roles
    if takes and not scope:
        cells.wrong(row, "scope" if "scope" in cells.table.columns else "role", "field_missing")
    elif scope and not takes:
        cells.wrong(row, "scope", "field_needless")
    elif scope and scope not in world.fields:
        cells.wrong(row, "scope", "field_unknown", value=scope)
    return codes[0], scope
