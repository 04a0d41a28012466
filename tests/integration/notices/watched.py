"""A watcher of the tests' own: subjects that are put in by hand, at moments that the tests choose.

Belongs here: building. Does not belong here: tests.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sauro.audit.actor import Actor
from sauro.notices import registry
from sauro.notices.registry import DueSubject

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
WORKER = Actor.system("worker")
DUE = date(2026, 9, 10)
"""A Thursday; the days around it are ordinary working days."""


def at(day: date, hour: int = 8, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=HANOI)


def subject(key: str = "test:1", *, unit: str = "VATGIA", due: date = DUE, **more: object) -> DueSubject:
    return DueSubject(key, f"Báo cáo {key}", f"/don-vi/{unit.lower()}", due, unit, **more)  # type: ignore[arg-type]


@contextmanager
def watching(subjects: list[DueSubject], *, ladder: str = "default") -> Iterator[list[DueSubject]]:
    """Only this watcher; the list may change while it is watched."""
    kept = dict(registry._watchers)
    registry._watchers.clear()
    registry.watch("test.things", "Việc thử", lambda _now: list(subjects), ladder=ladder)
    try:
        yield subjects
    finally:
        registry._watchers.clear()
        registry._watchers.update(kept)
