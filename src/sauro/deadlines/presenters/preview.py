"""/lich-lam-viec/<năm>/xem-truoc: what a draft changes, before it is confirmed.

Belongs here: days that become other days, deadlines that move. Does not belong here: the draft's form.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import get_language

from sauro.deadlines.actions.deciding import AT_ONCE, mark_of
from sauro.deadlines.models import CalendarDecision, Deadline
from sauro.deadlines.presenters.derivation import weekday
from sauro.deadlines.presenters.year import SHAPES
from sauro.deadlines.queries import Move, as_value, under, working_calendar
from sauro.deadlines.registry import Named, names_of
from sauro.deadlines.words import day_status_words
from sauro.engine.calendars import DayStatus, WorkCalendar

MOST_LINES = 200
"""Deadlines written out; the others are counted."""


@dataclass(frozen=True, slots=True)
class DayChange:
    """A day of the year and what it becomes."""

    day: date
    weekday: str
    shape: str
    before: str
    after: str
    turns: bool


@dataclass(frozen=True, slots=True)
class MovedLine:
    named: Named
    kind: str
    old: date
    new: date
    later: bool


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """``mark`` goes with the confirmation, so that nobody confirms what somebody else has just changed.

    ``final`` counts the deadlines that keep their day and are no longer provisional.
    """

    draft: CalendarDecision
    mark: str
    days: list[DayChange]
    moved: list[MovedLine]
    moved_count: int
    more: int
    kept: int
    final: int
    looked_at: int
    at_once: bool
    ready: bool


def preview_page(draft: CalendarDecision) -> PreviewPage:
    now, then = working_calendar(), working_calendar(instead=as_value(draft))
    open_rows = list(Deadline.objects.open().touching([draft.year]))
    found = under(then, open_rows)
    moves = [one for one in found if one.moves]
    kept = [one for one in found if not one.moves]
    return PreviewPage(
        draft=draft,
        mark=mark_of(draft),
        days=_changes(draft.year, now, then),
        moved=_lines(moves[:MOST_LINES]),
        moved_count=len(moves),
        more=max(len(moves) - MOST_LINES, 0),
        kept=len(kept),
        final=sum(1 for one in kept if one.deadline.provisional and not one.derivation.provisional),
        looked_at=len(found),
        at_once=len(found) <= AT_ONCE,
        ready=bool(draft.document and draft.issued_on),
    )


def _changes(year: int, now: WorkCalendar, then: WorkCalendar) -> list[DayChange]:
    """Every day that the draft says something else about than what holds now."""
    language = get_language() or "vi"
    days = (date(year, 1, 1) + timedelta(days=n) for n in range(366))
    found = []
    for day in days:
        if day.year != year:
            break
        before, after = now.status(day), then.status(day)
        if before == after:
            continue
        found.append(
            DayChange(
                day,
                weekday(day),
                SHAPES[after.code],
                _said(before, language),
                _said(after, language),
                before.working != after.working,
            )
        )
    return found


def _said(one: DayStatus, language: str) -> str:
    return day_status_words(one, language)


def _lines(moves: list[Move]) -> list[MovedLine]:
    names = names_of(move.deadline.subject for move in moves)
    return [
        MovedLine(
            names[move.deadline.subject],
            move.deadline.kind,
            move.deadline.due_on,
            move.derivation.due,
            move.derivation.due > move.deadline.due_on,
        )
        for move in moves
    ]
