"""Parts, blocks and closing words: what is a task of whom, and what is none."""

from __future__ import annotations

import pytest

from sauro.engine.planning.model import Plan
from unit.planning.helping import by_code, codes, docx_of, names, outline, plan_of

pytestmark = pytest.mark.pure

HEAD = """ỦY BAN NHÂN DÂN
TỈNH BẠCH HẠC
Số: 31/KH-UBND
Bạch Hạc, ngày 09 tháng 3 năm 2027

KẾ HOẠCH
Làm sạch bến đò năm 2027

"""


def findings(plan: Plan, code: str) -> list[str]:
    return [dict(found.values)["words"] for found in plan.findings if found.code == code]


def test_a_part_over_agencies_is_no_agency():
    plan = plan_of(
        HEAD
        + """II. TRÁCH NHIỆM CỦA CÁC CƠ QUAN
1. Sở Xây dựng
- Sửa cầu bến.
2. Sở Y tế
- Đặt tủ thuốc.
3. Các đơn vị
- Quét bến mỗi sáng.
"""
    )
    assert outline(plan) == [("II.1", "Sở Xây dựng", 1), ("II.2", "Sở Y tế", 1), ("II.3", "Các đơn vị", 1)]
    assert next(s for s in plan.sections if s.code == "II").kind == "general"


@pytest.mark.parametrize(
    "closing",
    [
        "Kế hoạch này có hiệu lực kể từ ngày ký./.",
        "Văn phòng UBND tỉnh thông báo để các cơ quan biết, thực hiện./.",
        "Yêu cầu các đơn vị khẩn trương thực hiện./.",
    ],
)
def test_the_last_paragraph_of_a_document_is_no_part_of_a_task(closing: str):
    plan = plan_of(
        HEAD
        + f"I. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế chủ trì đặt tủ thuốc tại bến.\n\n{closing}\n\nNơi nhận:\n- Lưu: VT.\n"
    )
    assert [task.text for task in plan.tasks()] == ["Sở Y tế chủ trì đặt tủ thuốc tại bến."]


def test_the_last_item_that_ends_a_document_stays_a_task():
    plan = plan_of(HEAD + "I. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế\n- Đặt tủ thuốc.\n- Tập huấn sơ cứu./.\n")
    assert [task.text for task in plan.tasks()] == ["Đặt tủ thuốc.", "Tập huấn sơ cứu./."]


def test_a_post_that_leads_in_one_sentence_is_no_mere_heading():
    plan = plan_of(HEAD + "I. TỔ CHỨC THỰC HIỆN\n1. Chánh Thanh tra tỉnh chủ trì thanh tra bến đò.\n")
    (task,) = plan.tasks()
    assert names(task.lead) == ["Chánh Thanh tra tỉnh"]


def test_a_closing_bracket_that_names_who_leads_makes_a_task():
    plan = plan_of(
        HEAD
        + """I. NHIỆM VỤ
1. Dựng biển báo
a) Nội dung: Dựng biển báo ở mọi bến.
b) Cơ quan chủ trì: Sở Xây dựng.
2. Vẽ bản đồ bến đò (Sở Công Thương chủ trì, phối hợp Sở Xây dựng; xong trong quý II/2027).
3. Vẽ bản đồ bến đò (bản in và bản điện tử).
"""
    )
    task = by_code(plan)["I.2"]
    assert task.text == "Vẽ bản đồ bến đò"
    assert (names(task.lead), names(task.support)) == (["Sở Công Thương"], ["Sở Xây dựng"])
    assert (task.when.kind, str(task.when.end)) == ("period", "2027-06-30")
    assert "I.3" not in by_code(plan)


def test_items_with_labels_below_and_in_a_bracket_keep_their_places():
    plan = plan_of(
        HEAD
        + """I. NHIỆM VỤ
1. Bến đò
1.1. Sửa cầu bến.
Chủ trì: Sở Xây dựng; thời gian: đến ngày 31/12/2027.
1.2. Sơn mái che (Cơ quan chủ trì: Sở Công Thương; thời gian hoàn thành: Quý III năm 2027).
"""
    )
    task = by_code(plan)["I.1.2"]
    assert task.text == "Sơn mái che"
    assert task.when.text == "Quý III năm 2027"
    assert not any("#" in code for code in by_code(plan))


