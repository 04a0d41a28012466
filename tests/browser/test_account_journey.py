"""A person guards the own account: a one-time link, a second factor, a recovery code, sessions ended.

Belongs here: the whole way through the real product. Does not belong here: each refusal (tests/integration/people).
"""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Browser, Page, expect

from browser.conftest import Product
from browser.walking import violations

NAME, PASSWORD = "di.duong.kiem.thu", "một câu dài dễ nhớ 2026"
MAKE = f"""
import django; django.setup()
from sauro.audit.actor import Actor
from sauro.people import actions
by = Actor.system("tests")
account = actions.create_account(email="", username={NAME!r}, name="Người kiểm thử", password=None, by=by)
print(actions.make_link(account=account, by=by).token)
"""


def code(secret: str, steps: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


@pytest.fixture(scope="module")
def token(product: Product) -> str:
    environment = {**product.environment, "DJANGO_SETTINGS_MODULE": "sauro.config.settings"}
    call = [sys.executable, "-c", MAKE]
    done = subprocess.run(call, env=environment, capture_output=True, text=True, check=True, timeout=60)
    return done.stdout.split()[-1]


@pytest.fixture
def telephone(browser: Browser, product: Product) -> Iterator[Page]:
    context = browser.new_context(
        base_url=product.url, viewport={"width": 390, "height": 844}, color_scheme="dark", locale="vi-VN"
    )
    yield context.new_page()
    context.close()


def give_password(page: Page) -> None:
    page.goto("/dang-nhap")
    page.fill("#em", NAME)
    page.fill("#mk", PASSWORD)
    page.click("main form button")


def test_an_account_is_opened_guarded_and_watched(page: Page, telephone: Page, token: str) -> None:
    page.goto(f"/loi-moi/{token}")
    assert violations(page) == []
    page.fill("#m1", PASSWORD)
    page.fill("#m2", PASSWORD)
    page.click("main form button")
    expect(page.locator(".note")).to_contain_text("Đã đặt mật khẩu")
    give_password(page)

    page.goto("/tai-khoan/xac-thuc-hai-lop/bat")
    secret = page.inner_text("#khoa").replace(" ", "")
    used = code(secret, -1)  # the clock may go on to the next code before it is tried again
    page.fill("#ma", used)
    page.fill("#mh", PASSWORD)
    page.click("main form button:has-text('Bật')")
    expect(page.locator("h1")).to_have_text("Mã dự phòng")
    assert violations(page) == []
    spare = page.locator("li.code").first.inner_text()
    with page.expect_download() as waiting:
        page.click(".actions a:has-text('Tải về')")
    assert spare in waiting.value.path().read_text(encoding="utf-8")

    give_password(telephone)
    expect(telephone.locator("h1")).to_have_text("Mã xác thực hai lớp")
    assert violations(telephone) == []
    telephone.fill("#ma", used)
    telephone.click("main form button:has-text('Tiếp tục')")
    expect(telephone.locator(".note")).to_contain_text("Còn 4 lần thử")
    telephone.fill("#ma", spare)
    telephone.click("main form button:has-text('Tiếp tục')")
    telephone.wait_for_url(re.compile(r"^(?!.*dang-nhap)"))

    page.goto("/tai-khoan/phien")
    expect(page.locator("tbody tr")).to_have_count(2)
    assert violations(page) == []
    page.click("button:has-text('Kết thúc mọi phiên khác')")
    expect(page.locator(".note")).to_contain_text("Đã kết thúc 1 phiên")
    telephone.goto("/tai-khoan")
    expect(telephone.locator("h1")).to_have_text("Đăng nhập cho cán bộ")

    page.goto(f"/loi-moi/{token}")
    expect(page.locator(".note")).to_contain_text("không còn dùng được")
