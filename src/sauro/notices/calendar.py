"""The calendar of working days by which reminders are counted.

Belongs here: the one place that says which. Does not belong here: counting (``ladder``), what is a day off.
"""

from __future__ import annotations

from sauro.engine.calendars import WorkCalendar


def working_calendar() -> WorkCalendar:
    return WorkCalendar()
