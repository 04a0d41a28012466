"""Typed answers: whatever is typed is an answer, nothing, or a named refusal; stored parts give the answer back."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sauro.engine.planning.answers import (
    LEVELS,
    LONGEST_NAME,
    PARTS,
    RHYTHMS,
    AnswerWrong,
    ProductAnswer,
    Verdict,
    WhenAnswer,
    WhoAnswer,
    judge_answer,
    parts_of,
    read_answer,
)
from sauro.engine.planning.model import FACETS, Clarity

DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))
WRITTEN = st.one_of(
    st.just(""),
    st.text(max_size=40),
    DAYS.map(str),
    DAYS.map(lambda d: f"{d.day}/{d.month}/{d.year}"),
    st.sampled_from(
        [*RHYTHMS, *LEVELS, "Sở Nội vụ", "95 %", "Giám đốc Sở Y tế", "các sở", "\x00", "٣/٦/٢٠٢٦"]
    ),
)


@given(facet=st.sampled_from(FACETS), written=st.lists(WRITTEN, min_size=4, max_size=4))
def test_anything_typed_is_judged_nothing_or_refused_by_name(facet, written):
    parts = dict(zip(PARTS[facet], written, strict=False))
    try:
        answer = read_answer(facet, parts)
    except AnswerWrong as wrong:
        answer, blamed = None, wrong.part
    else:
        blamed = None
    if blamed is not None:
        assert blamed in ("", *PARTS[facet])
        return
    if answer is None:
        assert not any(value.replace("\x00", "").strip() for value in parts.values())
        return
    verdict = judge_answer(answer)
    assert verdict.state in (Clarity.CLEAR, Clarity.PARTIAL)
    assert verdict.clear == (not verdict.lacks)
    stored = parts_of(answer)
    assert tuple(stored) == PARTS[facet]
    assert read_answer(facet, stored) == answer


@given(start=DAYS, end=DAYS)
def test_a_period_runs_forward_and_lasts_a_year_at_most(start, end):
    if end < start:
        with pytest.raises(AnswerWrong):
            WhenAnswer("", None, start, end)
        return
    verdict = judge_answer(WhenAnswer("", None, start, end))
    assert verdict.clear == ((end - start).days <= 366)


@pytest.mark.parametrize("rhythm", RHYTHMS[1:])
@given(day=DAYS)
def test_a_rhythm_has_no_day_of_its_own(rhythm, day):
    with pytest.raises(AnswerWrong) as wrong:
        WhenAnswer(rhythm, day)
    assert (wrong.value.code, wrong.value.part) == ("due_with_rhythm", "due")


@given(person=st.text(min_size=1, max_size=30).filter(str.strip))
def test_a_person_without_a_unit_is_never_clear(person):
    answer = read_answer("who", {"person": person})
    if answer is not None:
        assert judge_answer(answer) == Verdict(Clarity.PARTIAL, ("who_no_unit",))


def test_values_that_cannot_be_are_not_built():
    with pytest.raises(AnswerWrong, match="too_long"):
        WhoAnswer("A" * (LONGEST_NAME + 1))
    with pytest.raises(AnswerWrong, match="not_trimmed"):
        ProductAnswer(" Sổ tay ")


def test_one_day_or_one_year_is_work_done_once_and_five_years_are_not():
    assert parts_of(read_answer("when", {"due": "1/6/2026"}))["rhythm"] == "once"
    assert parts_of(read_answer("when", {"to": "1/6/2026"}))["rhythm"] == "once"
    assert parts_of(read_answer("when", {"from": "1/1/2026", "to": "31/12/2026"}))["rhythm"] == "once"
    assert parts_of(read_answer("when", {"from": "1/1/2026", "to": "31/12/2030"}))["rhythm"] == ""
