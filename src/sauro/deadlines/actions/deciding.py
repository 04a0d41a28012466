"""The yearly decision: drafted, looked at with what it moves, confirmed; withdrawn with a reason.

Belongs here: versions of a year. Does not belong here: computing deadlines (``recomputing``).

Confirming computes the open deadlines that the year touches in the same transaction, up to ``AT_ONCE``; more are left to a
job. The job is asked for in any case: a deadline set in the very moment of the decision is met by it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Max

from sauro.audit.actor import Actor
from sauro.audit.stamps import signature, stamp
from sauro.deadlines.actions.common import note
from sauro.deadlines.actions.recomputing import Recomputed, recompute
from sauro.deadlines.models import CalendarDay, CalendarDecision, Deadline
from sauro.deadlines.queries import of_days
from sauro.deadlines.refusals import ActionRefused
from sauro.deadlines.states import DECISION_MOVES, RECOMPUTE, DayChoice
from sauro.engine.calendars import CalendarRefused
from sauro.jobs.actions import enqueue
from sauro.people.by import By
from sauro.people.moves import may_move, target_of
from sauro.people.permissions import acting
from sauro.web.text import day_words

DECIDE = "calendar.decide"
AT_ONCE = 300
"""Open deadlines that a person waits for; with more the page says that they are being computed."""


@dataclass(frozen=True, slots=True)
class DayEntry:
    """A day as somebody typed it; ``document`` only where another paper than the decision's says so."""

    day: date
    kind: DayChoice
    name: str
    document: str = ""


@dataclass(frozen=True, slots=True)
class Confirmed:
    """``recomputed`` is None where so many deadlines are open that a job computes them."""

    decision: CalendarDecision
    recomputed: Recomputed | None


def save_draft(
    *,
    year: int,
    days: Iterable[DayEntry],
    document: str,
    issued_on: date | None,
    by: By,
    note_text: str = "",
) -> CalendarDecision:
    """The one draft of the year, made or replaced as a whole. What no calendar can hold is refused."""
    actor = acting(by, DECIDE)
    with transaction.atomic():
        draft = CalendarDecision.objects.select_for_update().filter(year=year, state="draft").first()
        if draft is None:
            last = CalendarDecision.objects.filter(year=year).aggregate(last=Max("version"))["last"] or 0
            draft = CalendarDecision(
                code=f"LLV-{year}-{last + 1}", year=year, version=last + 1, **signature("drafted", actor)
            )
        draft.state = _target(draft, "save_draft")
        draft.document = " ".join(document.split())[:120]
        draft.issued_on, draft.note = issued_on, note_text.strip()
        rows = [
            CalendarDay(
                decision=draft, day=one.day, kind=one.kind, name=_line(one.name), document=one.document
            )
            for one in _each_once(days)
        ]
        _must_hold(draft, rows)
        stamp(draft, "drafted", actor)
        _save_once(draft)
        draft.days.all().delete()
        CalendarDay.objects.bulk_create(rows)
        note(actor, "save_draft", draft.code, after=_as_plain(draft))
    return draft


def confirm(*, year: int, by: By, seen: str = "") -> Confirmed:
    """The draft comes into force, the version before it is superseded, and open deadlines move.

    ``seen`` is the mark of the draft that the person looked at; a draft changed since then is refused.
    """
    actor = acting(by, DECIDE)
    with transaction.atomic():
        draft = CalendarDecision.objects.select_for_update().filter(year=year, state="draft").first()
        if draft is None:
            raise ActionRefused("draft_none", year=year)
        if seen and seen != mark_of(draft):
            raise ActionRefused("draft_changed", year=year)
        if not draft.document:
            raise ActionRefused("document_missing", field="document")
        if draft.issued_on is None:
            raise ActionRefused("issued_missing", field="issued_on")
        before = CalendarDecision.objects.select_for_update().in_force().filter(year=year).first()
        if before is not None:
            _end(before, "supersede", actor)
        draft.state = _target(draft, "confirm")
        draft.save(update_fields=["state", *stamp(draft, "decided", actor)])
        after = {**_as_plain(draft), "supersedes": before.code if before else ""}
        note(actor, "confirm", draft.code, after=after)
        done = _recompute(draft, by, actor, reason=draft.code)
    return Confirmed(draft, done)


