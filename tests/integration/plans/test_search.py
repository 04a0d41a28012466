"""The search of the register agrees with a slow and obvious one."""

from __future__ import annotations

import itertools
import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sauro.plans.models import Task
from sauro.plans.queries import inexact, matching
from sauro.plans.searching import folded_words, marked_words

pytestmark = pytest.mark.django_db

SYLLABLES = [
    "giá",
    "gia",
    "già",
    "muối",
    "mười",
    "sổ",
    "số",
    "so",
    "Đất",
    "dat",
    "thuỷ",
    "thủy",
    "an",
    "ban",
    "02.01",
    "95%",
]
TEXTS = st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=5).map(" ".join)
QUERIES = st.one_of(
    st.lists(st.sampled_from([*SYLLABLES, "gi", "s", "%", "_", "\\", "'"]), max_size=3).map(" ".join),
    TEXTS.map(lambda text: f'"{text}"'),
)


def bare(text: str) -> str:
    """Without marks and case, letter by letter."""
    letters = unicodedata.normalize("NFD", text.casefold())
    return "".join(c for c in letters if not unicodedata.combining(c)).replace("đ", "d")


def one_placement(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold().replace("uỷ", "ủy")


def words_of(text: str) -> list[str]:
    kept = (c if c.isalnum() or c in "%_" else " " for c in text)
    return "".join(kept).split()


def begins_somewhere(query: list[str], text: list[str]) -> bool:
    """The words stand one after another; of the last one the beginning is enough."""
    if not query:
        return True
    return any(
        text[at : at + len(query) - 1] == query[:-1] and text[at + len(query) - 1].startswith(query[-1])
        for at in range(len(text) - len(query) + 1)
    )


def phrases(query: str) -> list[str]:
    quoted = len(query) > 2 and query[0] == query[-1] == '"'
    return [query[1:-1]] if quoted else query.split()


def naive(query: str, text: str) -> tuple[bool, bool]:
    """(found, with the same marks)."""
    found = all(begins_somewhere(words_of(bare(p)), words_of(bare(text))) for p in phrases(query))
    same = all(
        begins_somewhere(words_of(one_placement(p)), words_of(one_placement(text)))
        for p in phrases(query)
        if bare(p) != one_placement(p)
    )
    return found, same


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(TEXTS, min_size=7, max_size=7), query=QUERIES)
def test_finds_and_ranks_like_the_oracle(register, texts, query):
    tasks = list(Task.objects.order_by("pk"))
    for task, text in zip(tasks, texts, strict=True):
        own = {"search": folded_words(text), "search_marked": marked_words(text)}
        Task.objects.filter(pk=task.pk).update(**own)
    rows = matching(Task.objects.all(), query).annotate(rank=inexact(query)).values_list("pk", "rank")
    expected = {
        task.pk: 0 if same else 1
        for task, text in zip(tasks, texts, strict=True)
        for found, same in [naive(query, text)]
        if found
    }
    assert dict(rows) == expected


def test_the_same_marks_come_first_whatever_the_group(register, as_role):
    tasks = list(Task.objects.order_by("pk"))
    for task, text in zip(tasks, itertools.cycle(["già làng", "giá muối"]), strict=False):
        own = {"search": folded_words(text), "search_marked": marked_words(text)}
        Task.objects.filter(pk=task.pk).update(**own)
    for order in ("tinh-trang", "co-quan", "chi-so", "dieu-thieu", "van-ban"):
        page = as_role("observer").get(f"/nhiem-vu?q=giá&xep={order}").context["page"]
        assert page.total == 7
        runs = [group.run for group in page.groups if group.run]
        assert runs == ["Khớp cả dấu", "Khớp khi bỏ dấu"]
        cut = next(n for n, group in enumerate(page.groups) if group.run == runs[1])
        first = {line.row.code for group in page.groups[:cut] for line in group.lines}
        rest = {line.row.code for group in page.groups[cut:] for line in group.lines}
        assert first == {task.code for task in tasks[1::2]}
        assert rest == {task.code for task in tasks[::2]}
        plain = as_role("observer").get(f"/nhiem-vu?q=gia&xep={order}").context["page"]
        assert [group.run for group in plain.groups if group.run] == []
