"""What the actions of this room share: who may manage an account, codes, the audit row. No writes of its own."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import Any

from sauro.audit import actions as audit
from sauro.audit.actor import Actor
from sauro.people.by import By
from sauro.people.models import Account, Membership, Unit
from sauro.people.moves import Move, may_move, target_of
from sauro.people.permissions import acting, reach, refusal
from sauro.people.refusals import ActionRefused

ROOM = "people"
_CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_CODE_LENGTH = 8


def new_code(prefix: str) -> str:
    """A code that says nothing of the thing and cannot be counted through."""
    return f"{prefix}-" + "".join(secrets.choice(_CODE_LETTERS) for _place in range(_CODE_LENGTH))


def managing(by: By, account: Account) -> Actor:
    """The actor, when it may manage this account: one of its units is reached, and it is not the own account."""
    if isinstance(by, Actor):
        return by
    granted = reach(by, "people.manage")
    units = set(Membership.objects.filter(account=account).values_list("unit_id", flat=True))
    if not granted.everything and not units & granted.units:
        raise refusal(by, "people.manage")
    if by.pk == account.pk:
        raise ActionRefused("own_account")
    return by.actor


def managing_unit(by: By, unit: Unit) -> Actor:
    return acting(by, "people.manage", unit)


def move(moves: Iterable[Move], state: str, action: str, words: object) -> str:
    """The state after the action; refused where the table has no such line. ``words`` name the present state."""
    moves = tuple(moves)
    if not may_move(moves, state, action):
        raise ActionRefused("not_open", state=words)
    return target_of(moves, state, action)


def note(
    by: Actor,
    action: str,
    subject: str,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    audit.record(by=by, room=ROOM, action=action, subject=subject, before=before, after=after)
