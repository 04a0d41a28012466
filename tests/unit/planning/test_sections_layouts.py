"""Layouts of plans, each a text of our own wording: what is an agency, an item, a block, a heading."""

from __future__ import annotations

import pytest

from unit.planning.helping import by_code, codes, docx_of, names, outline, plan_of, value

pytestmark = pytest.mark.pure

MINISTRY = """BỘ ĐÔ THỊ VÀ NÔNG THÔN

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 77/QĐ-BĐTNT

Hà Nội, ngày 03 tháng 02 năm 2027

QUYẾT ĐỊNH

Ban hành Kế hoạch số hóa bản đồ cây xanh đô thị giai đoạn 2027 - 2029

BỘ TRƯỞNG BỘ ĐÔ THỊ VÀ NÔNG THÔN

Căn cứ Luật Cây xanh ngày 01 tháng 6 năm 2025;

Theo đề nghị của Cục trưởng Cục Cây xanh.

QUYẾT ĐỊNH:

Điều 1. Ban hành kèm theo Quyết định này Kế hoạch số hóa bản đồ cây xanh đô thị.

Điều 2. Quyết định này có hiệu lực kể từ ngày ký.

Điều 3. Chánh Văn phòng Bộ, Cục trưởng Cục Cây xanh chịu trách nhiệm thi hành Quyết định này./.

Nơi nhận:
- Như Điều 3;
- Lưu: VT, CX.

KT. BỘ TRƯỞNG
THỨ TRƯỞNG

Lê Thị Mẫu

KẾ HOẠCH

SỐ HÓA BẢN ĐỒ CÂY XANH ĐÔ THỊ

(Kèm theo Quyết định số 77/QĐ-BĐTNT ngày 03 tháng 02 năm 2027)

A. MỤC TIÊU

1. Các đơn vị phải thống nhất cách làm.

2. Phấn đấu 90% tuyến phố có bản đồ.

B. NỘI DUNG

I. Điều tra

1. Xây dựng bộ mẫu phiếu điều tra

a) Nội dung: Soạn bộ mẫu phiếu dùng chung cho mọi loại đô thị.

b) Đơn vị chủ trì: Cục Cây xanh.

c) Đơn vị phối hợp: Vụ Kế hoạch; Trung tâm Thông tin.

d) Thời gian hoàn thành: Quý II năm 2027.

đ) Sản phẩm: Bộ mẫu phiếu được phê duyệt.

2. Đếm cây trên các tuyến phố chính

a) Đơn vị chủ trì: Trung tâm Thông tin.

b) Thời gian hoàn thành: trước ngày 30/9/2027.

II. Công bố

1. Đưa bản đồ lên mạng (Đơn vị chủ trì: Trung tâm Thông tin; thời gian: tháng 12/2028).

C. TỔ CHỨC THỰC HIỆN

1. Cục Cây xanh có trách nhiệm:

- Làm đầu mối đôn đốc các đơn vị.

- Báo cáo Bộ trưởng trước ngày 20 tháng 12 hằng năm.

2. Vụ Tài chính bố trí kinh phí cho các nhiệm vụ của Kế hoạch.

3. Trong quá trình thực hiện, nếu có vướng mắc, các đơn vị phản ánh về Cục Cây xanh để xem xét.
"""


def test_a_decision_with_an_attached_plan_keeps_both_heads():
    plan = plan_of(MINISTRY)
    header = plan.header
    assert value(header.number) == "77/QĐ-BĐTNT"
    assert value(header.kind) == "QUYẾT ĐỊNH"
    assert value(header.issuer) == "BỘ ĐÔ THỊ VÀ NÔNG THÔN"
    assert header.years == (2027, 2029)
    assert [b.value[:7] for b in header.bases] == ["Căn cứ ", "Theo đề"]
    assert [r.value for r in header.recipients] == ["Như Điều 3", "Lưu: VT, CX"]
    signatory = header.signatory
    assert signatory
    assert (signatory.capacity, signatory.position, signatory.name) == (
        ("KT. BỘ TRƯỞNG",),
        "THỨ TRƯỞNG",
        "Lê Thị Mẫu",
    )
    assert "KẾ HOẠCH SỐ HÓA BẢN ĐỒ CÂY XANH ĐÔ THỊ" in [s.heading for s in plan.sections]


