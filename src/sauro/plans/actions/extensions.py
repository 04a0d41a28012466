"""A unit asks for a later deadline; whoever set the deadline decides.

Belongs here: asking, granting, refusing, withdrawing. Does not belong here: who may decide (``plans.deciding``).

Granting moves the deadline of this unit's part alone; the occurrence follows when it is the only one that runs. The first
deadline stays, each grant is counted, and a request made after the deadline had passed is marked.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from sauro.audit.actor import Actor
from sauro.audit.stamps import signature, stamp
from sauro.people.by import By
from sauro.plans.actions.common import note
from sauro.plans.actions.progress import (
    locked,
    must_be_current,
    must_be_open,
    needed,
    signed,
    subject_of,
    text,
)
from sauro.plans.actions.rollup import roll_up
from sauro.plans.deciding import DECIDE, cannot_decide, may_decide, needs_document
from sauro.plans.models import Assignment, Extension, Task
from sauro.plans.permissions import acting
from sauro.plans.refusals import ActionRefused
from sauro.plans.states import EXTENSION_MOVES, HALTED, ExtensionState, WorkState, may_move, target_of
from sauro.web.text import day_words


def ask_extension(
    *, assignment: Assignment, by: By, new_due_on: date, reason: str, revision: int | None = None
) -> Extension:
    why = needed("reason", reason, "work_needs_reason")
    today = timezone.localdate()
    with transaction.atomic():
        part, task = locked(assignment)
        actor = acting(by, "assignments.report", task=task, unit=part.unit)
        must_be_open(task)
        must_be_current(part, revision)
        if part.due_on is None:
            raise ActionRefused("extension_no_deadline")
        if part.state in (*HALTED, WorkState.WAITING):
            raise ActionRefused("extension_not_running", state=part.get_state_display())
        if new_due_on <= part.due_on:
            raise ActionRefused("extension_not_later", day=day_words(part.due_on))
        if new_due_on < today:
            raise ActionRefused("extension_past", day=day_words(new_due_on))
        if open_request(part) is not None:
            raise ActionRefused("extension_open")
        asked = Extension.objects.create(
            assignment=part,
            old_due_on=part.due_on,
            new_due_on=new_due_on,
            reason=why,
            late=part.due_on < today,
            **signature("asked", actor),
        )
        _touch(part, actor)
        after = {"old": str(part.due_on), "new": str(new_due_on), "reason": why, "late": asked.late}
        note(by=actor, action="ask_extension", subject=subject_of(part, task), after=after)
    return asked


def grant_extension(
    *, assignment: Assignment, by: By, document: str = "", answer: str = "", revision: int | None = None
) -> Extension:
    """The waiting request is granted; the office names the document where a document set the deadline."""
    paper = text("document", document)
    with transaction.atomic():
        part, task, asked, actor = _to_decide(assignment, by, revision, "grant")
        machine = isinstance(by, Actor)
        if not paper and not machine and needs_document(by, due_by=part.occurrence.due_by):
            raise ActionRefused("extension_needs_document")
        asked.document = paper
        _decided(asked, "grant", text("reason", answer), actor)
        before = str(part.due_on)
        part.due_on = asked.new_due_on
        part.extensions += 1
        _touch(part, actor)
        roll_up(occurrences=[part.occurrence_id], tasks=[task.pk])
        after = {"due": str(part.due_on), "document": paper, "extensions": part.extensions}
        note(
            by=actor,
            action="grant_extension",
            subject=subject_of(part, task),
            before={"due": before},
            after=after,
        )
    return asked


def refuse_extension(
    *, assignment: Assignment, by: By, answer: str, revision: int | None = None
) -> Extension:
    why = needed("reason", answer, "work_needs_reason")
    with transaction.atomic():
        part, task, asked, actor = _to_decide(assignment, by, revision, "refuse")
        _decided(asked, "refuse", why, actor)
        _touch(part, actor)
        note(by=actor, action="refuse_extension", subject=subject_of(part, task), after={"answer": why})
    return asked


def withdraw_extension(*, assignment: Assignment, by: By, revision: int | None = None) -> Extension:
    """The unit no longer asks."""
    with transaction.atomic():
        part, task = locked(assignment)
        actor = acting(by, "assignments.report", task=task, unit=part.unit)
        must_be_current(part, revision)
        asked = _waiting(part, "withdraw")
        _decided(asked, "withdraw", "", actor)
        _touch(part, actor)
        note(by=actor, action="withdraw_extension", subject=subject_of(part, task))
    return asked


def open_request(part: Assignment) -> Extension | None:
    return Extension.objects.filter(assignment=part, state=ExtensionState.ASKED).first()


def _to_decide(
    assignment: Assignment, by: By, revision: int | None, action: str
) -> tuple[Assignment, Task, Extension, Actor]:
    part, task = locked(assignment)
    due_by = part.occurrence.due_by
    if not isinstance(by, Actor) and not may_decide(by, due_by=due_by, unit=part.unit):
        raise cannot_decide(by, due_by=due_by, unit=part.unit)
    actor = acting(by, DECIDE, unit=part.unit)
    must_be_open(task)
    must_be_current(part, revision)
    return part, task, _waiting(part, action), actor


def _waiting(part: Assignment, action: str) -> Extension:
    asked = open_request(part)
    if asked is None or not may_move(EXTENSION_MOVES, asked.state, action):
        raise ActionRefused("extension_none")
    return asked


def _decided(asked: Extension, action: str, answer: str, actor: Actor) -> None:
    asked.state = target_of(EXTENSION_MOVES, asked.state, action)
    asked.answer = answer
    stamp(asked, "decided", actor)
    asked.save()


def _touch(part: Assignment, actor: Actor) -> None:
    signed(part, actor)
    part.save()
