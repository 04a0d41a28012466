"""What a plan leaves unclear is asked for, answered, accepted, and shows in the figures.

Belongs here: the way through the product with two people. Does not belong here: each refusal (tests/integration/plans).
"""

from __future__ import annotations

import re
from itertools import count
from pathlib import Path

from playwright.sync_api import Page, expect

from browser.walking import FOCAL_POINT, OFFICER, sign_in, violations

PLAN = """ỦY BAN NHÂN DÂN
TỈNH MẪU
Số: {number}/KH-UBND
Tỉnh Mẫu, ngày 05 tháng 3 năm 2026

KẾ HOẠCH
Thử hỏi lại điều chưa rõ năm 2026

II. PHÂN CÔNG NHIỆM VỤ

1. Sở Tài chính
- Rà soát định mức chi của các cơ quan.
- Hướng dẫn lập dự toán cho bộ phận một cửa.

Nơi nhận:
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Nguyễn Văn Mẫu
"""
NUMBERS = count(951)


def enter_plan(page: Page, folder: Path) -> str:
    """Imports and confirms the plan as a person does; the key of its page."""
    path = folder / "ke-hoach.txt"
    path.write_text(PLAN.format(number=next(NUMBERS)), encoding="utf-8")
    page.goto("/ke-hoach/nhap")
    page.set_input_files("#tep", str(path))
    page.click("main form button")
    page.wait_for_selector("ul.found", timeout=60_000)
    page.get_by_role("button", name="Đưa 2 nhiệm vụ vào sổ").click()
    page.wait_for_url("**/ke-hoach/*-kh-ubnd")
    return page.url.rsplit("/", 1)[1]


def test_import_ask_answer_accept(page: Page, tmp_path: Path) -> None:
    sign_in(page, OFFICER)
    key = enter_plan(page, tmp_path)
    page.goto(f"/lam-ro/yeu-cau?don-vi=STC&ke-hoach={key}")
    boxes = page.locator("input[name=dieu]")
    asked = boxes.count()
    assert asked >= 6
    for place in range(asked):
        boxes.nth(place).check()
    assert violations(page) == []
    page.get_by_role("button", name="Gửi yêu cầu").click()
    page.wait_for_url(re.compile(r"/lam-ro/YC-\d{4}-\d{4}"))
    request = page.url
    expect(page.locator("main")).to_contain_text(f"0 trong {asked} điều đã được chấp nhận")

    page.context.clear_cookies()
    sign_in(page, FOCAL_POINT)
    page.goto("/viec-cua-toi")
    page.locator(f"a[href*='{request.rsplit('/', 1)[1]}']").first.click()
    page.wait_for_url(request)
    assert violations(page) == []
    fill_lines(page)
    page.get_by_role("button", name="Gửi câu trả lời").click()
    expect(page.locator("main")).to_contain_text(f"{asked} điều chờ xem xét")

    page.context.clear_cookies()
    sign_in(page, OFFICER)
    page.goto(request)
    page.get_by_role("button", name="Chấp nhận mọi câu trả lời đã đủ rõ").click()
    expect(page.locator("main")).to_contain_text(f"{asked} trong {asked} điều đã được chấp nhận")
    assert violations(page) == []

    page.goto(f"/nhiem-vu?ke-hoach={key}&ro=du")
    expect(page.locator("tbody th a.row")).to_have_count(2)
    page.locator("tbody th a.row").first.click()
    expect(page.locator("main")).to_contain_text("Trưởng phòng Ngân sách")
    page.goto(f"/ke-hoach/{key}")
    expect(page.locator("main")).to_contain_text("0 → 2")


def fill_lines(page: Page) -> None:
    """An answer for each asked facet, by the name of its parts."""
    values = {
        "-due": "2026-12-15",
        "-post": "Trưởng phòng Ngân sách",
        "-text": "Báo cáo rà soát định mức chi năm 2026",
        "-ground": "Quy định chức năng, nhiệm vụ của Sở",
    }
    for ending, value in values.items():
        fields = page.locator(f"main form [name$='{ending}']")
        for place in range(fields.count()):
            fields.nth(place).fill(value)
    levels = page.locator("main form [name$='-level']")
    for place in range(levels.count()):
        levels.nth(place).select_option("unit_head")


def test_an_answer_is_returned_and_comes_back_better(page: Page) -> None:
    """The demo world holds a returned answer: the unit mends it, the office accepts."""
    sign_in(page, "vanphong")
    page.goto("/lam-ro")
    page.locator("main a[href*='/lam-ro/YC-']").first.click()
    expect(page.locator("main")).to_contain_text("Trả lại để hoàn thiện")
    expect(page.locator("main")).to_contain_text("Nêu rõ báo cáo về việc gì")
    field = page.locator("main form [name$='-text']").first
    field.fill("Báo cáo tổng hợp trả lời phản ánh, kiến nghị hằng tháng gửi Sở Nội vụ")
    page.get_by_role("button", name="Gửi câu trả lời").click()
    expect(page.locator("main")).not_to_contain_text("Có dòng chưa lưu được")
    request = page.url

    page.context.clear_cookies()
    sign_in(page, OFFICER)
    page.goto(request)
    page.get_by_role("button", name="Chấp nhận mọi câu trả lời đã đủ rõ").click()
    expect(page.locator("main")).to_contain_text("3 trong 3 điều đã được chấp nhận")
