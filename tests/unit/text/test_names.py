"""The gazetteer: how a text may write a name, and which names it must not take for another."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sauro.engine.text.names import Gazetteer, UnitName

NAMES = Gazetteer(
    [
        UnitName("VP", "Văn phòng Ủy ban nhân dân tỉnh", ("Văn phòng UBND",)),
        UnitName("KHCN", "Sở Khoa học và Công nghệ"),
        UnitName("VH", "Sở Văn hóa, Thể thao và Du lịch"),
        UnitName("UB", "Ủy ban nhân dân tỉnh"),
        UnitName("HOA", "Xã Mỹ Hòa"),
        UnitName("HOA2", "Xã Mỹ Hóa"),
        UnitName("TP", "Công an thành phố"),
        UnitName("BAO", "Báo và Phát thanh - Truyền hình tỉnh"),
    ]
)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Văn phòng Ủy ban nhân dân tỉnh", "VP"),
        ("VĂN PHÒNG UBND TỈNH", "VP"),
        ("VP. UBND tỉnh", "VP"),
        ("Văn phòng\nUỷ ban  nhân dân tỉnh", "VP"),
        ("Sở KH&CN", "KHCN"),
        ("Sở Khoa học & Công nghệ", "KHCN"),
        ("Sở Văn hoá Thể thao du lịch", "VH"),
        ("Sở VHTT&DL", "VH"),
        ("UBND tỉnh", "UB"),
        ("xã Mỹ Hoà", "HOA"),
        ("Xã Mỹ Hoá", "HOA2"),
        ("Công an TP", "TP"),
        ("Công an TP.", "TP"),
        ("Báo và Phát thanh, Truyền hình tỉnh", "BAO"),
        (unicodedata.normalize("NFD", "Sở Khoa học và Công nghệ"), "KHCN"),
        ("So Khoa hoc va Cong nghe", "KHCN"),
    ],
)
def test_ways_of_writing_one_name(written: str, code: str) -> None:
    unit = NAMES.lookup(written)
    assert unit is not None
    assert unit.code == code


@pytest.mark.parametrize(
    "written", ["Xã Mỹ Hỏa", "Xa My Hoa", "Sở Khoa", "Sở Khoa học và Công nghệ tỉnh", "", "---"]
)
def test_what_names_no_unit_or_more_than_one(written: str) -> None:
    assert NAMES.lookup(written) is None


def test_the_longest_name_wins_and_positions_are_those_of_the_text() -> None:
    text = "Giao Văn phòng UBND tỉnh, UBND tỉnh và xã Mỹ Hoà."
    assert [(m.unit.code, text[m.start : m.end]) for m in NAMES.matches(text)] == [
        ("VP", "Văn phòng UBND tỉnh"),
        ("UB", "UBND tỉnh"),
        ("HOA", "xã Mỹ Hoà"),
    ]


def test_a_name_begins_and_ends_at_words() -> None:
    assert NAMES.matches("DUBND tỉnh, UBND tỉnhh") == ()


def test_two_units_of_one_name_are_never_chosen_between() -> None:
    both = Gazetteer([UnitName("A", "Xã Phú Lâm"), UnitName("B", "Xã Phú Lâm")])
    assert both.lookup("Xã Phú Lâm") is None


def test_a_unit_without_a_word_is_refused() -> None:
    with pytest.raises(ValueError, match="'X'"):
        Gazetteer([UnitName("X", "–")])


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_matched_in_order_and_without_overlap(text: str) -> None:
    last = 0
    for match in NAMES.matches(text):
        assert last <= match.start < match.end <= len(text)
        last = match.end


def test_many_names_and_a_long_text_cost_no_more_than_their_length() -> None:
    many = Gazetteer(UnitName(str(n), f"Xã Tân An {n}") for n in range(2000))
    # Linear work takes a moment; its square would outlast the limit that every test has.
    assert many.matches("Xã Tân An Tân An Tân " * 20_000) == ()
    assert many.matches("Xã" + " ," * 60_000) == ()
