"""Evidence in the browser: several files with their progress, dropped, stopped, on a broken line, without the script.

Belongs here: what the small script of the upload field adds. What the server judges: tests/integration/files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, FilePayload, Page, expect

from browser.conftest import SIZES
from browser.walking import sideways, violations
from integration.files.serving import Server, serving
from unit.files import make

DROP = """([name, text]) => {
    const data = new DataTransfer();
    data.items.add(new File([text], name));
    document.querySelector("[data-drop]").dispatchEvent(new DragEvent("drop", {dataTransfer: data, bubbles: true, cancelable: true}));
}"""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("evidence")) as made:
        yield made


def context_of(browser: Browser, served: Server, **more: object) -> BrowserContext:
    url = f"http://127.0.0.1:{served.port}"
    context = browser.new_context(base_url=url, locale="vi-VN", **more)  # type: ignore[arg-type]
    context.add_cookies([{"name": "sauro_phien", "value": served.session, "url": url}])
    return context


@pytest.fixture
def place(browser: Browser, served: Server, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Each test has its own place for files."""
    context = context_of(browser, served, viewport={"width": 1366, "height": 768})
    page = context.new_page()
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.goto(f"/tai-lieu?cua=thu:{request.node.name}")
    yield page
    context.close()
    assert troubles == []


def file(name: str, data: bytes) -> FilePayload:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}


def choose(page: Page, *files: FilePayload) -> None:
    page.set_input_files("input[type=file]", list(files))


def fits(page: Page) -> None:
    """No accessibility finding in either colour scheme, no sideways scrolling in either size."""
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert violations(page) == [], scheme
    for width, height in reversed(SIZES.values()):
        page.set_viewport_size({"width": width, "height": height})
        assert sideways(page) <= 0


def test_each_file_has_its_state_and_reason(place: Page) -> None:
    expect(place.get_by_text("Chưa có tài liệu.")).to_be_visible()
    expect(place.get_by_role("button", name="Tải lên")).to_be_hidden()
    choose(
        place,
        file("Danh mục.pdf", make.paper()),
        file("hinh.svg", b"<svg/>"),
        file("mat.pdf", make.vietnamese_paper("MẬT")),
        file("anh.jpg", make.photograph()),
    )
    lines = place.locator("[data-files] > li")
    expect(lines).to_have_count(4)
    expect(lines.nth(0)).to_contain_text("Đã nhận · PDF")
    expect(lines.nth(1)).to_contain_text("Không nhận: hình vẽ SVG")
    expect(lines.nth(2)).to_contain_text("dấu chỉ độ mật “MẬT”")
    expect(lines.nth(3)).to_contain_text("Đã nhận · JPG")
    expect(place.locator("#thong-bao")).to_have_text("anh.jpg. Đã nhận.")
    expect(place.get_by_text("Chưa có tài liệu.")).to_have_count(0)
    fits(place)
    place.get_by_role("button", name="Bỏ hinh.svg").click()
    place.get_by_role("button", name="Bỏ mat.pdf").click()
    expect(lines).to_have_count(2)
    place.reload()
    expect(lines).to_have_count(2)
    lines.nth(0).get_by_role("link", name="Danh mục.pdf", exact=True).click()
    expect(place.get_by_role("heading", name="Danh mục.pdf")).to_be_visible()
    picture = place.get_by_role("img", name="Hình xem trước của Danh mục.pdf")
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("image => image.naturalWidth") == 900
    fits(place)


def test_a_slow_upload_shows_its_progress_and_can_be_stopped(place: Page, served: Server) -> None:
    before = served.named()
    line = place.context.new_cdp_session(place)
    line.send("Network.enable")
    slow = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 300_000}
    line.send("Network.emulateNetworkConditions", slow)
    choose(place, file("lon.png", make.photograph("PNG", (1400, 1000), compress_level=0)))
    first = place.locator("[data-files] > li").nth(0)
    expect(first).to_contain_text("Đang tải lên")
    expect(first).to_contain_text(re.compile(r"Đang tải lên [1-9]\d% của 4 MB"))
    assert violations(place) == []
    place.get_by_role("button", name="Hủy lon.png").click()
    expect(first).to_have_count(0)
    place.reload()
    expect(place.get_by_text("Chưa có tài liệu.")).to_be_visible()
    assert served.named() == before


def test_a_lost_line_says_that_nothing_was_kept(place: Page) -> None:
    place.context.set_offline(True)
    choose(place, file("a.pdf", make.paper()), file("b.pdf", make.paper("khac")))
    lines = place.locator("[data-files] > li")
    expect(lines.nth(0)).to_contain_text("Chưa nhận: mất kết nối khi đang tải.")
    expect(lines.nth(1)).to_contain_text("Chưa nhận: mất kết nối khi đang tải.")
    place.context.set_offline(False)
    choose(place, file("a.pdf", make.paper()))
    expect(lines.nth(2)).to_contain_text("Đã nhận · PDF")


def test_a_session_that_ended_says_so(place: Page) -> None:
    place.context.clear_cookies(name="sauro_phien")
    choose(place, file("a.pdf", make.paper()))
    expect(place.locator("[data-files] > li")).to_contain_text("phiên làm việc đã hết hạn")


def test_files_can_be_dropped(place: Page) -> None:
    place.evaluate(DROP, ["tha.svg", "<svg/>"])
    expect(place.locator("[data-files] > li")).to_contain_text("Không nhận: hình vẽ SVG")


def test_a_file_too_large_is_not_sent(place: Page) -> None:
    sent: list[str] = []
    place.on("request", lambda request: sent.append(request.method))
    place.evaluate("document.querySelector('[data-drop]').dataset.most = 10")
    choose(place, file("a.pdf", make.paper()))
    expect(place.locator("[data-files] > li")).to_contain_text("Chưa nhận: tệp quá 20 MB.")
    assert "POST" not in sent


def test_without_the_script_it_is_a_form(browser: Browser, served: Server) -> None:
    context = context_of(browser, served, java_script_enabled=False)
    page = context.new_page()
    page.goto("/tai-lieu?cua=thu:khong-script")
    choose(page, file("a.pdf", make.paper()), file("b.svg", b"<svg/>"))
    page.get_by_role("button", name="Tải lên").click()
    expect(page.get_by_text("Đã nhận 1 tệp.")).to_be_visible()
    expect(page.get_by_text("b.svg: Không nhận")).to_be_visible()
    expect(page.locator("[data-files] > li")).to_have_count(1)
    context.close()
