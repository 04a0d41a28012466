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
