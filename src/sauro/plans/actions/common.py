"""What the actions of this room share: rights of an actor, the audit row, state moves. No writes of its
own."""

from __future__ import annotations

from typing import Any

from sauro.audit.actions import record
from sauro.audit.actor import Actor
from sauro.people.by import By
from sauro.people.models import Unit
from sauro.people.permissions import acting
from sauro.plans.models import PlanImport
from sauro.plans.refusals import ActionRefused
from sauro.plans.states import IMPORT_MOVES, may_move

ROOM = "plans"


def require(by: By, permission: str, unit: Unit | None = None) -> Actor:
    """The actor to write down, with the lender of a delegated right. A part of the system (set-up, worker, demo)
    acts with the rights of the machine."""
    return acting(by, permission, unit)


def require_move(plan_import: PlanImport, action: str) -> None:
    if not may_move(IMPORT_MOVES, plan_import.state, action):
        raise ActionRefused("not_ready", state=plan_import.get_state_display())


def note(
    *,
    by: Actor,
    action: str,
    subject: str,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    record(by=by, room=ROOM, action=action, subject=subject, before=before, after=after)
