"""What an official document may be: refusals with their sentences, numbers, dates, grids, forms of signature."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sauro import definitions
from sauro.engine.documents.out import (
    Annex,
    Cell,
    Column,
    Heading,
    ImproperDocument,
    Item,
    Kind,
    Level,
    Note,
    Numbered,
    Paragraph,
    Record,
    Row,
    Run,
    Signature,
    Source,
    Table,
    issued,
    value,
)
from sauro.engine.documents.out import __file__ as package
from sauro.engine.documents.out.header import say_day
from sauro.engine.documents.out.numbering import labels, roman
from sauro.engine.documents.out.signature import CAPACITIES
from sauro.engine.documents.out.tables import placed
from sauro.engine.text.messages import Messages
from unit.documents.official import header, letter, report, submission

MESSAGES = Messages.from_yaml(definitions.text("messages/official_documents.yaml"))
ONE = (Column(1), Column(1))
END = Paragraph("Xem Phụ lục.")


def table(*rows: Row, columns: tuple[Column, ...] = ONE) -> Table:
    return Table(columns=columns, rows=rows)


IMPROPER: list[tuple[str, Callable[[], object]]] = [
    ("empty_part", lambda: Paragraph("  ")),
    ("empty_part", lambda: header(place="")),
    ("empty_part", lambda: report(body=())),
    ("empty_part", lambda: Annex("Bảng", ())),
    ("several_lines", lambda: Paragraph("một\nhai")),
    ("several_lines", lambda: Cell("một\thai")),
    ("unprintable", lambda: Run("một\u200bhai")),
    ("unprintable", lambda: Paragraph("một\x00hai")),
    ("empty_value", lambda: value(" ", "https://sauro.example/a")),
    ("bad_address", lambda: Source("javascript:alert(1)")),
    ("bad_address", lambda: Source("/tuong-doi")),
    ("bad_address", lambda: Source("#1a")),
    ("bad_mark", lambda: Paragraph("x", mark="dòng 1")),
    ("mark_twice", lambda: report(annexes=(), body=(Paragraph("x", mark="a"), Paragraph("y", mark="a")))),
    ("mark_missing", lambda: report(annexes=(), body=(Paragraph((value("1", "#a"),)),))),
    ("bad_symbol", lambda: header(symbol="BC")),
    ("bad_symbol", lambda: header(symbol="BC-UBND/X")),
    ("symbol_of_other_kind", lambda: report(kind=Kind.PLAN)),
    ("symbol_of_letter", lambda: letter(header=header(symbol="BC-UBND"))),
    ("number_without_day", lambda: header(number=3)),
    ("number_without_day", lambda: header(day=date(2026, 1, 2))),
    ("bad_number", lambda: header(number=0, day=date(2026, 1, 2))),
    ("bad_month", lambda: header(month=13)),
    ("bad_month", lambda: header(year=None, month=3)),
    ("title_with_sign", lambda: letter(title="V/v đôn đốc")),
    ("no_addressee", lambda: letter(addressees=())),
    ("no_addressee", lambda: submission(addressees=())),
    ("bases_in_letter", lambda: letter(bases=("Căn cứ Luật",))),
    ("not_filed", lambda: letter(filed="NC, VT")),
    ("no_closing_paragraph", lambda: report(body=(END, Note("Ghi chú")))),
    ("no_closing_paragraph", lambda: report(body=(END, table(Row((Cell("a"), Cell("b"))))))),
    ("issuer_in_text_missing", lambda: report(header=header(in_text=""))),
    ("annex_not_mentioned", lambda: report(body=(Paragraph("Không nhắc đến."),))),
    ("bad_capacity", lambda: Signature(("TUQ. Chủ tịch", "KT. Giám đốc", "Phó Giám đốc"))),
    ("bad_capacity", lambda: Signature(("TM.", "Chủ tịch"))),
    ("bad_capacity", lambda: Signature(())),
    ("title_before_name", lambda: Signature(("Giám đốc",), "TS. Nguyễn Văn A")),
    ("point_with_title", lambda: Heading(Level.POINT, "x")),
    ("only_title", lambda: Numbered(Level.SECTION, "x")),
    (
        "mixed_levels",
        lambda: report(annexes=(), body=(Heading(Level.SECTION, "x"), Heading(Level.ARTICLE, "y"), END)),
    ),
    ("point_without_clause", lambda: report(annexes=(), body=(Numbered(Level.POINT, "x"),))),
    (
        "too_many_points",
        lambda: report(
            annexes=(), body=(Heading(Level.CLAUSE, "x"), *(Numbered(Level.POINT, "y") for _ in range(24)))
        ),
    ),
    ("bad_depth", lambda: Item("x", depth=3)),
    ("empty_table", lambda: table()),
    ("bad_width", lambda: Column(0)),
    ("bad_size", lambda: Table(columns=ONE, rows=(Row((Cell(), Cell())),), size=9)),
    ("bad_span", lambda: Cell("a", across=0)),
    ("cells_overlap", lambda: table(Row((Cell("a"), Cell("b", down=2))), Row((Cell("c", across=2),)))),
    ("row_too_short", lambda: table(Row((Cell("a"),)))),
    ("row_too_long", lambda: table(Row((Cell("a"), Cell("b"), Cell("c"))))),
    ("row_too_long", lambda: table(Row((Cell("a", across=3),)))),
    ("span_out_of_table", lambda: table(Row((Cell("a", down=2), Cell("b"))))),
    ("naive_time", lambda: Record("Sở Nội vụ", datetime(2026, 1, 1))),  # noqa: DTZ001  without a zone on purpose
]


@pytest.mark.parametrize(
    ("code", "build"), IMPROPER, ids=[f"{n}-{code}" for n, (code, _) in enumerate(IMPROPER)]
)
def test_what_is_improper_is_refused_with_a_whole_sentence(code: str, build: Callable[[], object]) -> None:
    with pytest.raises(ImproperDocument) as refused:
        build()
    assert refused.value.code == code
    for language in ("vi", "en"):
        sentence = refused.value.sentence(MESSAGES, language)
        assert sentence.endswith(".")
        assert "{" not in sentence
        template = MESSAGES.sentence("refusals", code, language=language)
        # What was not given would be shown as "…"; those that stand in the sentence itself are no gaps.
        assert set(re.findall(r"{(\w+)}", _template(code, language))) <= set(refused.value.values), template


def _template(code: str, language: str) -> str:
    return MESSAGES.sentences["refusals", code, "message", language]


def test_every_refusal_has_a_sentence_and_a_case_here() -> None:
    raised = set()
    for path in Path(package).parent.glob("*.py"):
        raised |= set(re.findall(r"ImproperDocument\(\s*\"(\w+)\"", path.read_text(encoding="utf-8")))
    assert raised == MESSAGES.codes("refusals")
    assert raised == {code for code, _ in IMPROPER}


@pytest.mark.parametrize(
    ("lines", "right"),
    [
        (("Giám đốc",), True),
        (("Q. Giám đốc",), True),
        (("KT. Giám đốc", "Phó Giám đốc"), True),
        (("TM. Ủy ban nhân dân", "Chủ tịch"), True),
        (("TM. Ủy ban nhân dân", "Q. Chủ tịch"), True),
        (("TM. Ủy ban nhân dân", "KT. Chủ tịch", "Phó Chủ tịch"), True),
        (("TL. Chủ tịch", "Chánh Văn phòng"), True),
        (("TL. Chủ tịch", "KT. Chánh Văn phòng", "Phó Chánh Văn phòng"), True),
        (("TUQ. Chủ tịch", "Giám đốc Sở Nội vụ"), True),
        (("TM. Ủy ban nhân dân", "TUQ. Chủ tịch", "Giám đốc Sở Nội vụ"), True),
        (("KT. Giám đốc",), False),
        (("TM. Ủy ban nhân dân",), False),
        (("Chủ tịch", "TM. Ủy ban nhân dân"), False),
        (("KT. Chủ tịch", "TM. Ủy ban nhân dân", "Phó Chủ tịch"), False),
        (("TUQ. Chủ tịch", "TUQ. Giám đốc", "Trưởng phòng"), False),
        (("Phó Chủ tịch", "Chủ tịch"), False),
    ],
)
def test_forms_of_signature(lines: tuple[str, ...], right: bool) -> None:
    if right:
        assert Signature(lines).lines == lines
    else:
        with pytest.raises(ImproperDocument):
            Signature(lines)


@given(st.lists(st.sampled_from(("", *CAPACITIES)), min_size=1, max_size=4))
def test_nobody_signs_below_a_mandate(form: list[str]) -> None:
    """Whatever is stacked: below TUQ. only the post of the one who was given the mandate."""
    lines = tuple(f"{capacity}. Chủ tịch" if capacity else "Chủ tịch" for capacity in form)
    try:
        Signature(lines)
    except ImproperDocument:
        return
    if "TUQ" in form:
        assert form[form.index("TUQ") + 1 :] in ([""], ["Q"])
    assert form[-1] in ("", "Q")
    assert len(set(filter(None, form))) == len([one for one in form if one])


@given(st.dates(date(2020, 1, 1), date(2099, 12, 31)))
def test_days_below_ten_and_months_one_and_two_have_a_zero(day: date) -> None:
    said = say_day(day.day, day.month, day.year)
    months = {1: "01", 2: "02", **{month: str(month) for month in range(3, 13)}}
    days = {
        **{number: f"0{number}" for number in range(1, 10)},
        **{number: str(number) for number in range(10, 32)},
    }
    assert said == f"ngày {days[day.day]} tháng {months[day.month]} năm {day.year}"


def test_a_draft_knows_as_much_of_its_day_as_it_was_told() -> None:
    assert header(year=None).day_text.split() == ["ngày", "tháng", "năm"]
    assert header(year=2026, month=9).day_text.split() == ["ngày", "tháng", "9", "năm", "2026"]
    assert header().number_line == "Số:      /BC-UBND"


def test_number_and_day_of_issue_change_nothing_else() -> None:
    draft = report()
    given_out = issued(draft, number=8, day=date(2026, 10, 2))
    assert given_out.header.number_line == "Số: 08/BC-UBND"
    assert given_out.attached_to.startswith("(Kèm theo Báo cáo số 08/BC-UBND ngày 02 tháng 10 năm 2026 của ")
    assert (given_out.body, given_out.annexes, given_out.record) == (draft.body, draft.annexes, draft.record)


@given(st.integers(1, 3999))
def test_roman_numbers_read_back(number: int) -> None:
    worth = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
    said = [worth[letter] for letter in roman(number)]
    after = [*said[1:], 0]
    assert sum(-one if one < following else one for one, following in zip(said, after, strict=True)) == number
    assert not re.search(r"I{4}|X{4}|C{4}|M{4}|V{2}|L{2}|D{2}", roman(number))


def test_annexes_have_roman_numbers_where_there_are_two() -> None:
    assert [report().annex_name(index) for index in (0, 1)] == ["Phụ lục I", "Phụ lục II"]
    assert submission().annex_name(0) == "Phụ lục"


def test_points_follow_the_letters_of_the_decree() -> None:
    body = (Heading(Level.CLAUSE, "x"), *(Numbered(Level.POINT, "y") for _ in range(8)))
    assert [label for _, label in labels(body)] == ["1.", "a)", "b)", "c)", "d)", "đ)", "e)", "g)", "h)"]


def test_both_outlines_of_the_decree() -> None:
    by_sections = [
        (Level.PART, "Phần I"), (Level.SECTION, "I."), (Level.CLAUSE, "1."), (Level.CLAUSE, "2."),
        (Level.SECTION, "II."), (Level.CLAUSE, "1."), (Level.PART, "Phần II"), (Level.SECTION, "I."),
    ]  # fmt: skip
    by_articles = [
        (Level.CHAPTER, "Chương I"), (Level.DIVISION, "Mục 1"), (Level.ARTICLE, "Điều 1."), (Level.CLAUSE, "1."),
        (Level.DIVISION, "Mục 2"), (Level.SUBDIVISION, "Tiểu mục 1"), (Level.ARTICLE, "Điều 2."),
        (Level.CLAUSE, "1."), (Level.CHAPTER, "Chương II"), (Level.DIVISION, "Mục 1"), (Level.ARTICLE, "Điều 3."),
    ]  # fmt: skip
    for outline in (by_sections, by_articles):
        blocks = [Heading(level, "Tiêu đề") for level, _ in outline]
        assert [label for _, label in labels(blocks)] == [label for _, label in outline]


@st.composite
def tilings(draw: st.DrawFn) -> tuple[int, list[list[tuple[int, int, int]]]]:
    """A grid cut into rectangles: columns, and for each row the (column, across, down) of cells that start in it."""
    columns, rows = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    free = [[True] * columns for _ in range(rows)]
    starts: list[list[tuple[int, int, int]]] = [[] for _ in range(rows)]
    for row, column in itertools.product(range(rows), range(columns)):
        if not free[row][column]:
            continue
        room = list(itertools.takewhile(lambda at: free[row][at], range(column, columns)))  # noqa: B023  used at once
        across, down = draw(st.integers(1, len(room))), draw(st.integers(1, rows - row))
        for r, c in itertools.product(range(row, row + down), range(column, column + across)):
            free[r][c] = False
        starts[row].append((column, across, down))
    return columns, starts


@given(tilings())
def test_merged_cells_stand_where_they_were_cut(tiling: tuple[int, list[list[tuple[int, int, int]]]]) -> None:
    columns, starts = tiling
    rows = tuple(Row(tuple(Cell("x", across=a, down=d) for _, a, d in row)) for row in starts)
    found = [[(p.column, p.continued) for p in places] for _, places in placed(rows, columns)]
    expected: list[list[tuple[int, bool]]] = [[] for _ in rows]
    for number, row in enumerate(starts):
        for column, _, down in row:
            for below in range(down):
                expected[number + below].append((column, below > 0))
    assert found == [sorted(line) for line in expected]


@given(tilings(), st.data())
def test_a_cell_too_few_or_too_many_is_seen(
    tiling: tuple[int, list[list[tuple[int, int, int]]]], data: st.DataObject
) -> None:
    columns, starts = tiling
    rows = [[Cell("x", across=a, down=d) for _, a, d in row] for row in starts]
    chosen = data.draw(st.sampled_from([number for number, row in enumerate(rows) if row]))
    if data.draw(st.booleans()):
        rows[chosen].pop()
    else:
        rows[chosen].append(Cell("y"))
    with pytest.raises(ImproperDocument):
        list(placed(tuple(Row(tuple(row)) for row in rows), columns))
