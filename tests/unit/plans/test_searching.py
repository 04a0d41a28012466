"""Words of the search columns and conditions of a query."""

from __future__ import annotations

import pytest

from sauro.plans import searching

TEXT = "Công khai Quy hoạch, kế-hoạch sử dụng đất tại ấp; thuỷ lợi NV-02.03 (95 %)"


def finds(query: str, text: str = TEXT) -> bool:
    columns = {False: searching.folded_words(text), True: searching.marked_words(text)}
    return all(condition.part in columns[condition.marked] for condition in searching.conditions(query))


@pytest.mark.parametrize(
    "query",
    [
        "cong khai", "CÔNG khai", "khai cong", "đất", "dat", "quy hoach", "hoạch", "nv-02.03", "02.03", "su dung",
        "thủy", "thuỷ", "thuy", '"quy hoạch kế"', "“quy hoach”", "95", "", '""', "co",
    ],
)  # fmt: skip
def test_found(query):
    assert finds(query)


@pytest.mark.parametrize("query", ["hoách", "dắt", "ong", "hai", '"khai cong"', "nv-02.04", "thúy", "Đa"])
def test_not_found(query):
    assert not finds(query)


def test_signs_that_mean_something_to_a_database_are_words_or_nothing():
    assert [condition.part for condition in searching.conditions("% _ \\ ' ;")] == [" %", " _"]


def test_a_very_long_query_is_cut():
    assert sum(len(c.part) for c in searching.conditions("a " * 1000)) <= 2 * searching.LONGEST_QUERY
