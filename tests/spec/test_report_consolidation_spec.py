"""Reference table: how the reports of four communes and two agencies become the figures of the province.

X1 to X4 are communes, S1 and S2 agencies that lead the field. Each row: the question, what each unit gave (nothing written:
nothing given; `-`: said to be absent; `~`: an estimate; "unsent": its report has not come), then the province's value or why
there is none, and the coverage as given/expected.

Rows: `a` all dossiers, `b` those in time (sums), `r` their ratio, `c` a dialogue was held (1 or 0; the province has 1 where
one unit has), `d` its sheets (asked where `c` is 1), `e` a state that one agency gives, `n` a percentage of its own, `t` the sum of
`t.1` (agency) and `t.2` (communes).
"""

from __future__ import annotations

import pytest

from sauro.engine.reports.consolidate import UnitValues, consolidate
from sauro.engine.reports.rows import VALUE
from unit.reports.helping import said, small, value, values

HEADER = ("row", "given", "province", "coverage")
TABLE = """
a   | X1 a=10; X2 a=20; X3 a=30; X4 a=40                               | 100               | 4/4
a   | X1 a=10; X2 a=20; X3; X4 unsent                                  | 30                | 2/4
a   | X1 a=10; X2 a=- mất số liệu; X3 a=0; X4 a=~5                     | ~15               | 3/4
a   | X1; X2 unsent; X3 a=-; X4 unsent                                 | nobody_gave       | 0/4
r   | X1 a=10,b=10; X2 a=990,b=0; X3; X4                               | 1                 | 2/4
r   | X1 a=10,b=9; X2 a=20; X3 b=5; X4 a=10,b=- chưa đếm               | 90                | 1/4
r   | X1 a=0,b=0; X2; X3; X4                                           | whole_is_zero     | 1/4
r   | X1 a=3,b=1; X2 a=0,b=0; X3 a=~3,b=1; X4 unsent                   | ~33.33            | 3/4
c   | X1 c=0; X2 c=1; X3; X4 unsent                                    | 1                 | 2/4
c   | X1 c=0; X2 c=0; X3 c=0; X4                                       | others_missing    | 3/4
c   | X1 c=0; X2 c=0; X3 c=0; X4 c=0                                   | 0                 | 4/4
d   | X1 c=1,d=50; X2 c=0; X3 c=1; X4 unsent                           | 50                | 1/3
e   | S1 e=1                                                           | 1                 | 1/1
e   | S1 e=1; S2 e=1                                                   | 1                 | 2/2
e   | S1 e=1; S2 e=0                                                   | sources_differ    | 2/2
n   | X1 n=90; X2 n=50; X3; X4                                         | not_added         | 2/4
t   | S1 t.1=7; X1 t.2=1; X2 t.2=2; X3 t.2=3; X4 unsent                | 13                | 4/5
t   | S1; X1 t.2=1; X2 t.2=2; X3 t.2=3; X4 t.2=4                       | parts_missing     | 4/5
"""

ROWS = [[cell.strip() for cell in line.split("|")] for line in TABLE.strip().splitlines()]
COMMUNE = frozenset(f"s:{code}" for code in ("a", "b", "c", "d", "n", "t.2"))
AGENCY = frozenset(f"s:{code}" for code in ("e", "m", "t.1", "w", "w.1", "w.2"))


def units(words: str) -> list[UnitValues]:
    found = []
    for part in words.split(";"):
        code, _, given = part.strip().partition(" ")
        sent = given != "unsent"
        group, asked = ("communes", COMMUNE) if code.startswith("X") else ("agencies", AGENCY)
        found.append(UnitValues(code, group, asked, values(small(), given if sent else ""), sent))
    return found


@pytest.mark.parametrize("row", ROWS, ids=[f"{row[0]}: {row[1]}" for row in ROWS])
def test_units_become_the_province(row: list[str]) -> None:
    code, given, province, coverage = row
    found = consolidate(small(), units(given))[f"s:{code}"]
    assert (said(found.value) if found.value else found.lacks) == province
    assert f"{found.coverage.given}/{found.coverage.expected}" == coverage


def test_who_is_missing_and_why_is_named() -> None:
    found = consolidate(small(), units("X1 a=1; X2 a=- hỏng máy; X3; X4 unsent; S1 e=1"))["s:a"]
    assert found.missing == ("X3", "X4")
    assert found.absent == (("X2", "hỏng máy"),)
    assert found.drill == (("X1", value("1")), ("X2", value("- hỏng máy")))
    assert found.groups == (("communes", (4, 1, 1)),)
    assert found.coverage.missing == 2


def test_what_came_from_a_unit_that_has_not_sent_is_not_used() -> None:
    unsent = UnitValues("X1", "communes", COMMUNE, values(small(), "a=5"), sent=False)
    assert consolidate(small(), [unsent])["s:a"].value is None


def test_a_unit_that_gave_one_part_of_a_ratio_is_named_and_not_counted() -> None:
    found = consolidate(small(), units("X1 a=10,b=9; X2 a=1000; X3 a=~10,b=9; X4 a=-,b=-"))["s:r"]
    assert said(found.value) == "~90"
    assert found.left_out == ("X2",)
    assert found.estimated == ("X3",)
    assert [(unit, one.text) for unit, one in found.drill] == [("X1", "90"), ("X3", "90")]


def test_choices_are_counted_code_by_code() -> None:
    assert consolidate(small(), units("X1 c=0; X2 c=1; X3 c=0; X4"))["s:c"].counts == (("1", 1), ("0", 2))


def test_a_value_of_a_row_that_the_unit_is_not_asked_is_left_out() -> None:
    stray = UnitValues("S1", "agencies", AGENCY, {("s:a", VALUE): value("7")})
    found = consolidate(small(), [stray, *units("X1 a=1")])["s:a"]
    assert said(found.value) == "1"
    assert found.coverage.expected == 1


def test_a_unit_that_comes_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        consolidate(small(), units("X1 a=1; X1 a=2"))