def test_labels_on_a_line_of_their_own_have_their_value_below():
    plan = plan_of(
        HEAD
        + """I. NHIỆM VỤ
1. Nâng nhận thức
a) Nội dung thực hiện
Nói chuyện với người đi đò.
b) Đơn vị thực hiện
- Chủ trì: Sở Tư pháp.
- Phối hợp: Tỉnh đoàn.
c) Thời gian thực hiện: Hằng năm.
"""
    )
    (task,) = plan.tasks()
    assert task.text == "Nói chuyện với người đi đò."
    assert (names(task.lead), names(task.support)) == (["Sở Tư pháp"], ["Tỉnh đoàn"])
    assert task.when.every == "year"


def test_a_list_of_rooms_is_no_label_that_swallows_its_neighbours():
    plan = plan_of(
        HEAD
        + """I. TỔ CHỨC THỰC HIỆN
1. Sở Xây dựng
a) Sửa cầu bến.
2. Các Phòng: Kinh tế; Văn hóa - Xã hội
a) Quét bến.
3. Sở Y tế
a) Đặt tủ thuốc.
"""
    )
    texts = [task.text for task in plan.tasks()]
    assert texts == ["Sửa cầu bến.", "Quét bến.", "Đặt tủ thuốc."]


def test_what_gave_no_task_in_a_part_about_assignment_is_named():
    plan = plan_of(
        HEAD
        + """I. PHÂN CÔNG NHIỆM VỤ
1. Sở Y tế
- Đặt tủ thuốc.
2. Nhà vườn họ Lê và bè bạn, láng giềng quanh bến
- Cho mượn ghe.
3. Kinh phí thực hiện
- Từ ngân sách tỉnh.
4. Trong quá trình thực hiện, nếu có vướng mắc, các đơn vị phản ánh về Sở Y tế.
"""
    )
    assert [task.text for task in plan.tasks()] == ["Đặt tủ thuốc."]
    assert findings(plan, "unread_assignment") == ["Nhà vườn họ Lê và bè bạn, láng giềng quanh bến"]


def test_a_part_about_assignment_that_was_read_has_no_such_finding():
    plan = plan_of(HEAD + "I. TRÁCH NHIỆM THỰC HIỆN\n1. Sở Y tế\n- Đặt tủ thuốc.\n2. Sở Nội vụ: Theo dõi.\n")
    assert "unread_assignment" not in codes(plan)


def test_the_year_above_a_list_of_targets_counts_for_each():
    plan = plan_of(
        HEAD
        + """I. MỤC TIÊU CỤ THỂ
a) Đến năm 2028:
- Tỷ lệ bến có mái che đạt 40%.
b) Đến năm 2030:
- Tỷ lệ bến có mái che đạt 90%.
II. TỔ CHỨC THỰC HIỆN
1. Sở Xây dựng
- Sửa cầu bến.
"""
    )
    assert [dict(target.by_year) for target in plan.targets] == [{"2028": 40}, {"2030": 90}]


def test_a_party_document_has_its_number():
    plan = plan_of(
        "TỈNH ỦY BẠCH HẠC\nSố 14-CTr/TU\n\nCHƯƠNG TRÌNH HÀNH ĐỘNG\nLàm sạch bến đò\n\nI. MỤC TIÊU\n1. Bến sạch.\n"
    )
    assert plan.header.number
    assert plan.header.number.value == "14-CTr/TU"


def test_a_part_without_a_title_may_hold_a_block():
    plan = plan_of(docx_of(["KẾ HOẠCH", "Chương I", "Cơ quan chủ trì: Sở Y tế"]))
    assert [names(task.lead) for task in plan.tasks()] == [["Sở Y tế"]]
