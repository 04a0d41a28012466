"""One item for all communes: a commune reports, the office sees who is missing, confirms, and the total moves.

Belongs here: fan-out and roll-up as people meet them. Does not belong here: the rules of rolling up (tests/integration/plans).
"""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from browser.walking import OBSERVER, OFFICER, sign_in, violations

TASK = "NV-24.08"
"""Of all communes; nobody of the demo world has begun it."""


def test_a_commune_reports_and_the_total_moves(page: Page) -> None:
    sign_in(page, "xa")
    page.goto(f"/nhiem-vu/{TASK}")
    assert violations(page) == []
    report = page.locator("details.act", has_text="Báo hoàn thành").first
    report.locator("summary").click()
    report.locator("[name=outcome]").fill("Biên bản niêm yết danh sách")
    report.locator("[name=done_on]").fill("2026-01-20")
    report.locator("button").click()
    expect(page.locator("main")).to_contain_text("Chờ xác nhận hoàn thành")

    page.context.clear_cookies()
    sign_in(page, OFFICER)
    page.goto(f"/nhiem-vu/{TASK}/cac-don-vi")
    expect(page.locator("main .lede")).to_contain_text("0/102 đơn vị đã xong")
    expect(page.locator("main")).to_contain_text("Xã An Phú")
    assert violations(page) == []
    page.locator("input[name=don-vi]").first.check()
    page.get_by_role("button", name="Xác nhận hoàn thành các đơn vị đã chọn").click()
    expect(page.locator("main .lede")).to_contain_text("1/102 đơn vị đã xong")
    missing = page.locator("ul.names a")
    assert missing.count() == 101
    assert "Xã An Phú" not in missing.all_inner_texts()

    page.goto("/nhiem-vu?q=danh+sach+ho+ngheo")
    row = page.locator("tbody tr", has=page.locator(f"a[href$='/{TASK}']"))
    expect(row).to_contain_text("1/102 đã xong")


def test_the_demo_board_names_who_is_missing(page: Page) -> None:
    sign_in(page, OFFICER)
    page.goto("/nhiem-vu/NV-24.07/cac-don-vi")
    expect(page.locator("main .lede")).to_contain_text("71/102 đơn vị đã xong")
    reminder = page.locator("details.act", has_text="Nội dung đôn đốc").first
    reminder.locator("summary").click()
    expect(reminder).to_contain_text(re.compile(r"Xã|Phường|Đặc khu"))


def test_an_observer_sees_the_total_and_no_names(page: Page) -> None:
    sign_in(page, OBSERVER)
    page.goto("/nhiem-vu/NV-24.07")
    expect(page.locator("main")).to_contain_text("71/102")
    answer = page.goto("/nhiem-vu/NV-24.07/cac-don-vi")
    assert answer is not None
    assert answer.status == 403 or page.locator("ul.names a").count() == 0
