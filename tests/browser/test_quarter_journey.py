"""A whole quarter in the browser: opened, filled while the line breaks, sent, returned, sent again, passed, signed, issued,
received; the late are chased, the figures added up, the province's paper downloaded and read.

Belongs here: the way through the pages by the people whose step it is. Does not belong here: what a step refuses
(tests/integration/reporting), how a paper looks (tests/unit/documents).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from browser.walking import OFFICER, sign_in, violations
from sauro.engine.documents import read_document
from sauro.engine.documents.sheets import read_sheets
from unit.files import make

WRITER, HEAD, CLERK = "taichinh", "thutruong", "vanthutc"
HERE = ZoneInfo("Asia/Ho_Chi_Minh")
YEAR = datetime.now(HERE).year - 1
"""Its fourth quarter is over on every day on which the test may run, and in no other story of the demo world."""
PERIOD = f"/bao-cao/{YEAR}-Q4"
REPORT = f"{PERIOD}/stc"
DIRECTION, FINISH = f"{REPORT}?phan=chi-dao", f"{REPORT}?phan=ky-gui"
SAID = "Đã chỉ đạo các phòng chốt số liệu trước ngày 10."
AGAIN = "Đã chỉ đạo các phòng chốt số liệu trước ngày 8."
WITHOUT_LINE = "Đã đăng 12 tin trên trang thông tin điện tử."
Opener = Callable[[str], Page]


@pytest.fixture
def person(browser: Browser, product) -> Iterator[Opener]:
    """The page of one of the cast, signed in at the first asking and opened again when it was closed; what a page complains
    of fails the test."""
    contexts: dict[str, BrowserContext] = {}
    pages: dict[str, Page] = {}
    troubles: list[str] = []

    def open_as(name: str) -> Page:
        first = name not in contexts
        if first:
            contexts[name] = browser.new_context(
                base_url=product.url, viewport={"width": 1366, "height": 768}, locale="vi-VN"
            )
        if first or pages[name].is_closed():
            pages[name] = contexts[name].new_page()
            pages[name].on("pageerror", lambda error: troubles.append(str(error)))
        if first:
            sign_in(pages[name], name)
        return pages[name]

    yield open_as
    for context in contexts.values():
        context.close()
    assert troubles == []


@pytest.mark.timeout(360)  # the first test of a session also builds the demo world
def test_a_quarter_from_its_opening_to_the_paper(person: Opener) -> None:
    opened(person(OFFICER))
    drafted(person)
    filled(person(WRITER))
    pressed(person(WRITER), "Gửi rà soát")
    returned_and_sent_again(person)
    signed_and_issued(person)
    chased(person(OFFICER))
    consolidated(person(OFFICER))


def opened(page: Page) -> None:
    page.goto("/bao-cao")
    planning = page.locator("section[aria-labelledby=lap]")
    planning.locator("input[name=year]").fill(str(YEAR))
    planning.get_by_role("button", name="Lập kỳ báo cáo").click()
    page.get_by_role("link", name=f"Quý IV/{YEAR}").click()
    page.get_by_role("button", name="Mở kỳ báo cáo").click()
    expect(page.locator("main")).to_contain_text("Đang mở")
    expect(page.locator("main")).to_contain_text("119 đơn vị quá hạn chưa gửi")


def status(page: Page) -> Locator:
    return page.locator("[data-autosave-status]")


def field(page: Page, place: str) -> Locator:
    return page.locator(f'[name="v:{place}"]')


def typed(page: Page, place: str, words: str) -> None:
    """Typed and left, so that it is saved at once."""
    field(page, place).fill(words)
    field(page, place).blur()


def drafted(person: Opener) -> None:
    """Each value is saved by itself; a line that breaks loses nothing; the second of two people sees what the first wrote."""
    page, place, other = person(WRITER), "text:I.1|text", "text:I.4|text"
    page.goto(DIRECTION)
    typed(page, place, SAID)
    expect(status(page)).to_contain_text("Đã lưu nháp")

    context = page.context
    context.set_offline(True)
    typed(page, other, WITHOUT_LINE)
    expect(status(page)).to_contain_text("Bản nháp giữ trên máy này")
    page.close()
    context.set_offline(False)
    page = person(WRITER)
    page.goto(DIRECTION)
    expect(field(page, other)).to_have_value(WITHOUT_LINE)
    expect(status(page)).to_contain_text("Đã lưu nháp")

    second = person(HEAD)
    second.goto(DIRECTION)
    expect(field(second, other)).to_have_value(WITHOUT_LINE)
    typed(page, place, AGAIN)
    expect(status(page)).to_contain_text("Đã lưu nháp")
    page.wait_for_load_state("networkidle")
    typed(second, place, "Đang gõ một câu khác.")
    box = second.locator(f'[data-value="{place}"]')
    expect(box).to_contain_text(AGAIN)
    expect(box).to_contain_text("Trần Quốc Bảo")
    assert violations(second) == []
    box.get_by_role("button", name="Lấy bản đã lưu").click()
    expect(field(second, place)).to_have_value(AGAIN)


def filled(page: Page) -> None:
    """The list before the sending leads to every place that is still empty."""
    for _round in range(4):
        page.goto(FINISH)
        links = page.locator("section[aria-labelledby=kt] details a").evaluate_all(
            "all => all.map(one => one.getAttribute('href'))"
        )
        if not links:
            break
        parts: dict[str, list[str]] = {}
        for link in links:
            address, _mark, anchor = link.partition("#")
            parts.setdefault(address, []).append(anchor)
        for address, anchors in parts.items():
            page.goto(address)
            page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true; })")
            for anchor in dict.fromkeys(anchors):
                answered(page, anchor)
            page.wait_for_load_state("networkidle")
    expect(page.locator("main")).to_contain_text("không còn chỗ phải sửa")


def answered(page: Page, anchor: str) -> None:
    """A plain answer of the kind that the place takes."""
    box = page.locator(f'[id="{anchor}"]')
    if box.evaluate("one => one.tagName") == "SELECT":
        box.select_option(index=1)
    elif "num" in (box.get_attribute("class") or ""):
        box.fill("0")
        box.blur()
    else:
        box.fill("Đã thực hiện theo kế hoạch.")
        box.blur()


def pressed(page: Page, step: str, form: Locator | None = None) -> None:
    """A step of the report on its last part, with what was written into its form, kept by the product."""
    if form is None:
        page.goto(FINISH)
    (form or page).get_by_role("button", name=step, exact=True).click()
    expect(page.get_by_text(f"Đã ghi: {step}.")).to_be_visible()


def opened_step(page: Page, step: str) -> Locator:
    page.goto(FINISH)
    title = page.locator("summary", has_text=re.compile(f"^{step}$"))
    form = page.locator("details.act").filter(has=title)
    if form.get_attribute("open") is None:
        form.locator("summary").click()
    return form


def returned_and_sent_again(person: Opener) -> None:
    office, writer = person(OFFICER), person(WRITER)
    form = opened_step(office, "Trả lại để hoàn thiện")
    form.get_by_label("Lý do trả lại").fill("Số hồ sơ đã giải quyết chưa khớp với hệ thống.")
    pressed(office, "Trả lại để hoàn thiện", form)
    writer.goto(f"{REPORT}?phan=so-lieu")
    expect(writer.locator("main")).to_contain_text("Số hồ sơ đã giải quyết chưa khớp với hệ thống.")
    typed(writer, "cchc:3.3.1.1|value", "1.512")
    expect(status(writer)).to_contain_text("Đã lưu nháp")
    typed(writer, "cchc:3.3.1.2|value", "1.476")
    writer.wait_for_load_state("networkidle")
    pressed(writer, "Gửi rà soát")
    office.goto(FINISH)
    changes = office.locator("section[aria-labelledby=kh]")
    expect(changes).to_contain_text("1.512")
    pressed(office, "Xác nhận đạt")


def signed_and_issued(person: Opener) -> None:
    pressed(person(WRITER), "Trình lãnh đạo ký")
    pressed(person(HEAD), "Ký báo cáo")
    clerk, office = person(CLERK), person(OFFICER)
    form = opened_step(clerk, "Phát hành")
    now = datetime.now(HERE)
    form.get_by_label("Số, ký hiệu").fill("97/BC-STC")
    form.get_by_label("Ngày ban hành").fill(f"{now:%d/%m/%Y}")
    paper = {"name": "bao-cao-da-ky.pdf", "mimeType": "application/pdf", "buffer": make.paper()}
    form.get_by_label("Bản đã ký số").set_input_files(paper)
    pressed(clerk, "Phát hành", form)
    expect(clerk.locator("main")).to_contain_text("97/BC-STC")
    assert violations(clerk) == []
    form = opened_step(office, "Tiếp nhận")
    form.locator("input[name=arrived_at]").fill(f"{now:%d/%m/%Y %H:%M}")
    form.locator("input[name=counts][value=document]").check()
    pressed(office, "Tiếp nhận", form)
    expect(office.locator("main")).to_contain_text("Đã tiếp nhận")


def chased(page: Page) -> None:
    """Everybody else is late; whoever has sent is not named."""
    page.goto(PERIOD)
    page.get_by_role("link", name="Danh sách đơn vị cần nhắc").click()
    main = page.locator("main")
    expect(main).to_contain_text("118 đơn vị đã quá hạn")
    expect(main.locator("table").first).to_contain_text("Sở Tư pháp")
    expect(main.locator("table").filter(has_text="Sở Tài chính")).to_have_count(0)
    text = read_document(downloaded(page, "Công văn đôn đốc")).text
    assert "Sở Tư pháp" in text
    assert "Sở Tài chính" not in text


def consolidated(page: Page) -> None:
    """What the one unit said is the province's figure, with its coverage; the paper says so too."""
    page.goto(f"{PERIOD}/so-lieu")
    expect(page.locator("main")).to_contain_text("1/119 đơn vị")
    row = page.locator("main tr").filter(has_text="Số hồ sơ TTHC giải quyết đúng hạn").first
    expect(row).to_contain_text("1.476")
    page.goto(f"{PERIOD}/tong-hop/cchc")
    page.get_by_role("button", name="Tổng hợp và soạn báo cáo").first.click()
    expect(page.locator("main .official").first).to_contain_text("1/119")
    text = read_document(downloaded(page, "Văn bản (DOCX)")).text
    assert f"năm {YEAR}" in text
    assert re.search(r"1/119\s+đơn vị", text)
    sheets = read_sheets(downloaded(page, "Phụ lục số liệu (XLSX)"))
    assert "1476" in {cell for sheet in sheets for line in sheet.rows for cell in map(str, line)}


def downloaded(page: Page, link: str) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("link", name=link).first.click()
    return waiting.value.path().read_bytes()
