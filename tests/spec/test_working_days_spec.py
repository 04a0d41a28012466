"""Reference table: where a term in working days ends.

Each row: the receipt (in Việt Nam), the working days, the closing hour of the office or "-", the last day on time (24:00),
whether the years are decided, and the days in between that are not as their weekday says.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from sauro import definitions
from sauro.engine.calendars import (
    HO_CHI_MINH,
    DayKind,
    Derivation,
    SpecialDay,
    WorkCalendar,
    YearDecision,
    decision_from_yaml,
    derive,
    is_over,
    shift,
    term,
    warning_day,
)

HEADER = ("received", "working days", "closing", "last day", "year", "days out of the ordinary")
TABLE = """
2026-09-10 09:00 | 15 | -     | 2026-10-01 | provisional | -
2026-09-10 23:59 | 15 | -     | 2026-10-01 | provisional | -
2026-09-10 17:00 | 15 | 17:00 | 2026-10-01 | provisional | -
2026-09-10 17:01 | 15 | 17:00 | 2026-10-02 | provisional | -
2026-09-12 10:00 |  1 | -     | 2026-09-14 | provisional | -
2026-09-12 10:00 |  1 | 17:00 | 2026-09-15 | provisional | -
2026-04-29 16:00 | 15 | -     | 2026-05-22 | provisional | 2026-04-30 holiday; 2026-05-01 holiday
2024-04-26 08:00 |  1 | -     | 2024-05-02 | decided     | 2024-04-29 in_lieu; 2024-04-30 holiday; 2024-05-01 holiday
2024-04-26 08:00 |  3 | -     | 2024-05-04 | decided     | 2024-04-29 in_lieu; 2024-04-30 holiday; 2024-05-01 holiday; 2024-05-04 make_up
2024-04-26 08:00 |  4 | -     | 2024-05-06 | decided     | 2024-04-29 in_lieu; 2024-04-30 holiday; 2024-05-01 holiday; 2024-05-04 make_up
2024-05-04 10:00 |  1 | -     | 2024-05-06 | decided     | -
2024-05-04 10:00 |  1 | 17:00 | 2024-05-06 | decided     | -
2024-05-04 17:30 |  1 | 17:00 | 2024-05-07 | decided     | -
2025-01-23 15:00 |  5 | -     | 2025-02-06 | decided     | 2025-01-27 holiday; …; 2025-02-01 holiday
2024-12-30 08:00 |  3 | -     | 2025-01-03 | decided     | 2025-01-01 holiday
2025-12-30 08:00 |  3 | -     | 2026-01-05 | provisional | 2026-01-01 holiday
"""

ROWS = [[cell.strip() for cell in line.split("|")] for line in TABLE.strip().splitlines()]


@pytest.fixture(scope="module")
def calendar() -> WorkCalendar:
    years = (2024, 2025)
    return WorkCalendar(
        tuple(decision_from_yaml(definitions.text(f"calendars/{year}.yaml")) for year in years)
    )


def moment(words: str) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=HO_CHI_MINH)


def out_of_the_ordinary(found: Derivation) -> str:
    plain = {"receipt", "taken_as_receipt", "after_closing", "receipt_not_worked", "working", "weekend"}
    said = [f"{s.day} {s.code}" for s in found.steps if s.code not in plain]
    return "; ".join(said if len(said) < 5 else [said[0], "…", said[-1]]) or "-"


@pytest.mark.parametrize("row", ROWS, ids=[" ".join(row[:3]) for row in ROWS])
def test_where_a_term_ends(row: list[str], calendar: WorkCalendar) -> None:
    received, n, closing, due, year, special = row
    found = term(calendar, moment(received), int(n), None if closing == "-" else time.fromisoformat(closing))
    assert (str(found.due), "provisional" if found.provisional else "decided") == (due, year)
    assert out_of_the_ordinary(found) == special


def test_a_holiday_added_later_moves_the_day_and_says_so(calendar: WorkCalendar) -> None:
    before = term(calendar, moment("2026-09-10 09:00"), 15)
    added = SpecialDay(date(2026, 9, 15), DayKind.HOLIDAY, "Quốc tang", document="9/TB")
    decided = WorkCalendar((*calendar.decisions, YearDecision(2026, (added,), "9/TB")))
    after = derive(decided, before.rule)
    assert (str(before.due), str(after.due)) == ("2026-10-01", "2026-10-02")
    assert before.provisional
    assert not after.provisional
    step = next(step for step in after.steps if step.day == added.day)
    assert (step.counts, step.code, step.name, step.document) == (False, "holiday", "Quốc tang", "9/TB")


def test_the_end_on_a_holiday_moves_to_the_next_working_day(calendar: WorkCalendar) -> None:
    found = shift(calendar, date(2025, 1, 29))
    assert str(found.due) == "2025-02-03"
    assert [step.code for step in found.steps] == [*["holiday"] * 4, "weekend", "working"]
    assert str(shift(calendar, date(2025, 1, 29), "previous").due) == "2025-01-24"


def test_a_term_is_never_over_by_a_second(calendar: WorkCalendar) -> None:
    found = term(calendar, moment("2026-09-10 09:00"), 15)
    last = datetime(2026, 10, 1, 23, 59, 59, 999999, tzinfo=HO_CHI_MINH)
    assert found.ends_at == last + timedelta(microseconds=1)
    assert not is_over(found.due, last)
    assert is_over(found.due, found.ends_at)


def test_a_term_of_one_day_is_warned_of_on_the_day_it_came(calendar: WorkCalendar) -> None:
    thursday = term(calendar, moment("2026-09-10 09:00"), 1)
    assert str(thursday.due) == "2026-09-11"
    assert str(warning_day(calendar, thursday, 1)) == "2026-09-10"
    saturday = term(calendar, moment("2026-09-12 09:00"), 1)
    assert str(saturday.due) == "2026-09-14"
    assert str(warning_day(calendar, saturday, 1)) == "2026-09-12", "not before it came"
    assert warning_day(calendar, saturday, 0) == saturday.due
