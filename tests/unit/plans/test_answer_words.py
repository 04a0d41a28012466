"""Words of typed answers and of their refusals; how far a request is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sauro.engine.planning import answers as engine
from sauro.plans import answers
from sauro.plans.states import AskState, request_state


@pytest.mark.parametrize(
    ("facet", "parts", "words"),
    [
        ("who", {"unit": "SNV", "person": "Trần Văn A"}, "Sở Nội vụ – Trần Văn A"),
        ("who", {"unit": "XXX", "person": ""}, "XXX"),
        ("what", {"text": "Rà soát văn bản"}, "Rà soát văn bản"),
        ("when", {"due": "2026-06-30", "rhythm": "once"}, "Đến ngày 30/6/2026"),
        ("when", {"rhythm": "quarter"}, "Hằng quý"),
        ("when", {"rhythm": "once"}, "Một lần"),
        (
            "when",
            {"rhythm": "year", "from": "2026-01-01", "to": "2030-12-31"},
            "Hằng năm, từ 1/1/2026 đến 31/12/2030",
        ),
        ("when", {"from": "2026-01-01"}, "Từ ngày 1/1/2026"),
        ("when", {"to": "2028-12-31"}, "Đến ngày 31/12/2028"),
        ("when", {}, ""),
        ("responsibility", {"person": "Trần Văn A", "post": "Phó Giám đốc"}, "Trần Văn A, Phó Giám đốc"),
        ("product", {"text": "Kế hoạch kiểm tra"}, "Kế hoạch kiểm tra"),
        (
            "authority",
            {"level": "chairman", "ground": "Luật X", "delegation": "Quyết định số 5"},
            "Chủ tịch Ủy ban nhân dân quyết định; căn cứ Luật X; ủy quyền theo Quyết định số 5",
        ),
        ("authority", {"ground": "Luật X"}, "Căn cứ Luật X"),
    ],
)
def test_an_answer_on_one_line(facet, parts, words):
    assert answers.answer_words(facet, parts, {"SNV": "Sở Nội vụ"}) == words


def test_every_code_of_the_judge_has_its_words():
    source = Path(engine.__file__).read_text(encoding="utf-8")
    lacks = set(re.findall(r'"((?:who|what|when|responsibility|product|authority)_\w+)"', source))
    wrong = set(re.findall(r'AnswerWrong\("(\w+)"', source))
    assert len(lacks) > 10
    assert len(wrong) > 7
    assert lacks == set(answers.LACK_WORDS)
    for code in wrong:
        assert answers.wrong_words(code)


def test_every_refusal_has_its_sentence():
    folder = Path(answers.__file__).parent
    files = [answers.__file__, *folder.glob("actions/clarity/*.py"), *folder.glob("views/clarity*.py")]
    codes = {
        code
        for path in files
        for code in re.findall(r'ClarityRefused\("(\w+)"', Path(path).read_text(encoding="utf-8"))
    }
    assert len(codes) > 10
    values = dict.fromkeys(
        ("unit", "facet", "task", "request", "state", "who", "value", "lacks", "sentence"), "…"
    )
    for code in codes:
        assert answers.ClarityRefused(code, **values).sentence


@given(st.lists(st.sampled_from([str(state) for state in AskState]), min_size=1))
def test_a_request_is_as_far_as_its_least_advanced_point(found):
    state = request_state(found)
    order = ["returned", "asked", "answered", "accepted", "withdrawn"]
    assert order.index(state) == min(order.index(one) for one in found)


def test_a_request_without_points_waits_for_nobody():
    assert request_state([]) == AskState.WITHDRAWN
