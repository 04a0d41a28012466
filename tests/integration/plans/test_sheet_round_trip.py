"""The register leaves as a workbook, is edited, and comes back: unchanged, changed, changed on both sides, new."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import xlsxwriter
from django.test import Client
from django.utils import timezone

from sauro.audit.models import Event
from sauro.engine.documents.sheets import SheetRefused, read_sheets
from sauro.people.permissions import Refused
from sauro.plans.actions.editing import reword_task
from sauro.plans.actions.sheet_imports import apply_sheet, discard_sheet, receive_sheet
from sauro.plans.models import Clarity, PlanVersion, SheetImport, Task
from sauro.plans.presenters.sheet_export import workbook
from sauro.plans.presenters.sheet_preview import sheet_page
from sauro.plans.refusals import ActionRefused
from sauro.plans.register_sheet import HEADINGS, WORDS, Outcome
from sauro.plans.sheet_judging import Line, judged_lines
from sauro.plans.sheet_rows import rows_of
from worlds.cast import MAKER, Cast

pytestmark = pytest.mark.django_db

Rows = list[list[Any]]
SHEET = WORDS.sheet


def exported() -> Rows:
    """The register as its rows of cells, headings first."""
    data = workbook(rows_of(Task.objects.order_by("order")), made_at=timezone.localtime())
    sheet = next(sheet for sheet in read_sheets(data) if sheet.name == SHEET)
    return [list(row) for row in sheet.rows[2:]]


def saved(rows: Rows, name: str = SHEET) -> bytes:
    """The rows as a spreadsheet program saves them."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "default_date_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet(name)
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(at, column, value)
            elif isinstance(value, str):
                sheet.write_string(at, column, value)
            elif value is not None:
                sheet.write(at, column, value)
    book.close()
    return target.getvalue()


def column(rows: Rows, code: str) -> int:
    return rows[0].index(HEADINGS[code])


def edit(rows: Rows, at: int, **values: Any) -> str:
    """Changes cells of the data row ``at``; its task's code."""
    for code, value in values.items():
        rows[at][column(rows, code)] = value
    return str(rows[at][column(rows, "code")])


def received(rows: Rows) -> SheetImport:
    return receive_sheet(data=saved(rows), filename="so.xlsx", by=MAKER)


def lines(sheet: SheetImport) -> dict[Outcome, list[Line]]:
    found: dict[Outcome, list[Line]] = {}
    for line in judged_lines(sheet):
        found.setdefault(line.judged.outcome, []).append(line)
    return found


def numbers(sheet: SheetImport, *kinds: Outcome) -> set[int]:
    return {line.number for kind in kinds for line in lines(sheet).get(kind, [])}


def test_an_unchanged_file_asks_for_nothing(register: PlanVersion) -> None:
    sheet = received(exported())
    assert set(lines(sheet)) == {Outcome.SAME}
    events = Event.objects.count()
    with pytest.raises(ActionRefused, match="sheet_nothing_chosen"):
        apply_sheet(sheet=sheet, chosen=set(), reason="", by=MAKER)
    assert Event.objects.count() == events


def test_a_changed_file_changes_what_it_changed_and_nothing_else(register: PlanVersion) -> None:
    rows = exported()
    before = {task.code: task.text for task in Task.objects.all()}
    code = edit(
        rows,
        1,
        text="Lời mới của nhiệm vụ",
        product="Báo cáo tổng hợp năm",
        due=date(2026, 12, 1),
        rhythm="Một lần",
    )
    sheet = received(rows)
    assert {kind: len(found) for kind, found in lines(sheet).items()} == {
        Outcome.SAME: len(rows) - 2,
        Outcome.CHANGED: 1,
    }
    done = apply_sheet(sheet=sheet, chosen=numbers(sheet, Outcome.CHANGED), reason="họp ngày 5/11", by=MAKER)
    assert (done.changed, done.added) == (1, 0)
    task = Task.objects.get(code=code)
    said = {row.facet: row for row in Clarity.objects.filter(task=task)}
    assert task.text == "Lời mới của nhiệm vụ"
    assert said["product"].value == "Báo cáo tổng hợp năm"
    assert said["when"].data["due"] == "2026-12-01"
    assert task.due_on == date(2026, 12, 1), "its work is planned anew"
    assert {t.code: t.text for t in Task.objects.exclude(code=code)} == {
        other: text for other, text in before.items() if other != code
    }
    assert task.texts.get().text == before[code], "the quotation stays"
    again = received(exported())
    assert set(lines(again)) == {Outcome.SAME}


def test_a_row_costs_few_questions_and_the_tasks_are_planned_together(
    register: PlanVersion, django_assert_max_num_queries: Any
) -> None:
    rows = exported()
    for at in range(1, len(rows)):
        edit(rows, at, text=f"Lời mới số {at}", product=f"Báo cáo số {at}")
    sheet = received(rows)
    chosen = numbers(sheet, Outcome.CHANGED)
    with django_assert_max_num_queries(60 + 30 * len(chosen)):
        apply_sheet(sheet=sheet, chosen=chosen, reason="", by=MAKER)
    assert len(chosen) == len(rows) - 1


