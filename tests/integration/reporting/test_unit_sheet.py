"""The spreadsheet of a report: what leaves comes back the same, what is wrong is named by its cell, nobody is overwritten."""

from __future__ import annotations

import base64
import io
import re
import zipfile
from datetime import date

import pytest
import xlsxwriter
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from integration.reporting import world
from sauro.engine.documents.sheets import column_letters, read_sheets
from sauro.reporting import sheet_judging, unit_sheet
from sauro.reporting.models import Entry, Period, Report
from sauro.reporting.period_forms import forms_of
from sauro.reporting.presenters.sheet_file import workbook
from sauro.reporting.queries import values_of
from sauro.reporting.stored import value_of
from sauro.reporting.unit_sheet import AS_OF, ESTIMATED, INPUT, KEY, REASON
from worlds.cast import person

pytestmark = pytest.mark.django_db
TEXT, FIGURE, OTHER = ("text:I.1", "text"), ("cchc:1.2.1", "value"), ("cchc:1.2.2", "value")


@pytest.fixture(autouse=True)
def no_child(monkeypatch):
    """Files are opened in this process; the child has tests of its own."""
    monkeypatch.setattr("sauro.reporting.views.sheet.open_sheets", read_sheets)


@pytest.fixture
def report(today, cast) -> Report:
    """Of the owner office, beside one of a commune."""
    world.opened(["TOCHUC", "90002"])
    return world.report_of("TOCHUC")


@pytest.fixture
def busy(busy_quarter: Period) -> Report:
    """With tasks."""
    return world.report_of("TOCHUC")


class Book:
    """The workbook as a person holds it: opened, cells changed, saved by another program."""

    def __init__(self, report: Report) -> None:
        self.sheets = {one.name: [list(row) for row in one.rows] for one in read_sheets(workbook(report))}
        self.lines = {
            tuple(key.split("|")[:2]): (name, at)
            for name, rows in self.sheets.items()
            for at, row in enumerate(rows)
            if len(row) > KEY and isinstance(key := row[KEY], str) and key.count("|") == 3
        }

    def put(self, place, value, column=INPUT) -> str:
        name, at = self.lines[place]
        self.sheets[name][at][column] = value
        return f"{name}, ô {column_letters(column)}{at + 1}"

    def data(self) -> bytes:
        target = io.BytesIO()
        with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
            day = book.add_format({"num_format": "dd/mm/yyyy"})
            for name, rows in self.sheets.items():
                sheet = book.add_worksheet(name)
                for at, row in enumerate(rows):
                    for column, cell in enumerate(row):
                        if isinstance(cell, date):
                            sheet.write_datetime(at, column, cell, day)
                        elif isinstance(cell, str):
                            sheet.write_string(at, column, cell)
                        elif cell is not None:
                            sheet.write_number(at, column, cell)
        return target.getvalue()


def judged(report: Report, data: bytes) -> sheet_judging.Judged:
    return sheet_judging.judge(report, unit_sheet.returned_cells(read_sheets(data), report.key))


def address(report: Report) -> str:
    return f"/bao-cao/{report.key}/bang-tinh"


def upload(client: Client, report: Report, data: bytes, **more):
    return client.post(address(report), {"file": io.BytesIO(data), **more})


def write(client: Client, report: Report, data: bytes):
    content = {"step": "write", "content": base64.b64encode(data).decode()}
    return client.post(address(report), content, follow=True)


@pytest.fixture
def client(cast) -> Client:
    """Of the person who fills in the report of the owner office."""
    client = Client()
    client.force_login(person("dien_to_chuc", "TOCHUC", "focal_point"))
    return client


def test_every_entered_place_has_a_line_and_the_same_report_the_same_bytes(busy):
    report, book = busy, Book(busy)
    forms = forms_of(report.period)
    rows = {key: forms.row(key) for key, _field in values_of(report)}
    asked = {(key, one.code) for key, row in rows.items() if row and row.is_entered for one in row.fields}
    assert set(book.lines) == asked
    assert workbook(report) == workbook(report)
    assert list(book.sheets) == [
        "Chỉ đạo, điều hành",
        "Nhiệm vụ được giao",
        "Số liệu thống kê",
        "Chỉ tiêu của kế hoạch",
        "Kết quả, khó khăn, kiến nghị",
        "ma",
    ]
    with zipfile.ZipFile(io.BytesIO(workbook(report))) as package:
        first, figures = (package.read(f"xl/worksheets/sheet{n}.xml").decode() for n in (1, 3))
    for sheet in (first, figures):
        assert "<sheetProtection" in sheet
        assert 'state="frozen"' in sheet
        assert re.search(r'<col min="9" max="9"[^>]* hidden="1"', sheet)
    assert "<dataValidation " in figures


def test_an_unchanged_file_asks_for_nothing_even_when_the_report_moved_on(report):
    world.filled(report)
    world.save(
        report, world.change(FIGURE[0], "-", reason="Chưa có đơn vị cung cấp"),
        world.change(OTHER[0], "12", estimated=True, as_of="14/9/2026"),
    )  # fmt: skip
    data = workbook(report)
    found = judged(report, data)
    assert (found.changes, found.conflicts, found.faults) == ((), (), ())
    assert found.same == len(Book(report).lines)
    world.save(report, world.change(OTHER[0], "13"))
    later = judged(report, data)
    assert (later.changes, later.conflicts, later.faults) == ((), (), ())


