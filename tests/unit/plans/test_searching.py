"""Words of the search columns and conditions of a query."""

from __future__ import annotations

import pytest

from sauro.plans import searching

TEXT = "Công khai Quy hoạch, kế-hoạch sử dụng đất tại ấp; thuỷ lợi NV-02.03 (95 %)"


def finds(query: str, text: str = TEXT) -> bool:
    return all(condition.part in searching.folded_words(text) for condition in searching.conditions(query))


def same_marks(query: str, text: str = TEXT) -> bool:
    return all(condition.exact in searching.marked_words(text) for condition in searching.conditions(query))


@pytest.mark.parametrize(
    "query",
    [
        "cong khai", "CÔNG khai", "khai cong", "đất", "dat", "quy hoach", "hoạch", "nv-02.03", "02.03", "su dung",
        "thủy", "thuỷ", "thuy", '"quy hoạch kế"', "“quy hoach”", "95", "", '""', "co",
    ],
)  # fmt: skip
def test_found(query):
    assert finds(query)


@pytest.mark.parametrize("query", ["ong", "hai", '"khai cong"', "nv-02.04"])
def test_not_found(query):
    assert not finds(query)


@pytest.mark.parametrize("query", ["hoách", "dắt", "thúy", "Đa", "đất hoách"])
def test_found_but_not_with_these_marks(query):
    assert finds(query)
    assert not same_marks(query)


@pytest.mark.parametrize("query", ["hoạch", "đất", "thủy", "thuỷ", "quy hoạch", "dat"])
def test_found_with_the_same_marks(query):
    assert finds(query)
    assert same_marks(query)


def test_signs_that_mean_something_to_a_database_are_words_or_nothing():
    assert [condition.part for condition in searching.conditions("% _ \\ ' ;")] == [" %", " _"]


def test_a_very_long_query_is_cut():
    assert (
        sum(len(c.part) + len(c.exact) for c in searching.conditions("a " * 1000))
        <= 2 * searching.LONGEST_QUERY
    )
