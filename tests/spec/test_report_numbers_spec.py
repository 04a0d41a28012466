"""Reference table: how figures typed into a report are read.

A comma begins the decimals; a point or a blank stands between thousands. The first column is what is typed, then what a
row that counts reads, then a row that takes decimals (a percentage, an amount). A word in place of a figure is the refusal.
"""

from __future__ import annotations

import pytest

from sauro.engine.reports.typed import read_number
from sauro.engine.reports.values import ValueWrong, canonical

HEADER = ("typed", "a count", "with decimals")
TABLE = """
0              | 0                | 0
007            | 7                | 7
1234           | 1234             | 1234
1.234.567      | 1234567          | 1234567
1 234 567      | 1234567          | 1234567
1.234          | 1234             | ambiguous_number
1.234,5        | not_whole        | 1234.5
1234,50        | not_whole        | 1234.5
91,4           | not_whole        | 91.4
91.4           | not_whole        | 91.4
0,125          | not_whole        | 0.125
0.125          | not_whole        | 0.125
5,0            | 5                | 5
1,234          | comma_in_count   | 1.234
1,234,567      | english_number   | english_number
1,234.5        | english_number   | english_number
-3             | -3               | -3
−3,5           | not_whole        | -3.5
-0             | 0                | 0
12.34.567      | not_a_number     | not_a_number
1.2.3          | not_a_number     | not_a_number
12,            | not_a_number     | not_a_number
,5             | not_a_number     | not_a_number
+5             | not_a_number     | not_a_number
1e5            | not_a_number     | not_a_number
5/10           | not_a_number     | not_a_number
khoảng 50      | not_a_number     | not_a_number
nan            | not_a_number     | not_a_number
１２           | not_a_number     | not_a_number
12345678901234567890 | too_many_digits | too_many_digits
0,12345678     | not_whole        | too_many_decimals
"""

ROWS = [[cell.strip() for cell in line.split("|")] for line in TABLE.strip().splitlines()]


def read(typed: str, decimals: int) -> str:
    try:
        return canonical(read_number(typed, decimals=decimals))
    except ValueWrong as wrong:
        return wrong.code


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_a_typed_figure_is_read(row: list[str]) -> None:
    typed, count, number = row
    assert (read(typed, 0), read(typed, 6)) == (count, number)


def test_a_sign_of_percent_is_read_where_a_percentage_is_asked() -> None:
    assert canonical(read_number("91,4 %", decimals=2, percent=True)) == "91.4"
    with pytest.raises(ValueWrong, match="not_a_number"):
        read_number("91,4 %", decimals=2)


@pytest.mark.parametrize(
    ("typed", "decimals", "values"),
    [
        ("1.234", 2, {"typed": "1.234", "whole": "1234", "part": "1,234"}),
        ("1,234", 0, {"typed": "1,234", "whole": "1234"}),
        ("1,234.5", 2, {"typed": "1,234.5", "meant": "1234,5"}),
    ],
)
def test_a_refusal_says_what_to_write(typed: str, decimals: int, values: dict[str, str]) -> None:
    with pytest.raises(ValueWrong) as caught:
        read_number(typed, decimals=decimals)
    assert caught.value.values == values
