"""Tables drawn with bars, on lines and in crawls."""

from __future__ import annotations

import pytest

from sauro.engine.documents import Document, Table, read_document
from unit.documents.check import check, grid, words


def read(text: str) -> Document:
    document = read_document(text.encode())
    check(document)
    return document


def tables(text: str) -> list[list[list[str]]]:
    document = read(text)
    return [grid(document, table) for table in document.tables()]


def test_rows_on_lines() -> None:
    text = "Trước.\n\n| TT | Việc |\n|:---|---:|\n| 1 | **rà** soát |\n| 2 |  |\n| 3 | a<br>b |\n\nSau."
    document = read(text)
    assert tables(text) == [[["TT", "Việc"], ["1", "rà soát"], ["2", ""], ["3", "a<br>b"]]]
    (found,) = document.tables()
    assert [document.text[one.start : one.end] for one in found.rows[3][1].paragraphs] == ["a", "b"]
    assert found.rows[2][1].start == found.rows[2][1].end
    assert [type(block).__name__ for block in document.blocks] == ["Paragraph", "Table", "Paragraph"]


def test_rows_without_outer_bars_and_uneven_rows() -> None:
    text = "TT | Việc | Hạn\n---|---|---\n1 | rà soát\n2 | lập | quý II"
    assert tables(text) == [[["TT", "Việc", "Hạn"], ["1", "rà soát", ""], ["2", "lập", "quý II"]]]


def test_an_escaped_bar_is_a_letter() -> None:
    # The backslash is a mark and leaves the text; the bar that it guarded divides nothing.
    assert tables("| a | b |\n|---|---|\n| c\\|d | e |")[0][1][-1] == "e"


@pytest.mark.parametrize(
    "text", ["Tỷ lệ a|b của năm.", "| một dòng |", "|", "a\n|\nb", "Kết quả | chung\nKhông bảng"]
)
def test_bars_that_draw_no_table(text: str) -> None:
    assert not any(isinstance(block, Table) for block in read(f"Mở đầu.\n\n{text}\n\nKết thúc.").blocks)


CRAWL = """Mở đầu.

|
**TT**
|
**Việc**
|
**Chủ trì**
|
**Hạn**
|
|
**I**
|
Nhóm
thứ nhất
|
|
1
|
Rà soát quy trình
của Sở.

Gửi báo cáo.
|
Sở A
|
Quý II
|
|
2
|
Lập danh mục
|
|
Năm 2026
|
|
3
|
Kiểm tra
|
Sở B
|
|
|
4
|
Tổng kết
|
Sở C
|
Quý IV
|

Kết thúc."""


def test_bars_on_lines_of_their_own() -> None:
    document = read(CRAWL)
    (found,) = document.tables()
    assert grid(document, found) == [
        ["TT", "Việc", "Chủ trì", "Hạn"],
        ["I", "Nhóm thứ nhất"],
        ["1", "Rà soát quy trình của Sở. Gửi báo cáo.", "Sở A", "Quý II"],
        ["2", "Lập danh mục", "", "Năm 2026"],
        ["3", "Kiểm tra", "Sở B", ""],
        ["4", "Tổng kết", "Sở C", "Quý IV"],
    ]
    assert found.rows[0][0].paragraphs[0].bold
    assert len(found.rows[2][1].paragraphs) == 2
    assert words(document)[0] == "Mở đầu."
    assert words(document)[-1] == "Kết thúc."


def test_the_head_of_a_document() -> None:
    text = (
        "|\n**SỞ A**\n-------\n|\n**CỘNG HÒA XÃ\nHỘI CHỦ NGHĨA VIỆT NAM**\nĐộc lập - Tự do\n---------------\n|\n|\n"
        "Số: 1/KH\n|\n*Nơi ban hành,\nngày 5 tháng 1 năm 2026*\n|\n\n\n**KẾ HOẠCH**\n\n"
        "Thực hiện chỉ đạo\ncủa tỉnh, Sở A\nban hành kế hoạch\nvới nội dung sau.\n"
    )
    document = read(text)
    (found,) = document.tables()
    assert grid(document, found) == [
        ["SỞ A", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do"],
        ["Số: 1/KH", "Nơi ban hành, ngày 5 tháng 1 năm 2026"],
    ]
    assert [len(cell.paragraphs) for cell in found.rows[0]] == [1, 2]
    assert words(document)[-2:] == [
        "KẾ HOẠCH",
        "Thực hiện chỉ đạo của tỉnh, Sở A ban hành kế hoạch với nội dung sau.",
    ]


def test_a_bar_without_an_end_loses_nothing() -> None:
    assert words(read("Mở đầu.\n\n|\nô một\n|\nô hai không đóng\n\nHết.")) == [
        "Mở đầu.",
        "ô một",
        "ô hai không đóng",
        "Hết.",
    ]
