"""The six-part glyph: bars, words and shares."""

from __future__ import annotations

import pytest

from sauro.engine.planning.model import Facet
from sauro.web import glyph

CLEAR = dict.fromkeys(glyph.FACETS, "clear")


def test_the_facets_stand_in_the_order_of_the_plan():
    assert tuple(str(facet) for facet in Facet) == glyph.FACETS
    assert set(glyph.FACET_WORDS) == set(glyph.FACET_LABELS) == set(glyph.FACET_TITLES) == set(glyph.FACETS)


@pytest.mark.parametrize(
    ("states", "sentence", "words"),
    [
        ({}, "Sáu rõ: đủ cả 6.", "đủ sáu rõ"),
        (
            {"authority": "missing"},
            "Sáu rõ: đủ 5 trên 6. Thiếu: thẩm quyền.",
            '<span class="miss">thiếu thẩm quyền</span>',
        ),
        ({"product": "partial"}, "Sáu rõ: đủ 5 trên 6. Chưa đủ rõ: sản phẩm.", "chưa đủ: sản phẩm"),
        (
            {"authority": "missing", "product": "partial", "who": "missing"},
            "Sáu rõ: đủ 3 trên 6. Thiếu: người, thẩm quyền. Chưa đủ rõ: sản phẩm.",
            '<span class="miss">thiếu người, thẩm quyền</span>; chưa đủ: sản phẩm',
        ),
    ],
)
def test_the_glyph_in_words(states, sentence, words):
    assert glyph.sentence(CLEAR | states) == sentence
    assert glyph.words(CLEAR | states) == words
    assert f'aria-label="{sentence}"' in glyph.glyph(CLEAR | states)


def test_nothing_known_is_six_hollow_bars():
    assert glyph.glyph({}).count('class="t"') == 6
    assert glyph.sentence({}).startswith("Sáu rõ: đủ 0 trên 6.")


def test_an_unknown_state_is_a_fault():
    with pytest.raises(ValueError, match="no bar"):
        glyph.glyph(CLEAR | {"who": "perhaps"})


@pytest.mark.parametrize("facet", glyph.FACETS)
def test_a_chip_has_exactly_one_hollow_bar(facet):
    assert glyph.chip(facet).count('class="t"') == 1
    assert glyph.chip(facet).count('class="r"') == 5


@pytest.mark.parametrize(
    ("clear", "tasks", "filled", "framed"),
    [
        (0, 0, 0, True),
        (0, 9, 0, True),
        (1, 1000, 1, True),
        (5, 10, 8, True),
        (999, 1000, 14, True),
        (9, 9, 16, False),
    ],
)
def test_a_share_is_full_only_when_all_are_clear(clear, tasks, filled, framed):
    assert glyph._filled(clear, tasks, 16) == filled
    assert ('class="k"' in glyph._share(clear, tasks, 0, 6, 16)) == framed


def test_no_task_has_a_dash_and_no_glyph():
    assert "svg" not in glyph.total({}, 0)


def test_the_aggregate_says_its_numbers():
    counts = dict.fromkeys(glyph.FACETS, 3) | {"when": 0}
    assert "thời gian 0" in glyph.total(counts, 3)
    assert glyph.total(counts, 3).count('class="k"') == 1
