"""Computed rows, snapshots and differences."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sauro.engine.reports.compute import computed, percent_of_target, ratio
from sauro.engine.reports.differences import Change, differences
from sauro.engine.reports.snapshot import SnapshotWrong, canonical_text, digest, read
from sauro.engine.reports.values import Value
from unit.reports.helping import form, said, small, values
from unit.reports.test_values import VALUES

pytestmark = pytest.mark.pure

RATIOS = [
    ("a=8, b=6", "75", ""),
    ("a=3, b=1", "33.33", ""),
    ("a=3, b=2", "66.67", ""),
    ("a=800, b=1", "0.13", ""),
    ("a=0, b=0", "nothing", "whole_is_zero"),
    ("a=8", "nothing", "parts_missing"),
    ("", "nothing", "parts_missing"),
    ("a=8, b=- chưa có", "nothing", "parts_absent"),
    ("a=~8, b=6", "~75", ""),
]


@pytest.mark.parametrize(("given_values", "value", "lacks"), RATIOS)
def test_a_ratio_is_made_of_its_parts_or_says_why_not(given_values: str, value: str, lacks: str) -> None:
    found = computed(small(), values(small(), given_values))["s:r"]
    assert (said(found.value), found.lacks) == (value, lacks)


def test_the_parts_that_are_missing_are_named() -> None:
    assert computed(small(), values(small(), "a=8"))["s:r"].parts == ("s:b",)
    assert computed(small(), {})["s:t"].parts == ("s:t.1", "s:t.2")
    assert computed(small(), values(small(), "a=0, b=1"))["s:r"].parts == ("s:a",)


def test_a_sum_needs_all_its_parts() -> None:
    assert said(computed(small(), values(small(), "t.1=2, t.2=~3"))["s:t"].value) == "~5"
    assert computed(small(), values(small(), "t.1=2"))["s:t"].value is None


def test_a_value_typed_for_a_computed_row_is_not_used() -> None:
    assert said(computed(small(), values(small(), "t.1=2, t.2=3, t=99"))["s:t"].value) == "5"


def test_a_common_day_of_the_parts_is_the_day_of_the_row() -> None:
    one = Value.number_of(1, as_of=date(2026, 9, 1))
    two = Value.number_of(2, as_of=date(2026, 9, 2))
    same = computed(small(), {("s:t.1", "value"): one, ("s:t.2", "value"): one})["s:t"].value
    mixed = computed(small(), {("s:t.1", "value"): one, ("s:t.2", "value"): two})["s:t"].value
    assert (same and same.as_of, mixed and mixed.as_of) == (date(2026, 9, 1), None)


def test_the_whole_form_without_values_has_no_value_anywhere() -> None:
    found = computed(form("cchc"), {})
    assert len(found) == 14
    assert {one.lacks for one in found.values()} == {"parts_missing"}


BIG = st.decimals(min_value=0, max_value=10**18, places=6, allow_nan=False, allow_infinity=False)


@given(BIG, BIG)
def test_a_ratio_is_exact_to_its_last_place(part: Decimal, whole: Decimal) -> None:
    found = ratio(part, whole, 2)
    if not whole:
        assert found is None
        return
    assert found is not None
    # |found - part * 100 / whole| <= 0.005, in whole numbers so that nothing is rounded in between
    exact = int(part.scaleb(6)) * 10000, int(whole.scaleb(6))
    assert 2 * abs(int(found.scaleb(2)) * exact[1] - exact[0]) <= exact[1]


@pytest.mark.parametrize(
    ("actual", "target", "percent"),
    [("95", "100", "95"), ("~1", "3", "~33.33"), ("5", "0", "nothing"), ("- chưa có", "5", "nothing")],
)
def test_the_percentage_of_a_target(actual: str, target: str, percent: str) -> None:
    value = values(small(), f"m={actual}")["s:m", "value"]
    assert said(percent_of_target(value, Decimal(target))) == percent


def test_an_unknown_target_has_no_percentage() -> None:
    assert percent_of_target(Value.number_of(5), None) is None
    assert percent_of_target(None, Decimal(5)) is None


PLACES = st.tuples(st.text(min_size=1, max_size=8), st.text(min_size=1, max_size=8))
MANY = st.dictionaries(PLACES, VALUES, max_size=8)
ABOUT = st.dictionaries(st.text(max_size=8), st.text(max_size=8), max_size=3)


@given(MANY, ABOUT)
def test_a_snapshot_reads_back_and_does_not_depend_on_the_order(values: dict, about: dict) -> None:
    text = canonical_text(values, about)
    assert canonical_text(dict(reversed(values.items())), dict(reversed(about.items()))) == text
    found = read(text)
    assert (found.values, found.about) == (values, about)


@given(MANY, MANY)
def test_different_values_have_different_hashes(one: dict, other: dict) -> None:
    same = digest(canonical_text(one, {})) == digest(canonical_text(other, {}))
    assert same == (one == other)


def test_a_snapshot_is_one_line_per_value() -> None:
    text = canonical_text(values(small(), "b=2, a=- chưa có"), {"period": "2026-Q3"})
    assert text == (
        '{"about":{"period":"2026-Q3"},"schema":"sauro.report_values/1"}\n'
        '{"field":"value","kind":"absent","reason":"chưa có","row":"s:a"}\n'
        '{"field":"value","kind":"number","row":"s:b","text":"2"}\n'
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}\n",
        "no json\n",
        "[]\n",
        '{"about":{},"schema":"sauro.report_values/2"}\n',
        '{"about":{}, "schema":"sauro.report_values/1"}\n',
        '{"about":{},"schema":"sauro.report_values/1"}',
        '{"about":{},"schema":"sauro.report_values/1"}\n{"row":"a"}\n',
        '{"about":{},"schema":"sauro.report_values/1"}\n{"field":"v","kind":"number","row":"a","text":"1,5"}\n',
    ],
)
def test_another_text_is_no_snapshot(text: str) -> None:
    with pytest.raises(SnapshotWrong):
        read(text)


def test_differences_say_what_became_of_each_value() -> None:
    before = values(small(), "a=10, b=5, m=7, n=3")
    after = values(small(), "a=12.5, m=~7, n=- mất, t.1=4")
    found = differences(before, after, [row.key for row in small().rows])
    assert [(one.place[0], one.change, one.by) for one in found] == [
        ("s:a", Change.CHANGED, Decimal("2.5")),
        ("s:b", Change.REMOVED, None),
        ("s:n", Change.CHANGED, None),
        ("s:m", Change.MARKED, None),
        ("s:t.1", Change.ADDED, None),
    ]


@given(MANY, MANY)
def test_differences_lead_from_one_state_to_the_other(before: dict, after: dict) -> None:
    made = dict(before)
    for one in differences(before, after):
        if one.after is None:
            del made[one.place]
        else:
            made[one.place] = one.after
    assert made == after
    assert differences(after, after) == ()
