"""Pictures of the running product: the README's by default, every page in both sizes and colour schemes with `--all FOLDER`.

`--plan FILE` takes the preview of that file instead of a short one, then confirms it, so that the register holds both plans.

Belongs here: which pages are shown and how they are taken. Does not belong here: how the product is started for tests.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
SIZES = {"laptop": (1366, 768), "phone": (390, 844)}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
TODAY = datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()
QUARTER = f"/bao-cao/{TODAY.year}-Q{(TODAY.month + 2) // 3}"
SHOWN = ("register", "task", "quarter")
"""The pictures of the README and the tutorials."""
PAGES = {
    "periods": "/bao-cao",
    "quarter": QUARTER,
    "report": f"{QUARTER}/stc?phan=nhiem-vu",
    "figures": f"{QUARTER}/so-lieu",
    "paper": f"{QUARTER}/tong-hop/cchc",
    "notices": "/thong-bao",
    "calendar": "/lich-lam-viec",
    "my-work": "/viec-cua-toi",
    "register": "/nhiem-vu",
    "panel": "/nhiem-vu?mo=NV-02.03#nv",
    "filtered": "/nhiem-vu?thieu=product&chi-so=par_index&xep=van-ban",
    "nothing-found": "/nhiem-vu?q=zzzz",
    "task": "/nhiem-vu/NV-02.03",
    "group": "/nhiem-vu/NV-20.01",
    "clarity": "/lam-ro",
    "ask": "/lam-ro/yeu-cau",
    "set": "/nhiem-vu/NV-02.03/lam-ro/authority",
    "sheets": "/nhiem-vu/bang-tinh",
    "views": "/nhiem-vu/cach-xem",
    "account": "/tai-khoan",
    "authority": "/uy-quyen",
    "handovers": "/ban-giao",
    "plans": "/ke-hoach",
    "import": "/ke-hoach/nhap",
    "units": "/don-vi",
    "unit": "/don-vi/stp",
    "missing": "/khong-co-trang-nay",
}
SHORT_PLAN = """ỦY BAN NHÂN DÂN
TỈNH MẪU
Số: 998/KH-UBND
Tỉnh Mẫu, ngày 05 tháng 3 năm 2026

KẾ HOẠCH
Làm thử việc nhập văn bản năm 2026

II. PHÂN CÔNG NHIỆM VỤ

1. Sở Nội vụ
- Chủ trì, phối hợp với Sở Tài chính xây dựng Kế hoạch kiểm tra, trình UBND tỉnh ban hành trước ngày 20/4/2026.
- Tổng hợp kết quả hằng quý.