def test_blocks_by_letters_inline_labels_and_agencies_of_a_ministry():
    plan = plan_of(MINISTRY)
    assert [(s.code, s.kind, len(s.tasks)) for s in plan.sections if s.tasks] == [
        ("B.I.1", "labelled", 1),
        ("B.I.2", "labelled", 1),
        ("B.II", "labelled", 1),
        ("C.1", "agency", 2),
        ("C.2", "agency", 1),
    ]
    tasks = by_code(plan)
    form = tasks["B.I.1.1"]
    assert form.text == "Soạn bộ mẫu phiếu dùng chung cho mọi loại đô thị."
    assert names(form.lead) == ["Cục Cây xanh"]
    assert names(form.support) == ["Vụ Kế hoạch", "Trung tâm Thông tin"]
    assert form.product
    assert form.product.text.startswith("Bộ mẫu phiếu")
    assert form.when.kind == "period"
    count = tasks["B.I.2.1"]
    assert count.text == "Đếm cây trên các tuyến phố chính"
    assert str(count.when.due) == "2027-09-30"
    shown = tasks["B.II.1"]
    assert shown.text == "Đưa bản đồ lên mạng"
    assert names(shown.lead) == ["Trung tâm Thông tin"]
    assert shown.when.kind == "period"
    assert tasks["C.1.2"].when.on_day == "12-20"
    assert names(tasks["C.2.1"].lead) == ["Vụ Tài chính"]


COMMUNE = """ỦY BAN NHÂN DÂN
XÃ BẾN MẪU

Số: 12/KH-UBND

Bến Mẫu, ngày 05 tháng 01 năm 2027

KẾ HOẠCH

Dọn vệ sinh kênh rạch năm 2027

Căn cứ Kế hoạch số 1/KH-UBND ngày 02/01/2027 của Ủy ban nhân dân tỉnh;

Ủy ban nhân dân xã ban hành Kế hoạch dọn vệ sinh kênh rạch như sau:

I. MỤC ĐÍCH

Giữ kênh rạch sạch. Các ấp phải cùng làm.

II. PHÂN CÔNG THỰC HIỆN

1. Phòng Kinh tế

1.1. Lập danh sách các đoạn kênh phải nạo vét.

1.2. Tham mưu Ủy ban nhân dân xã:

a) Ban hành quyết định thành lập tổ nạo vét;

b) Bố trí xe chở bùn.

2. Phòng Văn hóa - Xã hội

2.1 Phát loa nhắc lịch dọn vào thứ bảy hằng tuần.

2.2 Chụp ảnh trước và sau khi dọn.

3. Công an xã: Giữ trật tự trong các buổi dọn kênh.

4. Các ấp

Vận động mỗi hộ góp một ngày công.

Gửi danh sách hộ tham gia về Phòng Kinh tế trước ngày 15/3/2027.

5. Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam xã và các đoàn thể

Tuyên truyền hội viên tham gia.

Trên đây là Kế hoạch dọn vệ sinh kênh rạch năm 2027, đề nghị các đơn vị thực hiện./.

TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH

Trần Văn Mẫu

Nơi nhận:
- UBND tỉnh (b/c);
- Các ấp;
- Lưu: VT.
"""


