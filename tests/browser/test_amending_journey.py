"""A plan comes again with the same number and other words: compared line by line, confirmed, and in the register.

Belongs here: the whole way through the product. Does not belong here: what is compared with what (tests/unit/planning),
what stays of a task (tests/integration/plans/test_amending.py).
"""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from browser.test_import_journey import PLAN, upload, wait_for_preview
from browser.walking import sign_in, violations

FIRST = PLAN.format(number=961)
SECOND = (
    FIRST.replace("trước ngày 20/4/2026", "trước ngày 30/6/2026")
    .replace("- Tổng hợp kết quả hằng quý.\n", "")
    .replace("2. Sở Tư pháp\n", "2. Sở Tư pháp\nHướng dẫn các xã làm sổ lưu trữ bản đồ giấy.\n")
)


def saved(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_changed_plan_keeps_what_it_can(page: Page, tmp_path: Path) -> None:
    sign_in(page)
    upload(page, saved(tmp_path, "lan-dau.txt", FIRST))
    wait_for_preview(page)
    page.get_by_role("button", name="Đưa 3 nhiệm vụ vào sổ").click()
    page.wait_for_url("**/ke-hoach/961-*")

    upload(page, saved(tmp_path, "lan-hai.txt", SECOND))
    wait_for_preview(page)
    page.get_by_role("button", name="So sánh từng dòng").click()
    page.wait_for_url("**/so-sanh*")
    assert violations(page) == []
    main = page.locator("main")
    expect(main).to_contain_text("Giữ nguyên 1, sửa đổi 1, bổ sung 1, bỏ 1 nhiệm vụ")
    expect(main.locator("tr.changed .new")).to_contain_text("30/6")
    expect(main.locator("tr.new")).to_contain_text("Hướng dẫn các xã")
    expect(main.locator("tr.dropped")).to_contain_text("Tổng hợp kết quả hằng quý")
    code = main.locator("tr.changed .old a").inner_text()
    gone = main.locator("tr.dropped .old a").inner_text()

    page.get_by_role("button", name="Đưa vào thực hiện").click()
    page.wait_for_url("**/so-sanh*")
    page.get_by_label("Đã xem 3 dòng").check()
    page.get_by_role("button", name="Đưa vào thực hiện").click()
    page.wait_for_url("**/ke-hoach/961-*")
    expect(main).to_contain_text("Phiên bản 1")

    page.goto("/nhiem-vu?ke-hoach=961-kh-ubnd")
    expect(main).to_contain_text("Đang hiện 1 – 3 trong 3 nhiệm vụ.")
    expect(main.locator("table")).to_contain_text("Hướng dẫn các xã")
    page.goto(f"/nhiem-vu/{code}")
    expect(main).to_contain_text("Nguyên văn qua các phiên bản")
    expect(main.locator("mark").first).to_contain_text("30/6/2026")
    page.goto(f"/nhiem-vu/{gone}")
    expect(main).to_contain_text("Văn bản mới không còn nhiệm vụ này")
    expect(main).not_to_contain_text("Quá hạn")
