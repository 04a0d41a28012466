"""What the actions of this room share: the audit row, state moves, a derivation put into a row. No writes of its own but
the audit row."""

from __future__ import annotations

from typing import Any

from sauro.audit.actions import record
from sauro.audit.actor import Actor
from sauro.deadlines.models import Deadline
from sauro.deadlines.refusals import ActionRefused
from sauro.deadlines.states import DEADLINE_MOVES
from sauro.engine.calendars import Derivation, derivation_text, rule_text
from sauro.people.moves import may_move, target_of

ROOM = "deadlines"
DERIVED = ("rule", "derivation", "due_on", "provisional", "looked_from", "looked_to")
"""The columns that ``derived`` fills, for lists of fields."""


def note(
    by: Actor,
    action: str,
    subject: str,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    record(by=by, room=ROOM, action=action, subject=subject, before=before, after=after)


def moved(deadline: Deadline, action: str) -> str:
    """The state after the action; refused where the table has no such line."""
    if not may_move(DEADLINE_MOVES, deadline.state, action):
        raise ActionRefused("deadline_open" if action == "reopen" else "deadline_closed")
    return target_of(DEADLINE_MOVES, deadline.state, action)


def derived(derivation: Derivation) -> dict[str, Any]:
    """What a row keeps of a derivation."""
    return {
        "rule": rule_text(derivation.rule),
        "derivation": derivation_text(derivation),
        "due_on": derivation.due,
        "provisional": derivation.provisional,
        "looked_from": derivation.first_looked_at,
        "looked_to": derivation.last_looked_at,
    }


def put(deadline: Deadline, derivation: Derivation) -> None:
    for name, value in derived(derivation).items():
        setattr(deadline, name, value)


def subject_of(deadline: Deadline) -> str:
    """How the trail calls a deadline."""
    return f"{deadline.subject} {deadline.kind}"
