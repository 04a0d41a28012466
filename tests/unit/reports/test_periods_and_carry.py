"""Periods of a year, and what a new report takes over from the last one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sauro import definitions
from sauro.engine.reports.carry import Last, prefill
from sauro.engine.reports.periods import Period, PeriodWrong, Span, read_quarters
from sauro.engine.reports.values import Value
from unit.reports.helping import form, said

pytestmark = pytest.mark.pure

FILE = definitions.text("periods/quarterly.yaml")
QUARTERS = read_quarters(FILE)
CCHC = form("cchc")


def weekdays(base: date, working_days: int, shift: str) -> date:
    """Days where only weekends are off."""
    step = timedelta(days=-1 if working_days < 0 or shift == "previous" else 1)
    day, left = base, abs(working_days)
    while left or (shift != "none" and day.weekday() > 4):
        day += step
        left -= bool(left) and day.weekday() < 5
    return day


def test_the_papers_of_a_year_with_their_spans() -> None:
    found = [
        (period.code, paper.code, paper.edition, str(paper.span.start), str(paper.span.end))
        for period in QUARTERS.periods(2026)
        for paper in period.papers
    ]
    assert found == [
        ("2026-Q1", "plan", "quarter", "2025-12-15", "2026-03-14"),
        ("2026-Q1", "cchc", "quarter_1", "2025-12-15", "2026-03-14"),
        ("2026-Q2", "plan", "quarter", "2026-03-15", "2026-06-14"),
        ("2026-Q2", "cchc", "half_year", "2025-12-15", "2026-06-14"),
        ("2026-Q3", "plan", "quarter", "2026-06-15", "2026-09-14"),
        ("2026-Q3", "cchc", "quarter_3", "2026-06-15", "2026-09-14"),
        ("2026-Q4", "plan", "quarter", "2026-09-15", "2026-12-14"),
        ("2026-Q4", "cchc", "year", "2025-12-15", "2026-12-14"),
    ]


def test_days_of_the_third_quarter() -> None:
    """20 September 2026 is a Sunday."""
    third = QUARTERS.periods(2026, weekdays)[2]
    assert third.opens_on == date(2026, 9, 1)
    assert third.province_due_on == date(2026, 9, 18)
    assert third.unit_due_on == date(2026, 9, 15)
    assert (third.unit_due.base, third.unit_due.working_days) == (date(2026, 9, 18), -3)
    assert (third.province_due.base, third.province_due.shift) == (date(2026, 9, 20), "previous")
    assert (third.name, third.name_en) == ("Quý III/2026", "Quarter III/2026")
    assert set(third.unverified) == {"cut", "opens", "unit_due", "province_due"}
    assert third.papers[1].name == "Báo cáo cải cách hành chính quý III năm 2026"


@given(st.integers(2020, 2090))
def test_in_any_year_the_plans_quarters_follow_each_other_and_units_are_due_after_the_cut(year: int) -> None:
    periods = QUARTERS.periods(year, weekdays)
    spans = [paper.span for period in periods for paper in period.papers if paper.code == "plan"]
    assert (spans[0].start, spans[-1].end) == (date(year - 1, 12, 15), date(year, 12, 14))
    for one, other in pairwise(spans):
        assert other.start == one.end + timedelta(days=1)
    for period in periods:
        assert period.opens_on < period.data_to < period.unit_due_on < period.province_due_on
        assert period.province_due_on <= date(year, 3 * period.n, 20)


SPANS = [
    ("4.2.2", 3, "2026-09-14", "2026-09-14"),
    ("4.2.4", 3, "2026-06-15", "2026-09-14"),
    ("4.2.4", 2, "2025-12-15", "2026-06-14"),
    ("1.2.2", 3, "2025-12-15", "2026-09-14"),
    ("5.3", 3, "2026-01-01", "2026-09-14"),
    ("4.3.4", 3, "2015-01-01", "2026-09-14"),
]


@pytest.mark.parametrize(("code", "quarter", "start", "end"), SPANS)
def test_a_figure_runs_as_its_semantics_say(code: str, quarter: int, start: str, end: str) -> None:
    period = QUARTERS.periods(2026)[quarter - 1]
    assert period.span_of("cchc", CCHC.by_key[f"cchc:{code}"]) == Span(
        date.fromisoformat(start), date.fromisoformat(end)
    )


def test_a_form_that_feeds_no_paper_has_no_span() -> None:
    assert QUARTERS.periods(2026)[0].span_of("own", CCHC.by_key["cchc:1.1"]) is None


@pytest.mark.parametrize(
    ("old", "new", "said_of_it"),
    [
        ("sauro.report_periods/1", "x", "schema"),
        ("  - n: 4", "  - n: 5", "1, 2, 3, 4"),
        ("name: Quý II\n", "name: ''\n", "no name"),
        ("{paper: plan, edition", "{paper: plans, edition", "unknown paper"),
        ('to: "03-14"', 'to: "02-29"', "no day of a year"),
        ('to: "03-14"', 'to: "03-41"', "no day of a year"),
        ('to: "06-14"', 'to: "03-01"', "before it begins"),
        ('{day: "03-01", shift: next}', '{day: "03-01", shift: later}', "no day"),
        ('{day: "03-01", shift: next}', '{day: "03-01", hour: 8}', "no day"),
        ('{day: "03-01", shift: next}', '{day: "03-25"}', "in this order"),
        ("{from: province_due, working_days: -3}", "{from: easter, working_days: -3}", "count from"),
        ("{from: province_due, working_days: -3}", "{from: opens, working_days: -3, shift: next}", "no day"),
    ],
)
def test_a_file_of_periods_that_cannot_be_is_refused(old: str, new: str, said_of_it: str) -> None:
    assert old in FILE
    with pytest.raises(PeriodWrong, match=said_of_it):
        read_quarters(FILE.replace(old, new))


def test_a_period_without_papers_is_none() -> None:
    with pytest.raises(PeriodWrong, match="no paper"):
        replace(QUARTERS.periods(2026)[0], papers=())


def figure(code: str, number: str = "7") -> dict[tuple[str, str], Value]:
    return {(f"cchc:{code}", "value"): Value.number_of(Decimal(number))}


CARRIED = [
    # row, last period, this one, how
    ("4.2.2", "2026-Q1", "2026-Q2", "beside"),  # a stock
    ("1.3.1", "2026-Q1", "2026-Q2", "lower_bound"),  # quarter I lies in six months
    ("1.3.1", "2026-Q2", "2026-Q3", "beside"),  # quarter III stands alone
    ("1.3.1", "2026-Q3", "2026-Q4", "lower_bound"),  # the year holds it
    ("1.3.1", "2026-Q4", "2027-Q1", "beside"),
    ("5.3", "2026-Q1", "2026-Q2", "lower_bound"),  # since 1 January
    ("5.3", "2026-Q2", "2026-Q3", "lower_bound"),
    ("5.3", "2026-Q4", "2027-Q1", "beside"),
    ("6.2.6", "2026-Q2", "2026-Q3", "lower_bound"),
    ("4.3.4", "2026-Q1", "2026-Q2", "beside"),  # a percentage is no count that grows
    ("1.2.1", "2026-Q1", "2026-Q2", "beside"),
]


def period(code: str) -> Period:
    year, n = code.split("-Q")
    return QUARTERS.periods(int(year))[int(n) - 1]


@pytest.mark.parametrize(("code", "before", "now", "how"), CARRIED)
def test_the_last_figure_is_carried_as_its_span_allows(code: str, before: str, now: str, how: str) -> None:
    last = Last(before, figure(code), period(before))
    (found,) = prefill(CCHC, CCHC.rows, now=period(now), last=last)
    assert (found.place, str(found.how)) == ((f"cchc:{code}", "value"), how)
    assert (found.source.kind, found.source.name) == ("last_period", before)


def test_what_was_absent_is_shown_with_its_reason_and_never_written_in() -> None:
    values = {("cchc:1.3.1", "value"): Value.absent("chưa kiểm tra")}
    last = Last("2026-Q1", values, period("2026-Q1"))
    (found,) = prefill(CCHC, CCHC.rows, now=period("2026-Q2"), last=last)
    assert (found.how, said(found.value)) == ("beside", "- chưa kiểm tra")


def test_figures_of_the_register_are_written_in_and_named() -> None:
    last = Last("2026-Q1", figure("1.2.2", "3"), period("2026-Q1"))
    register = {"yearly_plan.all": Decimal(20), "yearly_plan.done": Decimal(5)}
    found = prefill(CCHC, CCHC.rows, now=period("2026-Q2"), last=last, register=register)
    assert [(one.place[0], str(one.how), said(one.value), one.source.name) for one in found] == [
        ("cchc:1.2.1", "fill", "20", "yearly_plan.all"),
        ("cchc:1.2.2", "fill", "5", "yearly_plan.done"),
        ("cchc:1.2.2", "beside", "3", "2026-Q1"),
    ]


def test_headings_and_computed_rows_take_nothing_over() -> None:
    values = figure("1.2", "50") | figure("1.3", "1")
    assert prefill(CCHC, CCHC.rows, last=Last("2026-Q1", values)) == ()


def test_a_first_report_takes_nothing_over() -> None:
    assert prefill(CCHC, CCHC.rows, now=period("2026-Q1")) == ()


PROGRESS = form("plan_progress")
SAID = {
    "progress": Value.number_of(40),
    "state": Value.choice_of("on_track"),
    "result": Value.text_of("đã làm"),
    "product": Value.text_of("dự thảo"),
    "next": Value.text_of("trình ký"),
}


def test_of_the_same_work_product_is_written_in_and_progress_is_a_lower_bound() -> None:
    row = PROGRESS.row_for("NV-01.01@2026", "Việc")
    last = Last("2026-Q2", {(row.key, name): value for name, value in SAID.items()})
    found = prefill(PROGRESS, [row], last=last)
    assert {one.place[1]: str(one.how) for one in found} == {
        "progress": "lower_bound",
        "state": "beside",
        "product": "fill",
        "next": "beside",
    }


def test_of_the_occurrence_before_everything_is_only_shown_beside() -> None:
    row = PROGRESS.row_for("NV-01.01@2026-Q3", "Việc")
    then = "task:NV-01.01@2026-Q2"
    last = Last("2026-Q2", {(then, name): value for name, value in SAID.items()}, rows={row.key: then})
    found = prefill(PROGRESS, [row], last=last)
    assert {one.place: str(one.how) for one in found} == {
        (row.key, name): "beside" for name in ("progress", "state", "product", "next")
    }
