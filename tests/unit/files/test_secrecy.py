"""Stamps of secret papers."""

from __future__ import annotations

import unicodedata

import pytest

from sauro.files.secrecy import secrecy_mark

HEAD = "ỦY BAN NHÂN DÂN\n{}\nSố: 5/KH-UBND\n"


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("MẬT", "MẬT"),
        ("  TỐI MẬT  ", "TỐI MẬT"),
        ("**TUYỆT MẬT**", "TUYỆT MẬT"),
        ("| MẬT | Cộng hòa |", "MẬT"),
        ("Số: 5/KH      MẬT", "MẬT"),
        ("Độ mật: Tối mật", "TỐI MẬT"),
        (unicodedata.normalize("NFD", "TUYỆT MẬT"), "TUYỆT MẬT"),
        ("[MẬT]", "MẬT"),
        ("M Ậ T", "MẬT"),
        ("T Ố I  M Ậ T", "TỐI MẬT"),
        ("“MẬT”", "MẬT"),
        ("<MẬT>", "MẬT"),
        ("TỐI - MẬT", "TỐI MẬT"),
        ("HỎA TỐC MẬT", "MẬT"),
        ("MẬT - KHẨN", "MẬT"),
        ("MẬT - Bản số: 01".upper(), "MẬT"),
        ("BẢN SỐ 2 TUYỆT MẬT", "TUYỆT MẬT"),
        ("ＭẬＴ", "MẬT"),
        ("M\u200bẬ\u00adT\ufeff", "MẬT"),
        ("Tuyệt mật", "TUYỆT MẬT"),
        ("Độ mật : mật", "MẬT"),
    ],
)
def test_a_stamp_is_seen(line, mark):
    assert secrecy_mark(HEAD.format(line)) == mark


@pytest.mark.parametrize(
    "line",
    [
        "Bảo vệ bí mật nhà nước",
        "BẢO VỆ BÍ MẬT NHÀ NƯỚC",
        "Mật",
        "mật ong",
        "MẬT ONG RỪNG",
        "Giải mật tài liệu",
        "Độ mật: không",
        "BÍ MẬT",
        "HỎA TỐC",
        "MẬT MÃ",
        "Bản số 1",
    ],
)
def test_words_about_secrecy_are_no_stamp(line):
    assert secrecy_mark(HEAD.format(line)) is None


def test_a_word_far_from_the_head_is_no_stamp():
    assert secrecy_mark("Kế hoạch.\n" * 600 + "MẬT\n") is None