def test_what_was_filled_in_is_shown_and_written_once_confirmed(busy, client):
    report, book = busy, Book(busy)
    here = book.put(FIGURE, 40)
    book.put(OTHER, "30")
    book.put(OTHER, "x", ESTIMATED)
    book.put(OTHER, date(2026, 9, 14), AS_OF)
    book.put(TEXT, "=Đã họp hai lần.\n- Lần một")
    task = next(place for place in book.lines if place[0].startswith("task:") and place[1] == "state")
    book.put(task, "Có nguy cơ trễ")
    shown = upload(client, report, book.data())
    text = shown.content.decode()
    assert shown.status_code == 200
    assert here in text
    assert not Entry.objects.filter(report=report, source="sheet").exists()
    done = write(client, report, book.data())
    assert "Đã ghi 4 ô từ bảng tính." in done.content.decode()
    stored = {(one.row, one.field): one for one in Entry.objects.filter(report=report, source="sheet")}
    assert stored[FIGURE].value == "40"
    assert (stored[OTHER].value, stored[OTHER].estimated, stored[OTHER].as_of) == (
        "30",
        True,
        date(2026, 9, 14),
    )
    assert stored[TEXT].value == "=Đã họp hai lần.\n- Lần một"
    assert stored[task].value == "at_risk"
    again = upload(client, report, book.data())
    assert "Không có gì để ghi" in again.content.decode()


def test_what_cannot_be_read_is_named_by_sheet_and_cell(report, client):
    book = Book(report)
    first = book.put(FIGURE, 12.5)
    second = book.put(OTHER, "-")
    third = book.put(("cchc:1.1", "value"), 3)
    book.put(("cchc:1.1", "value"), "hôm qua", AS_OF)
    reason, day = second.replace("ô E", "ô H"), third.replace("ô E", "ô G")
    faults = judged(report, book.data()).faults
    assert {one.column for one in faults} == {INPUT, REASON, AS_OF}
    text = upload(client, report, book.data()).content.decode()
    for place in (first, reason, day):
        assert place in text, place
    assert "Không có gì để ghi" not in text


def test_what_somebody_changed_meanwhile_is_never_overwritten(report, client):
    book = Book(report)
    book.put(FIGURE, 40)
    book.put(OTHER, 30)
    world.save(report, world.change(FIGURE[0], "41"))
    found = judged(report, book.data())
    assert [one.cell.place for one in found.conflicts] == [FIGURE]
    assert [one.cell.place for one in found.changes] == [OTHER]
    done = write(client, report, book.data()).content.decode()
    assert "1 ô không ghi" in done
    now = values_of(report)
    assert (now[FIGURE].value, now[OTHER].value) == ("41", "30")


def test_files_that_are_not_of_this_report_are_refused(report, client):
    other = workbook(world.report_of("90002"))
    refused = upload(client, report, other)
    assert refused.status_code == 422
    assert "bảng tính của báo cáo quý III/2026 của Xã Đồi Thông, không phải" in refused.content.decode()
    plain = "Mã;Nội dung\n1;2\n".encode()
    assert "không phải bảng tính của báo cáo" in upload(client, report, plain).content.decode()
    assert upload(client, report, b"khong phai bang tinh").status_code == 422
    assert client.post(address(report), {}).status_code == 422
    assert client.post(address(report), {"content": "???"}).status_code == 422


def test_a_line_twice_and_a_place_not_asked_are_faults(report):
    book = Book(report)
    name, at = book.lines[FIGURE]
    twice = book.sheets[name][at][KEY]
    book.put(OTHER, twice, KEY)
    book.put(TEXT, twice.replace("1.2.1", "9.9.9"), KEY)
    found = judged(report, book.data())
    assert len(found.faults) == 2
    assert found.changes == ()


def test_who_may_download_and_who_may_upload(report, cast):
    data = workbook(report)
    people = {
        person("dien_to_chuc", "TOCHUC", "focal_point"): (True, True),
        cast["owner_office"]: (True, False),
        cast["leader"]: (True, False),
        cast["focal_point"]: (False, False),
        cast["nobody"]: (False, False),
    }
    for who, (may_read, may_write) in people.items():
        client = Client()
        client.force_login(who)
        got, page = client.get(f"{address(report)}.xlsx"), client.get(address(report))
        assert (got.status_code == 200, page.status_code == 200) == (may_read, may_read), who
        assert (upload(client, report, data).status_code == 200) == may_write, who
        assert ('type="file"' in page.content.decode()) == may_write, who


def test_nothing_is_uploaded_once_the_report_was_sent(report, client):
    book = Book(report)
    book.put(FIGURE, 40)
    world.sent(report)
    assert 'type="file"' not in client.get(address(report)).content.decode()
    refused = upload(client, report, book.data())
    assert refused.status_code == 422
    assert "số liệu đã khóa" in refused.content.decode()


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn", "Co"), include_characters="\n"),
    max_size=60,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=WORDS, count=st.integers(0, 10**17), reason=WORDS, absent=st.booleans(), estimated=st.booleans())
def test_whatever_is_stored_leaves_and_comes_back_unchanged(report, text, count, reason, absent, estimated):
    figure = world.change(FIGURE[0], "-", reason=reason) if absent else world.change(
        FIGURE[0], str(count), estimated=estimated, as_of="14/9/2026"
    )  # fmt: skip
    world.save(report, world.change(*TEXT[:1], text, "text"), figure)
    report = world.fresh(report)
    found = judged(report, workbook(report))
    assert (found.changes, found.conflicts, found.faults) == ((), (), ())
    entry = values_of(report)[TEXT]
    field = forms_of(report.period).field(*TEXT)
    back = {one.place: one for one in unit_sheet.returned_cells(read_sheets(workbook(report)), report.key)}
    value = value_of(entry, field)
    assert unit_sheet.words(back[TEXT].value) == (unit_sheet.as_returned(value).text if value else "")
