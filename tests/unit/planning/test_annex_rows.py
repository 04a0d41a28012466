"""Rows of tables: headings again, ticked years, who answers and who decides, bullets in a cell."""

from __future__ import annotations

from datetime import date

import pytest

from sauro.engine.planning.model import Clarity, Facet
from unit.planning.helping import by_code, codes, docx_of, names, plan_of

pytestmark = pytest.mark.pure


def annexed(rows: list[list[str]]) -> bytes:
    return docx_of(["KẾ HOẠCH", "Làm sạch bến đò năm 2027", "PHỤ LỤC I", "DANH MỤC NHIỆM VỤ", rows])


def test_a_heading_again_in_the_middle_is_no_row():
    plan = plan_of(
        annexed(
            [
                ["TT", "Tên nhiệm vụ", "Phân công", "<"],
                ["^", "^", "Chủ trì", "Phối hợp"],
                ["1", "Sửa cầu bến", "Sở Xây dựng", "Sở Y tế"],
                ["TT", "Tên nhiệm vụ", "Chủ trì", "Phối hợp"],
                ["2", "Đặt tủ thuốc", "Sở Y tế", ""],
            ]
        )
    )
    assert {code: task.text for code, task in by_code(plan).items()} == {
        "PL1.1": "Sửa cầu bến",
        "PL1.2": "Đặt tủ thuốc",
    }


def test_ticked_years_are_a_period_for_each_run():
    plan = plan_of(
        annexed(
            [
                ["TT", "Nhiệm vụ", "Chủ trì", "2026", "2027", "2028", "Năm 2029", "2030"],
                ["1", "Sửa cầu bến", "Sở Xây dựng", "x", "x", "", "X", ""],
                ["2", "Đặt tủ thuốc", "Sở Y tế", "", "", "", "", ""],
                ["3", "Quét bến", "Sở Y tế", "50", "", "", "", ""],
            ]
        )
    )
    tasks = by_code(plan)
    when = tasks["PL1.1"].when
    assert (when.kind, when.start, when.end) == ("period", date(2026, 1, 1), date(2027, 12, 31))
    assert when.text == "2026 2027"
    assert [(more.start, more.end) for more in when.more] == [(date(2029, 1, 1), date(2029, 12, 31))]
    assert tasks["PL1.2"].when.kind == tasks["PL1.3"].when.kind == "missing"


@pytest.mark.parametrize("person", ["Người chịu trách nhiệm", "Cá nhân phụ trách"])
@pytest.mark.parametrize("authority", ["Cấp trình", "Cấp ban hành", "Thẩm quyền quyết định"])
def test_columns_say_who_answers_and_who_decides(person: str, authority: str):
    plan = plan_of(
        annexed(
            [
                ["TT", "Nhiệm vụ", "Chủ trì", person, authority],
                ["1", "Sửa cầu bến", "Sở Xây dựng", "Ông Lê Văn Mẫu, Phó Giám đốc", "Chủ tịch UBND tỉnh"],
                ["2", "Quét bến", "Sở Y tế", "", ""],
            ]
        )
    )
    first, second = (dict(task.clarity) for task in plan.tasks())
    assert first[Facet.RESPONSIBILITY] == first[Facet.AUTHORITY] == Clarity.CLEAR
    assert second[Facet.RESPONSIBILITY] == Clarity.PARTIAL
    assert second[Facet.AUTHORITY] == Clarity.MISSING


@pytest.mark.parametrize("heading", ["Cơ quan chuẩn bị", "Cơ quan soạn thảo", "Đơn vị trình"])
def test_who_prepares_a_paper_leads(heading: str):
    plan = plan_of(annexed([["TT", "Nội dung", heading], ["1", "Tờ trình về bến đò", "Sở Xây dựng"]]))
    assert names(by_code(plan)["PL1.1"].lead) == ["Sở Xây dựng"]


def test_a_row_is_one_task_however_many_bullets_its_cell_holds():
    """A numbered row is a task; bullets in its cell are its words, in every format."""
    cell = "Làm sạch bến:\n- Quét rác.\n- Vớt bèo."
    plan = plan_of(
        annexed([["TT", "Nhiệm vụ", "Chủ trì"], ["1", cell, "Sở Y tế"], ["2", "Sửa cầu", "Sở Xây dựng"]])
    )
    tasks = by_code(plan)
    assert list(tasks) == ["PL1.1", "PL1.2"]
    assert tasks["PL1.1"].text == "Làm sạch bến: - Quét rác. - Vớt bèo."


