"""Plain text and Markdown: decoding, marks, joined lines, page breaks."""

from __future__ import annotations

import textwrap
import unicodedata

import pytest

from sauro.engine.documents import Document, Footnote, MediaType, read_document
from unit.documents.check import check, paragraphs, words


def read(text: str, encoding: str = "utf-8") -> Document:
    document = read_document(text.encode(encoding))
    check(document)
    return document


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings(encoding: str) -> None:
    document = read("Kế hoạch\r\nSố: 12/KH-UBND\r", encoding)
    assert document.text == "Kế hoạch\nSố: 12/KH-UBND\n"
    assert document.media_type is MediaType.TEXT
    assert document.notes == ()


def test_the_text_is_composed() -> None:
    text = "Sở Nội vụ và Ủy ban"
    assert read(unicodedata.normalize("NFD", text)).text == text


def test_plain_text_stays_as_it_is() -> None:
    text = "  Ghi chú (*): số liệu tạm tính*\n\n* Việc thứ nhất\n5 * 3 = 15; a_b_c; Điều_1\n____________\n#1 đầu tiên"
    document = read(text)
    assert document.text == text
    assert document.media_type is MediaType.TEXT


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("**1. **Sở A **chủ trì**", "1. Sở A chủ trì"),
        ("**I. MỤC\nĐÍCH**", "I. MỤC\nĐÍCH"),
        ("mạng **xã hội** (*Z*en, *Vi*)", "mạng xã hội (Zen, Vi)"),
        ("**Phần III ***(chi tiết kèm theo)*", "Phần III (chi tiết kèm theo)"),
        ("**6.****\n**Đẩy mạnh **việc**", "6.\nĐẩy mạnh việc"),
        ("**a**\n\n** **\n\n* *\n\nb", "a\n\n\n\n\n\nb"),
        (
            "*Đơn vị chủ trì: *Sở A\n\n*- Thời gian: *Hằng năm",
            "Đơn vị chủ trì: Sở A\n\n- Thời gian: Hằng năm",
        ),
        ("**Lưu ý**\n* Việc một\n* Việc hai", "Lưu ý\n* Việc một\n* Việc hai"),
        ("**Đạt** 95%(*)\n\n(*) Tạm tính", "Đạt 95%(*)\n\n(*) Tạm tính"),
        ("**Đạt** 95%*\n\nSố liệu* tạm tính", "Đạt 95%*\n\nSố liệu* tạm tính"),
        ("__Đậm__ và _nghiêng_ nhưng snake_case và ____", "Đậm và nghiêng nhưng snake_case và ____"),
        (r"**Số** 1\. \*không đậm\*", "Số 1. *không đậm*"),
        ("## Nhiệm vụ ##\nViệc", "Nhiệm vụ\nViệc"),
    ],
)
def test_marks_are_taken_out(source: str, expected: str) -> None:
    document = read(source)
    assert document.text == expected
    assert document.media_type is MediaType.MARKDOWN
    assert [note.code for note in document.notes] == ["emphasis_marks_removed"]


def test_marks_leave_their_meaning() -> None:
    document = read("# Kế hoạch\n\n**KẾ HOẠCH**\n\n*Theo đề nghị*\n\n**1.** Việc thường\n\n***Cả hai***")
    found = [(one.bold, one.italic, one.heading_level) for one in paragraphs(document)]
    assert found == [
        (False, False, 1),
        (True, False, None),
        (False, True, None),
        (False, False, None),
        (True, True, None),
    ]


def test_a_comment_of_who_filed_the_text_is_no_block() -> None:
    document = read("# source: kho lưu, bản 3\n# licence: none\n**KẾ HOẠCH**\n\nViệc.")
    assert document.text.startswith("# source: kho lưu, bản 3\n")
    assert words(document) == ["KẾ HOẠCH", "Việc."]
    assert "file_comment" in [note.code for note in document.notes]
    assert words(read("# Nguồn: Sở A\n\nViệc."))[0] == "Nguồn: Sở A"


WRAPPED = """Thực hiện chương trình năm 2026 của tỉnh, Sở A xây dựng kế hoạch
với các nội dung như sau để các đơn vị trực thuộc cùng thực hiện
trong năm.

- Rà soát quy trình nội bộ của các phòng, báo cáo giám đốc Sở giai đoạn 2026
- 2030 theo quy định; giao Văn phòng Sở
tổng hợp.

b) Tổ chức tập huấn nghiệp vụ cho công chức của Công an thành phố
- Thường trực tham mưu và các đơn vị
khác có liên quan.
- Việc ngắn;
- Việc nữa.

theo dõi, đôn đốc

Cơ quan phối hợp: các phòng thuộc
Sở A
Thời gian thực hiện: quý II
năm 2026."""


