"""Open deadlines under the calendar of today, after a decision was entered, withdrawn, or came with an upgrade.

Belongs here: computing anew, in one transaction, with an audit row for each deadline that moves. Does not belong here: who
decides (``deciding``), who is told (rooms above, through ``registry``).

It may run twice: what is already under the calendar is left alone. A deadline that keeps its day and only gets another
derivation is no event of its own.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from sauro.audit.actor import Actor
from sauro.audit.stamps import signature
from sauro.deadlines import registry
from sauro.deadlines.actions.common import DERIVED, moved, note, put, subject_of
from sauro.deadlines.models import Deadline, DeadlineChange
from sauro.deadlines.queries import under, working_calendar
from sauro.deadlines.states import ChangeKind
from sauro.engine.calendars import derivation_text
from sauro.people.by import By, as_actor


@dataclass(frozen=True, slots=True)
class Recomputed:
    """``looked_at`` open deadlines, of which ``moved`` have another day now."""

    looked_at: int
    moved: int


def recompute(*, by: By, years: Collection[int] = (), reason: str = "", document: str = "") -> Recomputed:
    """All open deadlines whose derivation touches one of the years; without years all of them."""
    actor = as_actor(by)
    with transaction.atomic():
        rows = Deadline.objects.open().order_by("pk")
        if years:
            rows = rows.touching(years)
        registry.lock_subjects(rows.values_list("subject", flat=True))
        found = under(working_calendar(), rows.select_for_update())
        changed: list[Deadline] = []
        changes: list[DeadlineChange] = []
        for one in found:
            row, old = one.deadline, one.deadline.due_on
            if row.derivation == derivation_text(one.derivation):
                continue
            if one.moves:
                changes.append(_change(row, one.derivation.due, actor, reason, document))
            row.state = moved(row, "recompute")
            put(row, one.derivation)
            changed.append(row)
            if row.due_on != old:
                after = {"due": str(row.due_on), "calendar": one.derivation.calendar, "reason": reason}
                note(actor, "recompute", subject_of(row), before={"due": str(old)}, after=after)
        Deadline.objects.bulk_update(changed, [*DERIVED, "state"], batch_size=500)
        DeadlineChange.objects.bulk_create(changes, batch_size=500)
        for change in changes:
            registry.tell_moved(change.deadline, change.old_due_on, by)
    return Recomputed(len(found), len(changes))


def _change(row: Deadline, new: date, actor: Actor, reason: str, document: str) -> DeadlineChange:
    return DeadlineChange(
        deadline=row,
        kind=ChangeKind.MOVED,
        old_due_on=row.due_on,
        new_due_on=new,
        old_derivation=row.derivation,
        reason=reason,
        document=document,
        **signature("changed", actor),
    )
