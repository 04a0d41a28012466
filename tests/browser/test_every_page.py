"""Each page in both sizes and both colour schemes: no accessibility finding, no sideways scrolling, nothing refused by the policy.

Belongs here: the list of pages. Does not belong here: what a page is for (the journeys).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from browser.conftest import SIZES
from browser.walking import ADMINISTRATOR, FOCAL_POINT, LEADER, OFFICER, sideways, sign_in, violations

TODAY = datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()
QUARTER = f"/bao-cao/{TODAY.year}-Q{(TODAY.month + 2) // 3}"
"""The open quarter of the demo world; the report on demand beside it is past its day."""
ON_DEMAND = f"/bao-cao/DX-{TODAY.year}-01"
PAGES = {
    OFFICER: (
        "/viec-cua-toi",
        "/nhiem-vu",
        "/nhiem-vu?q=cong+khai",
        "/nhiem-vu?q=zzzz",
        "/nhiem-vu?q=so+tay&mo=NV-02.03",
        "/nhiem-vu?mo=NV-02.03#nv",
        "/nhiem-vu?nhom=co-quan&tinh-trang=qua-han",
        "/nhiem-vu?in=1",
        "/nhiem-vu/cach-xem",
        "/nhiem-vu/bang-tinh",
        "/nhiem-vu/NV-02.03",
        "/nhiem-vu/NV-20.01",
        "/nhiem-vu/NV-02.03/lam-ro/authority",
        "/nhiem-vu/NV-02.03/sua",
        "/nhiem-vu/NV-02.03/tach",
        "/nhiem-vu/NV-02.03/gop",
        "/nhiem-vu/NV-02.03/rut",
        "/nhiem-vu/moi",
        "/nhiem-vu/moi?ke-hoach=00-kh-ubnd",
        "/nhiem-vu/trung",
        "/ke-hoach/nguon-moi",
        "/ke-hoach/00-kh-ubnd/nguon",
        "/ke-hoach/00-kh-ubnd/phien-ban/1",
        "/lam-ro",
        "/lam-ro/yeu-cau",
        "/ke-hoach",
        "/ke-hoach/00-kh-ubnd",
        "/ke-hoach/00-kh-ubnd/van-ban",
        "/ke-hoach/nhap",
        "/don-vi",
        "/don-vi/snv",
        "/don-vi/30337",
        "/uy-quyen",
        "/lich-lam-viec",
        "/lich-lam-viec/2026",
        "/lich-lam-viec/2027/sua",
        "/ban-giao",
        "/tai-khoan",
        "/tai-khoan/mat-khau",
        "/tai-khoan/phien",
        "/tai-khoan/xac-thuc-hai-lop",
        "/tai-khoan/xac-thuc-hai-lop/bat",
        "/nguoi-dung",
        "/thong-bao",
        "/thong-bao/danh-sach",
        "/thong-bao/noi-dung-nhac",
        "/viec-dinh-ky",
        "/bao-cao",
        "/bao-cao/dot-xuat",
        QUARTER,
        f"{QUARTER}/so-lieu",
        f"{QUARTER}/so-lieu/3.3.1.2",
        f"{QUARTER}/tong-hop/cchc",
        f"{QUARTER}/tong-hop/plan",
        f"{QUARTER}/stp?phan=ky-gui",
        f"{ON_DEMAND}/don-doc",
        "/khong-co-trang-nay",
    ),
    FOCAL_POINT: (
        "/viec-cua-toi",
        "/thong-bao",
        "/nhiem-vu/NV-04.02",
        "/ke-hoach/nhap",
        "/nguoi-dung/de-nghi/cua-toi",
        "/bao-cao",
        f"{QUARTER}/stc",
        f"{QUARTER}/stc?phan=nhiem-vu",
        f"{QUARTER}/stc?phan=so-lieu",
        f"{QUARTER}/stc?phan=chi-tieu",
        f"{QUARTER}/stc?phan=ky-gui",
        f"{QUARTER}/stc/gia-tri?cho=cchc:3.3.1.1|value",
        f"{QUARTER}/stc/bang-tinh",
    ),
    LEADER: ("/viec-cua-toi", QUARTER, f"{QUARTER}/tong-hop/cchc"),
    ADMINISTRATOR: (
        "/nguoi-dung",
        "/nguoi-dung?q=zzzz",
        "/nguoi-dung/moi",
        "/nguoi-dung/nhap",
        "/nguoi-dung/de-nghi",
        "/uy-quyen/moi",
        "/uy-quyen/ky",
        "/don-vi/nhap",
    ),
}
FOLLOWED = {
    ("/nguoi-dung", "main table th a"): ADMINISTRATOR,
    ("/lam-ro?luot=tat-ca", "main table th a"): OFFICER,
    ("/nhiem-vu/NV-04.02", "main a[href*='/phan-viec/']"): FOCAL_POINT,
}
"""Pages whose address is known only from a list: the list, and the first link that is followed."""
PUBLIC = ("/", "/dang-nhap", "/quen-mat-khau", "/quen-mat-khau/da-gui", "/quen-mat-khau/x/y", "/loi-moi/x")
ONLY = {"light": "", "dark": "color-contrast"}
"""The scheme changes colours and nothing else, so the other rules need not be asked twice."""

LOOKS = [("dark", "laptop"), ("light", "laptop"), ("light", "phone")]
"""Colours are judged once, where nothing is left out for a small screen."""

EVERY = [(who, address) for who, addresses in PAGES.items() for address in addresses]
Contexts = Callable[[str], BrowserContext]


@pytest.fixture(scope="module", params=["dark", "light"])
def scheme(request) -> str:
    return request.param


@pytest.fixture(scope="module")
def signed_in(scheme: str, browser: Browser, product) -> Iterator[Contexts]:
    """A context of each of the cast, signed in when it is first asked for."""
    contexts: dict[str, BrowserContext] = {}

    def context_of(who: str) -> BrowserContext:
        if who not in contexts:
            contexts[who] = browser.new_context(base_url=product.url, color_scheme=scheme, locale="vi-VN")
            page = contexts[who].new_page()
            sign_in(page, who)
            page.close()
        return contexts[who]

    yield context_of
    for context in contexts.values():
        context.close()


def opened(context: BrowserContext, size: str) -> tuple[Page, list[str]]:
    page = context.new_page()
    refused: list[str] = []
    page.on("console", lambda m: refused.append(m.text) if "Content Security Policy" in m.text else None)
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    return page, refused


@pytest.mark.parametrize(("scheme", "size"), LOOKS, indirect=["scheme"], scope="module")
@pytest.mark.parametrize(("who", "address"), EVERY)
def test_page_is_accessible_and_fits(
    signed_in: Contexts, scheme: str, who: str, address: str, size: str
) -> None:
    page, refused = opened(signed_in(who), size)
    answer = page.goto(address)
    assert answer is not None
    broken = answer.status >= 500
    found, wider = violations(page, only=ONLY[scheme]), sideways(page)
    page.close()
    assert (broken, found, wider, refused) == (False, [], 0, [])


@pytest.mark.parametrize(("scheme", "size"), LOOKS, indirect=["scheme"], scope="module")
@pytest.mark.parametrize("step", FOLLOWED, ids=[address for address, _link in FOLLOWED])
def test_page_behind_a_list_is_accessible_and_fits(
    signed_in: Contexts, scheme: str, step: tuple[str, str], size: str
) -> None:
    page, refused = opened(signed_in(FOLLOWED[step]), size)
    address, link = step
    page.goto(address)
    target = page.locator(link).first.get_attribute("href")
    assert target
    answer = page.goto(target)
    assert answer is not None
    assert answer.status == 200
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
def test_pages_reflow_on_the_narrowest_phone(signed_in: Contexts) -> None:
    wide = {}
    for who, address in EVERY:
        page = signed_in(who).new_page()
        page.set_viewport_size({"width": 320, "height": 700})
        page.goto(address)
        wide[who, address] = sideways(page)
        page.close()
    assert wide == dict.fromkeys(EVERY, 0)


@pytest.mark.parametrize("scheme", ["dark"], scope="module", indirect=True)
@pytest.mark.parametrize("address", ["/nhiem-vu?in=1", "/nhiem-vu/NV-02.03", "/ke-hoach/00-kh-ubnd"])
def test_paper_is_light_and_holds_no_controls(signed_in: Contexts, address: str) -> None:
    """Also from a screen in the dark: ink is dark, the heads of tables are repeated, nothing to press is printed."""
    page = signed_in(OFFICER).new_page()
    page.goto(address)
    page.emulate_media(media="print")
    ink = page.evaluate("getComputedStyle(document.body).color")
    heads = page.evaluate(
        "[...document.querySelectorAll('main .tbl thead')].map(t => getComputedStyle(t).display)"
    )
    pressed = page.locator(".bar, main .actions, main form.filters, main .menu, main .act").evaluate_all(
        "all => all.filter(one => one.offsetParent !== null).length"
    )
    page.close()
    assert ink == "rgb(21, 32, 42)"
    assert set(heads) <= {"table-header-group"}
    assert pressed == 0
