"""A person looks for work: filters, search with and without marks, language, signing out, pages without a session.

Belongs here: finding and reading. Does not belong here: importing.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from browser.walking import ADMINISTRATOR, CAST, open_own_menu, open_register, sign_in


@pytest.mark.parametrize("name", CAST)
def test_each_of_the_cast_lands_on_a_page_of_their_own(page: Page, name: str) -> None:
    sign_in(page, name)
    expect(page.locator(".bar .who")).not_to_be_empty()
    assert page.locator("h1").inner_text() in {"Việc của tôi", "Sổ theo dõi nhiệm vụ", "Đơn vị"}
    if name == ADMINISTRATOR:
        assert page.goto("/nhiem-vu").status == 403
    else:
        page.goto("/nhiem-vu")
        expect(page.locator("h1")).to_have_text("Sổ theo dõi nhiệm vụ")
        assert page.locator("table a.row").count() > 20


def test_search_needs_no_marks_and_filters_stay_in_the_address(page: Page) -> None:
    open_register(page)
    page.fill("input[name=q]", "so tay")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=so*")
    expect(page.locator("table tbody tr:not(.grp)").first).to_contain_text("Sổ tay")
    page.reload()
    expect(page.locator("input[name=q]")).to_have_value("so tay")


def test_filtering_on_a_phone_uncovers_the_list(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    open_register(page)
    page.get_by_role("button", name="Bộ lọc").click()
    page.select_option("select[name=han]", "2026")
    page.wait_for_url("**han=2026*")
    expect(page.locator("#loc")).to_be_visible()
    page.get_by_role("button", name="Lọc", exact=True).click()
    expect(page.locator("#loc")).to_be_hidden()
    expect(page.locator("select[name=han]")).to_have_value("2026")


def test_english_beside_vietnamese(page: Page) -> None:
    open_register(page)
    open_own_menu(page)
    page.get_by_role("button", name="English").first.click()
    expect(page.locator("h1")).to_have_text("Register of tasks")
    assert page.locator("html").get_attribute("lang") == "en"


def test_signing_out_closes_the_pages(page: Page) -> None:
    sign_in(page)
    open_own_menu(page)
    page.get_by_role("button", name="Đăng xuất").click()
    page.goto("/nhiem-vu")
    page.wait_for_url("**/dang-nhap?next=/nhiem-vu")


def test_the_keyboard_reaches_the_content_first(page: Page) -> None:
    open_register(page)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
