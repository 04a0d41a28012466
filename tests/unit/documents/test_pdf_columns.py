"""PDF: columns set from the left, and cells too narrow for their words."""

from __future__ import annotations

from pathlib import Path

import pytest

from sauro.engine.documents import Document, Table, read_document
from sauro.engine.documents.markers import before_state_name, starts_capacity
from sauro.engine.documents.pdf_columns import Columns, pieces
from sauro.engine.documents.pdf_lines import Line
from sauro.engine.documents.pdf_page import Word
from sauro.engine.documents.pdf_words import join_of
from unit.documents.check import check, grid, words
from unit.documents.make import pdf, show

FILE = Path(__file__).parent / "files" / "columns.pdf"


@pytest.fixture(scope="module")
def document() -> Document:
    read = read_document(FILE.read_bytes())
    check(read)
    return read


def sides(document: Document, at: int) -> list[list[str]]:
    block = document.blocks[at]
    assert isinstance(block, Table)
    assert not block.ruled
    return [[document.text[one.start : one.end] for one in cell.paragraphs] for cell in block.rows[0]]


def test_columns_that_share_their_left_side(document: Document) -> None:
    assert sides(document, 0) == [
        ["ỦY BAN NHÂN DÂN", "XÃ MẪU HẠ", "Số: 08/KH-UBND"],
        [
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "Mẫu Hạ, ngày 06 tháng 01 năm 2026",
        ],
    ]


def placed(text: str, x: float, base: float) -> list[Word]:
    """Words of one line, six points to a letter."""
    found: list[Word] = []
    for part in text.split():
        found.append(Word(part, x, x + 6 * len(part), base - 10, base, base, 12))
        x += 6 * len(part) + 3
    return found


def test_a_head_of_tabs_has_no_straight_gutter() -> None:
    lines = [
        Line([*placed("ỦY BAN NHÂN DÂN", 70, 100), *placed("CỘNG HÒA XÃ HỘI CHỦ NGHĨA", 158, 100)]),
        Line([*placed("XÃ MẪU", 70, 126), *placed("Độc lập - Tự do", 142, 126)]),
        Line(placed("KẾ HOẠCH", 250, 170)),
    ]
    head, title = pieces(lines)
    assert isinstance(head, Columns)
    assert [line.text for line in head.left] == ["ỦY BAN NHÂN DÂN", "XÃ MẪU"]
    assert [line.text for line in head.right] == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA", "Độc lập - Tự do"]
    assert title is lines[2]


def test_each_capacity_is_a_paragraph(document: Document) -> None:
    assert sides(document, -1) == [
        ["Nơi nhận:", "- Như trên;", "- Lưu: VT."],
        ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Trần Văn Mẫu"],
    ]


def test_a_narrow_cell_breaks_no_date_and_no_word(document: Document) -> None:
    (table,) = [one for one in document.tables() if one.ruled]
    assert grid(document, table)[1:] == [
        [
            "1",
            "Rà soát",
            "Trước 20/01/2026",
            "Phòng Văn hóa - Xã hội",
            "Các phường;",
            "Quý IV/2027",
            "1.250.000.000",
            "Cả hai",
        ],
        ["2", "Sơ kết", "Ngày 15/6/2026", "Phòng Kinh tế", "Nghiêng", "2026", "", "Cả hai"],
    ]
    assert table.rows[1][7] is table.rows[2][7]


@pytest.mark.parametrize(
    ("above", "below", "between"),
    [
        ("20/01/2", "026", ""),
        ("IV/202", "7;", ""),
        ("20", "26", ""),
        ("2025-20", "30", ""),
        ("1.250.", "000", ""),
        ("phườn", "g;", ""),
        ("Ngh", "iêng", ""),
        ("UBN", "D", ""),
        ("30/9/2026", "15", "\n"),
        ("2", "15", "\n"),
        ("ngoà", "i", "\n"),
        ("UBND", "TP", "\n"),
        ("nghiệp", "Nhân", " "),
        ("nghiệp", "vụ", " "),
        ("Trước", "20/01/2026", " "),
        ("2026", "và", " "),
        ("lịch,", "Sở", " "),
    ],
)
def test_what_stands_between_two_full_lines_of_a_cell(above: str, below: str, between: str) -> None:
    assert join_of(above, below) == between


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("TM. ỦY BAN NHÂN DÂN", True),
        ("KT.CHỦ TỊCH", True),
        ("PHÓ GIÁM ĐỐC", True),
        ("TRƯỞNG BAN", True),
        ("Phó Chủ tịch", False),
        ("CHỦ TỊCH Ủy ban", False),
        ("VIỆT NAM", False),
    ],
)
def test_capacities(line: str, expected: bool) -> None:
    assert starts_capacity(line) is expected


