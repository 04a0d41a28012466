"""The public holidays of Việt Nam as they follow from the law and the moon, before anybody has decided a year.

Belongs here: the library's computation turned into our values. Does not belong here: decisions (data, or entered).

The library also knows some exchanges of past years (a Monday off for a Saturday worked): both halves are taken over, so that
no year has the day off without its make-up day. Nothing of it counts as decided.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from sauro.engine.calendars.model import FIRST_YEAR, LAST_YEAR, CalendarRefused, DayKind, SpecialDay

Base = Callable[[int], Mapping[date, SpecialDay]]

MADE_UP, MADE_UP_EN = "thay cho ngày nghỉ được hoán đổi", "for a day off that was exchanged"


@lru_cache(maxsize=LAST_YEAR - FIRST_YEAR + 1)
def vietnam(year: int) -> Mapping[date, SpecialDay]:
    """The days of the year that are not what their weekday says. Read only; the same object for the same year."""
    import holidays  # late: it takes a tenth of a second, and most commands count no days

    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise CalendarRefused("year_out_of_range", year=year, first=FIRST_YEAR, last=LAST_YEAR)
    # an exchange may reach over New Year, so the neighbours are computed too
    years = range(year - 1, year + 2)
    named = holidays.country_holidays("VN", years=years, language="vi")
    english = holidays.country_holidays("VN", years=years, language="en_US")
    found = {
        day: SpecialDay(day, DayKind.HOLIDAY, name, english[day])
        for day, name in named.items()
        if day.year == year
    }
    for day in named.weekend_workdays:
        if day.year == year:
            found[day] = SpecialDay(day, DayKind.WORKED, MADE_UP, MADE_UP_EN)
    return MappingProxyType(found)


def nothing(_year: int) -> Mapping[date, SpecialDay]:
    """A country without holidays: weekdays alone decide."""
    return MappingProxyType({})
