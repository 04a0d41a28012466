"""More ways in which work is given: bullets with a colon, articles, annexes in words, sentences that name who acts."""

from __future__ import annotations

import pytest

from unit.planning.helping import by_code, codes, names, outline, plan_of

pytestmark = pytest.mark.pure

BULLETS = """KẾ HOẠCH

Diễn tập cứu nạn

I. PHÂN CÔNG

- Sở Nội vụ: Lập danh sách người tham gia.

- Sở Tài chính: Bố trí tiền xăng.

- Ủy ban nhân dân các xã:

+ Họp dân.

+ Báo cáo trước ngày 10/5/2027.
"""

ARTICLES = """QUYẾT ĐỊNH

Phê duyệt Đề án cây bóng mát

Điều 1. Phê duyệt Đề án với các nội dung sau:

1. Mục tiêu: trồng 1000 cây.

Điều 2. Tổ chức thực hiện

1. Sở Xây dựng

a) Chọn giống;

b) Ươm cây.

2. Giao Sở Tài chính bố trí kinh phí.

Điều 3. Quyết định này có hiệu lực từ ngày ký.

Điều 4. Chánh Văn phòng, Giám đốc các sở chịu trách nhiệm thi hành Quyết định này./.
"""

ANNEXES = """KẾ HOẠCH

Khám bệnh từ xa

I. NHIỆM VỤ

(Chi tiết tại Phụ lục I, II kèm theo Kế hoạch này)

PHỤ LỤC I

NHIỆM VỤ CỤ THỂ

1. Sở Y tế

- Tiêm phòng.

- Lập báo cáo.

PHỤ LỤC II

DANH MỤC ĐỀ ÁN

1. Đề án khám bệnh từ xa

- Cơ quan chủ trì: Sở Y tế.

- Thời gian: Quý IV/2027.

2. Đề án tủ thuốc

- Cơ quan chủ trì: Sở Công Thương.

- Thời gian: Quý III/2027.
"""

DIRECTIVE = """CHỈ THỊ

Về tiết kiệm điện

Để tiết kiệm điện, Chủ tịch Ủy ban nhân dân tỉnh yêu cầu:

1. Sở Công Thương chủ trì, phối hợp với các đơn vị liên quan:

a) Kiểm tra đèn đường;

b) Tắt bớt biển quảng cáo.

2. Công ty Điện lực

a) Thay công tơ.

3. Yêu cầu Thủ trưởng các sở, ban, ngành, địa phương nghiêm túc thực hiện Chỉ thị này./.
"""

SENTENCES = """KẾ HOẠCH

Sân chơi trường học

II. NHIỆM VỤ, GIẢI PHÁP

1. Nâng cao nhận thức

Sở Văn hóa và Thể thao chủ trì, phối hợp với các cơ quan liên quan tổ chức 02 hội thi trong năm 2027.

2. Đầu tư

a) Sở Tài chính tham mưu bố trí vốn.

b) Đến năm 2030, 100% trường có sân chơi.
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            BULLETS,
            [("I.1", "Sở Nội vụ", 1), ("I.2", "Sở Tài chính", 1), ("I.3", "Ủy ban nhân dân các xã", 2)],
        ),
        (ARTICLES, [("Đ2.1", "Sở Xây dựng", 2), ("Đ2.2", "Sở Tài chính", 1)]),
        (
            ANNEXES,
            [("PL1.1", "Sở Y tế", 2), ("PL2.1", "Đề án khám bệnh từ xa", 1), ("PL2.2", "Đề án tủ thuốc", 1)],
        ),
        (
            DIRECTIVE,
            [
                ("1", "Sở Công Thương chủ trì, phối hợp với các đơn vị liên quan", 2),
                ("2", "Công ty Điện lực", 1),
            ],
        ),
        (SENTENCES, [("II.1.1", "Sở Văn hóa và Thể thao", 1), ("II.2.a", "Sở Tài chính", 1)]),
    ],
    ids=["bullets", "articles", "annexes", "directive", "sentences"],
)
def test_sections(text: str, expected: list[tuple[str, str, int]]):
    assert outline(plan_of(text)) == expected


def test_a_block_without_a_paragraph_is_about_its_heading():
    tasks = by_code(plan_of(ANNEXES))
    assert tasks["PL2.2.1"].text == "Đề án tủ thuốc"
    assert names(tasks["PL2.2.1"].lead) == ["Sở Công Thương"]
    assert "annex_missing" not in codes(plan_of(ANNEXES))


SHARED_BLOCK = """KẾ HOẠCH

Chợ quê năm 2027

II. NỘI DUNG

1. Chuẩn bị chợ

- Chọn địa điểm.

- Lập sơ đồ gian hàng.

Đơn vị chủ trì: Phòng Kinh tế. Đơn vị phối hợp: Công an xã.

Thời gian thực hiện:

- Chọn địa điểm trước ngày 01/3/2027.

- Lập sơ đồ trước ngày 15/3/2027.

Kinh phí: Ngân sách xã.

- Mời tiểu thương.

Đơn vị thực hiện: Các ấp.

Người chịu trách nhiệm: Trưởng ấp.
"""


def test_two_paragraphs_share_one_block_and_a_time_label_holds_two_dates():
    plan = plan_of(SHARED_BLOCK)
    first, second = plan.sections[-1].tasks
    assert first.text == "Chọn địa điểm. Lập sơ đồ gian hàng."
    assert names(first.lead) == ["Phòng Kinh tế"]
    assert names(first.support) == ["Công an xã"]
    assert [str(w.due) for w in (first.when, *first.when.more)] == ["2027-03-01", "2027-03-15"]
    assert second.text == "Mời tiểu thương."
    assert dict(second.clarity)["responsibility"] == "clear"