def test_a_commune_plan_with_dotted_numbers_lettered_children_and_bare_paragraphs():
    plan = plan_of(COMMUNE)
    assert outline(plan) == [
        ("II.1", "Phòng Kinh tế", 2),
        ("II.2", "Phòng Văn hóa - Xã hội", 2),
        ("II.3", "Công an xã", 1),
        ("II.4", "Các ấp", 2),
        ("II.5", "Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam xã và các đoàn thể", 1),
    ]
    tasks = by_code(plan)
    assert [child.text for child in tasks["II.1.2"].children] == [
        "Ban hành quyết định thành lập tổ nạo vét;",
        "Bố trí xe chở bùn.",
    ]
    assert tasks["II.3.1"].text == "Giữ trật tự trong các buổi dọn kênh."
    assert str(tasks["II.4.2"].when.due) == "2027-03-15"
    header = plan.header
    assert value(header.issuer) == "ỦY BAN NHÂN DÂN XÃ BẾN MẪU"
    assert header.years == (2027, 2027)
    assert header.signatory
    assert header.signatory.capacity == ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH")
    assert header.signatory.position == "PHÓ CHỦ TỊCH"
    assert header.signatory.name == "Trần Văn Mẫu"
    assert [r.value for r in header.recipients] == ["UBND tỉnh (b/c)", "Các ấp", "Lưu: VT"]


MARKDOWN = """# KẾ HOẠCH

# Mở rộng thư viện lưu động năm 2028

Căn cứ Luật Thư viện;

## Mục tiêu

- Sở Văn hóa và Thể thao có thêm hai xe.

## Phân công

### Sở Văn hóa và Thể thao

* Mua hai xe thư viện.
* Lập lịch đi các xã.

### Sở Tài chính

Bố trí kinh phí mua xe.

### Trách nhiệm của Ủy ban nhân dân các xã

1. Chọn nơi đỗ xe.
2. Cử người trông.
"""


def test_markdown_headings_without_numbers():
    plan = plan_of(MARKDOWN)
    assert [(h, n) for _, h, n in outline(plan)] == [
        ("Sở Văn hóa và Thể thao", 2),
        ("Sở Tài chính", 1),
        ("Trách nhiệm của Ủy ban nhân dân các xã", 2),
    ]
    assert len({task.code for task in plan.tasks()}) == 5


BOLD = [
    "**KẾ HOẠCH**",
    "**Trồng tre chắn sóng năm 2027**",
    "Ủy ban nhân dân tỉnh ban hành Kế hoạch trồng tre như sau:",
    "**Mục đích**",
    "- Chắn sóng cho đê.",
    "**Phân công**",
    "**Sở Nông nghiệp và Môi trường**",
    "- Chọn giống tre.",
    "- Hướng dẫn cách trồng.",
    "**Ban Quản lý đê điều**",
    "Giao mặt bằng trồng tre trước ngày 01/6/2027.",
    "Trong quá trình thực hiện nếu có vướng mắc, các đơn vị báo cáo Ủy ban nhân dân tỉnh.",
]


def test_bold_agency_names_without_any_number():
    plan = plan_of(docx_of(BOLD))
    assert [(h, n) for _, h, n in outline(plan)] == [
        ("Sở Nông nghiệp và Môi trường", 2),
        ("Ban Quản lý đê điều", 1),
    ]


RESPONSIBILITY = """KẾ HOẠCH
Kiểm tra bến đò năm 2027

Ủy ban nhân dân thành phố ban hành Kế hoạch kiểm tra bến đò như sau:

I. NỘI DUNG

1. Kiểm tra áo phao. Phân công: Sở Xây dựng chủ trì, phối hợp với Công an thành phố; Thời gian: Quý I/2027.

2. Kiểm tra bằng lái (Chủ trì: Công an thành phố; phối hợp: Sở Xây dựng; hoàn thành: trước ngày 20/4/2027).

3. Nâng cao ý thức của người đi đò.

II. TRÁCH NHIỆM

1. Trách nhiệm của Sở Xây dựng

+ Lập đoàn kiểm tra;
+ Tổng hợp kết quả.

2. Giao Sở Y tế bố trí người sơ cứu.

3. Ủy ban nhân dân các phường chịu trách nhiệm:

a) Lập danh sách bến đò;

b) Nhắc chủ đò.
"""


