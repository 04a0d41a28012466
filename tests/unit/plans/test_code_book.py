"""Codes that go on, and the kind of a source; a code that was used never comes again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sauro.plans.codes import CodeBook, hand_prefix_candidates, most_common_stem, next_section, stem_of
from sauro.plans.sources import LETTERS, source_kind
from sauro.plans.states import SourceKind

TAKEN = ["NV-01.01", "NV-01.04", "NV-01.04.2", "NV-01.BS03", "NV-201.02.01", "NV-CT05.07"]


def test_codes_follow_the_highest_and_fill_no_gap():
    book = CodeBook(TAKEN)
    assert [book.item("NV-01"), book.item("NV-01")] == ["NV-01.05", "NV-01.06"]
    assert book.added("NV-01") == "NV-01.BS04"
    assert [book.part("NV-01.04"), book.part("NV-01.01")] == ["NV-01.04.3", "NV-01.01.1"]
    assert book.item("NV-CT05") == "NV-CT05.08"
    assert book.added("NV") == "NV.BS01"


def test_a_code_that_only_lives_on_in_a_part_is_not_given_again():
    assert CodeBook(["NV-02.09.1"]).item("NV-02") == "NV-02.10"


@given(st.lists(st.sampled_from(["item", "added", "part"]), max_size=30))
def test_no_code_is_given_twice(calls):
    book = CodeBook(TAKEN)
    given_codes = [getattr(book, call)("NV-01" if call != "part" else "NV-01.04") for call in calls]
    assert len(set(given_codes)) == len(given_codes)
    assert not set(given_codes) & set(TAKEN)


@pytest.mark.parametrize(
    ("prefix", "codes", "expected"),
    [
        ("", ["NV-01.01", "NV-03.01"], "NV-04"),
        ("", [], "NV-01"),
        ("201", ["NV-201.02.01"], "NV-201.03"),
        ("CT05", ["NV-CT05.01"], "NV-CT05.02"),
    ],
)
def test_a_new_section_has_a_number_of_its_own(prefix, codes, expected):
    assert next_section(prefix, codes) == expected


def test_stems():
    assert stem_of("NV-01.04.2") == "NV-01.04"
    assert most_common_stem(["NV-01.01", "NV-02.01", "NV-02.02"]) == "NV-02"
    assert most_common_stem([]) is None


def test_the_prefix_of_a_source_by_hand_has_letters():
    candidates = hand_prefix_candidates("CT", "05/CT-UBND", 2026)
    assert [next(candidates) for _ in range(3)] == ["CT05", "CT05-2026", "CT05-2"]
    assert next(hand_prefix_candidates("TB", "không số", None)) == "TB"
    assert set(LETTERS) == set(SourceKind)


@pytest.mark.parametrize(
    ("kind", "number", "expected"),
    [
        ("KẾ HOẠCH", "201/KH-UBND", "plan"),
        ("Quyết định", "15/QĐ-UBND", "decision"),
        ("CHỈ THỊ", "05/CT-UBND", "directive"),
        ("THÔNG BÁO", "9/TB-VPUBND", "conclusion"),
        ("Kết luận", "", "conclusion"),
        ("", "45/UBND-NC", "letter"),
        ("", "45/KH-UBND", "plan"),
        ("", "", "plan"),
        ("Bài thơ", "1/BT", "other"),
    ],
)
def test_the_kind_of_a_source_follows_its_words(kind, number, expected):
    assert source_kind(kind, number) == expected
