"""How alike two texts are, and which tasks may be the same work, on samples of own wording."""

from __future__ import annotations

import itertools

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sauro import definitions
from sauro.engine.planning.similarity import Alike, Work, alike_pairs, bare_words_of, likeness, words_of

LIMITS = yaml.safe_load(definitions.text("similarity.yaml"))
LEAST = LIMITS["duplicate"]["least"]

SAME = [
    ("Lập danh sách giếng làng còn dùng được, gửi Sở trước 15/4/2026.",
     "Lập danh sách giếng làng còn dùng được, gửi về Sở trước ngày 20/4/2026."),
    ("Công khai giá cá tại chợ sớm mỗi tuần một lần.", "Công khai giá cá ở chợ sớm mỗi tuần 1 lần."),
    ("Tổ chức thi viết thư cho đảo xa trong thanh niên toàn tỉnh.",
     "Tổ chức thi viết thư cho đảo xa trong đoàn viên, thanh niên toàn tỉnh."),
    ("Hoàn thành sửa cầu khỉ qua rạch Ông Kho.", "HOÀN THÀNH SỬA CẦU KHỈ QUA RẠCH ÔNG KHO"),
    ("Kiểm tra đèn biển phía đông, báo cáo kết quả hằng quý.",
     "Kiểm tra đèn biển ở phía đông, báo cáo kết quả hằng quý."),
    ("Trồng lại hàng dừa ven đê thôn Bắc trong năm 2026.", "Trong lai hang dua ven de thon Bac trong nam 2026"),
]  # fmt: skip
DIFFERENT = [
    ("Báo cáo kết quả cấp nước hằng quý.", "Báo cáo kết quả trồng rừng hằng quý."),
    ("Tổ chức thi viết thư cho đảo xa.", "Tổ chức lớp đan lưới cho thanh niên."),
    ("Kiểm tra đèn biển phía đông.", "Sửa cầu khỉ qua rạch Ông Kho."),
    ("Niêm yết giá vé đò ngang tại bến Bắc.", "Niêm yết lịch họp tổ dân phố tại nhà văn hóa."),
    ("Lập danh sách hộ nuôi cá bè.", "Lập danh sách giếng làng còn dùng được."),
    ("Trình phê duyệt đề án chợ đêm.", "Trình phê duyệt quy hoạch bến thuyền buồm."),
]  # fmt: skip


def share(first: str, second: str) -> int:
    return likeness(bare_words_of(first), bare_words_of(second))


@pytest.mark.parametrize("pair", SAME)
def test_the_same_work_is_proposed(pair):
    assert share(*pair) >= LEAST


@pytest.mark.parametrize("pair", DIFFERENT)
def test_different_work_is_not_proposed(pair):
    assert share(*pair) < LEAST


def test_precision_and_recall_over_all_samples_of_one_office():
    """Every text against every other: nothing but the expected pairs is found."""
    texts = [text for pair in (*SAME, *DIFFERENT) for text in pair]
    works = [Work(n, bare_words_of(text), (("unit", True),)) for n, text in enumerate(texts)]
    found = {(pair.first, pair.second) for pair in alike_pairs(works, LEAST)}
    expected = {(2 * n, 2 * n + 1) for n in range(len(SAME))}
    # two samples use one sentence on purpose: the list of wells and the lamp stand in both parts
    twins = {
        (a, b) for a, b in itertools.combinations(range(len(texts)), 2)
        if (a, b) not in expected and share(texts[a], texts[b]) >= LEAST
    }  # fmt: skip
    assert found == expected | twins
    assert len(twins) <= 1


def test_only_those_who_share_a_lead_are_compared():
    text = bare_words_of(SAME[0][0])
    unit_a, unit_b = ("unit:1", True), ("unit:2", True)
    alone = [Work(1, text, (unit_a,)), Work(2, text, (unit_b,))]
    assert alike_pairs(alone, LEAST) == []
    members = [Work(1, text, (unit_a, ("group:9", False))), Work(2, text, (unit_b, ("group:9", False)))]
    assert alike_pairs(members, LEAST) == []
    with_group = [*members, Work(3, text, (("group:9", True),))]
    assert [(p.first, p.second) for p in alike_pairs(with_group, LEAST)] == [(1, 3), (2, 3)]


def test_only_narrows_to_pairs_of_these():
    works = [Work(n, "a b c d", (("unit:1", True),)) for n in range(1, 5)]
    pairs = alike_pairs(works, LEAST, only=frozenset({2}))
    assert {(p.first, p.second) for p in pairs} == {(1, 2), (2, 3), (2, 4)}


words = st.text(alphabet="abcđ ", min_size=0, max_size=24)


@given(st.lists(words, max_size=8), st.integers(30, 95))
def test_pairs_are_those_of_all_against_all(texts, least):
    works = [Work(n, bare_words_of(text), (("unit", True),)) for n, text in enumerate(texts)]
    expected = {
        (a.key, b.key, likeness(a.text, b.text))
        for a, b in itertools.combinations(works, 2)
        if likeness(a.text, b.text) >= least
    }
    assert {(p.first, p.second, p.likeness) for p in alike_pairs(works, least)} == expected


@given(words, words)
def test_likeness_is_symmetric_and_full_only_for_the_same_words(first, second):
    a, b = words_of(first), words_of(second)
    assert likeness(a, b) == likeness(b, a)
    assert (likeness(a, b) == 100) == (a == b != "")


def test_nothing_is_like_nothing():
    assert likeness("", "") == 0
    assert alike_pairs([Work(1, "", (("u", True),)), Work(2, "", (("u", True),))], LEAST) == []


def test_a_pair_is_two_tasks():
    with pytest.raises(ValueError, match="not one task twice"):
        Alike(3, 3, 100)


def test_the_thresholds_are_percents_with_the_place_below():
    assert 0 < LIMITS["amended"]["in_place"] < LIMITS["amended"]["least"] < 100
    assert 50 <= LEAST < 100