2. Cơ quan chưa có trong danh sách
Rà soát văn bản thường xuyên.
"""
LEGACY_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le") + bytes(600)


@contextmanager
def product() -> Iterator[tuple[str, dict[str, str]]]:
    with tempfile.TemporaryDirectory(prefix="sauro-pictures-") as folder, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
        free.close()
        environment = {**os.environ, "SAURO_DATA": folder, "SAURO_DEMO": "1", "PORT": port}
        environment.pop("DATABASE_URL", None)
        call = [sys.executable, "-m", "sauro.config.cli"]
        subprocess.run([*call, "setup"], env=environment, check=True, stdout=subprocess.DEVNULL)
        subprocess.run([*call, "demo", "build"], env=environment, check=True, stdout=subprocess.DEVNULL)
        server = subprocess.Popen(
            [*call, "serve", "--host", "127.0.0.1", "--port", port, "--with-worker"],
            env=environment,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            url = f"http://127.0.0.1:{port}"
            wait(url)
            yield url, environment
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(timeout=20)


def wait(url: str) -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(f"{url}/readyz", timeout=2):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    raise SystemExit("the product did not start")


def sign_in(page: Page, name: str = "") -> None:
    from sauro.demo.world import demo_world

    world = demo_world()
    email = next((p.email for p in world.cast if name and p.email.startswith(name)), world.officer().email)
    page.goto("/dang-nhap")
    page.locator("input[type=email], input[name=username], input[name=email]").first.fill(email)
    page.locator("input[type=password]").fill(world.password)
    page.locator("main form button").first.click()
    page.wait_for_url(lambda address: "/dang-nhap" not in address)


def upload(page: Page, name: str, data: bytes) -> str:
    """The address of the import once the file is read."""
    page.goto("/ke-hoach/nhap")
    page.set_input_files("#tep", {"name": name, "mimeType": "text/plain", "buffer": data})
    page.click("main form button")
    page.wait_for_selector("ul.found, .note.bad", timeout=60_000)
    return urlsplit(page.url).path


def prepare(browser: Browser, url: str, plan: Path | None) -> dict[str, str]:
    """The addresses that exist only after something was done."""
    context = browser.new_context(base_url=url, locale="vi-VN")
    page = context.new_page()
    sign_in(page)
    page.goto("/ke-hoach")
    overview = page.locator("main table th a").first.get_attribute("href") or ""
    data, name = (plan.read_bytes(), plan.name) if plan else (SHORT_PLAN.encode(), "ke-hoach-thu.txt")
    found = {
        "plan": overview,
        "document": f"{overview}/van-ban",
        "preview": upload(page, name, data),
        "refused": upload(page, "ke-hoach-cu.doc", LEGACY_WORD),
    }
    context.close()
    return found


def confirm(browser: Browser, url: str, preview: str) -> dict[str, str]:
    context = browser.new_context(base_url=url, locale="vi-VN")
    page = context.new_page()
    sign_in(page)
    page.goto(preview)
    page.locator("main form button").first.click()
    page.wait_for_url("**/ke-hoach/*")
    plan = urlsplit(page.url).path
    page.goto(f"/nhiem-vu?ke-hoach={plan.rsplit('/', 1)[-1]}")
    task = page.locator("main table a.row").nth(1).get_attribute("href") or ""
    unit = page.locator("main table .grp a").first.get_attribute("href") or ""
    context.close()
    return {
        "real-register": "/nhiem-vu",
        "real-plan": plan,
        "real-document": f"{plan}/van-ban",
        "real-task": task,
        "real-unit": unit,
        "real-units": "/don-vi",
        "real-plans": "/ke-hoach",
    }


def refused_person(browser: Browser, url: str, folder: Path) -> None:
    """The page of somebody without the right, and a register on paper."""
    for size, (width, height) in SIZES.items():
        for scheme in ("light", "dark"):
            context = browser.new_context(
                base_url=url,
                viewport={"width": width, "height": height},
                color_scheme=scheme,
                locale="vi-VN",
            )
            page = context.new_page()
            page.goto("/")
            page.screenshot(path=folder / f"home-{size}-{scheme}.png", full_page=True)
            sign_in(page, "taichinh")
            page.goto("/ke-hoach/nhap")
            page.screenshot(path=folder / f"no-right-{size}-{scheme}.png", full_page=True)
            context.close()
    context = browser.new_context(base_url=url, locale="vi-VN")
    page = context.new_page()
    sign_in(page)
    for name in ("register", "task"):
        page.goto(PAGES[name])
        page.pdf(path=folder / f"print-{name}.pdf", prefer_css_page_size=True)
    context.close()


def take(
    browser: Browser, url: str, folder: Path, names: dict[str, str], sizes: list[str], schemes: list[str]
) -> None:
    for size in sizes:
        width, height = SIZES[size]
        for scheme in schemes:
            context = browser.new_context(
                base_url=url, viewport={"width": width, "height": height}, color_scheme=scheme, locale="vi-VN"
            )
            page = context.new_page()
            page.goto("/dang-nhap")
            page.screenshot(path=folder / f"sign-in-{size}-{scheme}.png")
            sign_in(page)
            for name, address in names.items():
                page.goto(address)
                page.screenshot(path=folder / f"{name}-{size}-{scheme}.png", full_page=len(schemes) > 1)
            context.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", metavar="FOLDER", type=Path, help="every page, both sizes, light and dark")
    parser.add_argument("--plan", metavar="FILE", type=Path, help="a plan to preview and confirm, with --all")
    wanted = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        raise SystemExit("Cần Chromium: apt-get install chromium")
    with product() as (url, _), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        if wanted.all:
            wanted.all.mkdir(parents=True, exist_ok=True)
            more = prepare(browser, url, wanted.plan)
            take(browser, url, wanted.all, PAGES | more, list(SIZES), ["light", "dark"])
            refused_person(browser, url, wanted.all)
            if wanted.plan:
                take(
                    browser,
                    url,
                    wanted.all,
                    confirm(browser, url, more["preview"]),
                    list(SIZES),
                    ["light", "dark"],
                )
        else:
            IMAGES.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory() as folder:
                take(
                    browser,
                    url,
                    Path(folder),
                    {name: PAGES[name] for name in SHOWN},
                    ["laptop"],
                    ["light"],
                )
                for name in SHOWN:
                    shutil.copy(Path(folder) / f"{name}-laptop-light.png", IMAGES / f"{name}.png")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
