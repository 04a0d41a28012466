"""The register leaves as a workbook, is edited by a spreadsheet program, comes back, and a second person's change is kept.

Belongs here: the whole way through the product. Does not belong here: what a row means (tests/unit/plans).
"""

from __future__ import annotations

from pathlib import Path

import xlsxwriter
from playwright.sync_api import Page, expect

from browser.walking import OFFICER, sign_in, violations
from sauro.engine.documents.sheets import read_sheets
from sauro.plans.register_words import sheet_words

WORDS = sheet_words()
COLUMNS = [column.code for column in WORDS.columns]


def take_away(page: Page, query: str) -> list[list[object]]:
    page.goto(f"/nhiem-vu?{query}")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Xuất Excel").click()
    sheets = read_sheets(waiting.value.path().read_bytes())
    sheet = next(sheet for sheet in sheets if sheet.name == WORDS.sheet)
    return [list(row) for row in sheet.rows]


def save(rows: list[list[object]], path: Path) -> None:
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet(WORDS.sheet)
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            if value is not None:
                sheet.write(at, column, value)
    book.close()


def send(page: Page, path: Path) -> None:
    page.goto("/nhiem-vu")
    page.get_by_role("link", name="Nhập từ bảng tính").click()
    page.set_input_files("#tep", str(path))
    page.get_by_role("button", name="Tải lên và so sánh").click()
    page.wait_for_url("**/nhiem-vu/bang-tinh/*")


def test_out_edited_and_in_again(page: Page, tmp_path: Path) -> None:
    sign_in(page, OFFICER)
    rows = take_away(page, "chu-tri=sgddt")
    path = tmp_path / "so.xlsx"
    save(rows, path)
    send(page, path)
    expect(page.locator("main .lede")).to_contain_text("không có gì khác với sổ")
    page.get_by_role("button", name="Hủy lần nhập").click()

    place, code = COLUMNS.index("product"), COLUMNS.index("code")
    edited, other = rows[3], rows[4]
    edited[place] = "Báo cáo kết quả tuyển sinh trực tuyến"
    other[COLUMNS.index("due")] = "cuối năm"
    save(rows, path)
    send(page, path)
    assert violations(page) == []
    expect(page.locator("main")).to_contain_text("“cuối năm” không phải là ngày")
    expect(page.locator("main")).to_contain_text("Báo cáo kết quả tuyển sinh trực tuyến")
    page.get_by_role("button", name="Ghi các dòng đã chọn").click()
    expect(page.locator("main")).to_contain_text("Đã sửa 1 nhiệm vụ")
    page.goto(f"/nhiem-vu/{edited[code]}")
    expect(page.locator("main")).to_contain_text("Báo cáo kết quả tuyển sinh trực tuyến")

    edited[place] = "Báo cáo khác"
    other[COLUMNS.index("due")] = None
    save(rows, path)
    send(page, path)
    expect(page.locator("main")).to_contain_text("Dòng xung đột")
    assert page.locator("input[name=dong]").count() == 0
