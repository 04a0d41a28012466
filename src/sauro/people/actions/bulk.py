"""Accounts and roles from a sheet, all or nothing.

Belongs here: writing what a sheet says, and the links of its people. Does not belong here: reading the sheet
(``sheets.accounts``).

No password is hashed here: these people have none until they open their link, so that 600 are written in a moment.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import get_language

from sauro.audit.actor import Actor
from sauro.engine.documents.sheets import Sheet
from sauro.people import fields, queries
from sauro.people.actions.accounts import note_new, set_names
from sauro.people.actions.common import new_code, note
from sauro.people.actions.invitations import Link, new_link, note_link
from sauro.people.actions.roles import told
from sauro.people.by import By
from sauro.people.models import Account, Invitation, Membership, Unit
from sauro.people.permissions import acting, may_give, reach
from sauro.people.refusals import ActionRefused
from sauro.people.roles import all_roles
from sauro.people.sheets.accounts import AccountSheet, Known, Line, World, read_accounts
from sauro.people.sheets.cells import key
from sauro.people.sheets.problems import Problem
from sauro.people.states import LinkPurpose


class SheetWrong(Exception):  # noqa: N818 - an answer to a person, not a fault
    """Nothing was written; every problem is named with its cell."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(", ".join(problem.code for problem in problems[:5]))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Brought:
    """Codes of the accounts that are new, and how many roles were given and how many lines changed nothing."""

    new: tuple[str, ...]
    roles: int
    unchanged: int


def world_for(by: By, today: date) -> World:
    """What the lines of a sheet are checked against, for whoever brings it."""
    language = get_language() or "vi"
    units: dict[str, list[str]] = {}
    for name in queries.unit_names(today):
        if not name.group:
            for word in (name.name, *name.aliases):
                units.setdefault(key(word), []).append(name.code)
    codes = {unit.code: unit for unit in queries.units_on(today)}
    roles: dict[str, tuple[str, ...]] = {}
    for role in all_roles().values():
        for word in (role.code, key(role.code), key(role.name), key(role.name_en)):
            roles[word] = (role.code,)
    people = list(Account.objects.only("code", "name", "email", "username", "is_active"))
    return World(
        units={
            **{word: tuple(dict.fromkeys(found)) for word, found in units.items()},
            **{code: (code,) for code in codes},
        },
        roles=roles,
        role_names=[role.name_in(language) for role in all_roles().values()],
        field_roles=frozenset(role.code for role in all_roles().values() if role.takes_field),
        fields=frozenset(fields.all_fields()),
        by_email={one.email: _known(one) for one in people if one.email},
        by_username={one.username: _known(one) for one in people if one.username},
        own=by.code if isinstance(by, Account) else "",
        may_give=_rule(by, codes),
    )


def _known(account: Account) -> Known:
    return Known(account.code, account.name, account.is_active)


def _rule(by: By, units: dict[str, Unit]) -> Callable[[str, str], str]:
    """Which problem a role in a unit would be for this giver; asked once for each pair."""

    @cache
    def judged(unit: str, role: str) -> str:
        if isinstance(by, Actor):
            return ""
        if not reach(by, "people.manage").covers(units[unit].pk):
            return "unit_not_reached"
        return "" if may_give(by, all_roles()[role], units[unit]) else "role_wider"

    return judged


def bring_accounts(*, sheets: Sequence[Sheet], by: By, today: date) -> Brought:
    """Accounts and roles of every line; SheetWrong, with nothing written, where any line is wrong."""
    try:
        with transaction.atomic():
            return _bring(sheets, by, today)
    except IntegrityError:  # somebody else wrote one of these people between reading and writing
        raise ActionRefused("meanwhile") from None


