"""Reference table: what a plan writes about time, and what the reader makes of it.

Each row is one cell of a column "Thời gian": the words, then kind, from, to, due, relation, every and day of the year.
A dash stands for nothing.
"""

from __future__ import annotations

import pytest

from sauro.engine.planning.model import When
from sauro.engine.planning.when import read_when

HEADER = ("words", "kind", "from", "to", "due", "relation", "every", "day of the year")
TABLE = """
trước ngày 15/12/2025                        | date      | -          | -          | 2025-12-15 | before | -         | -
trước ngày 15 tháng 12 năm 2025              | date      | -          | -          | 2025-12-15 | before | -         | -
chậm nhất là ngày 15/4/2026                  | date      | -          | -          | 2026-04-15 | by     | -         | -
Không quá ngày 01/7/2026                     | date      | -          | -          | 2026-07-01 | by     | -         | -
15/4/2026                                    | date      | -          | -          | 2026-04-15 | on     | -         | -
Ngày 15.4.2026                               | date      | -          | -          | 2026-04-15 | on     | -         | -
trước ngày 15/12                             | date      | -          | -          | -          | before | -         | 12-15
Từ 01/7/2025                                 | period    | 2025-07-01 | -          | -          | from   | -         | -
từ 01/3 đến 30/6/2026                        | period    | 2026-03-01 | 2026-06-30 | -          | in     | -         | -
Từ ngày 01 đến ngày 15/3/2026                | period    | 2026-03-01 | 2026-03-15 | -          | in     | -         | -
Tháng 12/2025                                | period    | 2025-12-01 | 2025-12-31 | -          | in     | -         | -
Trong tháng 02 năm 2028                      | period    | 2028-02-01 | 2028-02-29 | -          | in     | -         | -
trước tháng 6/2026                           | period    | -          | 2026-05-31 | -          | before | -         | -
Từ tháng 3 đến tháng 6/2026                  | period    | 2026-03-01 | 2026-06-30 | -          | in     | -         | -
Trong quý I năm 2026                         | period    | 2026-01-01 | 2026-03-31 | -          | in     | -         | -
Quý II/2026                                  | period    | 2026-04-01 | 2026-06-30 | -          | in     | -         | -
quý III, IV/2026                             | period    | 2026-07-01 | 2026-12-31 | -          | in     | -         | -
6 tháng đầu năm 2026                         | period    | 2026-01-01 | 2026-06-30 | -          | in     | -         | -
6 tháng cuối năm 2026                        | period    | 2026-07-01 | 2026-12-31 | -          | in     | -         | -
Năm 2026                                     | period    | 2026-01-01 | 2026-12-31 | -          | in     | -         | -
2026                                         | period    | 2026-01-01 | 2026-12-31 | -          | in     | -         | -
2025 - 2035                                  | period    | 2025-01-01 | 2035-12-31 | -          | in     | -         | -
năm 2026 - 2027.                             | period    | 2026-01-01 | 2027-12-31 | -          | in     | -         | -
Giai đoạn 2026-2030                          | period    | 2026-01-01 | 2030-12-31 | -          | in     | -         | -
Giai đoạn 2026-2030 và những năm tiếp theo   | period    | 2026-01-01 | -          | -          | from   | -         | -
năm 2025 và các năm tiếp theo                | period    | 2025-01-01 | -          | -          | from   | -         | -
Bắt đầu thực hiện từ năm 2026                | period    | 2026-01-01 | -          | -          | from   | -         | -
Từ năm 2025 đến hết năm 2030                 | period    | 2025-01-01 | 2030-12-31 | -          | in     | -         | -
Đến hết năm 2028                             | period    | -          | 2028-12-31 | -          | by     | -         | -
Hằng năm                                     | recurring | -          | -          | -          | -      | year      | -
hàng quý                                     | recurring | -          | -          | -          | -      | quarter   | -
Định kỳ hằng tháng                           | recurring | -          | -          | -          | -      | month     | -
Hằng tuần                                    | recurring | -          | -          | -          | -      | week      | -
6 tháng/lần                                  | recurring | -          | -          | -          | -      | half_year | -
Định kỳ 6 tháng                              | recurring | -          | -          | -          | -      | half_year | -
01 lần/năm                                   | recurring | -          | -          | -          | -      | year      | -
mỗi tháng một lần                            | recurring | -          | -          | -          | -      | month     | -
trước 15/12 hằng năm                         | recurring | -          | -          | -          | before | year      | 12-15
Hằng năm (trước ngày 15 tháng 11)            | recurring | -          | -          | -          | before | year      | 11-15
Trước ngày 31/01 năm liền kề                 | recurring | -          | -          | -          | before | year      | 01-31
chậm nhất là ngày 31/12 năm trước            | recurring | -          | -          | -          | by     | year      | 12-31
Trước ngày 05 của tháng liền kề              | recurring | -          | -          | -          | before | month     | -
trước ngày 20 tháng cuối quý                 | recurring | -          | -          | -          | before | quarter   | -
Trong tháng 01 hằng năm                      | recurring | -          | -          | -          | in     | year      | -
Hằng năm và giai đoạn                        | recurring | -          | -          | -          | -      | year      | -
Thường xuyên                                 | ongoing   | -          | -          | -          | -      | -         | -
Thường xuyên, theo yêu cầu nhiệm vụ          | ongoing   | -          | -          | -          | -      | -         | -
kịp thời                                     | ongoing   | -          | -          | -          | -      | -         | -
định kỳ hoặc đột xuất                        | unclear   | -          | -          | -          | -      | -         | -
Sau 03 tháng kể từ khi có văn bản            | unclear   | -          | -          | -          | -      | -         | -
trong thời hạn 10 ngày kể từ ngày nhận       | unclear   | -          | -          | -          | -      | -         | -
Theo kế hoạch của tỉnh                       | unclear   | -          | -          | -          | -      | -         | -
Theo Điều 5 Nghị định số 12/2031/NĐ-CP ngày 03/4/2031 | unclear | -   | -          | -          | -      | -         | -
31/02/2026                                   | unclear   | -          | -          | -          | -      | -         | -
khi nào xong thì báo                         | unclear   | -          | -          | -          | -      | -         | -
…                                            | missing   | -          | -          | -          | -      | -         | -
"""

ROWS = [[cell.strip() for cell in line.split("|")] for line in TABLE.strip().splitlines()]


def _row(when: When) -> list[str]:
    values = (when.kind, when.start, when.end, when.due, when.relation, when.every, when.on_day)
    return ["-" if value is None else str(value) for value in values]


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_a_cell_about_time(row: list[str]) -> None:
    written, *expected = row
    assert _row(read_when(written, cell=True)) == expected


def test_a_cell_keeps_its_words_and_says_what_else_it_holds() -> None:
    written = "Ban hành kế hoạch chậm nhất là ngày 20/5/2031 và tổ chức thực hiện hằng năm"
    when = read_when(written, cell=True)
    assert when.text == written
    assert [_row(one) for one in when.more] == [["recurring", "-", "-", "-", "-", "year", "-"]]


def test_one_year_of_a_plan_gives_a_day_its_year_and_several_years_do_not() -> None:
    assert str(read_when("trước ngày 15/12", cell=True, years=(2031, 2031)).due) == "2031-12-15"
    assert read_when("trước ngày 15/12", cell=True, years=(2031, 2035)).due is None
    assert read_when("trước ngày 15/12", cell=True, years=(None, None)).due is None
