"""Each page in both sizes and both colour schemes: no accessibility finding, no sideways scrolling, nothing refused by the policy.

Belongs here: the list of pages. Does not belong here: what a page is for (the journeys).
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext

from browser.conftest import SIZES
from browser.walking import sideways, sign_in, violations

PAGES = (
    "/nhiem-vu",
    "/nhiem-vu?q=cong+khai",
    "/nhiem-vu?q=zzzz",
    "/nhiem-vu?q=so+tay&mo=NV-02.03",
    "/nhiem-vu/NV-02.03",
    "/ke-hoach",
    "/ke-hoach/00-kh-ubnd",
    "/ke-hoach/00-kh-ubnd/van-ban",
    "/ke-hoach/nhap",
    "/don-vi",
    "/don-vi/snv",
    "/don-vi/30337",
    "/khong-co-trang-nay",
    "/tai-khoan",
    "/tai-khoan/mat-khau",
    "/tai-khoan/phien",
    "/tai-khoan/xac-thuc-hai-lop",
    "/tai-khoan/xac-thuc-hai-lop/bat",
)
PUBLIC = ("/", "/dang-nhap", "/quen-mat-khau", "/quen-mat-khau/da-gui", "/quen-mat-khau/x/y", "/loi-moi/x")
ONLY = {"light": "", "dark": "color-contrast"}
"""The scheme changes colours and nothing else, so the other rules need not be asked twice."""


@pytest.fixture(scope="module", params=["dark", "light"])
def scheme(request) -> str:
    return request.param


@pytest.fixture(scope="module")
def signed_in(scheme: str, browser: Browser, product) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=product.url, color_scheme=scheme, locale="vi-VN")
    page = context.new_page()
    sign_in(page)
    page.close()
    yield context
    context.close()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("address", PAGES)
def test_page_is_accessible_and_fits(signed_in: BrowserContext, scheme: str, address: str, size: str) -> None:
    page = signed_in.new_page()
    refused: list[str] = []
    page.on("console", lambda m: refused.append(m.text) if "Content Security Policy" in m.text else None)
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    page.goto(address)
    found, wider = violations(page, only=ONLY[scheme]), sideways(page)
    page.close()
    assert (found, wider, refused) == ([], 0, [])


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("address", PUBLIC)
def test_public_page_is_accessible_and_fits(browser: Browser, product, address: str, size: str) -> None:
    width, height = SIZES[size]
    context = browser.new_context(base_url=product.url, viewport={"width": width, "height": height})
    page = context.new_page()
    page.goto(address)
    found, wider = violations(page), sideways(page)
    context.close()
    assert (found, wider) == ([], 0)


@pytest.mark.parametrize("scheme", ["light"], scope="module", indirect=True)
def test_pages_reflow_on_the_narrowest_phone(signed_in: BrowserContext) -> None:
    page = signed_in.new_page()
    page.set_viewport_size({"width": 320, "height": 700})
    wide = {}
    for address in PAGES:
        page.goto(address)
        wide[address] = sideways(page)
    page.close()
    assert wide == dict.fromkeys(PAGES, 0)
