"""Pictures of the running product: the README's by default, every page in both sizes and colour schemes with `--all FOLDER`.

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
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
SIZES = {"laptop": (1366, 768), "phone": (390, 844)}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
PAGES = {
    "register": "/nhiem-vu",
    "task": "/nhiem-vu/NV-02.03",
    "plans": "/ke-hoach",
    "import": "/ke-hoach/nhap",
    "units": "/don-vi",
    "unit": "/don-vi/stp",
}


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


def sign_in(page: Page) -> None:
    from sauro.demo.world import demo_world

    world = demo_world()
    officer = world.officer()
    page.goto("/dang-nhap")
    page.locator("input[type=email], input[name=username], input[name=email]").first.fill(officer.email)
    page.locator("input[type=password]").fill(world.password)
    page.locator("main form button").first.click()
    page.wait_for_url("**/nhiem-vu*")


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
    wanted = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        raise SystemExit("Cần Chromium: apt-get install chromium")
    with product() as (url, _), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        if wanted.all:
            wanted.all.mkdir(parents=True, exist_ok=True)
            take(browser, url, wanted.all, PAGES, list(SIZES), ["light", "dark"])
        else:
            IMAGES.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory() as folder:
                take(
                    browser,
                    url,
                    Path(folder),
                    {k: PAGES[k] for k in ("register", "task")},
                    ["laptop"],
                    ["light"],
                )
                for name in ("register", "task"):
                    shutil.copy(Path(folder) / f"{name}-laptop-light.png", IMAGES / f"{name}.png")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
