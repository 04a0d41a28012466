"""The head and the end of documents in the forms that offices use."""

from __future__ import annotations

import pytest

from sauro.engine.planning.header import read_years
from unit.planning.helping import plan_of, value

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("title", "years"),
    [
        ("Cải tạo chợ giai đoạn 2026 - 2030", (2026, 2030)),
        ("Cải tạo chợ giai đoạn 2026-2030, định hướng đến năm 2045", (2026, 2030)),
        ("Cải tạo chợ từ năm 2027 đến năm 2029", (2027, 2029)),
        ("Cải tạo chợ năm 2026", (2026, 2026)),
        ("Cải tạo chợ đến năm 2030", (None, 2030)),
        ("CẢI TẠO CHỢ ĐẾN NĂM 2035", (None, 2035)),
        ("Thực hiện Quyết định số 12/2025/QĐ-TTg ngày 05 tháng 6 năm 2025 về chợ", None),
        ("Cải tạo chợ", None),
    ],
)
def test_years_of_a_title(title: str, years: tuple[int | None, int | None] | None):
    assert read_years(title) == years


def test_two_columns_on_one_line():
    plan = plan_of(
        "UBND TỈNH MẪU              CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "SỞ GIAO THÔNG                     Độc lập - Tự do - Hạnh phúc\n\n"
        "Số: 45 /KH-SGT                 Mẫu Châu, ngày 07 tháng 9 năm 2026\n\n"
        "KẾ HOẠCH\n\nSơn vạch đường năm 2026\n\n"
        "Căn cứ Luật Đường bộ;\n\nSở Giao thông ban hành Kế hoạch như sau:\n\n"
        "I. VIỆC\n\n1. Phòng Kỹ thuật\n\n- Sơn vạch.\n\n"
        "Nơi nhận:                                   GIÁM ĐỐC\n"
        "- Như trên;\n- Lưu: VT.                               Phạm Thị Mẫu\n"
    )
    header = plan.header
    assert value(header.number) == "45/KH-SGT"
    assert value(header.issuer) == "SỞ GIAO THÔNG"
    assert value(header.place) == "Mẫu Châu"
    assert value(header.issued_on).isoformat() == "2026-09-07"
    assert value(header.title) == "Sơn vạch đường năm 2026"
    assert header.signatory
    assert (header.signatory.position, header.signatory.name) == ("GIÁM ĐỐC", "Phạm Thị Mẫu")
    assert [r.value for r in header.recipients] == ["Như trên", "Lưu: VT"]


def test_blanks_are_not_filled_in():
    plan = plan_of(
        "ỦY BAN NHÂN DÂN TỈNH MẪU\n\nSố:       /KH-UBND\n\nMẫu Châu, ngày     tháng 3 năm 2026\n\n"
        "KẾ HOẠCH\n\nLàm cầu\n\n"
        "I. VIỆC\n\n1. Sở Xây dựng\n\n- Làm cầu.\n"
    )
    assert plan.header.number is None
    assert plan.header.issued_on is None
    assert value(plan.header.place) == "Mẫu Châu"
    assert plan.header.signatory is None
    assert plan.header.recipients == ()
    assert plan.header.years is None


def test_the_issuer_of_a_document_without_a_head_is_the_one_that_enacts():
    plan = plan_of(
        "KẾ HOẠCH\n\nLàm cầu\n\nThực hiện Nghị quyết số 1-NQ/TU, "
        "Ủy ban nhân dân huyện đảo ban hành Kế hoạch làm cầu:\n\n"
        "I. VIỆC\n\n1. Phòng Kinh tế\n\n- Làm cầu.\n"
    )
    assert value(plan.header.issuer) == "Ủy ban nhân dân huyện đảo"
    assert len(plan.header.bases) == 1


def test_names_broken_over_lines_and_a_party_number():
    plan = plan_of(
        "ĐẢNG ỦY XÃ MẪU\n\nSố 09-KH/ĐU\n\nXã Mẫu, ngày 01 tháng 02 năm 2027\n\n"
        "KẾ HOẠCH\n\nHọc tập nghị quyết\n\nI. VIỆC\n\n"
        "1. Ban Xây dựng Đảng\n\n- Mở lớp học.\n\n"
        "T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\n\nNgô Văn Mẫu\n"
    )
    assert value(plan.header.number) == "09-KH/ĐU"
    assert value(plan.header.issuer) == "ĐẢNG ỦY XÃ MẪU"
    signatory = plan.header.signatory
    assert signatory
    assert (signatory.capacity, signatory.position, signatory.name) == (
        ("T/M BAN THƯỜNG VỤ",),
        "PHÓ BÍ THƯ",
        "Ngô Văn Mẫu",
    )
