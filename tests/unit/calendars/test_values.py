"""What a calendar cannot hold, the zone, the base days, and the files that come along."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from importlib.resources import files
from zoneinfo import ZoneInfo

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sauro import definitions
from sauro.engine.calendars import (
    HO_CHI_MINH,
    Before,
    CalendarRefused,
    DayKind,
    FixedDay,
    Half,
    Rule,
    SpecialDay,
    Term,
    WorkCalendar,
    YearDecision,
    decision_from_yaml,
    is_over,
    rule_from_text,
    rule_text,
    term,
)
from sauro.engine.calendars.base import nothing, vietnam
from sauro.engine.text.messages import LANGUAGES, Messages

pytestmark = pytest.mark.pure

MESSAGES = Messages.from_yaml(definitions.text("messages/calendars.yaml"))
SATURDAY, MONDAY = date(2026, 9, 12), date(2026, 9, 14)


def day(on: date = MONDAY, kind: DayKind = DayKind.HOLIDAY, name: str = "lễ", half: Half | None = None):
    return SpecialDay(on, kind, name, half=half)


REFUSED = {
    "day_without_name": lambda: day(name=" "),
    "half_not_said": lambda: day(kind=DayKind.HALF),
    "in_lieu_on_weekend": lambda: day(SATURDAY, DayKind.IN_LIEU),
    "year_out_of_range": lambda: YearDecision(1999, (), "1/QĐ"),
    "decision_without_document": lambda: YearDecision(2026, (), " "),
    "day_of_another_year": lambda: YearDecision(2027, (day(),), "1/QĐ"),
    "day_twice": lambda: YearDecision(2026, (day(), day()), "1/QĐ"),
    "year_decided_twice": lambda: WorkCalendar((YearDecision(2026, (), "1"), YearDecision(2026, (), "2"))),
    "moment_without_zone": lambda: Term(datetime(2026, 9, 10), 1),  # noqa: DTZ001 - that is the case
    "shift_unknown": lambda: FixedDay(MONDAY, "sideways"),
    "working_days_out_of_range": lambda: Before(MONDAY, 0),
    "calendar_file": lambda: decision_from_yaml("year: 2026"),
}


@pytest.mark.parametrize("code", REFUSED)
def test_what_cannot_be_is_refused_by_name(code: str) -> None:
    with pytest.raises(CalendarRefused) as refused:
        REFUSED[code]()
    assert refused.value.code == code
    for language in LANGUAGES:
        said = MESSAGES.sentence("refusals", code, refused.value.values, language=language)
        assert "…" not in said, "every value of the sentence is given"
        assert MESSAGES.sentence("refusals", code, refused.value.values, language=language, part="remedy")


def test_a_half_day_names_its_half_and_only_a_half_day_does() -> None:
    with pytest.raises(CalendarRefused):
        day(half=Half.MORNING)
    assert day(kind=DayKind.HALF, half=Half.AFTERNOON).worked


@pytest.mark.parametrize("moment", [datetime(2000, 1, 1, tzinfo=UTC), datetime(2099, 12, 31, tzinfo=UTC)])
def test_the_ends_of_the_range_are_refused_beyond_and_not_within(moment: datetime) -> None:
    calendar = WorkCalendar()
    if moment.year == 2000:
        assert term(calendar, moment, 1).due == date(2000, 1, 4)
        with pytest.raises(CalendarRefused, match="year_out_of_range"):
            calendar.add_working_days(moment.date(), -1)
    else:
        with pytest.raises(CalendarRefused, match="year_out_of_range"):
            term(calendar, moment, 1)


def moments(first: int, last: int) -> st.SearchStrategy[datetime]:
    days = st.dates(date(first, 1, 1), date(last, 12, 31))
    return st.builds(datetime.combine, days, st.times(), tzinfo=st.just(UTC))


@given(moments(2000, 2099))
def test_the_offset_is_that_of_the_zone(utc: datetime) -> None:
    assert utc.astimezone(HO_CHI_MINH).replace(tzinfo=None) == utc.astimezone(
        ZoneInfo("Asia/Ho_Chi_Minh")
    ).replace(tzinfo=None)


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(-48 * 3600, 48 * 3600))
def test_over_means_that_the_next_day_has_begun(due: date, seconds: int) -> None:
    end = datetime.combine(due, time(0), tzinfo=HO_CHI_MINH) + timedelta(days=1)
    assert is_over(due, (end + timedelta(seconds=seconds)).astimezone(UTC)) is (seconds >= 0)


RULES: st.SearchStrategy[Rule] = st.one_of(
    st.builds(
        Term,
        moments(2001, 2089),
        st.integers(1, 2000),
        st.none() | st.times().map(lambda t: t.replace(tzinfo=None, fold=0)),
    ),
    st.builds(FixedDay, st.dates(), st.sampled_from(["next", "previous", "none"])),
    st.builds(Before, st.dates(), st.integers(1, 2000)),
)


@given(RULES)
def test_a_rule_is_read_back_as_it_was_written(rule: Rule) -> None:
    assert rule_from_text(rule_text(rule)) == rule
    assert rule_text(rule_from_text(rule_text(rule))) == rule_text(rule)


def test_an_exchange_known_to_the_library_has_both_its_halves() -> None:
    calendar = WorkCalendar()
    assert calendar.status(date(2024, 4, 29)).code == "holiday"
    assert calendar.status(date(2024, 5, 4)).code == "make_up"
    assert calendar.status(date(2019, 1, 5)).code == "make_up", "for a day off of the year before"
    assert not calendar.is_decided(2024)
    assert vietnam(2024) is vietnam(2024)


def test_the_strongest_word_holds() -> None:
    holiday = date(2026, 9, 2)
    decision = YearDecision(
        2026,
        (
            day(holiday, DayKind.WORKED),
            day(date(2026, 9, 5), DayKind.WORKED),
            day(date(2026, 9, 8), DayKind.HALF, half=Half.MORNING),
        ),
        "1/QĐ",
        verified=False,
    )
    calendar = WorkCalendar((decision,))
    assert WorkCalendar().status(holiday).code == "holiday"
    assert [calendar.status(one.day).code for one in decision.days] == ["worked", "make_up", "half_day"]
    assert not calendar.is_decided(2026), "a recollection decides nothing"
    assert calendar.label([holiday]) == "VN 2026:1/QĐ?"
    assert holiday in {one.day for one in calendar.special_days(2026)}
    assert WorkCalendar(base=nothing).is_working(holiday)


def test_after_noon_of_a_day_worked_in_the_morning_is_after_closing() -> None:
    decision = YearDecision(2026, (day(MONDAY, DayKind.HALF, half=Half.MORNING),), "1/QĐ")
    calendar = WorkCalendar((decision,))
    at = datetime(2026, 9, 14, 12, 1, tzinfo=HO_CHI_MINH)
    assert term(calendar, at, 1, time(17)).counted_from == date(2026, 9, 15)
    assert term(calendar, at, 1).counted_from == MONDAY, "without a closing hour the whole day receives"
    assert term(calendar, at - timedelta(minutes=1), 1, time(17)).counted_from == MONDAY


def shipped() -> list[str]:
    return sorted(entry.name for entry in files(definitions).joinpath("calendars").iterdir())


@pytest.mark.parametrize("name", shipped())
def test_each_file_that_comes_along_names_paper_and_source_of_every_day(name: str) -> None:
    text = definitions.text(f"calendars/{name}")
    decision = decision_from_yaml(text)
    assert name == f"{decision.year}.yaml"
    raw = yaml.safe_load(text)
    assert all(paper.get("source") or paper.get("unverified") for paper in raw["documents"].values())
    assert {one["document"] for one in raw["days"]} == set(raw["documents"])
    assert all(one.name_en for one in decision.days)


def test_what_comes_along_agrees_with_the_base_days() -> None:
    """The library and the papers name the same days off: where they differ a person must look."""
    for name in shipped():
        decision = decision_from_yaml(definitions.text(f"calendars/{name}"))
        alone, decided = WorkCalendar(), WorkCalendar((decision,))
        span = [date(decision.year, 1, 1) + timedelta(days=n) for n in range(365)]
        assert [d for d in span if alone.is_working(d) != decided.is_working(d)] == []


@pytest.mark.parametrize(
    "wrong",
    [
        "[]",
        "year: x\ndocuments: {a: {number: 1/QD}}",
        "year: 2026\ndocuments: {}",
        "year: 2026\ndocuments: {a: {number: 1/QD}}\ndays: [{day: hôm qua, kind: holiday, document: a, name: x}]",
        "year: 2026\ndocuments: {a: {number: 1/QD}}\ndays: [{day: 2026-01-05, kind: feast, document: a, name: x}]",
        "year: 2026\ndocuments: {a: {number: 1/QD}}\ndays: [{day: 2026-01-05, kind: holiday, document: b, name: x}]",
    ],
)
def test_a_file_out_of_form_says_where(wrong: str) -> None:
    with pytest.raises(CalendarRefused, match="calendar_file"):
        decision_from_yaml(wrong)
