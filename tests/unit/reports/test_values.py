"""Values: canonical text, what people type and see, parts that come back the same."""

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sauro.engine.reports.rows import Choice, Field, Type
from sauro.engine.reports.typed import read, read_cell, read_number
from sauro.engine.reports.values import (
    Kind,
    Value,
    ValueWrong,
    canonical,
    clean_text,
    for_entry,
    rounded,
    shown,
    written,
)

pytestmark = pytest.mark.pure

DECIMALS = st.decimals(min_value=-(10**17), max_value=10**17, places=6, allow_nan=False, allow_infinity=False)
COUNT = Field("value", "Số liệu", Type.COUNT)
MONEY = Field("value", "Số liệu", Type.MONEY, decimals=6)
PERCENT = Field("value", "Số liệu", Type.PERCENT, decimals=4)
CHOICE = Field(
    "value", "Số liệu", Type.CHOICE, choices=(Choice("1", "Có", "Yes"), Choice("0", "Không", "No"))
)
STATE = Field("state", "Tình trạng", Type.STATE, choices=(Choice("done", "Hoàn thành"),), may_be_absent=False)
TEXT = Field("text", "Nội dung", Type.TEXT, longest=20)

DAY = date(2026, 9, 14)
VALUES = st.one_of(
    st.builds(
        lambda n, e, d: Value.number_of(n, estimated=e, as_of=d),
        DECIMALS,
        st.booleans(),
        st.none() | st.dates(),
    ),
    st.text(min_size=1).map(Value.text_of),
    st.sampled_from(["0", "1", "done"]).map(Value.choice_of),
    st.text(max_size=30).map(Value.absent),
)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("1234.50", "1234.5"),
        ("-0.00", "0"),
        ("1E+3", "1000"),
        ("0.000001", "0.000001"),
        ("-7", "-7"),
        ("100", "100"),
    ],
)
def test_a_number_has_one_text(number: str, text: str) -> None:
    assert canonical(Decimal(number)) == text


@given(DECIMALS)
def test_canonical_text_is_the_same_number_and_the_same_text_again(number: Decimal) -> None:
    text = canonical(number)
    assert Decimal(text) == number
    assert canonical(Decimal(text)) == text
    assert "E" not in text
    assert Value.number_of(number).number == number


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_finite_number_is_no_value(number: str) -> None:
    with pytest.raises(ValueWrong):
        Value.number_of(Decimal(number))


