"""Office hours as data: when an office is open, when the digest goes out, what the file may not say."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from sauro import definitions
from sauro.engine.calendars import DayKind, Half, SpecialDay, WorkCalendar, YearDecision
from sauro.notices import registry, rules
from sauro.notices.checks import definitions_mean_something
from sauro.notices.hours import HoursWrong, read_hours
from sauro.notices.ladder import LadderWrong
from sauro.people.roles import all_roles

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
HOURS = read_hours(
    'hours: [{opens: "07:00", closes: "11:30"}, {opens: "13:30", closes: "17:00"}]\ndigest_at: ["07:30", "13:30"]'
)
HALF = SpecialDay(date(2026, 9, 10), DayKind.HALF, "nghỉ chiều", half=Half.MORNING)
CALENDAR = WorkCalendar((YearDecision(2026, (HALF,), "1/TB"),))


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HANOI)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-09-09 06:59", False),
        ("2026-09-09 07:00", True),
        ("2026-09-09 11:30", False),
        ("2026-09-09 13:30", True),
        ("2026-09-09 17:00", False),
        ("2026-09-10 10:00", True),
        ("2026-09-10 14:00", False),
        ("2026-09-12 10:00", False),
        ("2026-09-02 10:00", False),
    ],
)
def test_an_office_is_open_on_working_days_in_its_hours(moment: str, is_open: bool) -> None:
    assert HOURS.is_open(local(moment), CALENDAR, HANOI) is is_open


@pytest.mark.parametrize(
    ("moment", "expected"),
    [("07:29", None), ("07:30", "07:30"), ("13:29", "07:30"), ("13:30", "13:30"), ("23:59", "13:30")],
)
def test_the_digest_is_that_of_the_last_time_that_has_come(moment: str, expected: str | None) -> None:
    found = HOURS.digest_moment(local(f"2026-09-09 {moment}"), HANOI)
    assert found == (local(f"2026-09-09 {expected}") if expected else None)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hours: []\ndigest_at: ['07:30']",
        "hours: [{opens: 7, closes: '11:30'}]\ndigest_at: ['07:30']",
        "hours: [{opens: '7h', closes: '11:30'}]\ndigest_at: ['07:30']",
        "hours: [{opens: '11:30', closes: '07:00'}]\ndigest_at: ['07:30']",
        "hours: [{opens: '07:00', closes: '17:00'}, {opens: '13:00', closes: '18:00'}]\ndigest_at: ['07:30']",
        "hours: [{opens: '07:00', closes: '11:30'}]\ndigest_at: []",
        "hours: [{opens: '07:00', closes: '11:30'}]\ndigest_at: ['12:00']",
        "hours: [{opens: '07:00', closes: '11:30'}]\ndigest_at: ['08:00', '07:30']",
    ],
)
def test_hours_without_meaning_say_what_to_write(text: str) -> None:
    with pytest.raises(HoursWrong, match=r"hours\.yaml"):
        read_hours(text)


def test_the_shipped_definitions_fit_together() -> None:
    assert rules.hours().opens == time(7, 0)
    for name in ("default", "parts", "clarity"):
        found = rules.ladder(name)
        assert found.asked is not None
        assert found.rungs <= set(rules.people().rungs)
        assert sum(step.prepare for step in found.steps) <= 1
    assert rules.people().leaders.roles == {"leader"}
    assert not any(rung.roles & rules.people().leaders.roles for rung in rules.people().rungs.values())


@pytest.mark.parametrize(
    ("find", "put"),
    [
        ("order: [officer, head, office]", "order: [officer]"),
        ("roles: [focal_point]", "roles: [mayor]"),
        ("roles: [unit_head], in: unit", "roles: [unit_head], in: street"),
        ("roles: [leader]", "roles: []"),
    ],
)
def test_people_without_meaning_are_refused(find: str, put: str) -> None:
    text = definitions.text("notices/people.yaml")
    assert find in text
    with pytest.raises(LadderWrong, match=r"people\.yaml"):
        rules.read_people(text.replace(find, put), frozenset(all_roles()))


def test_a_watcher_without_its_ladder_stops_the_set_up(monkeypatch: pytest.MonkeyPatch) -> None:
    assert definitions_mean_something() == []
    lost = registry.Watcher("x.things", "Việc", lambda _now: [], "nowhere")
    monkeypatch.setattr(registry, "_watchers", {"x.things": lost})
    (found,) = definitions_mean_something()
    assert "notices/nowhere.yaml" in found.msg
