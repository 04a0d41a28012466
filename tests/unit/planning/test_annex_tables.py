"""Tables of tasks and of targets in their many drawings, in texts of our own wording."""

from __future__ import annotations

import pytest

from sauro.engine.planning.columns import meaning_of
from sauro.engine.planning.figures import number_of
from unit.planning.helping import by_code, codes, docx_of, names, plan_of

pytestmark = pytest.mark.pure

HEAD = [
    "KẾ HOẠCH",
    "Bảo dưỡng cầu treo năm 2027",
    "I. NHIỆM VỤ",
    "Nhiệm vụ tại Phụ lục kèm theo Kế hoạch này.",
]


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("STT", "number"),
        ("TT", "number"),
        ("Nội dung thực hiện", "task"),
        ("Nhiệm vụ, giải pháp", "task"),
        ("Thời gian thực hiện", "when"),
        ("Tiến độ hoàn thành", "when"),
        ("Sản phẩm đầu ra", "product"),
        ("Kết quả", "product"),
        ("Cơ quan chủ trì", "lead"),
        ("Đơn vị thực hiện", "lead"),
        ("Cơ quan thực hiện nhiệm vụ", "lead"),
        ("Đơn vị phối hợp thực hiện", "support"),
        ("Cơ quan chủ trì, phối hợp", "roles"),
        ("Theo dõi, kiểm tra, đôn đốc", "monitor"),
        ("Đơn vị tính", "measure"),
        ("Chỉ tiêu", "target"),
        ("Năm 2028", "2028"),
        ("Kinh phí (triệu đồng)", "fund"),
        ("Điểm chuẩn", "score"),
        ("Ghi chú", "note"),
        ("Họ và tên", None),
    ],
)
def test_what_a_heading_of_a_column_means(heading: str, meaning: str | None):
    assert meaning_of(heading) == meaning


def test_two_heading_rows_groups_restarting_numbers_and_merged_cells():
    plan = plan_of(
        docx_of(
            [
                *HEAD,
                "PHỤ LỤC I",
                "DANH MỤC NHIỆM VỤ",
                [
                    ["TT", "Nội dung công việc", "Phân công", "<", "Thời gian", "<", "Kết quả"],
                    ["^", "^", "Chủ trì", "Phối hợp", "Bắt đầu", "Hoàn thành", "^"],
                    ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"],
                    ["A", "Cầu lớn", "", "", "", "", ""],
                    [
                        "1",
                        "Sơn lan can",
                        "Sở Xây dựng",
                        "Các xã",
                        "01/3/2027",
                        "30/4/2027",
                        "Biên bản nghiệm thu",
                    ],
                    ["2", "Thay ván sàn", "Ủy ban nhân dân các xã", "", "", "Quý III/2027", ""],
                    ["B", "Cầu nhỏ", "<", "<", "<", "<", "<"],
                    ["1", "Kiểm tra dây cáp", "Sở Xây dựng", "<", "", "Hằng quý", "Báo cáo"],
                    ["TT", "Nội dung công việc", "Phân công", "<", "Thời gian", "<", "Kết quả"],
                    ["2", "Làm biển báo", "Công an tỉnh", "", "", "", "Biển báo"],
                    ["^", "^", "Sở Xây dựng", "", "", "2028", "Cột biển"],
                ],
            ]
        )
    )
    tasks = by_code(plan)
    assert list(tasks) == ["PL1.A.1", "PL1.A.2", "PL1.B.1", "PL1.B.2", "PL1.B.2#2"]
    paint = tasks["PL1.A.1"]
    assert (names(paint.lead), names(paint.support)) == (["Sở Xây dựng"], ["Các xã"])
    assert (str(paint.when.start), str(paint.when.due)) == ("2027-03-01", "2027-04-30")
    assert paint.product
    assert paint.product.text == "Biên bản nghiệm thu"
    floor = tasks["PL1.A.2"]
    assert (floor.support, floor.product, floor.when.kind) == ((), None, "period")
    cable = tasks["PL1.B.1"]
    assert names(cable.lead) == names(cable.support) == ["Sở Xây dựng"]
    assert (cable.when.kind, cable.when.every) == ("recurring", "quarter")
    assert tasks["PL1.B.2#2"].text == "Làm biển báo"
    assert names(tasks["PL1.B.2#2"].lead) == ["Sở Xây dựng"]
    assert tasks["PL1.B.2"].when.kind == "missing"
    assert "annex_missing" not in codes(plan)


def test_a_name_of_a_group_merged_over_the_row_gives_its_number_only():
    plan = plan_of(
        docx_of(
            [
                *HEAD,
                "PHỤ LỤC I",
                "DANH MỤC NHIỆM VỤ",
                [
                    ["TT", "Nội dung công việc", "Chủ trì", "Hoàn thành"],
                    ["I. Bến đò", "<", "<", "<"],
                    ["1", "Sơn lan can", "Sở Xây dựng", "Quý I/2027"],
                    ["II. Chợ nổi", "<", "<", "<"],
                    ["1", "Thay ván sàn", "Sở Xây dựng", "Quý II/2027"],
                    ["2", "Thả phao", "Công an tỉnh", "Quý II/2027"],
                ],
            ]
        )
    )
    assert list(by_code(plan)) == ["PL1.I.1", "PL1.II.1", "PL1.II.2"]


