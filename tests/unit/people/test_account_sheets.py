"""Accounts in a sheet: what is read, and that everything wrong is named by sheet, row and column."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sauro.engine.documents.sheets import Sheet, Value
from sauro.people.sheets import cells, problems
from sauro.people.sheets.accounts import COLUMNS, AccountSheet, Known, World, read_accounts
from sauro.people.sheets.cells import key, place_words

HEAD = tuple(column.names[0] for column in COLUMNS)
WORLD = World(
    units={
        "TC": ("TC",),
        "30337": ("30337",),
        key("Cơ quan Tổ chức"): ("TC",),
        "phong to chuc": ("TC", "30337"),
    },
    roles={"clerk": ("clerk",), "van thu": ("clerk",), "field_lead": ("field_lead",)},
    role_names=["Văn thư", "Cơ quan chủ trì lĩnh vực"],
    field_roles=frozenset({"field_lead"}),
    fields=frozenset({"par_index:3"}),
    by_email={
        "co@tl.test": Known("TK-1", "Người Có", True),
        "khoa@tl.test": Known("TK-2", "Người Khóa", False),
    },
    by_username={"nguoico": Known("TK-3", "Người Khác", True)},
    own="TK-9",
)


def read(*rows: tuple[Value, ...], head: tuple[str, ...] = HEAD, world: World = WORLD) -> AccountSheet:
    return read_accounts([Sheet("Trang 1", (head, *rows))], world)


def row(**values: Value) -> tuple[Value, ...]:
    """A good line with these cells instead; columns by code."""
    good: dict[str, Value] = {
        "stt": 1, "name": "Trần Thị An", "email": "an@tl.test", "unit": "TC", "role": "Văn thư",
    }  # fmt: skip
    return tuple((good | values).get(column.code) for column in COLUMNS)


def wrong(found: AccountSheet) -> list[tuple[str, str, str, str]]:
    assert not found.lines
    return [(p.code, *place_words(p.place)) for p in found.problems]


def test_a_line_is_read() -> None:
    found = read(row(position="Chuyên viên", valid_from=date(2026, 9, 30)))
    assert not found.problems
    line = found.lines[0]
    assert (line.row, line.name, line.email, line.position) == (1, "Trần Thị An", "an@tl.test", "Chuyên viên")
    assert (line.unit, line.role, line.scope, line.valid_from) == ("TC", "clerk", "", date(2026, 9, 30))
    assert (line.person, line.account) == ("an@tl.test", "")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ({"unit": 30337}, ("unit", "30337")),
        ({"unit": "co quan to chuc"}, ("unit", "TC")),
        ({"role": "VAN THU"}, ("role", "clerk")),
        ({"email": "AN@TL.TEST"}, ("email", "an@tl.test")),
        ({"email": None, "username": "An.1"}, ("person", "an.1")),
        ({"valid_from": "30/9/2026"}, ("valid_from", date(2026, 9, 30))),
        ({"valid_from": datetime(2026, 9, 30, 7)}, ("valid_from", date(2026, 9, 30))),  # noqa: DTZ001
        ({"name": "  Trần   Thị An "}, ("name", "Trần Thị An")),
        ({"email": "co@tl.test", "name": "Người có"}, ("account", "TK-1")),
    ],
)
def test_what_people_write(cell: dict[str, Value], expected: tuple[str, object]) -> None:
    found = read(row(**cell))
    assert found.problems == ()
    assert getattr(found.lines[0], expected[0]) == expected[1]


@pytest.mark.parametrize(
    ("cell", "code", "column"),
    [
        ({"name": None}, "missing", "B"),
        ({"name": "=cmd|' /C calc'!A0"}, "not_words", "B"),
        ({"name": "+84 90"}, "not_words", "B"),
        ({"name": "A" * 151}, "too_long", "B"),
        ({"email": "khong phai"}, "email_form", "C"),
        ({"email": "=HYPERLINK(1)"}, "email_form", "C"),
        ({"email": None}, "no_sign_in", "C"),
        ({"email": None, "username": "có dấu"}, "username_form", "D"),
        ({"email": None, "username": "a@b"}, "username_form", "D"),
        ({"unit": None}, "missing", "F"),
        ({"unit": "Sở Không Có"}, "unit_unknown", "F"),
        ({"unit": "Phòng Tổ chức"}, "unit_of_many", "F"),
        ({"role": "vua"}, "role_unknown", "G"),
        ({"role": None}, "missing", "G"),
        ({"role": "field_lead"}, "field_missing", "H"),
        ({"role": "field_lead", "scope": "par_index:99"}, "field_unknown", "H"),
        ({"scope": "par_index:3"}, "field_needless", "H"),
        ({"valid_from": "31/2/2026"}, "day_form", "I"),
        ({"valid_from": 46000}, "day_form", "I"),
        ({"email": "co@tl.test"}, "other_name", "B"),
        ({"email": "khoa@tl.test", "name": "Người Khóa"}, "closed", "B"),
        ({"email": "co@tl.test", "name": "Người Có", "username": "nguoico"}, "two_accounts", "D"),
    ],
)
def test_what_is_wrong_is_named_with_its_cell(cell: dict[str, Value], code: str, column: str) -> None:
    assert wrong(read(row(), row(**{"email": "hai@tl.test", **cell}))) == [(code, "Trang 1", "3", column)]


def test_one_wrong_line_keeps_all_out_and_every_fault_is_told() -> None:
    found = read(row(), row(email="b@tl.test", name=None, unit="?"), row(email="c@tl.test", role="?"))
    assert wrong(found) == [
        ("missing", "Trang 1", "3", "B"),
        ("unit_unknown", "Trang 1", "3", "F"),
        ("role_unknown", "Trang 1", "4", "G"),
    ]


def test_a_person_may_stand_on_two_lines_under_one_name() -> None:
    assert len(read(row(), row(unit="30337")).lines) == 2
    assert wrong(read(row(), row(name="Lê Văn B", unit="30337"))) == [("other_name", "Trang 1", "3", "B")]


def test_what_the_giver_may_not_give_is_named() -> None:
    world = replace(WORLD, may_give=lambda unit, _role: "role_wider" if unit == "TC" else "")
    assert wrong(read(row(), world=world)) == [("role_wider", "Trang 1", "2", "G")]
    assert not read(row(unit="30337"), world=world).problems
    own = replace(WORLD, own="TK-1")
    assert wrong(read(row(email="co@tl.test", name="Người Có"), world=own)) == [
        ("own_account", "Trang 1", "2", "B")
    ]


class TestTheTable:
    def test_may_begin_below_a_title_and_beside_other_sheets(self) -> None:
        title: tuple[Value, ...] = ("DANH SÁCH", *([None] * (len(HEAD) - 1)))
        sheets = [Sheet("Hướng dẫn", (("Đọc kỹ",),)), Sheet("Xã", (title, HEAD, row()))]
        found = read_accounts(sheets, WORLD)
        assert [line.row for line in found.lines] == [2]

    def test_needs_its_headings(self) -> None:
        found = read(("x", "y"), head=("Họ và tên", "Ghi chú"))
        assert [p.code for p in found.problems] == ["no_table"]
        assert "Đơn vị" in found.problems[0].sentence
        assert "Vai trò" in found.problems[0].sentence

    def test_needs_lines(self) -> None:
        assert [p.code for p in read().problems] == ["no_rows"]

    def test_has_a_most(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(cells, "MOST_ROWS", 2)
        assert [p.code for p in read(row(), row(), row()).problems] == ["too_many_rows"]

    def test_a_heading_stands_once(self) -> None:
        head = ("Họ và tên", "Họ tên", "Đơn vị", "Vai trò", "Email")
        assert [p.code for p in read(("A", "A", "TC", "clerk", "a@b.cd"), head=head).problems] == [
            "heading_twice"
        ]


values = st.one_of(
    st.none(), st.text(max_size=40), st.integers(), st.floats(allow_nan=True), st.booleans(), st.dates(),
    st.datetimes(), st.sampled_from(["TC", "Văn thư", "an@tl.test", "=1+1", "@SUM(A1)", "\x00", "30/9/2026"]),
)  # fmt: skip


@given(st.lists(st.lists(values, min_size=len(HEAD), max_size=len(HEAD)), max_size=5))
def test_anything_in_the_cells_is_lines_or_named_problems(rows: list[list[Value]]) -> None:
    found = read(*(tuple(one) for one in rows))
    assert bool(found.lines) != bool(found.problems)
    for problem in found.problems:
        sheet, _row, _column = place_words(problem.place)
        assert sheet == "Trang 1"
        assert problem.sentence.strip()
    for line in found.lines:
        assert line.name[0].isalpha()
        assert line.person


@given(st.lists(st.lists(values, min_size=3, max_size=3), min_size=1, max_size=6))
def test_any_sheet_is_read_or_refused(rows: list[list[Value]]) -> None:
    found = read_accounts([Sheet("S", tuple(tuple(one) for one in rows))], WORLD)
    assert found.problems
    assert all(problem.sentence for problem in found.problems)


def test_each_problem_has_a_sentence_that_takes_its_values() -> None:
    place = cells.Place("S", 1, 2)
    told = dict.fromkeys(
        ("heading", "missing", "most", "value", "codes", "known", "name", "row", "sentence"), "x"
    )
    for code in problems.known_codes():
        assert problems.Problem(code, place, "Cột", tuple(told.items())).sentence