def test_labels_in_one_line_at_the_end_of_an_item():
    plan = plan_of(RESPONSIBILITY)
    tasks = by_code(plan)
    first, second = tasks["I.1"], tasks["I.2"]
    assert first.text == "Kiểm tra áo phao."
    assert names(first.lead) == ["Sở Xây dựng"]
    assert names(first.support) == ["Công an thành phố"]
    assert first.when.kind == "period"
    assert second.text == "Kiểm tra bằng lái"
    assert names(second.lead) == ["Công an thành phố"]
    assert names(second.support) == ["Sở Xây dựng"]
    assert str(second.when.due) == "2027-04-20"
    assert outline(plan) == [
        ("I", "NỘI DUNG", 2),
        ("II.1", "Trách nhiệm của Sở Xây dựng", 2),
        ("II.2", "Sở Y tế", 1),
        ("II.3", "Ủy ban nhân dân các phường chịu trách nhiệm", 2),
    ]


THEMES_ONLY = """KẾ HOẠCH
Phát triển nghề dệt chiếu

I. NHIỆM VỤ

1. Giữ nghề

- Mở lớp dạy dệt.

- Trưng bày sản phẩm.

2. Bán hàng

- Đưa chiếu lên sàn thương mại điện tử.
"""


def test_themes_without_an_agency_give_no_task():
    plan = plan_of(THEMES_ONLY)
    assert not list(plan.tasks())
    assert "not_a_plan" in codes(plan)


NESTED = """KẾ HOẠCH
Chuẩn bị mùa khô 2027

I. PHÂN CÔNG

1. Các sở, ban, ngành

1.1. Sở Nông nghiệp và Môi trường

- Dự báo hạn.

+ Cập nhật hằng tuần;

+ Gửi bản tin cho các xã.

1.2. Sở Công Thương: Chuẩn bị máy bơm.

2. Ủy ban nhân dân các xã

- Sửa đập. Nạo vét kênh

nội đồng trước tháng 3.

- Trữ nước.

(Danh sách đập tại Phụ lục 1 kèm theo Kế hoạch này)
"""


def test_agencies_inside_a_group_and_a_page_break_inside_an_item():
    plan = plan_of(NESTED)
    assert outline(plan) == [
        ("I.1.1", "Sở Nông nghiệp và Môi trường", 1),
        ("I.1.2", "Sở Công Thương", 1),
        ("I.2", "Ủy ban nhân dân các xã", 2),
    ]
    tasks = by_code(plan)
    assert [c.code for c in tasks["I.1.1.1"].children] == ["I.1.1.1.1", "I.1.1.1.2"]
    assert tasks["I.2.1"].text == "Sửa đập. Nạo vét kênh nội đồng trước tháng 3."
    missing = [f for f in plan.findings if f.code == "annex_missing"]
    assert [dict(f.values)["annexes"] for f in missing] == ["I"]


GAPS = """KẾ HOẠCH
Sửa chợ nổi

I. CHUẨN BỊ

1. Sở Công Thương

- Khảo sát chợ

- Lập phương án. Rà soát quầy hàng. Kiểm tra phao nổi.

3. Sở Xây dựng

- Sửa cầu phao.

II. THI CÔNG

1. Sở Xây dựng

- Đóng cọc mới.

II. NGHIỆM THU

1. Sở Xây dựng

- Nghiệm thu trước ngày 31/02/2027.
"""


def test_gaps_repeats_cuts_and_several_sentences_are_found():
    plan = plan_of(GAPS)
    found = codes(plan)
    assert "numbering_gap" in found
    assert "repeated_chapter_number" in found
    assert "text_cut" in found
    assert "several_tasks_in_one_item" in found
    assert [s.code for s in plan.sections if s.tasks] == ["I.1", "I.3", "II.1", "II#2.1"]