def test_hard_wrapped_lines_are_joined() -> None:
    assert words(read(WRAPPED)) == [
        "Thực hiện chương trình năm 2026 của tỉnh, Sở A xây dựng kế hoạch với các nội dung như sau để các đơn vị "
        "trực thuộc cùng thực hiện trong năm.",
        "- Rà soát quy trình nội bộ của các phòng, báo cáo giám đốc Sở giai đoạn 2026 - 2030 theo quy định; "
        "giao Văn phòng Sở tổng hợp.",
        "b) Tổ chức tập huấn nghiệp vụ cho công chức của Công an thành phố - Thường trực tham mưu và các đơn vị "
        "khác có liên quan.",
        "- Việc ngắn;",
        "- Việc nữa.",
        "theo dõi, đôn đốc",
        "Cơ quan phối hợp: các phòng thuộc Sở A",
        "Thời gian thực hiện: quý II năm 2026.",
    ]


def test_a_wrapped_text_without_blank_lines() -> None:
    expected = [
        "KẾ HOẠCH",
        "Rà soát quy trình của Sở",
        "Thực hiện chỉ đạo của tỉnh về rà soát quy trình nội bộ, Sở A xây dựng kế hoạch với nội dung sau:",
        "1. Phòng Một",
        "- Lập danh mục quy trình của các phòng trực thuộc và gửi Văn phòng Sở trước ngày 15 tháng 3; cập nhật khi "
        "có thay đổi từ các phòng theo hướng dẫn của Sở Nội vụ và yêu cầu của đơn vị.",
        "- Kiểm tra.",
    ]
    text = "\n".join(textwrap.fill(one, 60) for one in expected)
    assert text.count("\n") > 8
    assert words(read(text)) == expected


def test_free_lines_are_paragraphs() -> None:
    text = "1. Sở A\n- Chủ trì việc thứ nhất của năm.\n- Việc thứ hai.\nSở B\nPhối hợp."
    assert words(read(text)) == [
        "1. Sở A",
        "- Chủ trì việc thứ nhất của năm.",
        "- Việc thứ hai.",
        "Sở B",
        "Phối hợp.",
    ]


@pytest.mark.parametrize(
    "between", ["\n\n", "\n\n\n\n", "\n\f\n", "\n\n12\n\n", "\n\n- 12 -\n\n", "\n\nTrang 3/9\n\n"]
)
def test_a_sentence_cut_by_a_page_is_one_paragraph(between: str) -> None:
    document = read(f"- Ứng dụng hồ sơ điện tử{between}và liên kết với tuyến trên.\n\n- Việc khác.")
    assert words(document) == ["- Ứng dụng hồ sơ điện tử và liên kết với tuyến trên.", "- Việc khác."]


@pytest.mark.parametrize("between", ["\n", "\n\n", "\n\n3\n\n", "\n- 3 -\n\f", "\nTrang 3/9\n\f"])
def test_an_item_goes_on_after_a_semicolon(between: str) -> None:
    document = read(f"- Rà soát quy trình của Sở;{between}tổng hợp kết quả.\n\n- Việc khác.")
    assert words(document) == ["- Rà soát quy trình của Sở; tổng hợp kết quả.", "- Việc khác."]


@pytest.mark.parametrize("between", ["\n\n2\n\f", "\n\n2\n\n", "\n2\n\f", "\n\n- 2 -\n\f\n"])
def test_a_page_that_breaks_after_a_comma(between: str) -> None:
    document = read(
        f"- Chủ trì, phối hợp với Phòng Văn hóa, Thể thao,{between}Phòng Mẫu tổ chức.\n\n- Việc khác."
    )
    assert words(document) == [
        "- Chủ trì, phối hợp với Phòng Văn hóa, Thể thao, Phòng Mẫu tổ chức.",
        "- Việc khác.",
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- Rà soát quy trình.", "theo mẫu"),
        ("Các việc sau;", "một việc khác;"),
        ("- Rà soát quy trình;", "a) tổng hợp"),
        ("- Rà soát quy trình;", "Tổng hợp"),
        ("1. Sở Nội vụ", "- rà soát"),
        ("1. Sở Nội vụ", "Chủ trì việc"),
        ("gồm", "a) rà soát"),
        ("Các sở", "đ) báo cáo"),
        ("# Mục lớn", "tiếp theo"),
    ],
)
def test_paragraphs_that_stay_apart(before: str, after: str) -> None:
    assert len(paragraphs(read(f"{before}\n\n{after}"))) == 2


def test_page_numbers_in_a_row_are_taken_out() -> None:
    pages = [
        f"{number}\n\n" + "\n\n".join(f"Đoạn {number}.{line} có nội dung." for line in range(9))
        for number in range(2, 6)
    ]
    document = read("\n\n".join(["Đầu văn bản.", *pages]))
    assert not any(one.isdigit() for one in words(document))
    assert ("page_marks_removed", (("count", "4"),)) in [(note.code, note.values) for note in document.notes]


def test_a_lone_number_that_is_no_page_stays() -> None:
    assert words(read("Số lượng.\n\n12\n\nHết.")) == ["Số lượng.", "12", "Hết."]


def test_notes_that_close_the_text_are_footnotes() -> None:
    document = read("Nội dung [1] chính.\n\n[2] là chỗ trống.\n\nHết.\n\n[1] Nguồn một.\n\n[2] Nguồn hai.")
    assert [block.label for block in document.blocks if isinstance(block, Footnote)] == ["1", "2"]
    assert len(paragraphs(document)) == 3
