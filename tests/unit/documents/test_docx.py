"""DOCX: what the page shows becomes text, and only that."""

from __future__ import annotations

import pytest

from sauro.engine.documents import Document, Footnote, Limits, MediaType, read_document
from unit.documents.check import check, grid, paragraphs, words
from unit.documents.make import NAMESPACES, cell, docx, item, level, numbering, p, row, table


def read(body: str, **related: str) -> Document:
    document = read_document(docx(body, **related))
    check(document)
    assert document.media_type is MediaType.DOCX
    return document


def run(inside: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr>{inside}</w:r>"


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (run("<w:t>một</w:t><w:tab/><w:t>hai</w:t>"), "một\thai"),
        (run("<w:t>một</w:t><w:br/><w:t>hai</w:t>"), "một\nhai"),
        (run('<w:t>một</w:t><w:br w:type="page"/><w:t>hai</w:t>'), "mộthai"),
        (run("<w:t>12</w:t><w:noBreakHyphen/><w:t>KH</w:t>"), "12-KH"),
        (run('<w:t>Đủ </w:t><w:sym w:font="Symbol" w:char="F0B3"/><w:t> 5</w:t>'), "Đủ ≥ 5"),
        (run("<w:t>hiện</w:t>") + run("<w:t>ẩn</w:t>", "<w:vanish/>"), "hiện"),
        (run("<w:t>hiện</w:t>") + run("<w:t>rõ</w:t>", '<w:vanish w:val="0"/>'), "hiệnrõ"),
        (f"<w:hyperlink>{run('<w:t>cổng tỉnh</w:t>')}</w:hyperlink>", "cổng tỉnh"),
        (
            f"<w:ins>{run('<w:t>thêm</w:t>')}</w:ins><w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del>",
            "thêm",
        ),
        (
            f"<w:moveFrom>{run('<w:t>cũ</w:t>')}</w:moveFrom><w:moveTo>{run('<w:t>mới</w:t>')}</w:moveTo>",
            "mới",
        ),
        (f"<w:sdt><w:sdtContent>{run('<w:t>ô điền</w:t>')}</w:sdtContent></w:sdt>", "ô điền"),
        (f"<w:smartTag>{run('<w:t>An Bình</w:t>')}</w:smartTag>", "An Bình"),
        (f'<w:fldSimple w:instr="PAGE">{run("<w:t>7</w:t>")}</w:fldSimple>', "7"),
        (
            run('<w:fldChar w:fldCharType="begin"/>')
            + run("<w:instrText>DATE</w:instrText><w:t>lệnh</w:t>")
            + run('<w:fldChar w:fldCharType="separate"/>')
            + run("<w:t>kết quả</w:t>")
            + run('<w:fldChar w:fldCharType="end"/>')
            + run("<w:t>.</w:t>"),
            "kết quả.",
        ),
        (
            run(
                f"<mc:AlternateContent><mc:Choice>{'<w:t>chọn</w:t>'}</mc:Choice>"
                f"<mc:Fallback>{'<w:t>thay</w:t>'}</mc:Fallback></mc:AlternateContent>"
            ),
            "chọn",
        ),
        (run("<w:t>Hoa\u0300 bi\u0300nh</w:t>"), "Hoà bình"),
        (run("<w:t>hành\u200b chính\u00ad</w:t>"), "hành chính"),
    ],
)
def test_runs(inside: str, expected: str) -> None:
    assert read(f"<w:p>{inside}</w:p>").text == expected


def test_a_text_box_follows_its_paragraph_and_counts_once() -> None:
    box = f"<wps:txbx><w:txbxContent>{p('trong khung')}</w:txbxContent></wps:txbx>"
    old = f"<v:textbox><w:txbxContent>{p('trong khung')}</w:txbxContent></v:textbox>"
    body = (
        f"<w:p>{run('<w:t>Ngoài.</w:t>')}<w:r><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{old}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert words(read(body)) == ["Ngoài.", "trong khung"]


def test_weight_and_place_of_a_paragraph() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Ten"><w:name w:val="Ten"/><w:pPr><w:jc w:val="center"/></w:pPr>'
        '<w:rPr><w:b/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="Con"><w:basedOn w:val="Ten"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/></w:style>'
    )
    body = (
        p("KẾ HOẠCH", properties='<w:pStyle w:val="Con"/>')
        + p("Nhiệm vụ chung.", run="<w:i/>")
        + p("Mục hai", properties='<w:pStyle w:val="H2"/>')
        + p("Thường", properties='<w:pStyle w:val="Con"/><w:jc w:val="both"/>', run='<w:b w:val="false"/>')
    )
    one, two, three, four = paragraphs(read(body, styles=styles))
    assert (one.bold, one.italic, one.centered, one.heading_level) == (True, False, True, None)
    assert (two.bold, two.italic, two.centered) == (False, True, False)
    assert three.heading_level == 2
    assert (four.bold, four.centered) == (False, False)


