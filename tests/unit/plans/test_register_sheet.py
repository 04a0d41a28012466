"""What a returned row means: unchanged, changed, changed on both sides, new, wrong."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sauro import definitions
from sauro.plans.register_sheet import (
    COLUMNS,
    CUT,
    EDITABLE,
    LONGEST_CELL,
    READONLY,
    Current,
    Fault,
    Outcome,
    cell_text,
    judge,
    mark_of,
    returned,
)
from sauro.plans.register_words import read_words

BASE = {
    "text": "Rà soát danh mục",
    "rhythm": "",
    "due": "2026-09-30",
    "person": "",
    "post": "",
    "product": "Báo cáo",
    "level": "",
    "ground": "",
    "delegation": "",
    "plan": "01/KH-UBND",
    "place": "II.2.1",
    "lead": "Sở Mẫu",
    "support": "",
    "state": "Chưa bắt đầu",
}


def cells(**changed: Any) -> dict[str, Any]:
    """The row as it left, with the person's edits."""
    return {"code": "NV-02.01", "mark": mark_of(BASE), **BASE, **changed}


def now(**changed: str) -> Current:
    return Current({**BASE, **changed})


def outcome(row: dict[str, Any], current: Current | None) -> Outcome:
    return judge(returned(row), current).outcome


def test_every_column_is_known_to_the_rules() -> None:
    assert {column.code for column in COLUMNS} == {"stt", "code", "mark", *EDITABLE, *READONLY}


@pytest.mark.parametrize(
    ("edited", "here", "expected"),
    [
        ({}, {}, Outcome.SAME),
        ({}, {"text": "Lời mới"}, Outcome.SAME),
        ({"text": "Lời mới"}, {}, Outcome.CHANGED),
        ({"text": "Lời mới"}, {"state": "Đang làm"}, Outcome.CHANGED),
        ({"text": "Lời mới"}, {"text": "Lời khác"}, Outcome.CONFLICT),
        ({"text": "Lời mới"}, {"product": "Quyết định"}, Outcome.CONFLICT),
        ({"text": "Lời mới"}, {"text": "Lời mới"}, Outcome.SAME),
        ({"text": ""}, {}, Outcome.WRONG),
        ({"due": "cuối năm"}, {}, Outcome.WRONG),
    ],
    ids=[
        "neither side",
        "only here",
        "only in the file",
        "in the file, and here something that the file does not carry",
        "both sides, the same column",
        "both sides, different columns",
        "both sides, the same words",
        "words emptied",
        "no day",
    ],
)
def test_truth_table(edited: dict[str, str], here: dict[str, str], expected: Outcome) -> None:
    assert outcome(cells(**edited), now(**here)) is expected


def test_what_changed_is_named_with_both_values() -> None:
    judged = judge(returned(cells(text="Lời mới", due=date(2026, 12, 1))), now())
    assert [(c.column, c.old, c.new) for c in judged.changes] == [
        ("text", "Rà soát danh mục", "Lời mới"),
        ("due", "2026-09-30", "2026-12-01"),
    ]


def test_an_edited_column_that_is_for_reading_only_is_said() -> None:
    judged = judge(returned(cells(lead="Sở Khác")), now())
    assert (judged.outcome, judged.ignored) == (Outcome.SAME, ("lead",))


def test_a_column_for_reading_only_that_changed_here_is_no_edit() -> None:
    assert judge(returned(cells()), now(state="Đang làm")).ignored == ()


@pytest.mark.parametrize("mark", ["", "0" * 16, "x" * 16 + "." + "0" * 16])
def test_without_a_mark_a_difference_waits_for_a_person(mark: str) -> None:
    assert outcome(cells(mark=mark, text="Lời mới"), now()) is Outcome.UNMARKED
    assert outcome(cells(mark=mark), now()) is Outcome.SAME


def test_a_row_without_a_code_is_a_new_task() -> None:
    assert outcome({"text": "Việc mới"}, None) is Outcome.NEW
    assert judge(returned({"product": "Báo cáo"}), None).faults[0].fault is Fault.NO_TEXT


def test_a_code_that_nobody_has_is_a_fault_of_its_cell() -> None:
    judged = judge(returned(cells(code="NV-99.99")), None)
    assert [(f.column, f.fault) for f in judged.faults] == [("code", Fault.UNKNOWN_CODE)]


def test_a_task_that_the_register_no_longer_counts_takes_no_change() -> None:
    gone = Current(BASE, active=False)
    assert outcome(cells(), gone) is Outcome.SAME
    assert judge(returned(cells(text="Lời mới")), gone).faults[0].fault is Fault.NOT_ACTIVE


