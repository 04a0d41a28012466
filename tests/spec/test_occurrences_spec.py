"""Reference table: what the words for the time make of the work in a plan of 2026 and 2027, in force from 2 March 2026.

Standing work is checked each quarter there. Each row: the words, then every period with its last day on time; "-" is no
deadline. The basis says how the first deadline comes about.
"""

from __future__ import annotations

from datetime import date

import pytest

from sauro.engine.planning.occurrences import Answer, Frame, PlannedOccurrence, Rhythm, planned
from sauro.engine.planning.when import read_when

HEADER = ("words", "periods", "basis")
TABLE = """
trước ngày 15/12/2026                      | once 2026-12-14                                              | before_day
chậm nhất là ngày 15/4/2026                | once 2026-04-15                                              | by_day
15/4/2026                                  | once 2026-04-15                                              | on_day
trước ngày 15/12                           | once -                                                       | day_without_year
Tháng 12/2026                              | once 2026-12-31                                              | end_of_span
trước tháng 6/2026                         | once 2026-05-31                                              | end_of_span
Quý II/2026                                | once 2026-06-30                                              | end_of_span
Năm 2026                                   | once 2026-12-31                                              | end_of_span
Đến hết năm 2027                           | once 2027-12-31                                              | end_of_span
Giai đoạn 2026-2027                        | 2026 2026-12-31; 2027 2027-12-31                             | year_of_span
2025 - 2035                                | 2026 2026-12-31; 2027 2027-12-31                             | year_of_span
Giai đoạn 2031-2032                        | 2031 2031-12-31; 2032 2032-12-31                             | year_of_span
Hằng năm                                   | 2026 2026-12-31; 2027 2027-12-31                             | end_of_period
trước 15/12 hằng năm                       | 2026 2026-12-14; 2027 2027-12-14                             | before_day
Trước ngày 31/01 năm liền kề               | 2026 2027-01-30; 2027 2028-01-30                             | before_day
chậm nhất là ngày 31/12 năm trước          | 2027 2026-12-31                                              | by_day
Trong tháng 01 hằng năm                    | 2027 2027-01-31                                              | end_of_period
6 tháng/lần                                | 2026-H1 2026-06-30; 2026-H2 2026-12-31; 2027-H1 2027-06-30; 2027-H2 2027-12-31 | end_of_period
Thường xuyên                               | 2026-Q1 2026-03-31; …; 2027-Q4 2027-12-31                    | standing
Hằng tuần                                  | 2026-Q1 2026-03-31; …; 2027-Q4 2027-12-31                    | standing
Từ 01/8/2027                               | 2027-Q3 2027-09-30; 2027-Q4 2027-12-31                       | standing
định kỳ hoặc đột xuất                      | once -                                                       | not_said
Theo kế hoạch của tỉnh                     | once -                                                       | not_said
…                                          | once -                                                       | not_said
"""

ROWS = [[cell.strip() for cell in line.split("|")] for line in TABLE.strip().splitlines()]
FRAME = Frame(2026, 2027, 2026, Rhythm.QUARTER, since=date(2026, 3, 2))


def said(found: tuple[PlannedOccurrence, ...]) -> str:
    """Every period with its deadline; of many the first and the last."""
    parts = [f"{one.period} {one.due_on or '-'}" for one in found]
    return "; ".join(parts if len(parts) < 5 else [parts[0], "…", parts[-1]])


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_words_become_periods(row: list[str]) -> None:
    written, periods, basis = row
    found = planned(read_when(written, cell=True), FRAME)
    assert (said(found), found[0].basis) == (periods, basis)


MONTHLY = [
    ("Trước ngày 05 của tháng liền kề", "2026-01", "2026-02-04"),
    ("trước ngày 25 hằng tháng", "2026-02", "2026-02-24"),
    ("trước ngày 20 tháng cuối quý", "2026-Q2", "2026-06-19"),
]


@pytest.mark.parametrize(("written", "period", "due"), MONTHLY)
def test_a_day_of_the_month_is_taken_to_each_period(written: str, period: str, due: str) -> None:
    found = planned(read_when(written, cell=True), Frame(2026, 2026, 2026))
    assert {one.period: str(one.due_on) for one in found}[period] == due


def test_several_times_in_one_cell_give_several_deadlines() -> None:
    written = "Ban hành kế hoạch chậm nhất là ngày 20/5/2026 và tổ chức thực hiện hằng năm"
    assert (
        said(planned(read_when(written, cell=True), FRAME))
        == "once 2026-05-20; 2026 2026-12-31; 2027 2027-12-31"
    )


ANSWERS = [
    (Answer(due=date(2026, 9, 30)), "once 2026-09-30"),
    (Answer(end=date(2026, 9, 30)), "once 2026-09-30"),
    (Answer(start=date(2026, 9, 1)), "once -"),
    (Answer(Rhythm.YEAR), "2026 2026-12-31; 2027 2027-12-31"),
    (Answer(Rhythm.YEAR, due=date(2026, 11, 30)), "2026 2026-11-30; 2027 2027-11-30"),
    (
        Answer(Rhythm.HALF_YEAR, due=date(2026, 2, 28), start=date(2026, 7, 1)),
        "2026-H2 2026-08-28; 2027-H1 2027-02-28; 2027-H2 2027-08-28",
    ),
]


@pytest.mark.parametrize(("answer", "periods"), ANSWERS)
def test_an_answer_replaces_the_words(answer: Answer, periods: str) -> None:
    for written in ("Thường xuyên", "15/4/2026", "…"):
        assert said(planned(read_when(written, cell=True), FRAME, answer)) == periods


def test_without_years_of_the_plan_the_current_year_stands_in() -> None:
    frame = Frame(None, None, 2031)
    assert said(planned(read_when("Hằng năm", cell=True), frame)) == "2031 2031-12-31"
    assert [one.year for one in planned(read_when("Giai đoạn 2026-2030", cell=True), frame)] == [
        *range(2026, 2031)
    ]
    assert [one.year for one in planned(read_when("Hằng năm", cell=True), Frame(2029, None, 2031))] == [
        2029,
        2030,
        2031,
    ]


def test_when_every_period_is_over_before_the_document_the_last_one_stays() -> None:
    frame = Frame(2026, 2026, 2026, since=date(2026, 6, 1))
    assert said(planned(read_when("trước 31/01 hằng năm", cell=True), frame)) == "2026 2026-01-30"
