"""The calendar of working days by which reminders are counted.

Belongs here: the one place that says which. Does not belong here: counting (``ladder``), what is a day off (``deadlines``).
"""

from __future__ import annotations

from sauro.deadlines.queries import working_calendar as of_the_province
from sauro.engine.calendars import WorkCalendar


def working_calendar() -> WorkCalendar:
    """With the decisions of every year, entered late or not: a reminder not yet fired follows them at once."""
    return of_the_province()
