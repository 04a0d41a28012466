"""Folding, tone placement and the order of Vietnamese words."""

from __future__ import annotations

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sauro.engine.text import classic_tones, fold, fold_with_offsets, nfc, sort_key, tone_key


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đặc khu Thổ Châu", "dac khu tho chau"),
        ("HOÀ BÌNH", "hoa binh"),
        ("hòa bình", "hoa binh"),
        ("Ủy ban, UỶ BAN", "uy ban, uy ban"),
        ("", ""),
    ],
)
def test_fold_drops_marks_and_case(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold(unicodedata.normalize("NFD", text)) == folded


def test_offsets_lead_back_to_the_original() -> None:
    text = unicodedata.normalize("NFD", "Sở Nội vụ và Đảng ủy")
    folded, offsets = fold_with_offsets(text)
    start = folded.index("dang uy")
    assert nfc(text[offsets[start] : offsets[start + len("dang uy")]]) == "Đảng ủy"


@given(st.text())
def test_offsets_agree_with_fold(text: str) -> None:
    folded, offsets = fold_with_offsets(text)
    assert folded == fold(text)
    assert len(offsets) == len(folded) + 1
    assert offsets == sorted(offsets)
    assert offsets[-1] == len(text)


@given(st.text())
def test_fold_does_not_depend_on_the_unicode_form(text: str) -> None:
    assert fold(nfc(text)) == fold(unicodedata.normalize("NFD", text))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hoà", "hòa"),
        ("khoẻ", "khỏe"),
        ("Thuý", "Thúy"),
        ("UỶ", "ỦY"),
        ("văn hoá.", "văn hóa."),
        ("loè", "lòe"),
    ],
)
def test_tone_placement_does_not_count(one: str, other: str) -> None:
    assert classic_tones(one) == other
    assert tone_key(one) == tone_key(other.upper()) == tone_key(unicodedata.normalize("NFD", one))


@pytest.mark.parametrize("word", ["quý", "hoàn", "thuyền", "toán", "hoa", "quỹ", "toàn", "huých"])
def test_words_on_which_both_schools_agree_stay(word: str) -> None:
    assert classic_tones(word) == word


def test_tone_key_keeps_words_apart_that_differ() -> None:
    assert tone_key("hóa") != tone_key("hòa") != tone_key("hoa")


@given(st.text())
def test_classic_tones_keeps_every_position(text: str) -> None:
    assert len(classic_tones(text)) == len(nfc(text))


@pytest.mark.parametrize(
    "ordered",
    [
        ["an", "ăn", "ân", "ba", "da", "đa", "em", "êm", "o", "ô", "ơ", "u", "ư", "y"],
        ["ma", "mà", "mả", "mã", "má", "mạ"],
        ["ma túy", "má", "mai"],
        ["Ấp Chiến Lược", "bản", "đảo", "Ea", "ong"],
        ["Phường 2", "Phường 10", "Phường An"],
        ["Sở", "Sở Công Thương", "Sở Nội vụ", "Sở Tài chính", "Sở Xây dựng", "Sở Y tế"],
    ],
)
def test_vietnamese_order(ordered: list[str]) -> None:
    shuffled = list(ordered)
    random.Random(7).shuffle(shuffled)
    assert sorted(shuffled, key=sort_key) == ordered


def test_order_ignores_case_and_tone_placement() -> None:
    assert sort_key("HOÀ BÌNH") == sort_key("hòa bình")


@given(st.text())
def test_the_key_is_plain_ascii(text: str) -> None:
    assert sort_key(text).isascii()
    assert all(c.isdigit() or c.islower() for c in sort_key(text))
