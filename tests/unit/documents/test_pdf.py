"""PDF with a text layer: reading order, joined lines, page breaks, ruled tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from sauro.engine.documents import Document, Footnote, MediaType, Table, read_document
from unit.documents.check import check, grid, paragraphs, words
from unit.documents.files.build import FIRST, ITEM, TASK
from unit.documents.make import pdf, show

FILES = Path(__file__).parent / "files"


@pytest.fixture(scope="module")
def plan() -> Document:
    document = read_document((FILES / "plan.pdf").read_bytes())
    check(document)
    return document


def read(*pages: bytes) -> Document:
    document = read_document(pdf(*pages))
    check(document)
    return document


def test_the_head_is_two_columns(plan: Document) -> None:
    head = plan.blocks[0]
    assert plan.media_type is MediaType.PDF
    assert isinstance(head, Table)
    assert not head.ruled
    assert [[plan.text[one.start : one.end] for one in cell.paragraphs] for cell in head.rows[0]] == [
        ["ỦY BAN NHÂN DÂN TỈNH", "SỞ MẪU", "Số: 07/KH-SM"],
        [
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "Nơi Mẫu, ngày 05 tháng 01 năm 2026",
        ],
    ]


def test_paragraphs_are_whole_also_over_page_breaks(plan: Document) -> None:
    said = [text for text in words(plan) if text[0] != "-"]
    assert said[1] == "KẾ HOẠCH"
    assert said[3] == FIRST
    assert [text for text in words(plan) if text[0] == "-"] == [
        ITEM.format(number=number) for number in range(1, 13)
    ]


def test_what_the_type_says(plan: Document) -> None:
    kind, title, first, heading, item = paragraphs(plan)[:5]
    assert (kind.bold, kind.centered) == (True, True)
    assert (title.bold, title.centered) == (True, True)
    assert (first.bold, first.centered) == (False, False)
    assert (heading.bold, heading.centered) == (True, False)
    assert not item.bold


def test_page_numbers_are_out_and_said_so(plan: Document) -> None:
    assert [(note.code, note.values) for note in plan.notes] == [("page_marks_removed", (("count", "5"),))]


def test_a_table_over_pages_is_one(plan: Document) -> None:
    (table,) = [one for one in plan.tables() if one.ruled]
    found = grid(plan, table)
    assert found[0] == ["TT", "Nhiệm vụ", "Chủ trì", "Thời hạn"]
    assert found[1] == ["I", *["Nhóm việc tiếp nhận"] * 3]
    assert [row[0] for row in found[2:]] == ["1", "2", "2", *map(str, range(3, 14))]
    assert [row[1] for row in found[2:]] == [TASK.format(number=number) for number in range(1, 15)]
    assert {row[2] for row in found[2:]} == {"Văn phòng Sở"}
    assert table.rows[3][0] is table.rows[4][0]
    assert table.rows[1][1] is table.rows[1][3]


def test_recipients_and_signature_stand_side_by_side(plan: Document) -> None:
    tables = [one for one in plan.tables() if not one.ruled]
    assert len(tables) == 2
    assert grid(plan, tables[1]) == [["Nơi nhận: - Như trên; - Lưu: VT.", "GIÁM ĐỐC Nguyễn Văn Mẫu"]]


def lines(*texts: str, top: float = 760, step: float = 18) -> bytes:
    return b"".join(show(72, top - step * number, text) for number, text in enumerate(texts))


FULL = "Thuc hien chuong trinh cong tac cua tinh, So Mau xay dung ke hoach ra soat quy"


def test_running_heads_are_taken_out() -> None:
    said = ["Muc dich.", "Yeu cau.", "Nhiem vu.", "Giai phap."]
    document = read(
        *(show(72, 820, f"SO MAU - ban {number}") + lines(text) for number, text in enumerate(said, 3))
    )
    assert words(document) == said
    assert ("count", "4") in document.notes[0].values


def test_items_that_repeat_each_other_are_no_running_heads() -> None:
    document = read(*(show(72, 820, "- Bao cao.") + lines("Doan.", top=500) for _ in range(4)))
    assert words(document) == ["- Bao cao.", "Doan."] * 4


def test_one_page_with_a_figure_at_its_foot_keeps_it() -> None:
    assert words(read(lines("Tong so.") + show(300, 30, "75")))[-1] == "75"


def test_a_sentence_goes_on_over_the_page() -> None:
    document = read(
        lines(f"- {FULL}") + show(300, 30, "1"), lines("trinh noi bo.", "- Viec khac.") + show(300, 30, "2")
    )
    assert words(document) == [f"- {FULL} trinh noi bo.", "- Viec khac."]


def test_years_parted_by_the_end_of_a_line() -> None:
    document = read(lines("- Ke hoach giai doan 2026", "- 2030 cua So.", f"- {FULL}", "- 2030"))
    assert words(document)[0] == "- Ke hoach giai doan 2026 - 2030 cua So."
    assert words(document)[-1] == "- 2030"


def test_a_footnote_leaves_its_place_and_stands_at_the_end() -> None:
    page = lines("Theo ke hoach chung") + show(190, 766, "1", size=7) + show(72, 742, "Doan sau.")
    page += show(72, 60, "1", size=6) + show(78, 56, "Ke hoach so 5.", size=9)
    document = read(page)
    assert words(document) == ["Theo ke hoach chung", "Doan sau.", "[1] Ke hoach so 5."]
    assert isinstance(document.blocks[-1], Footnote)


def box(x: float, y: float, width: float, height: float) -> bytes:
    return f"{x} {y} {width} {height} re S\n".encode()


def test_a_drawn_table_with_an_open_side() -> None:
    rules = b"".join(f"72 {y} m 400 {y} l S\n".encode() for y in (700, 660, 620)) + b"200 620 m 200 700 l S\n"
    text = show(80, 675, "TT") + show(210, 675, "Viec") + show(80, 635, "1") + show(210, 635, "Ra soat")
    (table,) = (document := read(rules + text)).tables()
    assert grid(document, table) == [["TT", "Viec"], ["1", "Ra soat"]]


def test_a_frame_is_no_table() -> None:
    document = read(box(60, 600, 400, 200) + lines("Trong khung.", top=760))
    assert words(document) == ["Trong khung."]
    assert not list(document.tables())


def test_a_turned_page_reads_as_it_is_seen() -> None:
    content = (
        b"BT /F1 12 Tf 0 1 -1 0 100 100 Tm (Dong mot) Tj ET BT /F1 12 Tf 0 1 -1 0 118 100 Tm (Dong hai) Tj ET"
    )
    document = read_document(pdf(content, extra="/Rotate 90"))
    assert words(document) == ["Dong mot", "Dong hai"]


def test_a_page_without_text_is_named() -> None:
    picture = b"q 500 0 0 700 40 60 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q"
    document = read(lines(FULL, FULL, FULL), picture)
    assert [(note.code, note.values) for note in document.notes] == [
        ("pages_without_text", (("pages", "2"),))
    ]
