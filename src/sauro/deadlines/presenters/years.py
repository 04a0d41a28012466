"""/lich-lam-viec: the years, which of them are decided and how many deadlines wait for them.

Belongs here: the lines of that list. Does not belong here: a year's days (``year``).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Min, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from sauro.deadlines import shipped
from sauro.deadlines.models import CalendarDecision, Deadline
from sauro.deadlines.queries import working_calendar
from sauro.deadlines.states import DecisionState
from sauro.engine.calendars import WorkCalendar


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a year is decided: ``icon`` and ``words`` of its state, ``document`` and ``detail`` where there is one."""

    icon: str
    words: str
    document: str = ""
    issued_on: date | None = None


@dataclass(frozen=True, slots=True)
class YearLine:
    year: int
    standing: Standing
    off: int
    made_up: int
    waiting: int
    draft: bool


@dataclass(frozen=True, slots=True)
class YearsPage:
    lines: list[YearLine]
    may_decide: bool
    next_year: int
    undecided: list[int]


def years_page(account: object, *, may_decide: bool) -> YearsPage:
    """The current year and the next one, every year that somebody decided, every year that an open deadline touches."""
    today = timezone.localdate()
    rows = {row.year: row for row in CalendarDecision.objects.visible_to(account).in_force()}
    drafts = set(
        CalendarDecision.objects.visible_to(account)
        .filter(state=DecisionState.DRAFT)
        .values_list("year", flat=True)
    )
    open_years = _open_years()
    years = {today.year, today.year + 1, *rows, *shipped.decisions(), *open_years, *drafts}
    calendar = working_calendar()
    lines = [
        _line(year, calendar, rows.get(year), open_years.get(year, 0), year in drafts)
        for year in sorted(years, reverse=True)
    ]
    undecided = [
        line.year for line in lines if line.year >= today.year and not calendar.is_decided(line.year)
    ]
    return YearsPage(lines, may_decide, today.year + 1, sorted(undecided))


def standing_of(year: int, calendar: WorkCalendar, row: CalendarDecision | None) -> Standing:
    if row is not None:
        return Standing("done", _("Đã nhập"), row.document, row.issued_on)
    known = calendar.decision_of(year)
    if known is not None and known.verified:
        return Standing("done", _("Có sẵn trong hệ thống"), known.document, known.issued_on)
    if known is not None:
        return Standing("soon", _("Có sẵn, chưa kiểm chứng"), known.document, known.issued_on)
    return Standing("todo", _("Chưa nhập, đang tạm tính"))


def _line(
    year: int, calendar: WorkCalendar, row: CalendarDecision | None, waiting: int, draft: bool
) -> YearLine:
    days = calendar.special_days(year)
    off = sum(1 for one in days if not one.working)
    made_up = sum(1 for one in days if one.working and one.code != "half_day")
    return YearLine(year, standing_of(year, calendar, row), off, made_up, waiting, draft)


def _open_years() -> dict[int, int]:
    """How many open deadlines look at a day of each year; a long one counts in each of its years."""
    rows = Deadline.objects.open()
    span = rows.aggregate(low=Min("looked_from"), high=Max("looked_to"))
    if span["low"] is None:
        return {}
    years = range(span["low"].year, span["high"].year + 1)
    counts = {
        f"y{year}": Count(
            "pk", filter=Q(looked_from__lte=date(year, 12, 31), looked_to__gte=date(year, 1, 1))
        )
        for year in years
    }
    found = rows.aggregate(**counts)
    return {year: found[f"y{year}"] for year in years if found[f"y{year}"]}
