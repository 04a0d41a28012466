"""Ladders: what a file may say, the moments it gives, and what happens now."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sauro.engine.calendars import DayKind, SpecialDay, WorkCalendar, YearDecision
from sauro.engine.calendars.base import nothing
from sauro.notices.ladder import LONGEST_AGO, Ladder, LadderWrong, Planned, decide, planned, read_ladder

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
SEVEN = time(7, 0, tzinfo=HANOI)
NATIONAL_DAY = SpecialDay(date(2026, 9, 2), DayKind.HOLIDAY, "Quốc khánh")
CALENDAR = WorkCalendar((YearDecision(2026, (NATIONAL_DAY,), "1/TB"),), base=nothing)
RUNGS = ("officer", "head", "office")
DAYS = st.integers(0, 720).map(lambda n: date(2025, 1, 2) + timedelta(days=n))
NOWS = st.integers(0, 720 * 24).map(lambda n: datetime(2025, 1, 2, tzinfo=HANOI) + timedelta(hours=n))
pytestmark = pytest.mark.pure


def ladder(steps: str, voluntary: str = "") -> Ladder:
    text = "steps:\n" + "".join(f"  - {{{line}}}\n" for line in steps.strip().splitlines())
    return read_ladder(text + (f"voluntary: {{{voluntary}}}\n" if voluntary else ""), "x", rungs=RUNGS)


USUAL = """code: ahead, when: {before: 5}, to: [officer]
code: tomorrow, when: {before: 1}, to: [officer]
code: today, when: due, to: [officer]
code: late, when: {after: 1, every: 2, last: 5}, to: [officer, head]
code: office, when: {after: 3, every: 5, last: 13}, to: [office]
code: list, when: {after: 8}, prepare: list"""


def days(found: Ladder, due: date, *, voluntary: bool = False) -> list[tuple[str, str]]:
    moments = planned(found.of(voluntary=voluntary), due, CALENDAR, SEVEN)
    return [(one.step.code, one.moment.strftime("%d/%m")) for one in moments]


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        # a Thursday amid ordinary days
        (date(2026, 9, 10), ["03/09", "09/09", "10/09", "11/09", "15/09", "15/09", "17/09", "22/09", "22/09", "29/09"]),
        # a Sunday: "today" is the Friday before, the first day after is Monday
        (date(2026, 9, 13), ["04/09", "10/09", "11/09", "14/09", "16/09", "16/09", "18/09", "23/09", "23/09", "30/09"]),
        # National Day lies between
        (date(2026, 9, 4), ["27/08", "03/09", "04/09", "07/09", "09/09", "09/09", "11/09", "16/09", "16/09", "23/09"]),
    ],
)  # fmt: skip
def test_steps_are_counted_in_working_days(due: date, expected: list[str]) -> None:
    assert [day for _code, day in days(ladder(USUAL), due)] == expected


def test_what_a_voluntary_unit_gets() -> None:
    found = ladder(USUAL, "code: asked, when: {before: 5}, to: [officer]")
    assert days(found, date(2026, 9, 10), voluntary=True) == [("asked", "03/09")]
    assert days(ladder(USUAL), date(2026, 9, 10), voluntary=True) == []


@given(DAYS)
def test_every_moment_lies_on_a_working_day_in_order_on_its_side_of_the_last_day(due: date) -> None:
    moments = planned(ladder(USUAL).steps, due, CALENDAR, SEVEN)
    assert list(moments) == sorted(moments, key=lambda one: (one.moment, one.order))
    for one in moments:
        day = one.moment.date()
        assert CALENDAR.is_working(day)
        assert one.moment.timetz() == SEVEN
        assert (day > due) == (one.offset > 0)
        assert (day < due) or one.offset >= 0 or not CALENDAR.is_working(due)
        # oracle: the working days between the last day and the moment, counted one by one
        assert CALENDAR.working_days_between(due, day) == one.offset or one.offset <= 0


def known_of(*lists: list[Planned]) -> set[tuple[str, datetime]]:
    return {(one.step.code, one.moment) for rows in lists for one in rows}


@given(DAYS, st.lists(NOWS, min_size=1, max_size=40))
def test_however_often_one_looks_each_moment_is_fired_or_missed_once(
    due: date, looks: list[datetime]
) -> None:
    """Random workers at random times: nothing twice, nothing lost, at most one reminder at a look."""
    moments = planned(ladder(USUAL).steps, due, CALENDAR, SEVEN)
    fired: list[Planned] = []
    missed: list[Planned] = []
    prepared: list[Planned] = []
    for now in sorted(looks):
        decision = decide(moments, now=now, since=None, known=known_of(fired, missed, prepared))
        fired += [decision.fire] if decision.fire else []
        prepared += [decision.prepare] if decision.prepare else []
        missed += decision.missed
        assert all(one.moment <= now for one in (*fired, *missed, *prepared))
    everything = [(one.step.code, one.moment) for one in (*fired, *missed, *prepared)]
    assert len(everything) == len(set(everything))
    seen = [m for m in moments if any(now - LONGEST_AGO <= m.moment <= now for now in looks)]
    covered = {(one.step.code, one.moment) for one in seen if not one.step.prepare}
    last = max((one.moment for one in prepared), default=None)
    # a list that was prepared in the same look or before covers what came earlier and was never looked at
    assert {c for c in covered if last is None or c[1] > last} <= set(everything) | {
        c for c in covered if any(c[1] <= one.moment for one in (*fired, *prepared))
    }
    assert len(prepared) == len([m for m in seen if m.step.prepare])


@given(DAYS, NOWS)
def test_the_newest_fires_and_stands_for_all_before(due: date, now: datetime) -> None:
    moments = planned(ladder(USUAL).steps, due, CALENDAR, SEVEN)
    decision = decide(moments, now=now, since=None, known=())
    come = [m for m in moments if now - LONGEST_AGO <= m.moment <= now and not m.step.prepare]
    assert (decision.fire is None) == (not come)
    if decision.fire is not None:
        assert (*decision.missed, decision.fire) == tuple(come)


def test_what_lay_before_the_unit_had_it_is_not_owed() -> None:
    moments = planned(ladder(USUAL).steps, date(2026, 9, 10), CALENDAR, SEVEN)
    now = datetime(2026, 9, 9, 12, tzinfo=HANOI)
    assert decide(moments, now=now, since=date(2026, 9, 9), known=()).fire is None
    fire = decide(moments, now=now, since=date(2026, 9, 8), known=()).fire
    assert fire is not None
    assert fire.step.code == "tomorrow"


@pytest.mark.parametrize(
    ("steps", "voluntary", "said"),
    [
        ("code: a, when: {before: 0}, to: [officer]", "", "from 1"),
        ("code: a, when: {before: 400}, to: [officer]", "", "from 1"),
        ("code: a, when: {before: true}, to: [officer]", "", "from 1"),
        ("code: a, when: {after: 1, every: 2}, to: [officer]", "", "when is"),
        ("code: a, when: {after: 3, every: 2, last: 1}, to: [officer]", "", "before the first"),
        ("code: a, when: due, to: [mayor]", "", "mayor"),
        ("code: a, when: due", "", "to whom"),
        ("code: a, when: due, to: [officer], prepare: list", "", "to whom"),
        ("code: a, when: due, prepare: list", "", "after the last day"),
        ("code: a, when: {after: 1}, prepare: fax", "", "`list`"),
        ("code: a, when: due, to: [officer], then: x", "", "then"),
        ("code: 'a b', when: due, to: [officer]", "", "word"),
        ("code: a, when: due, to: [officer]\ncode: a, when: due, to: [officer]", "", "own"),
        (
            "code: a, when: {after: 1}, prepare: list\ncode: b, when: {after: 2}, prepare: list",
            "",
            "one step",
        ),
        ("code: a, when: due, to: [officer]", "code: v, when: {after: 1}, to: [officer]", "ask once"),
        ("code: a, when: due, to: [officer]", "code: a, when: due, to: [officer]", "ask once"),
    ],
)
def test_a_ladder_without_meaning_says_what_to_change(steps: str, voluntary: str, said: str) -> None:
    with pytest.raises(LadderWrong, match=said):
        ladder(steps, voluntary)


@pytest.mark.parametrize("text", ["", "steps: 3", "- a", "steps: [a]"])
def test_a_file_that_is_no_ladder_is_refused(text: str) -> None:
    with pytest.raises(LadderWrong):
        read_ladder(text, "x", rungs=RUNGS)
