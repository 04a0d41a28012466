"""Deadlines as rooms above set them: by a term, by a day, by days before another; extended, closed, reopened.

Belongs here: one deadline at a time, and many of one kind at once. Does not belong here: a new calendar (``recomputing``),
whether ``by`` may (the room of the subject has asked).

Setting the same again changes nothing. Setting another rule keeps the first day ever set; a granted extension stays unless
the new day is later.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time

from django.db import IntegrityError, transaction
from django.utils import timezone

from sauro.audit.actor import Actor
from sauro.audit.stamps import columns, signature, stamp
from sauro.deadlines.actions.common import DERIVED, derived, moved, note, put, subject_of
from sauro.deadlines.models import Deadline, DeadlineChange
from sauro.deadlines.queries import working_calendar
from sauro.deadlines.refusals import ActionRefused
from sauro.deadlines.states import ChangeKind, DeadlineState
from sauro.engine.calendars import (
    Before,
    CalendarRefused,
    Derivation,
    FixedDay,
    Rule,
    Term,
    derive,
    rule_text,
)
from sauro.people.by import By, as_actor
from sauro.web.text import day_words


def set_term(
    *,
    subject: str,
    kind: str,
    received_at: datetime,
    working_days: int,
    by: By,
    closing: time | None = None,
    basis: str = "",
) -> Deadline:
    """So many working days after the receipt. ``closing`` only where a source says that office hours decide."""
    return _set(subject, kind, Term(received_at, working_days, closing), basis, by)


def set_day(*, subject: str, kind: str, day: date, shift: str, basis: str, by: By) -> Deadline:
    """A named day; ``shift`` ("next", "previous", "none") says where it goes when it is not worked."""
    return _set(subject, kind, FixedDay(day, shift), basis, by)


def set_before(*, subject: str, kind: str, day: date, working_days: int, basis: str, by: By) -> Deadline:
    """So many working days before a day."""
    return _set(subject, kind, Before(day, working_days), basis, by)


def set_days(
    *, subjects: Iterable[str], kind: str, day: date, shift: str, basis: str, by: By
) -> dict[str, Deadline]:
    """The same named day for many subjects; subject → deadline."""
    return set_many(subjects=subjects, kind=kind, rule=FixedDay(day, shift), basis=basis, by=by)


def set_many(*, subjects: Iterable[str], kind: str, rule: Rule, basis: str, by: By) -> dict[str, Deadline]:
    """The same rule for many subjects, in one round of queries and one row of the trail; subject → deadline."""
    wanted = list(dict.fromkeys(subjects))
    actor = as_actor(by)
    with transaction.atomic():
        derivation = _derived(rule)
        known = {row.subject: row for row in _locked(wanted, kind)}
        for row in known.values():
            _reset(row, derivation, basis, actor)
        made = [_new(subject, kind, derivation, basis, actor) for subject in wanted if subject not in known]
        Deadline.objects.bulk_create(made, batch_size=500)
        if made:
            after = {
                "kind": kind,
                "due": str(derivation.due),
                "rule": rule_text(rule),
                "basis": basis,
                "subjects": [row.subject for row in made],
            }
            note(actor, "set_many", f"{kind} {derivation.due}", after=after)
    found = known | {row.subject: row for row in made}
    return {subject: found[subject] for subject in wanted}


def extend(*, subject: str, kind: str, new_due_on: date, reason: str, by: By, document: str = "") -> Deadline:
    """A later day that a person granted; it stays whatever the calendar becomes. A grant after the deadline had passed is
    marked."""
    why = reason.strip()
    if not why:
        raise ActionRefused("reason_missing", field="reason")
    actor = as_actor(by)
    with transaction.atomic():
        row = _one(subject, kind)
        row.state = moved(row, "extend")
        today = timezone.localdate()
        if new_due_on <= row.due_on:
            raise ActionRefused("not_later", field="new_due_on", day=day_words(row.due_on))
        if new_due_on < today:
            raise ActionRefused("extension_past", field="new_due_on", day=day_words(new_due_on))
        derivation = _derived(FixedDay(new_due_on, "none"))
        old = row.due_on
        change = _change(row, derivation.due, ChangeKind.EXTENDED, actor)
        change.reason, change.document, change.late = why, document.strip()[:200], old < today
        change.save()
        put(row, derivation)
        row.extensions += 1
        row.save(update_fields=[*DERIVED, "state", "extensions"])
        after = {"due": str(row.due_on), "reason": why, "document": change.document, "late": change.late}
        note(actor, "extend", subject_of(row), before={"due": str(old)}, after=after)
    return row


def close(*, subject: str, kind: str, by: By) -> Deadline:
    """What was to be done is done: a calendar no longer moves the deadline."""
    with transaction.atomic():
        row = _one(subject, kind)
        _close(row, as_actor(by))
    return row


def close_many(*, subjects: Iterable[str], kind: str, by: By) -> int:
    """Closes those that are open; how many. The others stay as they are."""
    actor = as_actor(by)
    with transaction.atomic():
        rows = [row for row in _locked(subjects, kind) if row.state == DeadlineState.OPEN]
        for row in rows:
            _close(row, actor)
    return len(rows)


def reopen(*, subject: str, kind: str, by: By) -> Deadline:
    """The deadline runs again, under the calendar of today."""
    actor = as_actor(by)
    with transaction.atomic():
        row = _one(subject, kind)
        row.state = moved(row, "reopen")
        row.closed_at, row.closed_by_code, row.closed_by_name = None, "", ""
        old = row.due_on
        derivation = _derived(row.made_by)
        if derivation.due != old:
            _change(row, derivation.due, ChangeKind.MOVED, actor).save()
        put(row, derivation)
        row.save(update_fields=[*DERIVED, "state", *columns("closed")])
        note(actor, "reopen", subject_of(row), before={"due": str(old)}, after={"due": str(row.due_on)})
    return row


def _set(subject: str, kind: str, rule: Rule, basis: str, by: By) -> Deadline:
    actor = as_actor(by)
    with transaction.atomic():
        derivation = _derived(rule)
        row = _first(subject, kind)
        if row is None:
            row = _new(subject, kind, derivation, basis, actor)
            try:
                with transaction.atomic():
                    row.save(force_insert=True)
            except IntegrityError:  # set by somebody else in the same moment
                row = _one(subject, kind)
            else:
                after = {"due": str(row.due_on), "rule": row.rule, "basis": basis}
                note(actor, "set", subject_of(row), after=after)
                return row
        _reset(row, derivation, basis, actor)
    return row


def _derived(rule: Rule) -> Derivation:
    """The day that the rule gives under the calendar of today; a day that no calendar reaches is refused."""
    try:
        return derive(working_calendar(), rule)
    except CalendarRefused as refused:
        raise ActionRefused(refused.code, **refused.values) from None


def _new(subject: str, kind: str, derivation: Derivation, basis: str, actor: Actor) -> Deadline:
    return Deadline(
        subject=subject,
        kind=kind,
        basis=basis,
        first_due_on=derivation.due,
        **derived(derivation),
        **signature("set", actor),
    )


def _reset(row: Deadline, derivation: Derivation, basis: str, actor: Actor) -> None:
    """The rule again, or another one, for a deadline that is there."""
    state = moved(row, "set")
    if row.extensions and derivation.due <= row.due_on:
        return
    same = row.rule == rule_text(derivation.rule) and row.basis == basis and row.due_on == derivation.due
    if same:
        return
    old = row.due_on
    if derivation.due != old:
        _change(row, derivation.due, ChangeKind.RESET, actor).save()
    before = {"due": str(old), "rule": row.rule, "basis": row.basis}
    put(row, derivation)
    row.basis, row.state = basis, state
    row.save(update_fields=[*DERIVED, "basis", "state", *stamp(row, "set", actor)])
    after = {"due": str(row.due_on), "rule": row.rule, "basis": basis}
    note(actor, "set", subject_of(row), before=before, after=after)


def _change(row: Deadline, new: date, kind: ChangeKind, actor: Actor) -> DeadlineChange:
    """Unsaved, so that the caller may add why."""
    return DeadlineChange(
        deadline=row,
        kind=kind,
        old_due_on=row.due_on,
        new_due_on=new,
        old_derivation=row.derivation,
        **signature("changed", actor),
    )


def _close(row: Deadline, actor: Actor) -> None:
    row.state = moved(row, "close")
    row.save(update_fields=["state", *stamp(row, "closed", actor)])
    note(actor, "close", subject_of(row), after={"due": str(row.due_on)})


def _first(subject: str, kind: str) -> Deadline | None:
    return Deadline.objects.select_for_update().filter(subject=subject, kind=kind).first()


def _one(subject: str, kind: str) -> Deadline:
    row = _first(subject, kind)
    if row is None:
        raise ActionRefused("deadline_none")
    return row


def _locked(subjects: Iterable[str], kind: str) -> list[Deadline]:
    rows = Deadline.objects.select_for_update().filter(subject__in=list(subjects), kind=kind)
    return list(rows.order_by("pk"))
