"""Builds the PDF files of this folder with LibreOffice, which tests do not need: `python build.py` in this folder.

All wording is our own. The result is committed; run this only to change it.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

HERE = Path(__file__).parent
FIRST = (
    "Thực hiện chương trình công tác năm 2026, Sở Mẫu xây dựng kế hoạch nâng cao chất lượng phục vụ người dân với các "
    "nội dung như sau:"
)
ITEM = (
    "- Rà soát toàn bộ quy trình nội bộ của phòng, ban thuộc Sở; đề xuất cắt giảm bước trung gian, công khai thời hạn "
    "từng bước để người dân, tổ chức theo dõi; báo cáo kết quả giai đoạn 2026 - 2030 theo Quyết định số 12/QĐ-SM ngày "
    "05 tháng 01 năm 2026 của Giám đốc Sở (việc thứ {number})."
)
TASK = (
    "Xây dựng tài liệu hướng dẫn giải quyết thủ tục, niêm yết tại nơi tiếp nhận và đăng trên trang của Sở; cập nhật khi "
    "quy định thay đổi, bảo đảm người dân tra cứu được trong mọi thời điểm của năm (dòng {number})."
)

NARROW = (
    ("TT", "Việc", "Thời hạn", "Chủ trì", "Phối hợp", "Kỳ", "Tiền", "Ghi chú"),
    (
        "1",
        "Rà soát",
        "Trước 20/01/2026",
        "Phòng Văn hóa - Xã hội",
        "Các phường;",
        "Quý IV/2027",
        "1.250.000.000",
        "Cả hai",
    ),
    ("2", "Sơ kết", "Ngày 15/6/2026", "Phòng Kinh tế", "Nghiêng", "2026", "", ""),
)


def field(run: Any, code: str) -> None:
    for kind, text in (("begin", None), (None, code), ("end", None)):
        node = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            node.set(qn("w:fldCharType"), kind)
        else:
            node.text = text
        run._r.append(node)


def put(cell: Any, *lines: tuple[str, bool], size: int = 13, middle: bool = True) -> None:
    for number, (text, bold) in enumerate(lines):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        run = paragraph.add_run(text)
        run.bold, run.font.size = bold, Pt(size)
        if middle:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def page(document: Any) -> None:
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(14)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field(number.add_run(), "PAGE")


def body(document: Any, text: str, bold: bool = False) -> None:
    paragraph = document.add_paragraph()
    paragraph.add_run(text).bold = bold
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.paragraph_format.first_line_indent = Cm(1.27)
    paragraph.paragraph_format.space_after = Pt(6)


def title(document: Any, text: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.add_run(text).bold = True
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def annex(document: Any) -> None:
    rows = 14
    table = document.add_table(rows + 2, 4)
    table.style = "Table Grid"
    widths = (Cm(1.3), Cm(8), Cm(3.6), Cm(3.1))
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width
    for cell, text in zip(table.rows[0].cells, ("TT", "Nhiệm vụ", "Chủ trì", "Thời hạn"), strict=True):
        put(cell, (text, True), size=12)
    head = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(head)
    group = table.rows[1].cells
    put(group[0], ("I", True), size=12)
    put(group[1].merge(group[3]), ("Nhóm việc tiếp nhận", True), size=12, middle=False)
    for number in range(1, rows + 1):
        cells = table.rows[number + 1].cells
        put(cells[1], (TASK.format(number=number), False), size=12, middle=False)
        put(cells[2], ("Văn phòng Sở", False), size=12)
        put(cells[3], (f"Quý {('I', 'II', 'III', 'IV')[number % 4]}", False), size=12)
        if number != 3:
            put(cells[0], (str(number if number < 3 else number - 1), False), size=12)
    table.cell(3, 0).merge(table.cell(4, 0))


def plan(path: Path) -> None:
    document = docx.Document()
    page(document)
    head = document.add_table(1, 2)
    put(head.cell(0, 0), ("ỦY BAN NHÂN DÂN TỈNH", False), ("SỞ MẪU", True), ("Số: 07/KH-SM", False))
    put(
        head.cell(0, 1),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", True),
        ("Độc lập - Tự do - Hạnh phúc", True),
        ("Nơi Mẫu, ngày 05 tháng 01 năm 2026", False),
    )
    title(document, "KẾ HOẠCH")
    title(
        document,
        "Nâng cao chất lượng phục vụ người dân, tổ chức tại nơi tiếp nhận và trả kết quả của Sở năm 2026",
    )
    body(document, FIRST)
    body(document, "I. NHIỆM VỤ", bold=True)
    for number in range(1, 13):
        body(document, ITEM.format(number=number))
    sign = document.add_table(1, 2)
    left = sign.cell(0, 0)
    put(left, ("Nơi nhận:", True), ("- Như trên;", False), ("- Lưu: VT.", False), size=11, middle=False)
    put(sign.cell(0, 1), ("GIÁM ĐỐC", True), ("", False), ("", False), ("Nguyễn Văn Mẫu", True))
    document.add_page_break()
    title(document, "PHỤ LỤC")
    annex(document)
    document.save(str(path))


def columns(path: Path) -> None:
    """Columns set from the left, and cells too narrow for their words."""
    document = docx.Document()
    document.styles["Normal"].font.name = "Times New Roman"
    head = document.add_table(2, 2)
    for row, texts in zip(
        head.rows,
        (
            ("ỦY BAN NHÂN DÂN\nXÃ MẪU HẠ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"),
            ("Số: 08/KH-UBND", "Mẫu Hạ, ngày 06 tháng 01 năm 2026"),
        ),
        strict=True,
    ):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    title(document, "KẾ HOẠCH")
    table = document.add_table(3, 8)
    table.style = "Table Grid"
    for row, texts in zip(table.rows, NARROW, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.cell(1, 7).merge(table.cell(2, 7))
    document.add_paragraph()
    sign = document.add_table(1, 2)
    sign.cell(0, 0).text = "Nơi nhận:\n- Như trên;\n- Lưu: VT."
    sign.cell(0, 1).text = "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nTrần Văn Mẫu"
    document.save(str(path))


def convert(source: Path, target: Path, **options: object) -> None:
    form = "pdf"
    if options:
        values = {
            name: {"type": "boolean" if isinstance(value, bool) else "string", "value": str(value).lower()}
            for name, value in options.items()
        }
        form = f"pdf:writer_pdf_Export:{json.dumps(values)}"
    command = ["soffice", "--headless", "--convert-to", form, "--outdir", str(target), str(source)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "plan.docx"
        plan(made)
        convert(made, HERE)
        beside = Path(folder) / "columns.docx"
        columns(beside)
        convert(beside, HERE)
        secret = Path(folder) / "encrypted.txt"
        secret.write_text("Kế hoạch thử nghiệm, có mật khẩu.\n", encoding="utf-8")
        convert(secret, HERE, EncryptFile=True, DocumentOpenPassword="mo")
