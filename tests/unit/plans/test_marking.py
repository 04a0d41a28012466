"""A text with marked places: nothing of the text may be lost, added or read as markup."""

from __future__ import annotations

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from sauro.plans.presenters.marking import Span, marked

TAG = re.compile(r"<[^>]*>")


def words_of(markup: str) -> str:
    return html.unescape(TAG.sub("", markup))


def test_nested_places_are_nested_marks():
    spans = [Span(0, 9, "task", id="d-1"), Span(4, 6, "part", title="Chủ trì")]
    assert marked("abc de fg", spans) == (
        '<mark class="task" id="d-1">abc <mark class="part" title="Chủ trì">de</mark> fg</mark>'
    )


def test_places_that_cross_are_closed_and_opened_again():
    assert marked("abcdef", [Span(0, 4, "a", id="x"), Span(2, 6, "b")]) == (
        '<mark class="a" id="x">ab<mark class="b">cd</mark></mark><mark class="b">ef</mark>'
    )


def test_the_way_back_stands_at_the_beginning():
    assert marked("ab", [Span(0, 2, "t", back="#t-1", label="II.1")]) == (
        '<mark class="t"><a class="back" href="#t-1">II.1</a>ab</mark>'
    )


@given(
    st.text(alphabet='ab <>&"ế\n', max_size=40),
    st.lists(st.tuples(st.integers(0, 45), st.integers(0, 45)), max_size=8),
)
def test_the_text_is_kept_letter_by_letter_and_marks_balance(text, places):
    markup = str(marked(text, [Span(start, end, "m") for start, end in places]))
    assert words_of(markup) == text.lstrip()
    assert markup.count("<mark") == markup.count("</mark>")
    depth = 0
    for tag in TAG.findall(markup):
        depth += 1 if tag.startswith("<mark") else -1
        assert depth >= 0
