"""Pages of the work on tasks: what each role sees, forms that come back, what they cost."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from integration.plans.work_world import more_communes, occurrence, part, stop_the_clock, task
from sauro.people.models import GroupMember
from sauro.plans.actions import editing, planning, progress
from sauro.plans.models import Assignment, Milestone
from sauro.plans.presenters import group_board
from worlds.cast import MAKER

pytestmark = pytest.mark.django_db

PART = "/nhiem-vu/NV-02.01/phan-viec/once/vatgia"
BOARD = "/nhiem-vu/NV-03.01/cac-don-vi"


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    stop_the_clock(monkeypatch)


def text_of(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


SEES = {
    "owner_office": 200,
    "unit_head": 200,
    "leader": 200,
    "committee_member": 200,
    "council_member": 200,
    "focal_point": 403,
    "clerk": 403,
    "field_lead": 403,
    "observer": 403,
    "administrator": 403,
    "nobody": 403,
}


@pytest.mark.parametrize("role", SEES)
def test_who_opens_a_part(register, as_role, role):
    page = text_of(as_role(role), PART, SEES[role])
    assert ("Cập nhật tiến độ" in page) is (role == "unit_head")
    assert ("Tạm dừng" in page) is (role == "owner_office")


@pytest.mark.parametrize("role", SEES)
def test_a_field_sees_the_parts_of_its_tasks(register, as_role, role):
    expected = {"field_lead": 200, "clerk": 200, "unit_head": 403}
    address = "/nhiem-vu/NV-01.02/phan-viec/once/tochuc"
    text_of(as_role(role), address, expected.get(role, SEES[role]))


def test_a_unit_reports_and_the_office_confirms(register, as_role):
    unit, office = as_role("unit_head"), as_role("owner_office")
    answer = unit.post(f"{PART}/bao-xong", {"revision": "1", "done_on": "9/9/2026", "outcome": "Sổ số 3"})
    assert (answer.status_code, answer["Location"]) == (302, PART)
    page = text_of(unit, PART)
    assert "Chờ xác nhận hoàn thành" in page
    assert 'aria-disabled="true"' in page
    assert "Chỉ các vai trò sau được xác nhận hoàn thành" in page
    assert office.post(f"{PART}/xac-nhan", {"revision": "2"}).status_code == 302
    page = text_of(office, PART)
    assert "Hoàn thành" in page
    assert "Sổ số 3" in page
    assert task("NV-02.01").state == "done"


def test_what_is_wrong_comes_back_with_what_was_typed(register, as_role):
    answer = as_role("unit_head").post(
        f"{PART}/bao-xong", {"revision": "1", "done_on": "31/2/2026", "outcome": "Sổ <3>"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "ngày/tháng/năm" in page
    assert "Sổ &lt;3&gt;" in page
    assert 'value="31/2/2026"' in page
    answer = as_role("unit_head").post(f"{PART}/bao-xong", {"revision": "1", "done_on": "9/9/2026"})
    assert "Chưa ghi sản phẩm" in answer.content.decode()


def test_the_second_of_two_people_keeps_the_own_text(register, as_role):
    progress.update(assignment=part("NV-02.01", "VATGIA"), by=MAKER, note="Trước")
    answer = as_role("unit_head").post(
        f"{PART}/cap-nhat", {"revision": "1", "progress": "60", "note": "Của tôi"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "vừa sửa phần việc này" in page
    assert "Của tôi" in page
    assert 'name="revision" value="2"' in page
    assert part("NV-02.01", "VATGIA").note == "Trước"


def test_a_text_whose_act_is_gone_is_still_shown(register, as_role):
    progress.suspend(assignment=part("NV-02.01", "VATGIA"), by=MAKER, reason="Chờ")
    answer = as_role("unit_head").post(f"{PART}/cap-nhat", {"revision": "1", "note": "Không được mất"})
    assert answer.status_code == 422
    assert "Không được mất" in answer.content.decode()


@pytest.mark.parametrize("role", ["focal_point", "clerk", "leader", "observer", "nobody", "unit_head"])
def test_closed_acts_stay_closed_when_posted(register, as_role, role):
    assert as_role(role).post(f"{PART}/tam-dung", {"reason": "x"}).status_code == 403
    assert part("NV-02.01", "VATGIA").revision == 1


def test_unknown_places_are_not_found(register, as_role):
    client = as_role("owner_office")
    for address in (
        "/nhiem-vu/NV-99/phan-viec/once/vatgia",
        "/nhiem-vu/NV-02.01/phan-viec/2031/vatgia",
        "/nhiem-vu/NV-02.01/phan-viec/once/khongco",
        f"{BOARD}?ky=2031",
    ):
        text_of(client, address, 404)
    assert client.post(f"{PART}/pha-hoai").status_code == 404


def test_the_task_page_says_where_the_deadline_comes_from(register, as_role):
    page = text_of(as_role("leader"), "/nhiem-vu/NV-01.01")
    assert "15/9/2026" in page
    assert "Văn bản ghi chậm nhất 15/9/2026." in page
    assert "Sắp đến hạn" in page
    assert "còn 5 ngày" in page
    page = text_of(as_role("leader"), "/nhiem-vu/NV-01.02")
    assert "Chưa giao được phần việc cho: Hội Người làm muối." in page


def test_the_panel_shows_the_state_of_today(register, as_role, monkeypatch):
    stop_the_clock(monkeypatch, date(2026, 12, 1))
    panel = text_of(as_role("owner_office"), "/nhiem-vu?mo=NV-01.01#nv").partition('id="nv"')[2]
    assert '<use href="#i-late"/></svg>Quá hạn' in panel.partition("</aside>")[0]


def test_a_unit_that_left_after_recording_work_is_marked(register, as_role):
    progress.start(assignment=part("NV-02.01", "VATGIA"), by=MAKER)
    office, gone = as_role("owner_office"), "không còn trong danh sách đơn vị của nhiệm vụ"
    places = ("/nhiem-vu/NV-02.01", PART)
    assert not any(gone in text_of(office, place) for place in places)
    editing.change_units(task=task("NV-02.01"), lead="TOCHUC", support="", reason="Giao lại.", by=MAKER)
    assert all(gone in text_of(office, place) for place in places)
    progress.start(assignment=part("NV-03.01", "90001"), by=MAKER)
    assert gone not in text_of(office, BOARD)
    GroupMember.objects.filter(unit__code="90001").delete()
    assert gone in text_of(office, BOARD)


def test_a_task_out_of_the_register_is_never_late(register, as_role, monkeypatch):
    stop_the_clock(monkeypatch, date(2026, 12, 1))
    office, one = as_role("owner_office"), part("NV-01.01", "TOCHUC")
    places = ("/nhiem-vu/NV-01.01", f"/nhiem-vu/NV-01.01/phan-viec/once/{one.unit.slug}")
    assert all("Quá hạn" in text_of(office, place) for place in places)
    editing.withdraw_task(task=task("NV-01.01"), reason="Việc đã giao nơi khác.", by=MAKER)
    shown = [text_of(office, place) for place in places]
    assert not any("Quá hạn" in page or "quá " in page for page in shown)
    assert '<use href="#i-gone"/></svg>Đã rút' in shown[0]
    assert "dưới đây là kết quả đã ghi" in shown[0]
    assert '<form method="post"' not in shown[0].partition('id="tien-do"')[2].partition("</section>")[0]


def test_an_observer_sees_totals_only(register, as_role):
    progress.start(assignment=part("NV-03.01", "90001"), by=MAKER)
    page = text_of(as_role("observer"), "/nhiem-vu/NV-03.01")
    assert "0/3 đã xong" in page
    assert "không xem tiến độ từng đơn vị" in page
    assert "phan-viec" not in page
    text_of(as_role("observer"), BOARD, 403)


def due_on_the_first(code: str) -> None:
    day = occurrence(code)
    day.due_on = day.first_due_on = "2026-09-01"
    day.due_by, day.due_basis, day.due_values = "document", "by_day", {"day": "2026-09-01"}
    day.save()
    Assignment.objects.filter(occurrence=day).update(due_on="2026-09-01", first_due_on="2026-09-01")


def test_the_board_names_who_is_late_and_confirms_those_who_wait(register, as_role):
    due_on_the_first("NV-03.01")
    for code in ("90001", "90002"):
        progress.report_done(assignment=part("NV-03.01", code), by=MAKER, done_on=day_of(1), outcome="Ảnh")
    office = as_role("owner_office")
    page = text_of(office, BOARD)
    assert "0/3 đơn vị đã xong. 1 đơn vị quá hạn." in page
    assert "Hòn Yến" in page.split("Quá hạn (1)")[1].split("</ul>")[0]
    assert "Còn 1 đơn vị chưa báo hoàn thành" in page
    answer = office.post(
        f"{BOARD}/xac-nhan", {"ky": "once", "don-vi": ["90001", "90002", "90003"]}, follow=True
    )
    assert "Đã xác nhận hoàn thành cho 2 đơn vị." in answer.content.decode()
    page = text_of(office, f"{BOARD}?tinh-trang=chua-xong")
    assert "2/3 đơn vị đã xong" in page
    assert page.count('class="row"') == 1


def day_of(number: int) -> date:
    return date(2026, 9, number)


def test_done_late_is_done_on_the_board(register, as_role):
    due_on_the_first("NV-03.01")
    one = part("NV-03.01", "90001")
    progress.report_done(assignment=one, by=MAKER, done_on=date(2026, 9, 4), outcome="Ảnh")
    progress.confirm(assignment=part("NV-03.01", "90001"), by=MAKER)
    assert group_board.cell_of(part("NV-03.01", "90001"), date(2026, 9, 10)) == "done"
    page = text_of(as_role("owner_office"), BOARD)
    assert "Hoàn thành, trong đó hoàn thành trễ hạn: 1" in page
    assert "1/3 đơn vị đã xong. 2 đơn vị quá hạn." in page


def test_a_member_sees_the_own_cell_only(register, as_role):
    page = text_of(as_role("focal_point"), BOARD)
    assert "Đồi Thông" in page
    assert "Cửa Sông" not in page
    assert "chỉ xem các đơn vị trong phạm vi được giao" in page


def test_steps_of_a_project(register, as_role):
    head = as_role("unit_head")
    address = "/nhiem-vu/NV-02.01/buoc"
    assert head.post(address, {"mau": "1"}).status_code == 302
    assert next(step.name for step in Milestone.objects.all()) == "Xin chủ trương"
    head.post(f"{address}/1", {"due_on": "1/9/2026", "done_on": "", "words": ""})
    head.post(f"{address}/2", {"due_on": "1/8/2026", "done_on": "", "words": ""})
    assert [step.due_on for step in Milestone.objects.order_by("order")][:2] == [day_of(1), None]
    assert "Xin chủ trương" in text_of(head, "/nhiem-vu/NV-02.01")
    assert as_role("focal_point").post(address, {"mau": "1"}).status_code == 403


def test_the_plan_shows_its_years(register, as_role):
    page = text_of(as_role("leader"), "/ke-hoach/15-kh-ubnd")
    assert "Theo năm" in page
    assert "0/1 kỳ đã xong" in page


def queries(client: Client, address: str) -> int:
    text_of(client, address)
    with CaptureQueriesContext(connection) as captured:
        text_of(client, address)
    return len(captured)


@pytest.mark.parametrize("address", [BOARD, "/nhiem-vu/NV-03.01", "/ke-hoach/15-kh-ubnd"])
def test_more_units_cost_no_more_questions(register, as_role, address):
    client = as_role("owner_office")
    few = queries(client, address)
    more_communes(60)
    planning.replan_task(task=task("NV-03.01"), by=MAKER)
    assert Assignment.objects.filter(occurrence=occurrence("NV-03.01")).count() == 63
    assert queries(client, address) == few