def test_the_name_of_the_state_opens_the_right_column() -> None:
    assert before_state_name(["UBND", "TỈNH", "MẪU", "CỘNG", "HÒA", "XÃ", "HỘI", "CHỦ", "NGHĨA"]) == 3
    assert before_state_name(["CỘNG", "HOÀ", "XÃ", "HỘI", "CHỦ", "NGHĨA"]) == 0
    assert before_state_name(["NƯỚC", "CỘNG", "HOÀ", "XÃ", "HỘI", "CHỦ", "NGHĨA"]) == 0


def ruled(*, left: float, top: float, widths: list[float], heights: list[float], without: int = -1) -> bytes:
    """Lines of a grid; the first cell of row ``without`` is open to the row below."""
    right, bottom = left + sum(widths), top - sum(heights)
    rules = b""
    for number in range(len(heights) + 1):
        y = top - sum(heights[:number])
        start = left + widths[0] if number == without + 1 and without >= 0 else left
        rules += f"{start} {y} m {right} {y} l S\n".encode()
    for number in range(len(widths) + 1):
        x = left + sum(widths[:number])
        rules += f"{x} {top} m {x} {bottom} l S\n".encode()
    return rules


def test_a_merged_cell_that_a_page_cuts_counts_for_the_rows_below() -> None:
    one = ruled(left=60, top=120, widths=[90, 60, 200], heights=[60])
    one += show(65, 100, "So Mau") + show(155, 100, "1") + show(215, 100, "Ra soat quy trinh noi bo cua")
    two = ruled(left=60, top=780, widths=[90, 60, 200], heights=[30, 30], without=0)
    two += show(215, 765, "so, ban, nganh") + show(155, 735, "2") + show(215, 735, "So ket")
    document = read_document(pdf(one, two))
    (table,) = document.tables()
    assert grid(document, table) == [
        ["So Mau", "1", "Ra soat quy trinh noi bo cua so, ban, nganh"],
        ["So Mau", "2", "So ket"],
    ]
    assert table.rows[0][0] is table.rows[1][0]


def test_an_empty_merged_cell_at_the_head_of_a_page_belongs_to_the_cell_above() -> None:
    one = ruled(left=60, top=120, widths=[90, 60, 200], heights=[60])
    one += show(65, 100, "So Mau") + show(155, 100, "1") + show(215, 100, "Ra soat.")
    two = ruled(left=60, top=780, widths=[90, 60, 200], heights=[30, 30, 30], without=0)
    two += show(155, 765, "2") + show(215, 765, "So ket.") + show(155, 735, "3") + show(155, 705, "4")
    document = read_document(pdf(one, two))
    (table,) = document.tables()
    assert [row[0] for row in grid(document, table)] == ["So Mau", "So Mau", "So Mau", ""]


def test_how_far_a_paragraph_is_set_in() -> None:
    page = show(72, 760, "- Viec mot.") + show(96, 740, "+ Viec nho.") + show(72, 720, "- Viec hai.")
    document = read_document(pdf(page))
    assert [
        block.indent for block in document.blocks if not isinstance(block, Table) and hasattr(block, "indent")
    ] == [
        0,
        4,
        0,
    ]
    assert words(document) == ["- Viec mot.", "+ Viec nho.", "- Viec hai."]


def test_a_note_in_the_type_of_the_text() -> None:
    page = show(72, 760, "Theo ke hoach chung") + show(190, 766, "1", size=7) + show(194, 760, ".")
    page += show(72, 740, "Doan sau.") + show(72, 80, "1 Ke hoach so 5.")
    assert words(read_document(pdf(page))) == ["Theo ke hoach chung.", "Doan sau.", "[1] Ke hoach so 5."]


def test_a_number_without_a_mark_above_is_no_note() -> None:
    page = show(72, 760, "Theo ke hoach chung.") + show(72, 80, "1 Ke hoach so 5.")
    assert words(read_document(pdf(page))) == ["Theo ke hoach chung.", "1 Ke hoach so 5."]
