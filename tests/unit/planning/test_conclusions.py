"""Notices, decisions and cover plans: where a document without parts begins, ends and gives its work."""

from __future__ import annotations

import pytest

from unit.planning.helping import names, plan_of, value

pytestmark = pytest.mark.pure

HEAD = """UBND TỈNH MÂY TRẮNG

Số: 8/KH-UBND

Mây Trắng, ngày 4 tháng 5 năm 2027

KẾ HOẠCH
"""


@pytest.mark.parametrize(
    ("title", "years"),
    [
        (
            "Thực hiện Nghị quyết của Tỉnh ủy về nuôi tằm giai đoạn 2027 - 2029",
            (2027, 2029),
        ),
        ("Triển khai Đề án phục hồi giếng cổ năm 2027", (2027, 2027)),
    ],
)
def test_a_title_may_open_like_a_legal_base(title: str, years: tuple[int, int]):
    plan = plan_of(
        f"{HEAD}{title}\n\nThực hiện Quyết định số 5/QĐ-UBND, Ủy ban nhân dân tỉnh ban hành Kế hoạch như"
        " sau:\n\nI. TỔ CHỨC THỰC HIỆN\n\n1. Sở Nội vụ\n\n- Mở lớp ươm tơ.\n"
    )
    assert value(plan.header.title) == title
    assert plan.header.years == years
    assert len(plan.header.bases) == 1


def test_a_preamble_below_the_kind_is_no_title():
    plan = plan_of(f"{HEAD}Thực hiện Quyết định số 5/QĐ-UBND; nay ban hành Kế hoạch:\n\nI. NHIỆM VỤ\n")
    assert plan.header.title is None


def test_a_cover_plan_is_signed_before_its_annex():
    plan = plan_of(
        HEAD + "Đón khách mùa hoa năm 2027\n\nNhiệm vụ cụ thể nêu tại danh mục kèm theo.\n\n"
        "Giao Văn phòng UBND tỉnh báo cáo kết quả hằng tháng.\n\n"
        "Nơi nhận:\n- Các sở;\n- Lưu: VT.\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nTô Văn Mẫu\n\n"
        "DANH MỤC NHIỆM VỤ\n\n| STT | Nhiệm vụ | Chủ trì | Thời hạn |\n|---|---|---|---|\n"
        "| 1 | Tỉa cành đào | Sở Xây dựng | 02/6/2027 |\n"
    )
    assert [r.value for r in plan.header.recipients] == ["Các sở", "Lưu: VT"]
    assert plan.header.signatory is not None
    assert plan.header.signatory.name == "Tô Văn Mẫu"
    tasks = [task for section in plan.sections for task in section.tasks]
    assert [names(task.lead) for task in tasks] == [["Văn phòng UBND tỉnh"], ["Sở Xây dựng"]]


def test_a_conclusion_gives_work_behind_its_subject():
    plan = plan_of(
        "UBND TỈNH MÂY TRẮNG\n\nSố: 9/TB-UBND\n\nMây Trắng, ngày 7 tháng 5 năm 2027\n\nTHÔNG BÁO\n\n"
        "Kết luận tại buổi làm việc về bến thuyền\n\n"
        "1. Về cầu phao: giao Sở Xây dựng chủ trì, phối hợp với Công an tỉnh cắm phao, xong trước ngày"
        " 20/5/2027.\n\n"
        "2. Về phà đêm: thống nhất với đề xuất của xã. Giao Sở Tài chính bố trí vốn; giao Sở Công Thương"
        " kiểm tra giá dầu.\n\n"
        "3. Về bãi bồi: đề nghị của nhân dân là xác đáng.\n\n"
        "Văn phòng UBND tỉnh thông báo để các cơ quan biết, thực hiện./.\n"
    )
    tasks = [task for section in plan.sections for task in section.tasks]
    assert [names(task.lead) for task in tasks] == [["Sở Xây dựng"], ["Sở Tài chính", "Sở Công Thương"]]
    assert names(tasks[0].support) == ["Công an tỉnh"]
    assert str(tasks[0].when.due) == "2027-05-20"


def test_the_article_of_enactment_and_notes_below_the_text_are_no_work():
    plan = plan_of(
        "UBND TỈNH MÂY TRẮNG\n\nSố: 10/QĐ-UBND\n\nMây Trắng, ngày 8 tháng 5 năm 2027\n\nQUYẾT ĐỊNH\n\n"
        "Về việc mở bến\n\nQUYẾT ĐỊNH:\n\nĐiều 1. Giao Sở Xây dựng kẻ vạch bến trước ngày 30/6/2027[1].\n\n"
        "Điều 2. Chánh Văn phòng; Giám đốc các Sở: Xây dựng, Tài chính căn cứ Quyết định thi hành./.\n\n"
        "[1] Theo đo đạc của Sở Nội vụ trong năm 2025.\n"
    )
    tasks = [task for section in plan.sections for task in section.tasks]
    assert [task.text for task in tasks] == ["Giao Sở Xây dựng kẻ vạch bến trước ngày 30/6/2027[1]."]


def test_numbered_tasks_and_activities_are_marked_by_their_numbers():
    plan = plan_of(
        "KẾ HOẠCH\n\nDọn bến năm 2027\n\nI. NỘI DUNG\n\nNội dung 1. Bến sông\n\n"
        "Hoạt động 1.1: Vớt bèo ở bến\n\nChủ trì: Sở Y tế; thời gian: tháng 3/2027.\n\n"
        "Hoạt động 1.2: Sơn lại mốc bến\n\nChủ trì: Sở Nội vụ.\n\n"
        "II. TỔ CHỨC THỰC HIỆN\n\n1. Công an tỉnh\n\nNhiệm vụ 1: Canh bến ban đêm.\n\n"
        "Nhiệm vụ 2: Soi đèn mép nước.\n"
    )
    assert [(task.text, names(task.lead)) for task in plan.tasks()] == [
        ("Vớt bèo ở bến", ["Sở Y tế"]),
        ("Sơn lại mốc bến", ["Sở Nội vụ"]),
        ("Canh bến ban đêm.", ["Công an tỉnh"]),
        ("Soi đèn mép nước.", ["Công an tỉnh"]),
    ]
