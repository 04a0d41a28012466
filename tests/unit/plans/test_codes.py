"""Codes of plans and tasks."""

from __future__ import annotations

from itertools import islice

import pytest

from sauro.plans import codes


def task(*children: dict) -> dict:
    return {"children": list(children)}


def test_only_sections_with_tasks_are_counted():
    sections = [
        {"tasks": []},
        {"tasks": [task(), task(task(), task(task()))]},
        {"tasks": []},
        {"tasks": [task()]},
    ]
    found = [(c.code, c.parent, c.section) for c in codes.coded_tasks(sections, "")]
    assert found == [
        ("NV-01.01", None, 1),
        ("NV-01.02", None, 1),
        ("NV-01.02.1", "NV-01.02", 1),
        ("NV-01.02.2", "NV-01.02", 1),
        ("NV-01.02.2.1", "NV-01.02.2", 1),
        ("NV-02.01", None, 3),
    ]


def test_a_further_plan_carries_its_prefix():
    assert [c.code for c in codes.coded_tasks([{"tasks": [task()]}], "201")] == ["NV-201.01.01"]


@pytest.mark.parametrize(
    ("number", "year", "first", "start"),
    [
        ("201/KH-UBND", 2026, True, ["", "201", "201-2026", "201-2", "201-3"]),
        ("201/KH-UBND", None, False, ["201", "201-2", "201-3"]),
        ("", 2026, False, ["VB1", "VB2"]),
    ],
)
def test_prefixes(number, year, first, start):
    assert list(islice(codes.prefix_candidates(number, year, first=first), len(start))) == start


@pytest.mark.parametrize(
    ("number", "year", "start"),
    [
        ("201/KH-UBND", 2026, ["201-kh-ubnd", "201-kh-ubnd-2026", "201-kh-ubnd-2"]),
        ("15/QĐ-TTg", None, ["15-qd-ttg", "15-qd-ttg-2"]),
        ("", None, ["van-ban-abcdef01", "van-ban-abcdef01-2"]),
    ],
)
def test_keys(number, year, start):
    assert list(islice(codes.plan_key_candidates(number, year, "abcdef0123"), len(start))) == start


def test_the_first_free_is_taken():
    assert codes.first_free(iter("abc"), {"a", "b"}.__contains__) == "c"
