"""What the actions of this room share: codes, the audit row, one writer of reminders at a time. No writes of its own."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import Any

from django.db import connection

from sauro.audit import actions as audit
from sauro.audit.actor import Actor
from sauro.notices.refusals import ActionRefused
from sauro.people.moves import Move, may_move, target_of

ROOM = "notices"
WRITER_LOCK = 0x5A0B_0004
"""The advisory lock of whoever writes reminders or digests; any number that nothing else of ours uses."""
_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_code(prefix: str, length: int = 8) -> str:
    """A code that says nothing of the thing and cannot be counted through."""
    return f"{prefix}-" + "".join(secrets.choice(_LETTERS) for _place in range(length))


def only_writer() -> None:
    """Waits until no other transaction writes reminders: each then sees what the one before has written.

    SQLite's immediate transaction already is the only writer. The unique rows hold without this; with it a second
    worker finds the first one's rows instead of meeting them as an error.
    """
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [WRITER_LOCK])


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