def _bring(sheets: Sequence[Sheet], by: By, today: date) -> Brought:
    actor = acting(by, "people.manage")
    read: AccountSheet = read_accounts(sheets, world_for(by, today))
    if read.problems:
        raise SheetWrong(read.problems)
    accounts = _accounts(read.lines, actor)
    given = _roles(read.lines, accounts, actor)
    new = dict.fromkeys(accounts[line.person].code for line in read.lines if not line.account)
    return Brought(tuple(new), given, len(read.lines) - given)


def _accounts(lines: Sequence[Line], actor: Actor) -> dict[str, Account]:
    """The account of each person, by what the person signs in with; those that are new are written at once."""
    present = {
        account.code: account
        for account in Account.objects.filter(code__in={line.account for line in lines if line.account})
    }
    found: dict[str, Account] = {}
    new: list[Account] = []
    for line in lines:
        if line.person in found:
            continue
        if line.account:
            found[line.person] = present[line.account]
            continue
        account = Account(
            code=new_code("TK"),
            email=line.email or None,
            username=line.username or None,
            password=make_password(None),
        )
        set_names(account, name=line.name, position=line.position)
        found[line.person] = account
        new.append(account)
    Account.objects.bulk_create(new, batch_size=500)
    for account in new:
        note_new(account, actor)
    return found


def _roles(lines: Sequence[Line], accounts: dict[str, Account], actor: Actor) -> int:
    """Memberships that are not there yet; how many."""
    units = {unit.code: unit for unit in Unit.objects.filter(code__in={line.unit for line in lines})}
    open_now = set(
        Membership.objects.filter(
            account__in=[account.pk for account in accounts.values()], valid_to__isnull=True
        ).values_list("account_id", "unit_id", "role", "scope")
    )
    new: list[Membership] = []
    for line in lines:
        account, unit = accounts[line.person], units[line.unit]
        what = (account.pk, unit.pk, line.role, line.scope)
        if what in open_now:
            continue
        open_now.add(what)
        new.append(
            Membership(
                account=account, unit=unit, role=line.role, scope=line.scope, valid_from=line.valid_from
            )
        )
    Membership.objects.bulk_create(new, batch_size=500)
    for membership in new:
        note(actor, "role.given", membership.account.code, after=told(membership))
    return len(new)


@dataclass(frozen=True, slots=True)
class Handed:
    """A person of a sheet with the link to hand over."""

    account: Account
    link: Link
    units: tuple[str, ...]


@transaction.atomic
def links_of_sheet(*, codes: Sequence[str], by: By) -> list[Handed]:
    """A link for each of these accounts that never had one; refused when all have: the list is given out once."""
    actor = acting(by, "people.manage")
    # a subquery, because PostgreSQL locks no row that comes out of an outer join
    had_one = Invitation.objects.filter(account=OuterRef("pk"))
    rows = Account.objects.select_for_update().filter(~Exists(had_one), code__in=codes, is_active=True)
    waiting = [one for one in rows.order_by("sort_key", "code") if not one.has_usable_password()]
    if isinstance(by, Account):
        waiting = [one for one in waiting if one.pk != by.pk and _manages(by, one)]
    if not waiting:
        raise ActionRefused("links_taken")
    made = [new_link(account, LinkPurpose.INVITE, actor) for account in waiting]
    Invitation.objects.bulk_create([invitation for invitation, _link in made], batch_size=500)
    units: dict[int, list[str]] = {}
    for account, unit in Membership.objects.filter(account__in=waiting).values_list(
        "account_id", "unit__short_name"
    ):
        units.setdefault(account, []).append(unit)
    for invitation, _link in made:
        note_link(invitation, actor)
    return [
        Handed(invitation.account, link, tuple(dict.fromkeys(units.get(invitation.account_id, []))))
        for invitation, link in made
    ]


def _manages(by: Account, account: Account) -> bool:
    granted = reach(by, "people.manage")
    if granted.everything:
        return True
    held = set(Membership.objects.filter(account=account).values_list("unit_id", flat=True))
    return bool(held & granted.units)
