"""Two versions of a plan against each other, and the difference of two texts."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sauro.engine.planning.compare import Fate, Line, Pair, compare, judged, word_changes
from sauro.engine.planning.similarity import words_of

LEAST, IN_PLACE = 60, 40
VERBS = (
    "Rà soát",
    "Xây dựng",
    "Công khai",
    "Tổ chức kiểm tra",
    "Hướng dẫn",
    "Thống kê",
    "Niêm yết",
    "Số hóa",
)
THINGS = (
    "bến đò ngang", "giếng làng", "sổ vần công", "lịch mùa vụ", "bãi đậu thuyền", "kho giống lúa", "đội văn nghệ",
    "tủ sách thôn", "giá cá ở chợ sớm", "đèn biển", "ruộng muối phía đông", "cầu khỉ qua rạch",
)  # fmt: skip
ENDS = (
    "trước mùa mưa",
    "theo mẫu mới",
    "ở từng thôn",
    "kèm ảnh chụp",
    "do tổ dân phố ghi",
    "tại nhà văn hóa",
)


def line(place: str, text: str, heading: str = "Cơ quan", *details: str) -> Line:
    return Line(key=place, text=text, place=place, heading=heading, details=details)


def fates(old: list[Line], new: list[Line]) -> list[tuple[str, str, str]]:
    return [(pair.fate, pair.old, pair.new) for pair in compare(old, new, least=LEAST, in_place=IN_PLACE)]


A = line("I.1.1", "Rà soát giếng làng ở từng thôn trước mùa mưa.")
B = line("I.1.2", "Công khai giá cá ở chợ sớm theo mẫu mới.")
C = line("I.2.1", "Họp sơ kết.", "Cơ quan hai")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ([A, B, C], [A, B, C], [("kept", "I.1.1", "I.1.1"), ("kept", "I.1.2", "I.1.2"), ("kept", "I.2.1", "I.2.1")]),
        # moved, with other punctuation and capitals: still the same words
        ([A, B], [line("I.1.1", B.text), line("I.1.2", "RÀ SOÁT  giếng làng, ở từng thôn – trước mùa mưa")],
         [("kept", "I.1.2", "I.1.1"), ("kept", "I.1.1", "I.1.2")]),
        # one word more, one item before it
        ([A, B], [line("I.1.1", "Số hóa sổ vần công."), line("I.1.2", A.text), line("I.1.3", B.text[:-1] + " của tỉnh.")],
         [("new", "", "I.1.1"), ("kept", "I.1.1", "I.1.2"), ("changed", "I.1.2", "I.1.3")]),
        ([A, B], [A], [("kept", "I.1.1", "I.1.1"), ("dropped", "I.1.2", "")]),
        ([], [A], [("new", "", "I.1.1")]),
        ([A], [], [("dropped", "I.1.1", "")]),
        # a mark is another word
        ([line("1", "Trồng cây ở bãi cát dài.")], [line("1", "Trồng cây ở bãi cắt dài.")], [("changed", "1", "1")]),
        # the same words with another deadline are a changed task
        ([line("1", "Kiểm kho.", "", "trước 15/9")], [line("1", "Kiểm kho.", "", "trước 15/10")], [("changed", "1", "1")]),
    ],
)  # fmt: skip
def test_fates(old, new, expected):
    assert fates(old, new) == expected


def test_twins_are_told_apart_by_place_then_by_heading_then_by_order():
    old = [
        line("1.1", "Họp sơ kết.", "Một"),
        line("2.1", "Họp sơ kết.", "Hai"),
        line("3.1", "Họp sơ kết.", "Ba"),
    ]
    new = [
        line("3.1", "Họp sơ kết.", "Hai"),
        line("9.1", "Họp sơ kết.", "Hai"),
        line("9.2", "Họp sơ kết.", "Bốn"),
    ]
    assert fates(old, new) == [("kept", "3.1", "3.1"), ("kept", "2.1", "9.1"), ("kept", "1.1", "9.2")]


def test_the_place_needs_less_likeness_and_not_none():
    old = [line("1.1", "Rà soát giếng làng ở từng thôn, báo cáo trước mùa mưa hằng năm.")]
    near = "Rà soát giếng làng, bể nước và đường ống ở các tổ, ghi sổ trước mùa mưa."
    far = "Mở lớp dạy đan lưới cho thanh niên."
    assert fates(old, [line("1.1", near)]) == [("changed", "1.1", "1.1")]
    assert fates(old, [line("7.7", near)]) == [("new", "", "7.7"), ("dropped", "1.1", "")]
    assert fates(old, [line("1.1", far)]) == [("new", "", "1.1"), ("dropped", "1.1", "")]


def test_lines_without_words_are_nobody():
    assert fates([line("1", "…"), line("2", "")], [line("1", "…")]) == [
        ("new", "", "1"), ("dropped", "1", ""), ("dropped", "2", ""),
    ]  # fmt: skip


def test_a_person_may_join_what_is_not_alike():
    assert judged(line("1", "Đan lưới."), line("2", "Đào giếng.")).fate is Fate.CHANGED


@pytest.mark.parametrize(
    "sides", [("kept", "a", ""), ("new", "a", "b"), ("dropped", "", "b"), ("changed", "", "")]
)
def test_a_pair_without_its_sides_cannot_be(sides):
    with pytest.raises(ValueError, match="cannot be"):
        Pair(Fate(sides[0]), sides[1], sides[2])


def distance(a: str, b: str) -> int:
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, start=1):
        before, row[0] = row[0], i
        for j, y in enumerate(b, start=1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (x != y))
    return row[-1]


def naive(old: list[Line], new: list[Line]) -> list[tuple[str, str]]:
    """The slow second implementation: every pair by Levenshtein, greedy, then the same place."""

    def alike(o: Line, n: Line) -> int:
        a, b = words_of(o.text), words_of(n.text)
        return 100 if a == b else min(99, int((1 - distance(a, b) / max(len(a), len(b))) * 100 + 1e-9))

    pairs: dict[str, str] = {}

    def take(fits) -> None:
        ranked = sorted(
            (-alike(o, n), o.place != n.place, words_of(o.heading) != words_of(n.heading), i, j)
            for j, o in enumerate(old) for i, n in enumerate(new)
            if o.key not in pairs.values() and n.key not in pairs and fits(o, n, alike(o, n))
        )  # fmt: skip
        for _alike, _place, _heading, i, j in ranked:
            if new[i].key not in pairs and old[j].key not in pairs.values():
                pairs[new[i].key] = old[j].key

    take(lambda o, n, share: share >= LEAST)
    take(lambda o, n, share: share >= IN_PLACE and o.place == n.place)
    return sorted(pairs.items())


texts = st.builds(
    lambda *parts: " ".join(parts), st.sampled_from(VERBS), st.sampled_from(THINGS), st.sampled_from(ENDS)
)
edits = st.lists(
    st.tuples(st.sampled_from(("drop", "insert", "swap", "reword", "append")), st.integers(0, 40), texts),
    max_size=8,
)


@settings(max_examples=150)
@given(st.lists(texts, min_size=1, max_size=9, unique=True), edits)
def test_random_edits_map_back_as_the_naive_oracle_says(words, changes):
    old = [line(f"1.{n}", text) for n, text in enumerate(words, start=1)]
    current = list(words)
    for kind, at, text in changes:
        n = at % len(current) if current else 0
        if kind == "insert" or not current:
            current.insert(n, text)
        elif kind == "drop":
            current.pop(n)
        elif kind == "swap":
            current[0], current[n] = current[n], current[0]
        elif kind == "reword":
            current[n] = f"{current[n].rsplit(' ', 1)[0]} {text.split()[0]}"
        else:
            current[n] = f"{current[n]}, {text}"
    new = [line(f"1.{n}", text) for n, text in enumerate(current, start=1)]
    found = compare(old, new, least=LEAST, in_place=IN_PLACE)
    assert sorted((p.new, p.old) for p in found if p.new and p.old) == naive(old, new)
    assert sorted(p.old for p in found if p.old) == sorted(one.key for one in old)
    assert [p.new for p in found if p.new] == [one.key for one in new]


@given(st.lists(texts, max_size=12))
def test_an_unchanged_text_is_kept_whole(words):
    lines = [line(f"1.{n}", text) for n, text in enumerate(words)]
    assert all(
        p.fate is Fate.KEPT and p.old == p.new and p.likeness == 100
        for p in compare(lines, lines, least=LEAST, in_place=IN_PLACE)
    )


def test_a_large_plan_in_which_every_line_changed_maps_back(record_property):
    chance = random.Random(7)
    syllables = [
        f"{a}{b}{c}"
        for a in "bcdghklmnprstvx"
        for b in ("a", "ơ", "ê", "u", "i")
        for c in ("", "n", "ng", "t")
    ]
    old = [line(f"{n}", " ".join(chance.choices(syllables, k=30))) for n in range(3_000)]
    new = [line(f"{n + 5}", f"{one.text} {chance.choice(syllables)}") for n, one in enumerate(old)]
    began = time.perf_counter()
    found = compare(old, new, least=LEAST, in_place=IN_PLACE)
    record_property("seconds", time.perf_counter() - began)
    assert [(p.old, p.new, p.fate) for p in found] == [
        (str(n), str(n + 5), Fate.CHANGED) for n in range(3_000)
    ]


def test_word_changes_mark_the_words_that_differ():
    left, right = word_changes("Họp trước ngày 15/9, ghi sổ.", "Họp xong trước ngày 20/9, ghi sổ.")
    assert [piece.text for piece in left if piece.changed] == ["15"]
    assert [piece.text for piece in right if piece.changed] == ["xong", "20"]


@given(st.text(alphabet="ab ,.\nđ", max_size=30), st.text(alphabet="ab ,.\nđ", max_size=30))
def test_word_changes_put_together_are_the_texts(first, second):
    left, right = word_changes(first, second)
    assert "".join(piece.text for piece in left) == first
    assert "".join(piece.text for piece in right) == second
    same = first.split() == second.split()
    if same:
        assert not any(piece.changed for piece in (*left, *right))
