"""A new person is invited, opens the own account, is refused where not allowed, asks for the right, and decides by delegation.

Belongs here: the way through the product with four people. Does not belong here: the truth table of rights.
"""

from __future__ import annotations

from datetime import date, timedelta

from playwright.sync_api import Browser, Page, expect

from browser.conftest import Product
from browser.walking import ADMINISTRATOR, FOCAL_POINT, sign_in, violations

NAME, PASSWORD, WHO = "hanh.nguyen", "một câu dài dễ nhớ 2026", "Nguyễn Thị Hạnh"


def give_password(page: Page) -> None:
    page.context.clear_cookies()
    page.goto("/dang-nhap")
    page.fill("#em", NAME)
    page.fill("#mk", PASSWORD)
    page.click("main form button")
    page.wait_for_url(lambda address: "/dang-nhap" not in address)


def invite(page: Page) -> str:
    sign_in(page, ADMINISTRATOR)
    page.goto("/nguoi-dung")
    page.get_by_role("link", name="Mở tài khoản").first.click()
    page.fill("[name=name]", WHO)
    page.fill("[name=username]", NAME)
    page.select_option("[name=unit]", label=label_with(page, "unit", "Sở Tài chính"))
    page.select_option("[name=role]", label=label_with(page, "role", "Công chức đầu mối"))
    assert violations(page) == []
    page.click("main form button.btn")
    expect(page.locator("h1")).to_have_text("Liên kết dùng một lần")
    return page.locator("#lk").input_value()


def label_with(page: Page, field: str, words: str) -> str:
    labels = page.locator(f"[name={field}] option").all_inner_texts()
    return next(label for label in labels if words in label).strip()


def test_invited_refused_delegated(page: Page, browser: Browser, product: Product) -> None:
    link = invite(page)
    visitor = browser.new_context(base_url=product.url, locale="vi-VN").new_page()
    visitor.goto(link)
    visitor.fill("#m1", PASSWORD)
    visitor.fill("#m2", PASSWORD)
    visitor.click("main form button")
    visitor.goto(link)
    expect(visitor.locator("main form")).to_have_count(0)
    give_password(visitor)

    answer = visitor.goto("/ke-hoach/nhap")
    assert answer is not None
    assert answer.status == 403
    expect(visitor.locator("main")).to_contain_text("Cơ quan chủ trì kế hoạch")
    assert violations(visitor) == []
    visitor.locator("main form textarea, main form input[name=reason]").first.fill("Được giao nhập văn bản")
    visitor.get_by_role("button", name="Gửi đề nghị").click()
    page.goto("/nguoi-dung/de-nghi")
    expect(page.locator("main")).to_contain_text(WHO)
    expect(page.locator("main")).to_contain_text("Được giao nhập văn bản")

    ask_for_time(page)
    visitor.goto("/nhiem-vu/NV-04.03")
    closed = visitor.get_by_role("button", name="Đồng ý gia hạn")
    expect(closed).to_have_attribute("aria-disabled", "true")
    expect(visitor.locator("main .closed-why").first).to_be_visible()
    delegate(page)
    visitor.goto("/nhiem-vu/NV-04.03")
    grant = visitor.locator("details.act", has_text="Đồng ý gia hạn").first
    grant.locator("summary").click()
    grant.locator("button").click()
    expect(visitor.locator("main")).to_contain_text("gia hạn")
    expect(visitor.locator("main .trail").first).to_contain_text(WHO)


def ask_for_time(page: Page) -> None:
    """The unit proposed this deadline itself, so its head decides on a later one."""
    page.context.clear_cookies()
    sign_in(page, FOCAL_POINT)
    page.goto("/nhiem-vu/NV-04.03")
    ask = page.locator("details.act", has_text="Đề nghị gia hạn").first
    ask.locator("summary").click()
    ask.locator("[name=new_due_on]").fill((date.today() + timedelta(days=90)).isoformat())  # noqa: DTZ011
    ask.locator("[name=reason]").fill("Chờ số liệu của cơ quan thuế")
    ask.locator("button").click()
    expect(page.locator("main")).to_contain_text("đề nghị gia hạn")


def delegate(page: Page) -> None:
    page.context.clear_cookies()
    sign_in(page, "thutruong")
    page.goto("/uy-quyen/moi")
    for field, words in (("giver", "Đặng Văn Khải"), ("unit", "Sở Tài chính"), ("receiver", WHO)):
        page.select_option(f"[name={field}]", label=label_with(page, field, words))
    page.fill("[name=valid_from]", date.today().isoformat())  # noqa: DTZ011
    page.fill("[name=valid_to]", (date.today() + timedelta(days=30)).isoformat())  # noqa: DTZ011
    page.fill("[name=document_number]", "15/GUQ-STC")
    page.fill("[name=document_date]", date.today().isoformat())  # noqa: DTZ011
    page.fill("[name=reason]", "Đi công tác")
    page.get_by_role("button", name="Ghi ủy quyền").click()
    expect(page.locator("main")).to_contain_text("15/GUQ-STC")