def test_the_same_file_sent_twice_changes_nothing_the_second_time(register: PlanVersion) -> None:
    rows = exported()
    edit(rows, 1, text="Lời mới của nhiệm vụ")
    first, second = received(rows), received(rows)
    apply_sheet(sheet=first, chosen=numbers(first, Outcome.CHANGED), reason="", by=MAKER)
    assert set(lines(second)) == {Outcome.SAME}
    with pytest.raises(ActionRefused, match="not_ready"):
        apply_sheet(sheet=first, chosen={0}, reason="", by=MAKER)


def test_a_row_changed_here_since_it_left_is_a_conflict_and_never_overwritten(register: PlanVersion) -> None:
    rows = exported()
    code = edit(rows, 1, text="Lời trong tệp")
    task = Task.objects.get(code=code)
    reword_task(task=task, text="Lời trong sổ", reason="sửa trước", by=MAKER)
    sheet = received(rows)
    assert [line.code for line in lines(sheet)[Outcome.CONFLICT]] == [code]
    with pytest.raises(ActionRefused, match="sheet_row_moved"):
        apply_sheet(sheet=sheet, chosen=numbers(sheet, Outcome.CONFLICT), reason="", by=MAKER)
    task.refresh_from_db()
    assert task.text == "Lời trong sổ"


def test_a_row_changed_between_the_preview_and_the_decision_stops_everything(register: PlanVersion) -> None:
    rows = exported()
    first, second = edit(rows, 1, text="Lời trong tệp"), edit(rows, 2, text="Lời khác trong tệp")
    sheet = received(rows)
    chosen = numbers(sheet, Outcome.CHANGED)
    reword_task(task=Task.objects.get(code=first), text="Lời trong sổ", reason="sửa trước", by=MAKER)
    with pytest.raises(ActionRefused, match="sheet_row_moved"):
        apply_sheet(sheet=sheet, chosen=chosen, reason="", by=MAKER)
    assert Task.objects.get(code=second).text != "Lời khác trong tệp"


def test_a_row_without_a_code_adds_a_task_once(register: PlanVersion, cast: Cast) -> None:
    rows = exported()
    blank: list[Any] = [None] * len(rows[0])
    rows.append(blank)
    edit(
        rows,
        len(rows) - 1,
        plan=register.plan.number,
        text="Lập sổ theo dõi mới",
        lead="TOCHUC",
        product="Sổ theo dõi",
    )
    sheet = received(rows)
    assert len(lines(sheet)[Outcome.NEW]) == 1
    done = apply_sheet(sheet=sheet, chosen=numbers(sheet, Outcome.NEW), reason="bổ sung", by=MAKER)
    assert done.added == 1
    task = Task.objects.get(text="Lập sổ theo dõi mới")
    assert (task.origin, task.lead_unit.code if task.lead_unit else "") == ("person", "TOCHUC")
    again = received(rows)
    assert Outcome.NEW not in lines(again)


def test_each_fault_names_sheet_row_and_column(register: PlanVersion) -> None:
    rows = exported()
    edit(rows, 1, due="cuối năm")
    edit(rows, 2, code="NV-99.99")
    rows.append([None] * len(rows[0]))
    edit(rows, len(rows) - 1, plan="404/KH", text="Việc mới", lead="Sở Không Có")
    page = sheet_page(received(rows))
    wrong = next(group for group in page.groups if group.outcome == Outcome.WRONG)
    found = {(cell.place, cell.heading): cell.fault for row in wrong.rows for cell in row.cells if cell.fault}
    last = len(rows)
    assert ("I2", HEADINGS["due"]) in found
    assert ("B3", HEADINGS["code"]) in found
    assert (f"C{last}", HEADINGS["plan"]) in found
    assert (f"F{last}", HEADINGS["lead"]) in found
    assert all(sentence.endswith(".") for sentence in found.values())


def test_a_code_on_two_rows_is_wrong_on_both(register: PlanVersion) -> None:
    rows = exported()
    rows.append(list(rows[1]))
    assert len(lines(received(rows))[Outcome.WRONG]) == 2