def test_a_sentence_cut_by_a_return_is_one_paragraph() -> None:
    body = p("- Tổ chức tập huấn cho công chức để bảo đảm") + p("hoàn thành nhiệm vụ.") + p("- Việc khác.")
    assert words(read(body)) == [
        "- Tổ chức tập huấn cho công chức để bảo đảm hoàn thành nhiệm vụ.",
        "- Việc khác.",
    ]


def test_a_deleted_paragraph_end_joins() -> None:
    body = (
        p("Báo cáo ", properties="<w:rPr><w:del/></w:rPr>")
        + p("quý.")
        + p("cuối", properties="<w:rPr><w:del/></w:rPr>")
    )
    assert words(read(body)) == ["Báo cáo quý.", "cuối"]


def test_footnotes_stand_at_the_end() -> None:
    def note(identity: int, text: str) -> str:
        return f'<w:footnote w:id="{identity}">{p(text)}</w:footnote>'

    def mark(identity: int) -> str:
        return run(f'<w:footnoteReference w:id="{identity}"/>')

    body = f"<w:p>{run('<w:t>Trước</w:t>')}{mark(3)}{run('<w:t> sau.</w:t>')}{mark(2)}</w:p>" + p("Hết.")
    document = read(body, footnotes=note(0, "nét kẻ") + note(2, "Thứ hai.") + note(3, "Thứ nhất."))
    assert document.text == "Trước sau.\nHết.\n[1] Thứ nhất.\n[2] Thứ hai."
    assert [block.label for block in document.blocks if isinstance(block, Footnote)] == ["1", "2"]


def test_merged_cells_are_one_value_in_each_place() -> None:
    span = '<w:gridSpan w:val="2"/>'
    body = table(
        row(cell("TT"), cell("Việc", properties=span)),
        row(cell("1", properties='<w:vMerge w:val="restart"/>'), cell("rà soát"), cell("báo cáo")),
        row(cell(properties="<w:vMerge/>"), cell("công bố"), cell()),
        row(cell("gộp", properties=span), properties='<w:gridBefore w:val="1"/>'),
    )
    document = read(body)
    (found,) = document.tables()
    assert grid(document, found) == [
        ["TT", "Việc", "Việc"],
        ["1", "rà soát", "báo cáo"],
        ["1", "công bố", ""],
        ["", "gộp", "gộp"],
    ]
    assert found.rows[0][1] is found.rows[0][2]
    assert found.rows[1][0] is found.rows[2][0]
    assert found.rows[2][2].start == found.rows[2][2].end
    assert document.text == "TT\tViệc\n1\trà soát\tbáo cáo\ncông bố\t\n\tgộp"


def test_a_nested_table_is_flattened_into_its_cell() -> None:
    inner = table(row(cell("a"), cell("b")))
    body = table(row(cell("ngoài"), f"<w:tc>{p('trước')}{inner}{p('sau')}</w:tc>"))
    document = read(body)
    (found,) = document.tables()
    assert grid(document, found) == [["ngoài", "trước a b sau"]]
    assert len(found.rows[0][1].paragraphs) == 4


def test_a_frame_of_one_cell_is_read_as_the_page() -> None:
    inner = table(row(cell("1"), cell("việc")))
    document = read(table(row(f"<w:tc>{p('KẾ HOẠCH')}{inner}</w:tc>")))
    assert words(document) == ["KẾ HOẠCH", "1 | việc"]


def test_deleted_rows_are_gone() -> None:
    document = read(table(row(cell("giữ")), row(cell("bỏ"), properties="<w:del/>")))
    assert document.text == "giữ"


