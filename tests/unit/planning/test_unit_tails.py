"""Names of offices of ministries, boards and communes; where a verb that runs in ends them."""

from __future__ import annotations

import pytest

from sauro.engine.planning.units import is_unit_heading, read_unit_list, subject_unit
from unit.planning.helping import by_code, names, plan_of

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    "name",
    [
        "Vụ Tổ chức cán bộ",
        "Vụ Hợp tác quốc tế",
        "Học viện Hành chính và Quản trị công",
        "Ban Quản lý các khu công nghiệp và chế xuất",
        "Ban Quản lý dự án đầu tư xây dựng tỉnh",
        "Ban Quản lý Dự án đầu tư xây dựng công trình giao thông",
        "Ban Quản lý Khu kinh tế Mây Trắng và các khu công nghiệp",
        "Trung tâm Dịch vụ nông nghiệp khu vực",
        "Tạp chí Tổ chức nhà nước",
        "UBND các xã, phường ven biển",
        "CA tỉnh",
        "BCH QS tỉnh",
        "TTPVHCC tỉnh",
        "Đoàn phường",
        "LĐLĐ tỉnh",
        "Trưởng thôn",
        "các trường THPT",
    ],
)
def test_a_name_is_whole_before_a_verb_in_a_heading_and_in_a_cell(name: str):
    subject = subject_unit(f"{name} chủ trì rà soát bến bãi.", None)
    assert subject is not None
    assert names(subject.units) == [name]
    heading = is_unit_heading(name)
    assert heading is not None
    assert names(heading.units) == [name]
    assert names(read_unit_list(name, None)) == [name]


def test_abbreviated_communes_are_names_of_their_own():
    heading = is_unit_heading("UBND P. Mây Cao, P. Mây Thấp, X. Suối Cạn")
    assert heading is not None
    assert names(heading.units) == ["UBND P. Mây Cao", "P. Mây Thấp", "X. Suối Cạn"]


@pytest.mark.parametrize(
    ("written", "unit", "work"),
    [
        ("Sở Y tế - Cử cán bộ trực tại bến đò ngang.", "Sở Y tế", "Cử cán bộ trực tại bến đò ngang."),
        (
            "Phòng Kinh tế – Chủ trì, phối hợp với Công an xã kiểm tra ghe thuyền.",
            "Phòng Kinh tế",
            "Chủ trì, phối hợp với Công an xã kiểm tra ghe thuyền.",
        ),
        (
            "Phòng Kinh tế - Xây dựng chủ trì sửa cầu ván ở các ấp.",
            "Phòng Kinh tế - Xây dựng",
            "Phòng Kinh tế - Xây dựng chủ trì sửa cầu ván ở các ấp.",
        ),
        (
            "UBND các xã, phường Chỉ đạo dọn rác ở bến.",
            "UBND các xã, phường",
            "UBND các xã, phường Chỉ đạo dọn rác ở bến.",
        ),
    ],
)
def test_work_runs_in_behind_a_name(written: str, unit: str, work: str):
    plan = plan_of(f"KẾ HOẠCH\n\nDọn bến năm 2027\n\nI. PHÂN CÔNG\n\n1. {written}\n")
    task = by_code(plan)["I.1.1"]
    assert names(task.lead) == [unit]
    assert task.text == work


def test_a_bracket_says_its_time_before_its_labels():
    plan = plan_of(
        "KẾ HOẠCH\n\nDọn bến năm 2027\n\nI. PHÂN CÔNG\n\n1- Sở Y tế\n\n"
        "- Thả phao tiêu (Quý III/2027; phối hợp: Công an tỉnh).\n\n"
        "- Mở hội đua ghe (ngày 05/6/2027, sản phẩm: báo cáo tổng kết).\n\n"
        "- Sơn cột mốc (hai lớp; phối hợp: Sở Nội vụ).\n"
    )
    assert [section.heading for section in plan.sections if section.tasks] == ["Sở Y tế"]
    phao, ghe, moc = by_code(plan).values()
    assert (phao.text, names(phao.support)) == ("Thả phao tiêu", ["Công an tỉnh"])
    assert (str(phao.when.start), str(phao.when.end)) == ("2027-07-01", "2027-09-30")
    assert ghe.product is not None
    assert (str(ghe.when.due), ghe.product.text) == ("2027-06-05", "báo cáo tổng kết")
    assert moc.when.kind == "missing"
