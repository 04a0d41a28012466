"""A day of the calendar as people and programs write it in a field or a cell.

Belongs here: a text that is a day and nothing else → the day. Does not belong here: days inside the sentences of a
document (``engine.planning.when_dates``).
"""

from __future__ import annotations

import re
from datetime import date

_WRITTEN = re.compile(r"([0-9]{1,2})\s*[/.-]\s*([0-9]{1,2})\s*[/.-]\s*([0-9]{4})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")


def read_day(text: str) -> date:
    """30/9/2026, 30-9-2026, 30.9.2026, 30 / 9 / 2026 or 2026-09-30; ValueError for what is no day of the calendar."""
    if found := _ISO.fullmatch(text):
        year, month, day = found.groups()
    elif found := _WRITTEN.fullmatch(text):
        day, month, year = found.groups()
    else:
        raise ValueError(f"no day: {text[:40]!r}")
    return date(int(year), int(month), int(day))