def test_a_table_of_targets_gives_targets_and_no_task():
    plan = plan_of(
        docx_of(
            [
                *HEAD,
                "Phụ lục 2",
                "CHỈ TIÊU",
                [
                    ["STT", "Chỉ tiêu", "Đơn vị tính", "2027", "2028", "Cơ quan chủ trì"],
                    ["I", "An toàn", "", "", "", ""],
                    ["1", "Tỷ lệ cầu được kiểm tra", "%", "85,5", "≥ 90", "Sở Xây dựng"],
                    ["2", "Số cầu thay mới", "cầu", "1.200", "", "Sở Xây dựng"],
                ],
            ]
        )
    )
    assert not list(plan.tasks())
    first, second = plan.targets
    assert (first.code, first.unit, first.by_year) == ("PL2.I.1", "%", (("2027", 85.5), ("2028", 90)))
    assert (second.by_year, second.value) == ((("2027", 1200),), 1200)


def test_a_budget_table_is_left_out_with_a_note():
    plan = plan_of(
        docx_of(
            [
                *HEAD,
                "1. Sở Tài chính",
                "- Cấp tiền mua sơn.",
                "II. KINH PHÍ",
                [
                    ["STT", "Khoản chi", "Số lượng", "Đơn giá", "Thành tiền"],
                    ["1", "Sơn", "10", "20", "200"],
                ],
            ]
        )
    )
    assert len(list(plan.tasks())) == 1
    assert "table_not_understood" in codes(plan)


def test_a_table_in_each_chapter_is_read_in_its_place():
    header = ["TT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn"]
    plan = plan_of(
        docx_of(
            [
                "KẾ HOẠCH",
                "Bảo dưỡng đường làng năm 2027",
                "I. LÀM ĐƯỜNG",
                [
                    header,
                    ["1", "San nền", "Phòng Kinh tế", "15/02/2027"],
                    ["2", "Rải đá", "Phòng Kinh tế", "Tháng 3/2027"],
                ],
                "II. LÀM CỐNG",
                [header, ["1", "Đặt ống cống", "Ban Quản lý dự án", "2027"]],
            ]
        )
    )
    assert list(by_code(plan)) == ["I.B1.1", "I.B1.2", "II.B1.1"]
    assert {s.kind for s in plan.sections if s.tasks} == {"annex"}


def test_everything_in_one_table_without_annex_or_part():
    plan = plan_of(
        "KẾ HOẠCH\nTrực Tết năm 2027\n\n"
        "| STT | Công việc | Người thực hiện | Thời gian |\n|---|---|---|---|\n"
        "| 1 | Trực cổng | Văn phòng Ủy ban nhân dân xã | 06/02/2027 |\n"
        "| 2 | Phát quà | Phòng Văn hóa - Xã hội | 05/02/2027 |\n"
    )
    assert [str(t.when.due) for t in plan.tasks()] == ["2027-02-06", "2027-02-05"]
    assert [names(t.lead) for t in plan.tasks()] == [
        ["Văn phòng Ủy ban nhân dân xã"],
        ["Phòng Văn hóa - Xã hội"],
    ]


def test_dotted_numbers_and_a_row_that_continues_the_row_above():
    plan = plan_of(
        docx_of(
            [
                *HEAD,
                "PHỤ LỤC",
                [
                    ["STT", "Nhiệm vụ", "Chủ trì", "Sản phẩm"],
                    ["1", "Chuẩn bị", "", ""],
                    ["1.1", "Lập tổ khảo sát", "Sở Nội vụ", "Quyết định"],
                    ["1.2", "Khảo sát", "Sở Xây dựng", "Báo cáo"],
                    ["", "", "Công an tỉnh", ""],
                    ["2", "Thi công", "", ""],
                    ["2.1", "Mời thầu", "Sở Tài chính", "Hồ sơ"],
                ],
            ]
        )
    )
    tasks = by_code(plan)
    assert list(tasks) == ["PL1.1.1", "PL1.1.2", "PL1.2.1"]
    assert names(tasks["PL1.1.2"].lead) == ["Sở Xây dựng", "Công an tỉnh"]


def test_a_table_that_goes_on_after_a_page_without_its_headings():
    plan = plan_of(
        docx_of(
            [
                *HEAD,
                "PHỤ LỤC",
                [["STT", "Nhiệm vụ", "Chủ trì", "Thời gian"], ["1", "Đo độ võng", "Sở Xây dựng", "2027"]],
                "",
                [["2", "Căng lại cáp", "Sở Xây dựng", "2028"], ["3", "Nghiệm thu", "Sở Xây dựng", "2028"]],
            ]
        )
    )
    assert list(by_code(plan)) == ["PL1.1", "PL1.2", "PL1.3"]


def test_a_scoring_guide_is_no_table_of_tasks():
    plan = plan_of(
        docx_of(
            [
                "HƯỚNG DẪN CHẤM ĐIỂM",
                [
                    ["STT", "Nội dung tiêu chí", "Điểm chuẩn", "Cơ quan thực hiện"],
                    ["1", "Kế hoạch", "1,5", "Sở Nội vụ"],
                ],
            ]
        )
    )
    assert not list(plan.tasks())
    assert codes(plan) == ["not_a_plan"]


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("95%", 95),
        ("1.234,5", 1234.5),
        ("≥ 90", 90),
        ("80 - 85", None),
        ("Đạt", None),
        ("12.000", 12000),
        ("0,75", 0.75),
    ],
)
def test_figures_of_cells(words: str, number: float | None):
    assert number_of(words) == number