def test_an_automatic_number_fills_an_empty_cell() -> None:
    body = table(*(row(f"<w:tc>{item('')}</w:tc>", cell(text)) for text in ("lập", "gửi")))
    document = read(body, numbering=numbering(level(0, "%1")))
    assert [grid(document, one) for one in document.tables()] == [[["1", "lập"], ["2", "gửi"]]]


def test_the_strict_format_reads_alike() -> None:
    transitional = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = f"<w:document {NAMESPACES}><w:body>{p('Nội dung.')}</w:body></w:document>"
    body = body.replace(transitional, "http://purl.oclc.org/ooxml/wordprocessingml/main")
    strict = docx("", extra={"word/document.xml": body})
    assert read_document(strict).text == "Nội dung."


def test_pictures_are_reported() -> None:
    blip = '<a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/>'
    (note,) = read(p("Sơ đồ") + f"<w:p><w:r><w:drawing>{blip}</w:drawing></w:r></w:p>").notes
    assert (note.code, note.values) == ("images_skipped", (("count", "1"),))


def test_limits_must_be_positive() -> None:
    with pytest.raises(ValueError, match="above zero"):
        Limits(pages=0)


def broken(*lines: str) -> str:
    return "<w:p>" + run("<w:br/>".join(f"<w:t>{line}</w:t>" for line in lines)) + "</w:p>"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["- Việc một.", "- Việc hai.", "- Việc ba."], ["- Việc một.", "- Việc hai.", "- Việc ba."]),
        (
            ["2. Sở Mẫu gồm", "+ Phòng một;", "a) Phòng hai."],
            ["2. Sở Mẫu gồm", "+ Phòng một;", "a) Phòng hai."],
        ),
        (["Rà soát quy trình.", "Thời hạn: Quý II"], ["Rà soát quy trình.", "Thời hạn: Quý II"]),
        (["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],) * 2,
        (["2. Sở Mẫu", "Kiểm tra tàu cá tại cảng."], ["2. Sở Mẫu", "Kiểm tra tàu cá tại cảng."]),
        (["TM. SỞ MẪU", "", "", "Trần Văn Mẫu"], ["TM. SỞ MẪU", "Trần Văn Mẫu"]),
        (["KẾ HOẠCH", "Nâng cao chất lượng"], ["KẾ HOẠCH\nNâng cao chất lượng"]),
        (["Giai đoạn 2026", "- 2030 của tỉnh"], ["Giai đoạn 2026\n- 2030 của tỉnh"]),
        (["Thực hiện theo khoản 2", "Điều 6 Luật Mẫu."], ["Thực hiện theo khoản 2\nĐiều 6 Luật Mẫu."]),
        (["Theo Quyết định số", "12/QĐ-SM của Sở."], ["Theo Quyết định số\n12/QĐ-SM của Sở."]),
        (["1. Phối hợp với", "Sở Mẫu kiểm tra."], ["1. Phối hợp với\nSở Mẫu kiểm tra."]),
    ],
)
def test_lines_broken_by_hand(lines: list[str], expected: list[str]) -> None:
    document = read(broken(*lines))
    assert [document.text[one.start : one.end] for one in paragraphs(document)] == expected
    assert document.text == "\n".join(line for line in lines if line)


def test_another_weight_after_a_break_opens_a_paragraph() -> None:
    document = read(
        f"<w:p>{run('<w:t>Sở Mẫu</w:t>', '<w:b/>')}{run('<w:br/><w:t>Rà soát quy trình</w:t>')}</w:p>"
    )
    assert [one.bold for one in paragraphs(document)] == [True, False]
    document = read(
        f"<w:p>{run('<w:t>Sở </w:t>', '<w:b/>')}{run('<w:t>Mẫu</w:t><w:br/><w:t>Rà soát</w:t>')}</w:p>"
    )
    assert len(paragraphs(document)) == 1


def test_a_number_of_the_list_stands_before_the_first_broken_line() -> None:
    document = read(
        item("Sở Mẫu").replace("</w:t></w:r>", "</w:t><w:br/><w:t>- Rà soát</w:t></w:r>"),
        numbering=numbering(level(0, "%1.")),
    )
    assert words(document) == ["1. Sở Mẫu", "- Rà soát"]