def discard_draft(*, year: int, by: By) -> CalendarDecision:
    """The draft is dropped; its days are kept for the trail."""
    actor = acting(by, DECIDE)
    with transaction.atomic():
        draft = CalendarDecision.objects.select_for_update().filter(year=year, state="draft").first()
        if draft is None:
            raise ActionRefused("draft_none", year=year)
        _end(draft, "discard", actor)
        note(actor, "discard", draft.code)
    return draft


def withdraw(*, year: int, reason: str, by: By) -> Confirmed:
    """The year is undecided again: its base days hold, deadlines become provisional and may move."""
    actor = acting(by, DECIDE)
    why = reason.strip()
    if not why:
        raise ActionRefused("reason_missing", field="reason")
    with transaction.atomic():
        row = CalendarDecision.objects.select_for_update().in_force().filter(year=year).first()
        if row is None:
            raise ActionRefused("in_force_none", year=year)
        row.reason = why
        _end(row, "withdraw", actor)
        note(actor, "withdraw", row.code, after={"reason": why})
        done = _recompute(row, by, actor, reason=why)
    return Confirmed(row, done)


def mark_of(draft: CalendarDecision) -> str:
    """Changes with every saving of the draft."""
    return draft.drafted_at.isoformat()


def _recompute(row: CalendarDecision, by: By, actor: Actor, *, reason: str) -> Recomputed | None:
    years = [row.year]
    payload = {"years": years, "by_code": actor.code, "by_name": actor.name, "document": row.document}
    enqueue(name=RECOMPUTE, payload=payload, by=actor, key=f"{RECOMPUTE}:{row.code}:{row.state}")
    if Deadline.objects.open().touching(years).count() > AT_ONCE:
        return None
    return recompute(by=by, years=years, reason=reason, document=row.document)


def _save_once(draft: CalendarDecision) -> None:
    """Two people who begin a draft of one year in the same moment: the second is told."""
    try:
        with transaction.atomic():
            draft.save()
    except IntegrityError:
        raise ActionRefused("draft_changed", year=draft.year) from None


def _end(row: CalendarDecision, action: str, actor: Actor) -> None:
    row.state = _target(row, action)
    row.save(update_fields=["state", "reason", *stamp(row, "ended", actor)])


def _target(row: CalendarDecision, action: str) -> str:
    if not may_move(DECISION_MOVES, row.state, action):
        raise ActionRefused("draft_changed", year=row.year)
    return target_of(DECISION_MOVES, row.state, action)


def _each_once(days: Iterable[DayEntry]) -> list[DayEntry]:
    found: dict[date, DayEntry] = {}
    for one in days:
        if one.day in found:
            raise ActionRefused("day_twice", field="days", day=day_words(one.day))
        found[one.day] = one
    return [found[day] for day in sorted(found)]


def _must_hold(draft: CalendarDecision, rows: Iterable[CalendarDay]) -> None:
    """The engine's own judgement, as a refusal of this room."""
    try:
        of_days(draft, rows)
    except CalendarRefused as refused:
        raise ActionRefused(refused.code, field="days", **_days_as_written(refused.values)) from None


def _days_as_written(values: dict[str, str]) -> dict[str, str]:
    if "day" not in values:
        return values
    return {**values, "day": day_words(date.fromisoformat(values["day"]))}


def _line(words: str) -> str:
    return " ".join(words.split())[:200]


def _as_plain(row: CalendarDecision) -> dict[str, object]:
    return {
        "year": row.year,
        "document": row.document,
        "issued_on": str(row.issued_on or ""),
        "days": [[str(one.day), one.kind, one.name] for one in row.days.all()],
    }
