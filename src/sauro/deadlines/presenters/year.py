"""/lich-lam-viec/<năm>: the twelve months with each day's shape, the days out of the ordinary, the versions.

Belongs here: what that page shows. Does not belong here: what moves (``preview``), the list of years (``years``).
"""

from __future__ import annotations

from calendar import Calendar
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sauro.deadlines.models import CalendarDecision, Deadline
from sauro.deadlines.presenters.derivation import short_weekdays, weekday
from sauro.deadlines.presenters.years import Standing, standing_of
from sauro.deadlines.queries import draft_of, working_calendar
from sauro.deadlines.states import DecisionState
from sauro.deadlines.words import day_status_words
from sauro.engine.calendars import DayStatus, WorkCalendar
from sauro.web.text import who_when

SHAPES = {
    "working": "",
    "weekend": "off",
    "holiday": "hol",
    "in_lieu": "lieu",
    "make_up": "made",
    "worked": "made",
    "half_day": "half",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A day of a month: ``shape`` is its class, ``words`` the reason where the day is out of the ordinary."""

    number: int
    shape: str
    words: str
    today: bool


@dataclass(frozen=True, slots=True)
class Month:
    name: str
    weeks: list[list[Cell | None]]
    worked: int


@dataclass(frozen=True, slots=True)
class SpecialLine:
    """A day out of the ordinary. ``document`` is the paper that says so; empty for a base day."""

    day: date
    weekday: str
    shape: str
    words: str
    document: str


@dataclass(frozen=True, slots=True)
class VersionLine:
    row: CalendarDecision
    icon: str
    by: str


@dataclass(frozen=True, slots=True)
class YearPage:
    year: int
    standing: Standing
    months: list[Month]
    weekdays: tuple[str, ...]
    special: list[SpecialLine]
    versions: list[VersionLine]
    worked: int
    waiting: int
    in_force: CalendarDecision | None
    draft: CalendarDecision | None
    may_decide: bool
    before: int | None
    after: int | None


def year_page(account: object, year: int, *, may_decide: bool, first: int, last: int) -> YearPage:
    calendar = working_calendar()
    rows = list(CalendarDecision.objects.visible_to(account).filter(year=year))
    in_force = next((row for row in rows if row.state == DecisionState.IN_FORCE), None)
    months = months_of(calendar, year)
    return YearPage(
        year=year,
        standing=standing_of(year, calendar, in_force),
        months=months,
        weekdays=short_weekdays(),
        special=special_lines(calendar, year),
        versions=[_version(row) for row in rows if row.state != DecisionState.DRAFT],
        worked=sum(month.worked for month in months),
        waiting=Deadline.objects.open().touching([year]).count(),
        in_force=in_force,
        draft=draft_of(year) if may_decide else None,
        may_decide=may_decide,
        before=year - 1 if year > first else None,
        after=year + 1 if year < last else None,
    )


def months_of(calendar: WorkCalendar, year: int) -> list[Month]:
    today, language = timezone.localdate(), get_language() or "vi"
    weeks = Calendar()
    found = []
    for number in range(1, 13):
        worked = 0
        lines: list[list[Cell | None]] = []
        for week in weeks.monthdatescalendar(year, number):
            line: list[Cell | None] = []
            for day in week:
                if day.month != number:
                    line.append(None)
                    continue
                status = calendar.status(day)
                worked += status.working
                line.append(_cell(status, language, today))
            lines.append(line)
        found.append(Month(_("Tháng %(month)d") % {"month": number}, lines, worked))
    return found


def special_lines(calendar: WorkCalendar, year: int) -> list[SpecialLine]:
    language = get_language() or "vi"
    return [
        SpecialLine(
            one.day,
            weekday(one.day),
            SHAPES[one.code],
            day_status_words(one, language, paper=False),
            one.document,
        )
        for one in calendar.special_days(year)
    ]


def _cell(status: DayStatus, language: str, today: date) -> Cell:
    plain = status.code in ("working", "weekend")
    words = "" if plain else day_status_words(status, language)
    return Cell(status.day.day, SHAPES[status.code], words, status.day == today)


_ICONS = {
    DecisionState.IN_FORCE: "done",
    DecisionState.SUPERSEDED: "changed",
    DecisionState.WITHDRAWN: "gone",
    DecisionState.DISCARDED: "gone",
}


def _version(row: CalendarDecision) -> VersionLine:
    at, name = row.decided_at or row.drafted_at, row.decided_by_name or row.drafted_by_name
    by = who_when(name, at)
    if row.ended_at:
        by = f"{by} – {who_when(row.ended_by_name, row.ended_at)}"
    return VersionLine(row, _ICONS[DecisionState(row.state)], by)
