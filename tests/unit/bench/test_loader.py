"""The arithmetic of the benchmarks: percentiles, the mix of visits, the made-up plan. Times are never asserted."""

from __future__ import annotations

import importlib
import sys
from collections import Counter
from math import ceil
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

BENCH = str(Path(__file__).resolve().parents[3] / "bench")
SECONDS = st.floats(min_value=0, max_value=60, allow_nan=False)


def module(name: str) -> ModuleType:
    """The benchmarks are scripts beside each other, not a package."""
    sys.path.insert(0, BENCH)
    try:
        return importlib.import_module(name)
    finally:
        sys.path.remove(BENCH)


percentile = module("loader").percentile
addresses = module("addresses")
plan_text = module("plan_text")


@pytest.mark.parametrize(
    ("values", "share", "answer"),
    [
        ([5.0], 0.5, 5.0),
        ([5.0], 0.99, 5.0),
        ([4.0, 1.0, 3.0, 2.0], 0.5, 2.0),
        ([4.0, 1.0, 3.0, 2.0], 0.51, 3.0),
        ([4.0, 1.0, 3.0, 2.0], 0.0, 1.0),
        ([4.0, 1.0, 3.0, 2.0], 1.0, 4.0),
        ([float(n) for n in range(1, 21)], 0.95, 19.0),
        ([float(n) for n in range(1, 101)], 0.95, 95.0),
        ([float(n) for n in range(1, 101)], 0.99, 99.0),
        ([float(n) for n in range(1, 102)], 0.99, 100.0),
    ],
)
def test_a_percentile_is_one_of_the_values(values: list[float], share: float, answer: float) -> None:
    assert percentile(values, share) == answer


@given(st.lists(SECONDS, min_size=1), st.integers(0, 100))
def test_enough_values_are_not_above_it_and_no_smaller_value_would_do(
    values: list[float], hundredths: int
) -> None:
    found = percentile(values, hundredths / 100)
    needed = ceil(hundredths * len(values) / 100)
    assert found in values
    assert sum(value <= found for value in values) >= needed
    assert all(
        sum(value <= smaller for value in values) < max(needed, 1) for smaller in values if smaller < found
    )


@pytest.mark.parametrize(("values", "share"), [([], 0.5), ([1.0], -0.1), ([1.0], 1.01)])
def test_a_percentile_of_nothing_or_beyond_all_is_refused(values: list[float], share: float) -> None:
    with pytest.raises(ValueError, match=r"values|share"):
        percentile(values, share)


@pytest.mark.parametrize(
    "kinds", [addresses.register(10_000, [f"U{n}" for n in range(120)]), addresses.peer(10_000)]
)
def test_a_round_repeats_the_first_page_only_and_keeps_the_shares(kinds: dict[str, list[str]]) -> None:
    asked = Counter(addresses.round_of(kinds))
    known = addresses.kind_of(kinds)
    assert {address for address, n in asked.items() if n > 1} == set(kinds[addresses.FIRST])
    shares: Counter[str] = Counter()
    for address, n in asked.items():
        shares[known[address]] += n
    assert shares == Counter(addresses.SHARES)


def test_unseen_addresses_are_all_different() -> None:
    found = addresses.unseen(10_000)
    assert len(set(found)) == len(found) > 900


@pytest.mark.parametrize("tasks", [0, 1, 20, 100, 1_234])
def test_a_made_up_plan_has_as_many_tasks_as_asked(tasks: int) -> None:
    parts = list(plan_text.sections(tasks, ["Sở A", "Sở B", "Sở C"], "Các xã"))
    works = [work for _heading, works in parts for work in works]
    assert len(works) == tasks
    assert (
        sum(len(works) for heading, works in parts if heading == "Các xã")
        == tasks // plan_text.EVERYONE_SHARE
    )
