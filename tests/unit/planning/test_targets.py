"""Figures that aim, and figures that do not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sauro.engine.planning.targets import number, read_targets

PIECES = st.sampled_from(
    [
        "100%",
        "trên",
        "đạt",
        "1.500",
        "97,5",
        "%",
        "số 12/NQ-CP",
        "năm 2031",
        "mô hình",
        ";",
        ".",
        "và",
        "ít nhất",
        "2",
        "\n",
    ]
)


def read(text: str) -> list[tuple[float | int | None, str | None]]:
    return [(target.value, target.unit) for target in read_targets(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bảo đảm 100% hồ sơ được trả đúng hạn.", [(100, "%")]),
        ("Trên 80% trạm đọc sách và 100% thư viện có mạng.", [(80, "%"), (100, "%")]),
        ("Tỷ lệ bạn đọc hài lòng đạt tối thiểu 97,5%.", [(97.5, "%")]),
        ("Hình thành ít nhất 20 mô hình thư viện.", [(20, "mô hình")]),
        ("Đào tạo 3.000 lượt người đọc.", [(3000, "lượt")]),
        ("1. 100% thư viện mở cửa.", [(100, "%")]),
        ("Đến năm 2031, 100% thư viện mở cửa.", [(100, "%")]),
        ("Kế hoạch gồm 4 thành phần chính.", []),
        ("Thực hiện mô hình chính quyền 2 cấp.", []),
        ("Theo Nghị quyết số 57-NQ/TW ngày 22/12/2031.", []),
        ("Theo khoản 5 Điều 12 Luật Thư viện.", []),
        ("Hoàn thành trong năm 2031.", []),
        ("Theo nguyên tắc 6 rõ.", []),
        ("", []),
    ],
)
def test_figures(text: str, expected: list[tuple[float | int | None, str | None]]) -> None:
    assert read(text) == expected


def test_a_target_has_its_year_where_the_sentence_gives_one() -> None:
    (target,) = read_targets("Phấn đấu đến năm 2032 đạt 30% số xã có thư viện; mở thêm chi nhánh.")
    assert target.by_year == (("2032", 30),)
    assert target.text == "đạt 30% số xã có thư viện"


def test_what_is_measured_belongs_to_the_words_of_a_target() -> None:
    (target,) = read_targets("Mở lớp. Tỷ lệ bạn đọc hài lòng đạt tối thiểu 90%.")
    assert target.text == "Tỷ lệ bạn đọc hài lòng đạt tối thiểu 90%"


@pytest.mark.parametrize(
    ("written", "value"),
    [("1.500", 1500), ("97,5", 97.5), ("97.5", 97.5), ("12", 12), ("1.234.567,5", 1234567.5)],
)
def test_vietnamese_figures(written: str, value: float) -> None:
    assert number(written) == value


@settings(deadline=None)
@given(st.one_of(st.text(max_size=150), st.lists(PIECES, max_size=25).map(" ".join)))
def test_any_text_is_read_without_an_error(text: str) -> None:
    for target in read_targets(text):
        assert text[target.anchor.start : target.anchor.end] == target.text
