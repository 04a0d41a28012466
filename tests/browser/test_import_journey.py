"""From a document to the register: upload, preview, confirm, look up a task; also without JavaScript, also the same file twice.

Belongs here: the main job of the product as a person does it. Does not belong here: how a plan is read (tests of the engine).
"""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.walking import FOCAL_POINT, sign_in, violations

PLAN = """ỦY BAN NHÂN DÂN
TỈNH MẪU
Số: {number}/KH-UBND
Tỉnh Mẫu, ngày 05 tháng 3 năm 2026

KẾ HOẠCH
Làm thử việc nhập văn bản năm 2026

I. MỤC ĐÍCH
- Thử hết các bước nhập văn bản.

II. PHÂN CÔNG NHIỆM VỤ

1. Sở Nội vụ
- Chủ trì, phối hợp với Sở Tài chính xây dựng Kế hoạch kiểm tra, trình UBND tỉnh ban hành trước ngày 20/4/2026.
- Tổng hợp kết quả hằng quý.

2. Sở Tư pháp
Rà soát văn bản thường xuyên.

Nơi nhận:
- Các sở, ban, ngành;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Nguyễn Văn Mẫu
"""

NUMBERS = count(901)


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    """A plan with a number of its own for each test, so that tests do not meet in the register."""
    number = next(NUMBERS)
    path = tmp_path / "ke-hoach-thu.txt"
    path.write_text(PLAN.format(number=number), encoding="utf-8")
    return path


def upload(page: Page, path: Path) -> None:
    page.goto("/ke-hoach/nhap")
    page.set_input_files("#tep", str(path))
    page.click("main form button")


def wait_for_preview(page: Page) -> None:
    """The page turns into the preview by itself; without JavaScript by the refresh that the page asks for."""
    page.wait_for_selector("ul.found", timeout=30_000)


@pytest.mark.smoke
def test_a_plan_becomes_tasks(page: Page, plan_file: Path) -> None:
    sign_in(page)
    upload(page, plan_file)
    wait_for_preview(page)
    expect(page.locator("ul.found li")).to_have_count(3)
    assert page.locator(".doc-text mark").count() >= 3
    assert violations(page) == []

    page.get_by_role("button", name="Đưa 3 nhiệm vụ vào sổ").click()
    page.wait_for_url("**/ke-hoach/**")
    page.goto("/nhiem-vu?q=ke+hoach+kiem+tra")
    row = page.locator("table tbody tr", has_text="xây dựng Kế hoạch kiểm tra").first
    row.locator("th a").click()
    expect(page.locator("main")).to_contain_text("trước ngày 20/4/2026")
    expect(page.locator("main")).to_contain_text("Sở Tài chính")
    expect(page.locator("main mark").first).to_contain_text("Chủ trì, phối hợp với Sở Tài chính")

    upload(page, plan_file)
    expect(page.locator("main")).to_contain_text("Nhập lại không làm thay đổi gì")


def test_the_same_without_javascript(browser: Browser, product, plan_file: Path) -> None:
    context = browser.new_context(base_url=product.url, java_script_enabled=False, locale="vi-VN")
    page = context.new_page()
    sign_in(page)
    upload(page, plan_file)
    wait_for_preview(page)
    page.get_by_role("button", name="Đưa 3 nhiệm vụ vào sổ").click()
    page.goto("/nhiem-vu?q=kiem+tra")
    assert page.locator("table a.row").count() >= 1
    context.close()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "tệp rỗng"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le") + b"\0" * 600, "Word cũ"),
        (b"PK\x03\x04 broken", "hỏng"),
        (b"Tho tinh\nmot hai ba bon\n", "Không tìm thấy nhiệm vụ nào"),
    ],
    ids=["empty", "legacy doc", "broken docx", "no plan"],
)
def test_a_wrong_file_gets_a_sentence(page: Page, tmp_path: Path, content: bytes, words: str) -> None:
    sign_in(page)
    path = tmp_path / "tep.docx"
    path.write_bytes(content)
    upload(page, path)
    expect(page.locator("main")).to_contain_text(words, timeout=30_000)


def test_a_focal_point_may_look_but_not_import(page: Page) -> None:
    sign_in(page, FOCAL_POINT)
    assert page.locator("a[href='/ke-hoach/nhap']").count() == 0
    answer = page.goto("/ke-hoach/nhap")
    assert answer is not None
    assert answer.status == 403
    expect(page.locator("main")).to_contain_text("Cơ quan chủ trì kế hoạch")
    assert violations(page) == []
