"""Reference table: what a person says of a clarity, and whether that is clear enough.

Each row is one answer: the facet, its parts as typed, then the verdict, why it is only partial, what stays unknown.
A dash stands for nothing; an answer that cannot be shows the code of what is wrong and the part.
"""

from __future__ import annotations

import pytest

from sauro.engine.planning.answers import AnswerWrong, judge_answer, read_answer

HEADER = ("facet", "parts", "verdict", "why", "unknown")
TABLE = """
who            | unit=SNV; person=Trần Văn A                  | clear   | -                      | -
who            | unit=SNV                                     | clear   | -                      | -
who            | person=Trần Văn A                            | partial | who_no_unit            | -
what           | text=Rà soát thủ tục nội bộ của các phòng    | clear   | -                      | -
what           | text=Rà soát và                              | partial | what_broken            | -
what           | text=Rà                                      | partial | what_broken            | -
when           | due=30/6/2026                                | clear   | -                      | -
when           | due=2026-06-30; rhythm=once                  | clear   | -                      | -
when           | to=31/12/2028                                | clear   | -                      | -
when           | rhythm=quarter                               | clear   | -                      | -
when           | rhythm=year; from=1/1/2026; to=31/12/2030    | clear   | -                      | -
when           | from=1/1/2026; to=31/12/2026                 | clear   | -                      | -
when           | from=1/1/2026; to=31/12/2030                 | partial | when_too_long          | -
when           | from=1/1/2026                                | partial | when_no_end            | -
when           | rhythm=once                                  | partial | when_no_day            | -
when           | due=31/2/2026                                | wrong   | not_a_day due          | -
when           | due=cuối năm                                 | wrong   | not_a_day due          | -
when           | rhythm=quarter; due=30/6/2026                | wrong   | due_with_rhythm due    | -
when           | from=1/7/2026; to=30/6/2026                  | wrong   | end_before_start to    | -
when           | from=1/7/2026; due=30/6/2026                 | wrong   | due_before_start due   | -
when           | rhythm=often                                 | wrong   | unknown_rhythm rhythm  | -
when           | due=30/6/1926                                | wrong   | year_out_of_reach due  | -
responsibility | person=Trần Văn A; post=Phó Giám đốc         | clear   | -                      | -
responsibility | person=Trần Văn A                            | clear   | -                      | -
responsibility | post=Giám đốc Sở Y tế                        | clear   | -                      | -
responsibility | post=Trưởng phòng Tổ chức                    | clear   | -                      | -
responsibility | post=Sở Y tế                                 | partial | responsibility_is_unit | -
responsibility | post=Phòng Tổ chức                           | partial | responsibility_is_unit | -
responsibility | post=Lãnh đạo Sở                             | partial | responsibility_is_unit | -
responsibility | post=Các phó giám đốc                        | partial | responsibility_many    | -
responsibility | person=123                                   | partial | responsibility_no_name | -
product        | text=Kế hoạch kiểm tra công vụ năm 2026      | clear   | -                      | -
product        | text=12 lớp tập huấn có danh sách học viên   | clear   | -                      | -
product        | text=95%                                     | partial | product_figure_only    | -
product        | text=12 lớp                                  | partial | product_figure_only    | -
product        | text=Báo cáo                                 | partial | product_not_named      | -
product        | text=Văn bản cụ thể                          | partial | product_not_named      | -
authority      | level=chairman; ground=Luật Tổ chức          | clear   | -                      | -
authority      | level=chairman                               | clear   | -                      | authority_no_ground
authority      | ground=Luật Tổ chức                          | partial | authority_no_level     | -
authority      | delegation=Quyết định số 1                   | partial | authority_no_level     | authority_no_ground
authority      | level=king                                   | wrong   | unknown_level level    | -
product        | -                                            | nothing | -                      | -
when           | rhythm=                                      | nothing | -                      | -
"""

ROWS = [[cell.strip() for cell in line.split("|")] for line in TABLE.strip().splitlines()]


def _judged(facet: str, written: str) -> list[str]:
    pairs = [part.split("=", 1) for part in written.split("; ")] if written != "-" else []
    try:
        answer = read_answer(facet, dict(pairs))
    except AnswerWrong as wrong:
        return ["wrong", f"{wrong.code} {wrong.part}", "-"]
    if answer is None:
        return ["nothing", "-", "-"]
    verdict = judge_answer(answer)
    return [str(verdict.state), " ".join(verdict.lacks) or "-", " ".join(verdict.gaps) or "-"]


@pytest.mark.parametrize("row", ROWS, ids=[f"{row[0]}: {row[1]}" for row in ROWS])
def test_an_answer(row: list[str]) -> None:
    facet, written, *expected = row
    assert _judged(facet, written) == expected
