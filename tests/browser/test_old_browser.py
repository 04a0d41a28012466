"""The pages in a browser that lacks what came after Chrome 109: colours, menu and filters still work.

Simulated: Chromium of today is given the stylesheet and the pages without everything that engine ignores (``old_engine``).
Not simulated: its layout engine, its fonts, its form controls.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from browser.conftest import SIZES
from browser.old_engine import make_old
from browser.walking import sideways, sign_in, violations

INK = {"light": "rgb(10, 79, 134)", "dark": "rgb(91, 159, 217)"}
"""The fill of a solid bar of the glyph."""
PAGES = (
    "/nhiem-vu",
    "/nhiem-vu?mo=NV-02.03",
    "/nhiem-vu/NV-02.03",
    "/ke-hoach/00-kh-ubnd",
    "/ke-hoach/nhap",
    "/don-vi/snv",
)


@pytest.fixture(scope="module", params=["light", "dark"])
def scheme(request) -> str:
    return request.param


@pytest.fixture(scope="module")
def old(scheme: str, browser: Browser, product) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=product.url, color_scheme=scheme, locale="vi-VN")
    make_old(context)
    page = context.new_page()
    sign_in(page)
    page.close()
    yield context
    context.close()


def opened(context: BrowserContext, size: str, address: str) -> Page:
    page = context.new_page()
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    page.goto(address)
    assert page.locator("[popover]").count() == 0
    return page


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("address", PAGES)
def test_colours_hold_and_the_page_fits(old: BrowserContext, size: str, address: str) -> None:
    page = opened(old, size, address)
    found, wider = violations(page), sideways(page)
    page.close()
    assert (found, wider) == ([], 0)


@pytest.mark.parametrize("size", SIZES)
def test_the_glyph_keeps_its_fill(old: BrowserContext, scheme: str, size: str) -> None:
    page = opened(old, size, "/nhiem-vu")
    fill = page.locator("main .g6 .r").first.evaluate("bar => getComputedStyle(bar).fill")
    page.close()
    assert fill == INK[scheme]


@pytest.mark.parametrize("size", SIZES)
def test_the_menu_is_there_without_popover(old: BrowserContext, size: str) -> None:
    page = opened(old, size, "/nhiem-vu")
    expect(page.get_by_role("button", name="Danh mục")).to_have_count(0)
    page.locator("nav.nav").get_by_role("link", name="Đơn vị").click()
    page.wait_for_url("**/don-vi")
    page.locator("details.me summary").click()
    expect(page.get_by_role("button", name="Đăng xuất")).to_be_visible()
    page.close()


@pytest.mark.parametrize("size", SIZES)
def test_the_filters_are_there_without_popover(old: BrowserContext, size: str) -> None:
    page = opened(old, size, "/nhiem-vu")
    expect(page.locator("select[name=han]")).to_be_visible()
    page.select_option("select[name=ro]", index=1)
    page.get_by_role("button", name="Lọc", exact=True).click()
    page.wait_for_url("**ro=*")
    page.close()


def test_the_menu_of_the_person_needs_no_script(browser: Browser, product) -> None:
    context = browser.new_context(base_url=product.url, java_script_enabled=False, locale="vi-VN")
    make_old(context)
    page = context.new_page()
    sign_in(page)
    page.locator("details.me summary").click()
    page.get_by_role("button", name="Đăng xuất").click()
    page.goto("/nhiem-vu")
    page.wait_for_url("**/dang-nhap**")
    context.close()
