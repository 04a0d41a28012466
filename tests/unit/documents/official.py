"""Official documents of an invented province, in words of our own: one report with annexes, one công văn, one tờ trình.

Belongs here: values that tests and `tools/official_samples.py` share. Does not belong here: what must hold of them.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

from sauro.engine.documents.out import (
    Align,
    Annex,
    Cell,
    Column,
    Header,
    Heading,
    Item,
    Kind,
    Level,
    Note,
    Numbered,
    OfficialDocument,
    Paragraph,
    Record,
    Row,
    Run,
    Signature,
    Table,
    value,
)

SAMPLE = "MẪU MINH HỌA: số liệu, tên người và tên đơn vị không có thật."
PEOPLE = Signature(("TM. Ủy ban nhân dân", "KT. Chủ tịch", "Phó Chủ tịch"), "Trần Thị Mẫu")


def header(**changes: object) -> Header:
    given: dict[str, object] = {
        "issuer": "Ủy ban nhân dân\ntỉnh Thạch Lam",
        "symbol": "BC-UBND",
        "place": "Thạch Lam",
        "year": 2026,
        "in_text": "Ủy ban nhân dân tỉnh Thạch Lam",
    }
    return Header(**{**given, **changes})  # type: ignore[arg-type]


def statistics(count: int = 46) -> Table:
    """A table of the kind that the ministry asks for: merged header, group rows, rows with a long remark."""
    rows: list[Row] = []
    for number in range(1, count + 1):
        if number % 9 == 1:
            group = Cell(f"Nhóm chỉ tiêu thứ {number // 9 + 1} của bảng minh họa", across=5)
            rows.append(Row((Cell(f"{number // 9 + 1}"), group), bold=True))
        remark = "Số liệu cộng dồn từ đầu năm; đơn vị chưa gửi được ghi riêng" if number % 7 == 0 else ""
        rows.append(
            Row(
                (
                    Cell(f"{(number - 1) // 9 + 1}.{(number - 1) % 9 + 1}"),
                    Cell(f"Chỉ tiêu minh họa số {number}, diễn đạt đủ dài để xuống dòng trong ô của bảng"),
                    Cell("Hồ sơ" if number % 2 else "%"),
                    Cell(
                        (
                            value(
                                f"{number * 37}", f"https://sauro.example/s/{number}", "Sở Minh họa, kỳ trước"
                            ),
                        )
                    ),
                    Cell((value(f"{number * 41}", f"https://sauro.example/v/{number}", "Sở Minh họa"),)),
                    Cell(remark),
                ),
                mark=f"r{number}",
            )
        )
    return Table(
        columns=(
            Column(1, Align.CENTER),
            Column(7),
            Column(2, Align.CENTER),
            Column(2, Align.RIGHT),
            Column(2, Align.RIGHT),
            Column(4),
        ),
        head=(
            Row(
                (
                    Cell("STT", down=2),
                    Cell("Chỉ tiêu thống kê", down=2),
                    Cell("Đơn vị tính", down=2),
                    Cell("Kết quả thống kê", across=2),
                    Cell("Ghi chú", down=2),
                )
            ),
            Row((Cell("Kỳ trước"), Cell("Kỳ này"))),
        ),
        rows=tuple(rows),
        size=12,
    )


def report(**changes: object) -> OfficialDocument:
    given: dict[str, object] = {
        "header": header(),
        "kind": Kind.REPORT,
        "title": "Kết quả thực hiện Kế hoạch nâng cao chất lượng quản trị và hành chính công quý III năm 2026 "
        "trên địa bàn tỉnh",
        "addressees": ("Bộ Nội vụ",),
        "body": _report_body(),
        "copies": (
            "TT. Tỉnh ủy, TT. HĐND tỉnh",
            "Chủ tịch, các Phó Chủ tịch UBND tỉnh",
            "Sở Nội vụ",
            "LĐVP, các phòng",
        ),
        "filed": "VT, NC",
        "signature": PEOPLE,
        "annexes": (
            Annex(
                "Số liệu thống kê về cải cách hành chính quý III năm 2026", (statistics(),), landscape=True
            ),
            Annex(
                "Danh sách nhiệm vụ quá hạn",
                (
                    Paragraph("Đến hết kỳ báo cáo, các nhiệm vụ sau chưa hoàn thành đúng hạn:"),
                    Item("Nhiệm vụ minh họa thứ nhất, do Sở Minh họa chủ trì;"),
                    Item("Nhiệm vụ minh họa thứ hai, do xã Ví Dụ chủ trì."),
                ),
            ),
        ),
        "record": Record("Sở Nội vụ", datetime(2026, 9, 18, 8, 30, tzinfo=UTC), "sha256:0f3a"),
    }
    return OfficialDocument(**{**given, **changes})  # type: ignore[arg-type]


def _report_body() -> tuple[object, ...]:
    filler = (
        "Các cơ quan, đơn vị bám sát nội dung được giao, chủ động phân công công chức theo dõi và cập nhật kết quả "
        "hằng tuần; nội dung vướng mắc được nêu rõ cùng đề xuất để cấp có thẩm quyền xem xét."
    )
    return (
        Paragraph((Run(SAMPLE, italic=True),)),
        Paragraph(
            "Thực hiện Kế hoạch số 12/KH-UBND ngày 05 tháng 01 năm 2026 của Ủy ban nhân dân tỉnh, Ủy ban nhân dân tỉnh "
            "báo cáo kết quả quý III năm 2026 như sau:"
        ),
        Heading(Level.SECTION, "Công tác chỉ đạo, điều hành"),
        Heading(Level.CLAUSE, "Tiến độ thực hiện nhiệm vụ"),
        Paragraph(
            (
                Run("Trong kỳ có "),
                value("87", "#r3", "Phụ lục I, dòng 1.3"),
                Run(" nhiệm vụ đến hạn, đã hoàn thành "),
                value("81", "https://sauro.example/v/2", "Sổ theo dõi nhiệm vụ, 18/9/2026"),
                Run(" nhiệm vụ (đạt 93,1%), còn 6 nhiệm vụ quá hạn (chi tiết tại Phụ lục II). "),
                Run(filler),
            )
        ),
        Heading(Level.CLAUSE, "Kiểm tra, đôn đốc"),
        Numbered(Level.POINT, f"Kiểm tra định kỳ: {filler}"),
        Numbered(Level.POINT, f"Kiểm tra đột xuất: {filler}"),
        Item(f"Khối sở, ngành: {filler}"),
        Item("Sở Minh họa: đã khắc phục xong;", depth=2),
        Item("Sở Ví dụ: đang khắc phục.", depth=2),
        Item(f"Khối xã, phường, đặc khu: {filler}"),
        Table(
            columns=(Column(1, Align.CENTER), Column(5), Column(2, Align.RIGHT), Column(2, Align.RIGHT)),
            head=(Row((Cell("STT"), Cell("Nhóm đơn vị"), Cell("Đã gửi"), Cell("Tổng số"))),),
            rows=(
                Row((Cell("1"), Cell("Sở, ban, ngành"), Cell("22"), Cell("22"))),
                Row((Cell("2"), Cell("Xã, phường, đặc khu"), Cell("98"), Cell("102"))),
                Row((Cell("Cộng", across=2, align=Align.CENTER), Cell("120"), Cell("124")), bold=True),
            ),
            caption="Bảng 1. Tình hình gửi báo cáo",
            unit="Đơn vị tính: báo cáo",
        ),
        Note("Ghi chú: số liệu tính đến ngày 14 tháng 9 năm 2026."),
        Heading(Level.SECTION, "Kết quả thực hiện"),
        Heading(Level.CLAUSE, "Cải cách thủ tục hành chính"),
        *(Paragraph(f"{filler} {filler}") for _ in range(4)),
        Heading(Level.CLAUSE, "Chuyển đổi số"),
        *(Paragraph(f"{filler} {filler}") for _ in range(2)),
        Heading(Level.SECTION, "Phương hướng, nhiệm vụ kỳ sau"),
        Paragraph(filler),
        Paragraph(
            "Ủy ban nhân dân tỉnh báo cáo Bộ Nội vụ xem xét, tổng hợp (số liệu chi tiết tại Phụ lục I)."
        ),
    )


def letter(**changes: object) -> OfficialDocument:
    """A công văn of an office, signed by order, the longest stacked form."""
    given: dict[str, object] = {
        "header": header(symbol="UBND-NC"),
        "kind": Kind.LETTER,
        "title": "đôn đốc báo cáo kết quả thực hiện Kế hoạch quý III năm 2026",
        "addressees": ("Sở Minh họa", "Sở Ví dụ", "Ủy ban nhân dân các xã: Ví Dụ, Thử Nghiệm, Minh Họa"),
        "body": (
            Paragraph((Run(SAMPLE, italic=True),)),
            Paragraph(
                "Đến hết ngày 20 tháng 9 năm 2026, Ủy ban nhân dân tỉnh chưa nhận được báo cáo quý III của quý cơ quan. "
                "Ủy ban nhân dân tỉnh có ý kiến như sau:"
            ),
            Numbered(
                Level.CLAUSE,
                "Đề nghị khẩn trương hoàn thiện, gửi báo cáo trước 17 giờ ngày 22 tháng 9 năm 2026.",
            ),
            Numbered(Level.CLAUSE, "Giao Sở Nội vụ tổng hợp, báo cáo kết quả."),
            Paragraph("Đề nghị các cơ quan, đơn vị quan tâm thực hiện."),
        ),
        "copies": ("CT, các PCT UBND tỉnh (b/c)", "Sở Nội vụ"),
        "filed": "VT, NC",
        "signature": Signature(
            ("TL. Chủ tịch", "KT. Chánh Văn phòng", "Phó Chánh Văn phòng"), "Nguyễn Văn Minh Họa"
        ),
    }
    return OfficialDocument(**{**given, **changes})  # type: ignore[arg-type]


def submission(**changes: object) -> OfficialDocument:
    """A tờ trình of an office below another, issued: number, day, legal bases, one unnumbered annex."""
    given: dict[str, object] = {
        "header": Header(
            superior="UBND tỉnh Thạch Lam",
            issuer="Sở Nội vụ",
            symbol="TTr-SNV",
            place="Thạch Lam",
            number=7,
            day=date(2026, 2, 3),
            in_text="Sở Nội vụ",
        ),
        "kind": Kind.SUBMISSION,
        "title": "Về việc ban hành Kế hoạch kiểm tra cải cách hành chính năm 2026",
        "addressees": ("Ủy ban nhân dân tỉnh",),
        "bases": (
            "Căn cứ Luật Tổ chức chính quyền địa phương",
            "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư",
        ),
        "body": (
            Paragraph((Run(SAMPLE, italic=True),)),
            Paragraph(
                "Sở Nội vụ trình Ủy ban nhân dân tỉnh xem xét, ban hành Kế hoạch (dự thảo tại Phụ lục kèm theo)."
            ),
            Paragraph("Kính trình Ủy ban nhân dân tỉnh xem xét, quyết định."),
        ),
        "filed": "VT, CCHC",
        "signature": Signature(("KT. Giám đốc", "Phó Giám đốc"), "Lê Văn Ví Dụ"),
        "annexes": (
            Annex("Dự thảo kế hoạch kiểm tra", (Paragraph("Nội dung dự thảo được trình bày riêng."),)),
        ),
    }
    return OfficialDocument(**{**given, **changes})  # type: ignore[arg-type]


ALL = {"bao-cao": report, "cong-van": letter, "to-trinh": submission}