@pytest.mark.parametrize("text", ["", "1.50", "01", "-0", "1e3", "1,5", "+1", "1."])
def test_other_texts_are_no_numbers(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - one rule among several
        Value(Kind.NUMBER, text)


def test_only_what_is_absent_has_a_reason_and_only_a_figure_is_estimated_or_dated() -> None:
    wrong = [
        {"kind": Kind.NUMBER, "text": "1", "reason": "x"},
        {"kind": Kind.ABSENT, "text": "-"},
        {"kind": Kind.TEXT, "text": ""},
        {"kind": Kind.CHOICE, "text": "1", "estimated": True},
        {"kind": Kind.ABSENT, "as_of": DAY},
    ]
    for parts in wrong:
        with pytest.raises(ValueError):  # noqa: PT011 - one rule among several
            Value(**parts)


@given(VALUES)
def test_parts_come_back_as_the_same_value(value: Value) -> None:
    assert Value.from_parts(value.to_parts()) == value
    assert all(isinstance(part, str) and part for part in value.to_parts().values())


@pytest.mark.parametrize(
    ("number", "places", "half_up"),
    [("0.125", 2, "0.13"), ("-0.125", 2, "-0.13"), ("2.5", 0, "3"), ("33.334", 2, "33.33")],
)
def test_rounding_is_as_by_hand(number: str, places: int, half_up: str) -> None:
    assert rounded(Decimal(number), places) == Decimal(half_up)


@pytest.mark.parametrize(
    ("number", "shown_as"),
    [("0", "0"), ("999", "999"), ("1000", "1.000"), ("-1234567.5", "-1.234.567,5"), ("0.05", "0,05")],
)
def test_numbers_are_written_as_officials_do(number: str, shown_as: str) -> None:
    assert written(Decimal(number)) == shown_as


@given(DECIMALS)
def test_what_stands_in_an_entry_field_reads_back_the_same(number: Decimal) -> None:
    value = Value.number_of(number)
    assert read(MONEY, for_entry(value)) == value


@given(st.integers(-(10**17), 10**17))
def test_a_count_reads_back_from_its_written_form(number: int) -> None:
    assert read_number(written(Decimal(number)), decimals=0) == number


def outcome(field: Field, typed: str) -> Value | ValueWrong | None:
    try:
        return read(field, typed)
    except ValueWrong as wrong:
        return wrong


@given(DECIMALS)
def test_a_written_number_reads_back_or_is_asked_back_never_something_else(number: Decimal) -> None:
    found = outcome(MONEY, written(number))
    if isinstance(found, ValueWrong):
        assert found.code == "ambiguous_number"
        assert abs(number) < 10**6
    else:
        assert found == Value.number_of(number)


@given(st.text(max_size=60))
def test_whatever_is_typed_is_a_value_nothing_or_a_refusal_with_its_words(typed: str) -> None:
    for field in (COUNT, MONEY, PERCENT, CHOICE, STATE, TEXT):
        found = outcome(field, typed)
        if isinstance(found, ValueWrong):
            assert all(isinstance(one, str) for one in found.values.values())
        else:
            assert found is None or Value.from_parts(found.to_parts()) == found


@pytest.mark.parametrize("typed", ["-", "–", "—", "−", " - "])
def test_a_dash_is_said_to_be_absent(typed: str) -> None:
    assert read(COUNT, typed, reason="  chưa\nchốt ") == Value.absent("chưa chốt")
    assert read(COUNT, typed) == Value.absent()
    assert read(CHOICE, typed) == Value.absent()
    with pytest.raises(ValueWrong, match="may_not_be_absent"):
        read(STATE, typed)
    assert read(TEXT, "-") == Value.text_of("-")


def test_an_empty_cell_is_no_value() -> None:
    assert all(read(field, "  \n ") is None for field in (COUNT, CHOICE, TEXT))
    assert read_cell(COUNT, None) is None


@pytest.mark.parametrize(
    "typed",
    ["1", "Có", "có", "CO", "Có = 1", "1 - Có", "Yes", " c\u00f3 ", unicodedata.normalize("NFD", "Có")],
)
def test_a_choice_is_read_by_code_or_label(typed: str) -> None:
    assert read(CHOICE, typed) == Value.choice_of("1")


def test_an_unknown_choice_names_those_allowed() -> None:
    with pytest.raises(ValueWrong, match="choice_not_known") as caught:
        read(CHOICE, "2")
    assert caught.value.values == {"typed": "2", "allowed": "Có = 1; Không = 0"}


def test_marks_of_a_figure_are_kept() -> None:
    assert read(MONEY, "12,5", estimated=True, as_of=DAY) == Value(
        Kind.NUMBER, "12.5", estimated=True, as_of=DAY
    )


def test_a_text_is_cleaned_and_measured() -> None:
    assert read(TEXT, " một \r\n hai\t\x07 ") == Value.text_of("một\n hai")
    with pytest.raises(ValueWrong, match="too_long"):
        read(TEXT, "x" * 21)
    assert read(TEXT, "x" * 20) is not None


@given(st.text())
def test_cleaning_twice_changes_nothing_more(typed: str) -> None:
    assert clean_text(clean_text(typed)) == clean_text(typed)


@pytest.mark.parametrize(
    ("field", "cell", "text"),
    [
        (COUNT, 12.0, "12"),
        (COUNT, 1234, "1234"),
        (MONEY, 0.1, "0.1"),
        (MONEY, 1234.5, "1234.5"),
        (MONEY, Decimal("1.234"), "1.234"),
        (CHOICE, 1.0, "1"),
        (COUNT, "1.234", "1234"),
        (TEXT, 5.0, "5"),
    ],
)
def test_a_number_of_a_spreadsheet_is_taken_as_it_is(field: Field, cell: object, text: str) -> None:
    value = read_cell(field, cell)
    assert value is not None
    assert value.text == text


@pytest.mark.parametrize(
    ("field", "cell", "code"),
    [
        (COUNT, 1.5, "not_whole"),
        (COUNT, True, "not_a_number"),
        (COUNT, DAY, "not_a_number"),
        (TEXT, DAY, "not_a_text"),
        (MONEY, 1e300, "too_many_digits"),
        (MONEY, float("nan"), "not_a_number"),
        (PERCENT, 12.34567, "too_many_decimals"),
        (CHOICE, 7, "choice_not_known"),
    ],
)
def test_a_cell_that_does_not_fit_is_refused(field: Field, cell: object, code: str) -> None:
    with pytest.raises(ValueWrong, match=f"^{code}$"):
        read_cell(field, cell)


def test_values_are_shown_with_their_words() -> None:
    assert shown(None) == ""
    assert shown(Value.absent("x")) == "-"
    assert shown(Value.number_of(Decimal("1234.5"))) == "1.234,5"
    assert shown(Value.choice_of("1"), CHOICE) == "Có"
    assert shown(Value.choice_of("1"), CHOICE, english=True) == "Yes"
    assert shown(Value.choice_of("done"), STATE, english=True) == "Hoàn thành"
    assert shown(Value.choice_of("9"), CHOICE) == "9"
    assert for_entry(Value.absent("x")) == "-"