def test_a_sheet_kept_by_hand_is_read_too(register: PlanVersion) -> None:
    rows: Rows = [
        ["CƠ QUAN MẪU", None, None, None],
        ["TT", "Nội dung công việc", "Phân công", "Phân công"],
        ["TT", "Nội dung công việc", "Đơn vị chủ trì", "Văn bản"],
        ["(1)", "(2)", "(3)", "(4)"],
        [1, "Kiểm tra việc niêm yết", "TOCHUC", register.plan.number],
        [2, None, None, None],
        [3, None, None, None],
    ]
    sheet = received(rows)
    assert [line.editable["text"] for line in lines(sheet)[Outcome.NEW]] == ["Kiểm tra việc niêm yết"]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([["Tên", "Ghi chú"], ["a", "b"]], "sheet_no_table"),
        ([["Nội dung nhiệm vụ", "Nhiệm vụ"], ["a", "b"]], "sheet_column_twice"),
        ([["STT", "Nội dung nhiệm vụ"], [1, None]], "sheet_no_rows"),
    ],
)
def test_a_table_that_is_none_is_refused_with_the_remedy(cast: Cast, rows: Rows, code: str) -> None:
    with pytest.raises(ActionRefused) as refused:
        receive_sheet(data=saved(rows), filename="so.xlsx", by=MAKER)
    assert refused.value.code == code
    assert refused.value.sentence


def test_more_rows_than_one_request_can_bear_are_refused(register: PlanVersion, monkeypatch: Any) -> None:
    monkeypatch.setattr("sauro.plans.actions.sheet_imports.MOST_CHOSEN", 1)
    rows = exported()
    edit(rows, 1, text="Lời mới một")
    edit(rows, 2, text="Lời mới hai")
    sheet = received(rows)
    chosen = numbers(sheet, Outcome.CHANGED)
    with pytest.raises(ActionRefused, match="sheet_many_chosen") as refused:
        apply_sheet(sheet=sheet, chosen=chosen, reason="", by=MAKER)
    assert "nhiều nhất 1 dòng" in refused.value.sentence
    apply_sheet(sheet=sheet, chosen=set(list(chosen)[:1]), reason="", by=MAKER)
    assert len(lines(received(rows))[Outcome.CHANGED]) == 1


def test_a_discarded_upload_stays_discarded(register: PlanVersion) -> None:
    rows = exported()
    edit(rows, 1, text="Lời mới")
    sheet = received(rows)
    discard_sheet(sheet=sheet, by=MAKER)
    with pytest.raises(ActionRefused, match="not_ready"):
        apply_sheet(sheet=sheet, chosen={0}, reason="", by=MAKER)


ROLES = {
    "owner_office": True,
    "focal_point": False,
    "unit_head": False,
    "clerk": False,
    "leader": False,
    "committee_member": False,
    "council_member": False,
    "field_lead": False,
    "observer": False,
    "administrator": False,
    "nobody": False,
}


@pytest.mark.parametrize("role", ROLES)
def test_only_the_owner_office_writes_a_sheet_back(
    role: str, cast: Cast, as_role: Callable[[str], Client]
) -> None:
    allowed = ROLES[role]
    assert as_role(role).get("/nhiem-vu/bang-tinh").status_code == (200 if allowed else 403)
    if not allowed:
        with pytest.raises(Refused):
            receive_sheet(data=b"a;b", filename="a.csv", by=cast[role])


def test_whoever_sees_the_register_may_take_it_away(
    register: PlanVersion, as_role: Callable[[str], Client]
) -> None:
    answer = as_role("focal_point").get("/nhiem-vu/xuat?thieu=product")
    sheet = next(sheet for sheet in read_sheets(answer.content) if sheet.name == SHEET)
    codes = {row[1] for row in sheet.rows[3:]}
    assert codes == {task.code for task in Task.objects.all() if task.glyph[4] == "m"}
    assert as_role("administrator").get("/nhiem-vu/xuat").status_code == 403


def test_the_journey_on_the_pages(register: PlanVersion, as_role: Callable[[str], Client]) -> None:
    officer = as_role("owner_office")
    rows = exported()
    code = edit(rows, 1, text="Lời mới trên trang")
    file = io.BytesIO(saved(rows))
    file.name = "so.xlsx"
    sent = officer.post("/nhiem-vu/bang-tinh", {"file": file})
    assert sent.status_code == 302
    page = officer.get(sent.url)
    assert "Lời mới trên trang" in page.content.decode()
    sheet = SheetImport.objects.get()
    done = officer.post(f"{sent.url}/ghi", {"dong": [str(n) for n in numbers(sheet, Outcome.CHANGED)]})
    assert done.status_code == 302
    assert Task.objects.get(code=code).text == "Lời mới trên trang"
    assert "Đã sửa 1 nhiệm vụ" in officer.get(sent.url).content.decode()


@pytest.mark.parametrize("data", [b"", b"khong phai bang", b"PK\x03\x04x"])
def test_a_file_that_cannot_be_read_says_why_on_the_page(
    data: bytes, as_role: Callable[[str], Client], cast: Cast
) -> None:
    with pytest.raises(SheetRefused):
        receive_sheet(data=data, filename="x.xlsx", by=MAKER)
    file = io.BytesIO(data)
    file.name = "x.xlsx"
    answer = as_role("owner_office").post("/nhiem-vu/bang-tinh", {"file": file})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