def test_a_file_without_a_column_leaves_it_alone() -> None:
    row = cells(text="Lời mới")
    absent = ("product", "due", "ground")
    for column in absent:
        del row[column]
    assert [c.column for c in judge(returned(row, absent), now()).changes] == ["text"]


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        (date(2026, 9, 30), "2026-09-30"),
        (datetime(2026, 9, 30, 0, 0), "2026-09-30"),  # noqa: DTZ001 - a cell has no zone
        ("30/9/2026", "2026-09-30"),
        ("30-09-2026", "2026-09-30"),
        ("30.9.2026", "2026-09-30"),
        ("2026-9-30", "2026-09-30"),
        (None, ""),
    ],
)
def test_days_in_the_forms_that_people_write(typed: Any, taken: str) -> None:
    assert returned(cells(due=typed)).values["due"] == taken


@pytest.mark.parametrize("typed", ["31/9/2026", "9/2026", "Quý III", "30/9", 46295, "2026"])
def test_no_day_is_guessed(typed: Any) -> None:
    row = returned(cells(due=typed))
    assert [(f.column, f.fault) for f in row.faults] == [("due", Fault.NOT_A_DAY)]


@pytest.mark.parametrize(
    ("column", "typed", "taken"),
    [
        ("rhythm", "Hằng quý", "quarter"),
        ("rhythm", "hàng quý", "quarter"),
        ("rhythm", "HANG NAM", "year"),
        ("level", "Chủ tịch UBND", "chairman"),
        ("level", "thủ trưởng đơn vị", "unit_head"),
    ],
)
def test_lists_are_met_without_regard_to_marks(column: str, typed: str, taken: str) -> None:
    assert returned(cells(**{column: typed})).values[column] == taken


def test_a_day_beside_a_rhythm_is_a_contradiction() -> None:
    judged = judge(returned(cells(rhythm="Hằng quý")), now())
    assert [(f.column, f.fault, f.said) for f in judged.faults] == [
        ("due", Fault.WRONG_PART, "due_with_rhythm")
    ]


def test_an_answer_is_not_taken_away_by_an_empty_cell() -> None:
    judged = judge(returned(cells(product=None)), now())
    assert [(f.column, f.fault) for f in judged.faults] == [("product", Fault.EMPTIED)]


def test_a_text_too_long_for_a_cell_leaves_cut_and_cannot_come_back_changed() -> None:
    long = "a" * (LONGEST_CELL + 5)
    left = cell_text(long)
    assert len(left) == LONGEST_CELL
    assert left.endswith(CUT)
    base = {**BASE, "text": left}
    row = {**cells(), "mark": mark_of(base), "text": left}
    assert outcome(row, Current(base)) is Outcome.SAME
    edited = {**row, "text": "b" + left}
    assert judge(returned(edited), Current(base)).faults[0].fault is Fault.TOO_LONG


texts = st.text(max_size=40)


@given(st.fixed_dictionaries(dict.fromkeys(("text", "person", "product", "ground", *READONLY), texts)))
def test_what_left_and_came_back_untouched_asks_for_nothing(values: dict[str, str]) -> None:
    held = {**BASE, **{name: cell_text(value) for name, value in values.items()}}
    judged = judge(returned({"code": "NV-1", "mark": mark_of(held), **held}), Current(held))
    assert (judged.outcome, judged.changes, judged.ignored) == (Outcome.SAME, (), ())


@given(
    st.dictionaries(
        st.sampled_from([c.code for c in COLUMNS]),
        st.one_of(st.none(), texts, st.integers(), st.floats(), st.booleans(), st.dates()),
    ),
    st.booleans(),
)
def test_any_row_is_judged(row: dict[str, Any], known: bool) -> None:
    judged = judge(returned(row), now() if known else None)
    assert judged.outcome in Outcome
    assert bool(judged.faults) == (judged.outcome is Outcome.WRONG)


@given(st.sampled_from(EDITABLE), texts, texts)
def test_an_edit_on_both_sides_is_never_taken_over(column: str, mine: str, theirs: str) -> None:
    row = returned(cells(**{column: mine}))
    judged = judge(row, now(**{column: cell_text(theirs)}))
    if judged.outcome is Outcome.CHANGED:
        assert cell_text(theirs) == BASE[column]


@pytest.mark.parametrize(
    ("old", "new"),
    [("  year: [Hằng năm", "  day: [Hằng năm"), ("Mỗi quý]", "Hằng năm]"), ("[Tình trạng]", "[Sản phẩm]")],
    ids=["an unknown code", "one name for two rhythms", "one heading for two columns"],
)
def test_words_that_would_mean_two_things_are_refused(old: str, new: str) -> None:
    text = definitions.text("register_sheet.yaml")
    assert old in text
    with pytest.raises(ValueError, match="register_sheet"):
        read_words(text.replace(old, new))
