"""Days and drafts of a year for tests of this room. Does not belong here: tests."""

from __future__ import annotations

from datetime import date, datetime

from sauro.deadlines.actions import save_draft
from sauro.deadlines.actions.deciding import DayEntry
from sauro.deadlines.models import CalendarDecision, Deadline
from sauro.deadlines.states import DayChoice
from sauro.engine.calendars import HO_CHI_MINH
from sauro.people.by import By
from worlds.cast import MAKER

REPORT = "report:2026-Q3/TOCHUC"
RECEIVED = datetime(2026, 9, 10, 9, tzinfo=HO_CHI_MINH)
OFF = date(2026, 9, 15)


def off(day: date = OFF, name: str = "Nghỉ theo thông báo", kind: DayChoice = DayChoice.HOLIDAY) -> DayEntry:
    return DayEntry(day, kind, name)


def draft(by: By, *days: DayEntry, year: int = 2026, document: str = "12/TB-UBND") -> CalendarDecision:
    return save_draft(year=year, days=days, document=document, issued_on=date(2026, 9, 11), by=by)


def term_of_15(subject: str = REPORT) -> Deadline:
    """Received on Thursday 10 September 2026: ends on 1 October while nothing is decided."""
    from sauro.deadlines.actions import set_term

    return set_term(subject=subject, kind="report", received_at=RECEIVED, working_days=15, by=MAKER)
