"""Units in a sheet: entries of a pack, held to the rules of a pack together with the units that exist."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sauro.engine.documents.sheets import Sheet, Value
from sauro.engine.text.pack_model import PackUnit
from sauro.people.sheets.cells import key, place_words
from sauro.people.sheets.units import COLUMNS, UnitSheet, UnitWorld, read_units

HEAD = tuple(column.names[0] for column in COLUMNS)
TOP = PackUnit("TRUSO", "province", "committee", "UBND thành phố", "UBND thành phố")
OLD = PackUnit(
    "TC",
    "agency",
    "committee",
    "Cơ quan Tổ chức",
    "Tổ chức",
    parent="TRUSO",
    aliases=("CQTC",),
    source="pack",
)
KINDS = {"agency": "agency", "co quan": "agency", "xa": "commune", "province": "province"}
RELATIONS = {"committee": "committee", "thuoc ubnd": "committee", "nganh doc": "vertical"}
WORLD = UnitWorld(
    (TOP, OLD), KINDS, RELATIONS, ["Cơ quan", "Xã"], ["Thuộc UBND", "Ngành dọc"], lambda p: p.code
)


def row(**values: Value) -> tuple[Value, ...]:
    good: dict[str, Value] = {
        "code": "VT",
        "name": "Cơ quan Vận tải",
        "kind": "Cơ quan",
        "relation": "Thuộc UBND",
    }
    return tuple((good | values).get(column.code) for column in COLUMNS)


def read(*rows: tuple[Value, ...], head: tuple[str, ...] = HEAD) -> UnitSheet:
    return read_units([Sheet("ĐV", (head, *rows))], WORLD)


def wrong(found: UnitSheet) -> list[tuple[str, str, str]]:
    assert not found.units
    return [(p.code if p.code != "rule" else p.sentence, *place_words(p.place)[1:]) for p in found.problems]


def test_a_new_unit_is_read() -> None:
    found = read(row(parent="truso", aliases="CQVT; Vận tải ;", valid_from="1/7/2025", official_code=91))
    assert found.problems == ()
    unit = found.units[0]
    assert (unit.code, unit.kind, unit.relation, unit.parent) == ("VT", "agency", "committee", "TRUSO")
    assert (unit.short_name, unit.aliases) == ("Cơ quan Vận tải", ("CQVT", "Vận tải"))
    assert (unit.valid_from, unit.official_code) == (date(2025, 7, 1), "91")


def test_an_absent_column_keeps_and_an_empty_cell_empties() -> None:
    head = ("Mã đơn vị", "Tên đơn vị", "Loại", "Quan hệ")
    kept = read(("TC", "Cơ quan Tổ chức", "Cơ quan", "Ngành dọc"), head=head).units[0]
    assert (kept.relation, kept.parent, kept.aliases, kept.source) == ("vertical", "TRUSO", ("CQTC",), "pack")
    emptied = read(row(code="TC", name="Cơ quan Tổ chức")).units[0]
    assert (emptied.parent, emptied.aliases, emptied.source) == (None, (), "pack")


def test_a_merged_unit_names_its_successor() -> None:
    found = read(
        row(code="TC", name="Cơ quan Tổ chức", valid_to="30/6/2026", successor="VT"), row(parent="TRUSO")
    )
    assert found.problems == ()
    assert (found.units[0].valid_to, found.units[0].successor) == (date(2026, 6, 30), "VT")


@pytest.mark.parametrize(
    ("cell", "code", "column"),
    [
        ({"code": None}, "missing", "B"),
        ({"code": "=1"}, "code_form", "B"),
        ({"code": "nhap"}, "code_form", "B"),
        ({"code": "Đ1"}, "code_form", "B"),
        ({"name": "@SUM(A1)"}, "not_words", "C"),
        ({"kind": "Công ty"}, "kind_unknown", "F"),
        ({"relation": "bạn"}, "relation_unknown", "G"),
        ({"parent": "KHONGCO"}, "parent_unknown", "H"),
        ({"parent": "VT"}, "parents_in_a_circle", "H"),
        ({"valid_from": "mai"}, "day_form", "K"),
        ({"valid_from": "2/1/2026", "valid_to": "1/1/2026"}, "ends_before_it_begins", "L"),
        ({"successor": "TC"}, "successor_without_end", "L"),
        ({"valid_to": "1/1/2026", "successor": "KHONGCO"}, "successor_unknown", "M"),
        ({"aliases": "CQTC"}, "alias_of_two", "I"),
    ],
)
def test_what_is_wrong_is_named_with_its_cell(cell: dict[str, Value], code: str, column: str) -> None:
    assert wrong(read(row(**cell))) == [(code, "2", column)]


def test_a_code_stands_once() -> None:
    assert wrong(read(row(), row(name="Cơ quan Khác"))) == [("code_twice", "3", "B")]


values = st.one_of(
    st.none(), st.text(max_size=30), st.integers(), st.floats(), st.dates(),
    st.sampled_from(["TC", "TRUSO", "Cơ quan", "Thuộc UBND", "=1", "1/7/2025"]),
)  # fmt: skip


@given(st.lists(st.lists(values, min_size=len(HEAD), max_size=len(HEAD)), max_size=4))
def test_anything_in_the_cells_is_units_or_named_problems(rows: list[list[Value]]) -> None:
    found = read(*(tuple(one) for one in rows))
    assert bool(found.units) != bool(found.problems)
    assert all(problem.sentence and problem.place.sheet == "ĐV" for problem in found.problems)


def test_words_are_compared_without_marks() -> None:
    assert key("Thuộc UBND") == "thuoc ubnd"
