"""What stands under what: indents, headings of the format, sentences broken by a page."""

from __future__ import annotations

import pytest

from unit.documents.make import docx, item, level, numbering, p
from unit.planning.helping import by_code, docx_of, outline, plan_of, value

pytestmark = pytest.mark.pure

HEAD = """ỦY BAN NHÂN DÂN
XÃ GIỒNG TRE
Số: 12/KH-UBND
Giồng Tre, ngày 04 tháng 5 năm 2027

KẾ HOẠCH
Trồng cây ven kênh năm 2027

I. TỔ CHỨC THỰC HIỆN
"""


def test_a_bullet_set_in_is_a_part_of_the_one_above_it():
    plan = plan_of(
        HEAD
        + """1. Phòng Kinh tế
- Chọn giống cây.
  - Cây bóng mát cho đường lớn.
  - Cây ăn trái cho đường nhỏ.
- Giao cây cho các ấp.
"""
    )
    tasks = by_code(plan)
    assert [child.code for child in tasks["I.1.1"].children] == ["I.1.1.1", "I.1.1.2"]
    assert tasks["I.1.2"].text == "Giao cây cho các ấp."


def test_tabs_set_in_as_spaces_do():
    plan = plan_of(HEAD + "1. Phòng Kinh tế\n- Đào hố.\n\t- Hố sâu nửa mét.\n- Trồng cây.\n")
    assert outline(plan) == [("I.1", "Phòng Kinh tế", 2)]
    assert len(by_code(plan)["I.1.1"].children) == 1


def test_one_column_is_no_level():
    plan = plan_of(HEAD + "1. Phòng Kinh tế\n- Đào hố.\n - Trồng cây.\n- Tưới cây.\n")
    assert outline(plan) == [("I.1", "Phòng Kinh tế", 3)]


def test_a_staircase_of_bullets_ends():
    stairs = "".join(f"{'  ' * n}- Làm bậc thứ {n}.\n" for n in range(600))
    plan = plan_of(HEAD + "1. Phòng Kinh tế\n" + stairs)
    assert sum(1 for _ in plan.tasks()) == 600


def test_a_list_starts_again_below_a_heading_of_the_format():
    plan = plan_of(
        """# KẾ HOẠCH

## Trồng cây ven kênh năm 2027

Số: 12/KH-UBND

*Giồng Tre, ngày 04 tháng 5 năm 2027*

## I. Phân công

### 1. Phòng Kinh tế

- Chọn giống cây.

### 2. Trạm Y tế

1. Khám sức khỏe người trồng.
2. Cấp túi thuốc.

### 3. Công an xã

- Giữ trật tự.
"""
    )
    assert outline(plan) == [
        ("I.1", "Phòng Kinh tế", 1),
        ("I.2", "Trạm Y tế", 2),
        ("I.3", "Công an xã", 1),
    ]
    assert value(plan.header.title) == "Trồng cây ven kênh năm 2027"
    assert value(plan.header.number) == "12/KH-UBND"
    assert value(plan.header.place) == "Giồng Tre"
    assert plan.header.years == (2027, 2027)


@pytest.mark.parametrize("between", ["\n", "\n2\n\f", "\n\n2\n\f", "\nTrang 2/5\n\f"])
def test_an_item_goes_on_with_a_small_letter_behind_a_page(between: str):
    plan = plan_of(
        HEAD + f"1. Phòng Kinh tế\n\n- Đo bờ kênh;\n{between}cắm mốc từng ấp trước khi trồng.\n\n- Báo cáo.\n"
    )
    assert [task.text for task in plan.tasks()] == [
        "Đo bờ kênh; cắm mốc từng ấp trước khi trồng.",
        "Báo cáo.",
    ]


def test_levels_of_a_list_nest_where_the_sign_is_the_same():
    definitions = numbering(level(0, "-", "bullet"), level(1, "-", "bullet"))
    body = "".join(p(words) for words in ("KẾ HOẠCH", "I. TỔ CHỨC THỰC HIỆN", "1. Phòng Kinh tế"))
    body += item("Đào hố.") + item("Hố sâu nửa mét.", 1) + item("Trồng cây.")
    tasks = by_code(plan_of(docx(body, numbering=definitions)))
    assert list(tasks) == ["I.1.1", "I.1.1.1", "I.1.2"]


def test_plain_numbers_below_a_bold_number_are_its_list():
    plan = plan_of(
        docx_of(
            [
                "KẾ HOẠCH",
                "I. TỔ CHỨC THỰC HIỆN",
                "**1. Phòng Kinh tế**",
                "1. Đào hố.",
                "2. Trồng cây.",
                "**2. Trạm Y tế**",
                "1. Khám sức khỏe.",
                "**3. Công an xã**",
                "1. Giữ trật tự.",
                "2. Tuần tra ban đêm.",
            ]
        )
    )
    assert outline(plan) == [
        ("I.1", "Phòng Kinh tế", 2),
        ("I.2", "Trạm Y tế", 1),
        ("I.3", "Công an xã", 2),
    ]