def test_the_title_of_a_table_is_no_annex_of_its_own():
    plan = plan_of(
        docx_of(
            [
                "KẾ HOẠCH",
                "**PHỤ LỤC 3**",
                "**BIỂU TỔNG HỢP NHIỆM VỤ**",
                [["TT", "Nhiệm vụ", "Chủ trì"], ["1", "Sửa cầu bến", "Sở Xây dựng"]],
            ]
        )
    )
    (section,) = [s for s in plan.sections if s.kind == "annex"]
    assert (section.code, section.heading) == ("PL3", "BIỂU TỔNG HỢP NHIỆM VỤ")
    assert "annex_missing" not in codes(plan)


def test_ticks_under_quarters_and_months_are_times_in_the_year_of_the_plan():
    plan = plan_of(
        annexed(
            [
                ["TT", "Nội dung", "Chủ trì", "Quý I", "Quý II", "Quý III", "Quý IV/2028"],
                ["1", "Nạo vét mương", "Sở Xây dựng", "x", "X", "", ""],
                ["2", "Thả bèo", "Sở Nội vụ", "", "", "✓", ""],
                ["3", "Đếm cá", "Sở Y tế", "", "", "", "+"],
            ]
        )
    )
    found = [(t.when.kind, t.when.text, str(t.when.start), str(t.when.end)) for t in plan.tasks()]
    assert found == [
        ("period", "Quý I Quý II", "2027-01-01", "2027-06-30"),
        ("period", "Quý III", "2027-07-01", "2027-09-30"),
        ("period", "Quý IV/2028", "2028-10-01", "2028-12-31"),
    ]


def test_ticks_under_numbers_of_months():
    plan = plan_of(
        annexed(
            [
                ["TT", "Công việc", "Người thực hiện", "Tháng", "<", "<"],
                ["^", "^", "^", "4", "5", "6"],
                ["1", "Cắt lúa", "Tổ Thủy nông", "", "x", "x"],
            ]
        )
    )
    (task,) = plan.tasks()
    assert (task.when.text, str(task.when.start), str(task.when.end)) == (
        "Tháng 5 6",
        "2027-05-01",
        "2027-06-30",
    )


def test_groups_of_rows_named_by_agencies_lead_where_no_column_does():
    rows = [
        ["TT", "Nhiệm vụ", "Phối hợp", "Thời hạn"],
        ["I", "Sở Xây dựng", "", ""],
        ["1", "Vá đường làng", "Sở Tài chính", "Quý II"],
        ["II", "VỀ ĐÈN ĐƯỜNG", "", ""],
        ["1", "Thay bóng đèn", "", ""],
        ["III", "Các sở, ban, ngành; UBND các xã", "", ""],
        ["1", "Tắt đèn ban ngày", "", "Thường xuyên"],
    ]
    found = list(plan_of(annexed(rows)).tasks())
    assert [names(t.lead) for t in found] == [
        ["Sở Xây dựng"],
        [],
        ["Các sở, ban, ngành", "UBND các xã"],
    ]
    assert (str(found[0].when.start), str(found[0].when.end)) == ("2027-04-01", "2027-06-30")
    led = [[*row, "Sở Y tế" if row[0] == "1" else ""] for row in rows]
    led[0][-1] = "Chủ trì"
    assert [names(t.lead) for t in plan_of(annexed(led)).tasks()] == [["Sở Y tế"]] * 3


def test_a_month_alone_in_the_first_row_is_a_group_and_no_heading():
    rows = [
        ["TT", "Tên đề án", "Cơ quan chuẩn bị", "Thời gian"],
        ["", "THÁNG 3", "", ""],
        ["1", "Đề án nuôi ong", "Sở Y tế", "20/3/2027"],
        ["", "QUÝ II", "", ""],
        ["2", "Đề án làm giấy dó", "Sở Xây dựng", "10/6/2027"],
    ]
    found = list(plan_of(annexed(rows)).tasks())
    assert [(task.text, names(task.lead)) for task in found] == [
        ("Đề án nuôi ong", ["Sở Y tế"]),
        ("Đề án làm giấy dó", ["Sở Xây dựng"]),
    ]
