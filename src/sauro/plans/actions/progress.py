"""Work on a unit's part: begun, reported, confirmed, sent back, halted.

Belongs here: the moves of ``WORK_MOVES``, one function each. Does not belong here: deadlines (``extensions``), who has a
part (``fanout``).

Each function takes the part as somebody saw it and ``revision``, the number seen with it: where somebody else has changed
the part since, nothing is written and the refusal says who, when and to what. None asks for no comparison (worker, demo).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sauro.audit.actor import Actor
from sauro.audit.stamps import stamp
from sauro.people.by import By
from sauro.people.models import Unit
from sauro.plans.actions.common import note as write_note
from sauro.plans.actions.rollup import lock_task, roll_up
from sauro.plans.models import Assignment, Occurrence, Task
from sauro.plans.permissions import acting
from sauro.plans.refusals import ActionRefused
from sauro.plans.states import WORK_MOVES, PartRole, TaskLife, WorkState, may_move, target_of
from sauro.web.text import day_words, moment_words

LONGEST = {"note": 2000, "outcome": 1000, "reason": 2000, "document": 200}
REPORT, CONFIRM = "assignments.report", "assignments.confirm"
_KEPT = ("state", "progress", "note", "outcome", "reason", "document", "done_on")


def start(*, assignment: Assignment, by: By, revision: int | None = None) -> Assignment:
    return _move(assignment, "start", by, revision, REPORT)


def update(
    *,
    assignment: Assignment,
    by: By,
    progress: int | None = None,
    note: str = "",
    revision: int | None = None,
) -> Assignment:
    """How far the work is; begins it where nobody has said so."""
    words = text("note", note)
    if progress is not None and not 0 <= progress <= 100:
        raise ActionRefused("work_progress")
    if progress is None and not words:
        raise ActionRefused("work_nothing_said")

    def change(part: Assignment) -> None:
        part.progress = part.progress if progress is None else progress
        part.note = words or part.note

    return _move(assignment, "update", by, revision, REPORT, change, begin=True)


def report_done(
    *,
    assignment: Assignment,
    by: By,
    done_on: date,
    outcome: str = "",
    reason: str = "",
    revision: int | None = None,
) -> Assignment:
    """The unit says that its part is finished: with the product, or with the reason why there is none."""
    product, why = text("outcome", outcome), text("reason", reason)
    if not product and not why:
        raise ActionRefused("work_no_product")
    if done_on > timezone.localdate():
        raise ActionRefused("work_done_in_future", day=day_words(done_on))

    def change(part: Assignment) -> None:
        part.done_on, part.outcome, part.reason = done_on, product, why

    return _move(assignment, "report_done", by, revision, REPORT, change)


def take_back(*, assignment: Assignment, by: By, revision: int | None = None) -> Assignment:
    """The unit takes its report back before anybody has confirmed it."""
    return _move(assignment, "take_back", by, revision, REPORT, _not_done)


def confirm(*, assignment: Assignment, by: By, revision: int | None = None) -> Assignment:
    return _move(assignment, "confirm", by, revision, CONFIRM)


def confirm_many(*, occurrence: Occurrence, units: Iterable[str], by: By) -> list[Unit]:
    """Confirms those of the named units (codes) that wait; the others stay as they are. The confirmed units."""
    chosen = {code.upper() for code in units}
    with transaction.atomic():
        task = lock_task(occurrence.task_id)
        actor = acting(by, CONFIRM, task=task)
        must_be_open(task)
        waiting = list(
            Assignment.objects.filter(occurrence=occurrence, state=WorkState.WAITING, unit__code__in=chosen)
            .exclude(role=PartRole.MONITOR)
            .select_related("unit")
            .order_by("pk")
        )
        if not waiting:
            raise ActionRefused("work_nobody_waiting")
        for part in waiting:
            part.state = target_of(WORK_MOVES, part.state, "confirm")
            signed(part, actor)
            stamp(part, "confirmed", actor)
        fields = ("state", "revision", *_WHO, *_CONFIRMED)
        Assignment.objects.bulk_update(waiting, fields, batch_size=200)
        roll_up(occurrences=[occurrence.pk], tasks=[task.pk])
        codes = [part.unit.code for part in waiting]
        write_note(
            by=actor,
            action="confirm_many",
            subject=f"{task.code}/{occurrence.period}",
            before={"state": str(WorkState.WAITING)},
            after={"state": str(WorkState.DONE), "units": codes},
        )
    return [part.unit for part in waiting]


def send_back(*, assignment: Assignment, by: By, reason: str, revision: int | None = None) -> Assignment:
    """The office does not accept the report; the reason stays until the unit reports again."""
    why = needed("reason", reason, "work_needs_reason")

    def change(part: Assignment) -> None:
        _not_done(part)
        part.reason = why

    return _move(assignment, "send_back", by, revision, CONFIRM, change)


def reopen(*, assignment: Assignment, by: By, reason: str, revision: int | None = None) -> Assignment:
    """Finished or waived work is taken up again."""
    why = needed("reason", reason, "work_needs_reason")

    def change(part: Assignment) -> None:
        _not_done(part)
        part.reason, part.document = why, ""
        part.confirmed_at, part.confirmed_by_code, part.confirmed_by_name = None, "", ""

    return _move(assignment, "reopen", by, revision, CONFIRM, change)


def suspend(
    *, assignment: Assignment, by: By, reason: str, document: str = "", revision: int | None = None
) -> Assignment:
    why = needed("reason", reason, "work_needs_reason")
    paper = text("document", document)

    def change(part: Assignment) -> None:
        part.reason, part.document = why, paper

    return _move(assignment, "suspend", by, revision, CONFIRM, change)


def resume(*, assignment: Assignment, by: By, revision: int | None = None) -> Assignment:
    def change(part: Assignment) -> None:
        part.reason, part.document = "", ""

    return _move(assignment, "resume", by, revision, CONFIRM, change)


def waive(
    *, assignment: Assignment, by: By, document: str, reason: str = "", revision: int | None = None
) -> Assignment:
    """It was agreed, by a document, that the unit need not do its part."""
    paper = needed("document", document, "work_needs_document")
    why = text("reason", reason)

    def change(part: Assignment) -> None:
        part.reason, part.document = why, paper

    return _move(assignment, "waive", by, revision, CONFIRM, change)


_WHO = ("changed_at", "changed_by_code", "changed_by_name")
_CONFIRMED = ("confirmed_at", "confirmed_by_code", "confirmed_by_name")
Change = Callable[[Assignment], None]


def _move(
    assignment: Assignment,
    action: str,
    by: By,
    revision: int | None,
    permission: str,
    change: Change | None = None,
    *,
    begin: bool = False,
) -> Assignment:
    """Locks, asks for the right, looks into the table, changes, rolls up and writes it down: all or nothing."""
    with transaction.atomic():
        part, task = locked(assignment)
        actor = acting(by, permission, task=task, unit=part.unit)
        must_be_open(task)
        if part.role == PartRole.MONITOR:
            raise ActionRefused("work_only_watches", unit=part.unit.short_name)
        must_be_current(part, revision)
        before = said(part)
        if begin and may_move(WORK_MOVES, part.state, "start"):
            part.state = target_of(WORK_MOVES, part.state, "start")
        if not may_move(WORK_MOVES, part.state, action):
            raise ActionRefused("work_move", unit=part.unit.short_name, state=part.get_state_display())
        part.state = target_of(WORK_MOVES, part.state, action)
        if change is not None:
            change(part)
        signed(part, actor)
        if action == "confirm":
            stamp(part, "confirmed", actor)
        part.save()
        roll_up(occurrences=[part.occurrence_id], tasks=[task.pk])
        write_note(by=actor, action=action, subject=subject_of(part, task), before=before, after=said(part))
    return part


def locked(assignment: Assignment) -> tuple[Assignment, Task]:
    """The part as it now is, under the lock of its task."""
    task = lock_task(Occurrence.objects.values_list("task", flat=True).get(pk=assignment.occurrence_id))
    part = Assignment.objects.select_related("unit", "occurrence").get(pk=assignment.pk)
    return part, task


def must_be_current(part: Assignment, revision: int | None) -> None:
    if revision is None or revision == part.revision:
        return
    raise ActionRefused(
        "work_changed",
        who=part.changed_by_name or "sauro",
        when=moment_words(part.changed_at) if part.changed_at else "–",
        state=part.get_state_display(),
    )


def must_be_open(task: Task) -> None:
    if task.life != TaskLife.ACTIVE:
        raise ActionRefused("work_not_open", task=task.code, state=task.get_life_display())


def signed(part: Assignment, actor: Actor) -> None:
    part.revision += 1
    stamp(part, "changed", actor)


def _not_done(part: Assignment) -> None:
    part.done_on = None


def subject_of(part: Assignment, task: Task) -> str:
    """Under what the trail keeps a unit's part: NV-02.03/2026-Q3/90002."""
    return f"{task.code}/{part.occurrence.period}/{part.unit.code}"


def said(part: Assignment) -> dict[str, Any]:
    """What the trail keeps: only what is filled."""
    values = {name: getattr(part, name) for name in _KEPT}
    return {
        name: str(value) if name == "done_on" else value
        for name, value in values.items()
        if value not in ("", None)
    }


def text(field: str, value: str) -> str:
    words = value.replace("\x00", "").strip()
    if len(words) > LONGEST[field]:
        names = {
            "note": _("ghi chú"),
            "outcome": _("sản phẩm"),
            "reason": _("lý do"),
            "document": _("số văn bản"),
        }
        raise ActionRefused("work_too_long", field=names[field], most=LONGEST[field])
    return words


def needed(field: str, value: str, code: str) -> str:
    words = text(field, value)
    if not words:
        raise ActionRefused(code)
    return words
