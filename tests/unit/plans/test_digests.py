"""The mark of what somebody saw."""

from __future__ import annotations

from sauro.plans.digests import digest


def test_the_mark_stays_what_it_was_when_sheets_left_with_it():
    assert digest("Ban hành kế hoạch", "", "2026-09-30") == "20d4403e1702a035"


def test_other_values_have_another_mark():
    marks = {digest("a", "b"), digest("b", "a"), digest("ab"), digest("ab", ""), digest(None), digest()}
    assert len(marks) == 6
