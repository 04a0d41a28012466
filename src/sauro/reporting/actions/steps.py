"""One step of a unit's report: lock, right, table, change, trail; all or nothing.

Belongs here: what every step shares. Does not belong here: which step does what (``flow``, ``issuing``).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction

from sauro.audit.actor import Actor
from sauro.audit.stamps import stamp
from sauro.people.by import By
from sauro.people.moves import may_move, target_of
from sauro.reporting.actions.common import (
    locked_report,
    must_be_current,
    must_be_open,
    note,
    who_may,
)
from sauro.reporting.models import Report
from sauro.reporting.permissions import acting
from sauro.reporting.refusals import ActionRefused
from sauro.reporting.states import REPORT_MOVES, PeriodState

NEEDS_OPEN = frozenset({"send", "take_back", "return", "reopen", "amend", "redo"})
"""Steps after which the unit writes, and the sending itself; what is on its way to the signature goes on after the close."""

Told = dict[str, Any]
Change = Callable[[Report, Actor], Told | None]
"""Changes the locked report (unsaved); gives what the trail should say besides the state."""


def step(
    report: Report,
    action: str,
    by: By,
    revision: int | None,
    change: Change | None = None,
    *,
    after: Callable[[Report, Actor], None] | None = None,
) -> Report:
    """``change`` runs before the report is saved, ``after`` behind it, both in the same transaction."""
    with transaction.atomic():
        row = locked_report(report)
        permission = who_may(REPORT_MOVES, action)
        actor = acting(by, permission, row)
        must_be_current(row, revision)
        if action in NEEDS_OPEN or row.period.state == PeriodState.CANCELLED:
            must_be_open(row.period)
        if not may_move(REPORT_MOVES, row.state, action):
            raise ActionRefused("report_move", unit=row.unit.short_name, state=row.get_state_display())
        before = {"state": row.state}
        target = target_of(REPORT_MOVES, row.state, action)
        told = change(row, actor) if change is not None else None
        row.state = target
        row.revision += 1
        stamp(row, "changed", actor)
        row.save()
        note(
            actor,
            action,
            row.key,
            before=before,
            after={"state": row.state, "round": row.round} | (told or {}),
        )
        if after is not None:
            after(row, actor)
    return row
