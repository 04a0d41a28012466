"""/lich-lam-viec/<năm>/sua: what the form begins with, and the base days beside it.

Belongs here: these. Does not belong here: cleaning (``forms``), what a draft changes (``preview``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sauro.deadlines import shipped
from sauro.deadlines.models import CalendarDecision
from sauro.deadlines.presenters.year import SpecialLine, special_lines
from sauro.deadlines.queries import draft_of, in_force_of
from sauro.deadlines.states import DayChoice
from sauro.engine.calendars import Half, SpecialDay, WorkCalendar

HALVES = {Half.MORNING: DayChoice.MORNING, Half.AFTERNOON: DayChoice.AFTERNOON}


@dataclass(frozen=True, slots=True)
class KnownDay:
    """A day that is entered already."""

    day: date
    kind: str
    name: str
    document: str


@dataclass(frozen=True, slots=True)
class DraftPage:
    """``draft`` is the saved one, if there is; ``from_row`` the version whose days a new draft begins with."""

    year: int
    draft: CalendarDecision | None
    from_row: CalendarDecision | None
    document: str
    issued_on: date | None
    base: list[SpecialLine]


def draft_page(year: int) -> DraftPage:
    draft, in_force = draft_of(year), in_force_of(year)
    return DraftPage(
        year=year,
        draft=draft,
        from_row=None if draft else in_force,
        document=draft.document if draft else "",
        issued_on=draft.issued_on if draft else None,
        base=special_lines(WorkCalendar(), year),
    )


def known_days(page: DraftPage) -> list[KnownDay]:
    """The days of the draft; a new draft begins with those in force, each with its paper, else with those that came along."""
    if page.draft is not None:
        return [KnownDay(one.day, one.kind, one.name, one.document) for one in page.draft.days.all()]
    if page.from_row is not None:
        paper = page.from_row.document
        return [
            KnownDay(one.day, one.kind, one.name, one.document or paper) for one in page.from_row.days.all()
        ]
    along = shipped.decisions().get(page.year)
    return [] if along is None else [_of_value(one) for one in along.days]


def _of_value(one: SpecialDay) -> KnownDay:
    kind = HALVES[one.half] if one.half else DayChoice(str(one.kind))
    return KnownDay(one.day, kind, one.name, one.document)


def rows_of(days: Iterable[KnownDay]) -> list[dict[str, object]]:
    """Days that follow each other and say the same become one row."""
    rows: list[dict[str, Any]] = []
    for one in sorted(days, key=lambda known: known.day):
        before = rows[-1] if rows else None
        same = before is not None and (before["kind"], before["name"], before["document"]) == (
            one.kind,
            one.name,
            one.document,
        )
        if before is not None and same and one.day - before["end"] == timedelta(days=1):
            before["end"] = before["last"] = one.day
            continue
        rows.append(
            {
                "first": one.day,
                "last": None,
                "end": one.day,
                "kind": one.kind,
                "name": one.name,
                "document": one.document,
            }
        )
    return [{name: value for name, value in row.items() if name != "end"} for row in rows]
