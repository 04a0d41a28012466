"""The pages of clarities: who opens them, what they show, what a form keeps, what they cost."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from integration.plans import sample
from sauro.plans import actions
from sauro.plans.actions.clarity import Typed, ask, decide, save_answers, withdraw
from sauro.plans.actions.clarity.common import ask_mark
from sauro.plans.actions.clarity.deciding import Decision
from sauro.plans.models import Clarity, ClarityAsk, ClarityRequest, Task
from worlds.cast import MAKER, person, unit

pytestmark = pytest.mark.django_db

LATE = timedelta(days=9)


def text_of(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


@pytest.fixture
def asked(register) -> ClarityRequest:  # type: ignore[no-untyped-def]
    wanted = [("NV-02.01", "when"), ("NV-02.01", "authority"), ("NV-02.02", "when")]
    return ask(
        unit=unit("VATGIA"),
        wanted=[(Task.objects.get(code=code), facet) for code, facet in wanted],
        message="Đề nghị làm rõ ba điều.",
        answer_by=timezone.localdate() + timedelta(days=5),
        by=MAKER,
    )


def key_of(request: ClarityRequest, code: str, facet: str) -> int:
    return ClarityAsk.objects.get(request=request, task__code=code, facet=facet).pk


def seen(page: str, key: int) -> str:
    found = re.search(rf'name="a{key}-seen" value="(\w+)"', page)
    assert found, key
    return found[1]


ROLES = [
    *("owner_office", "focal_point", "unit_head", "clerk", "leader", "committee_member"),
    *("council_member", "field_lead", "observer", "administrator", "nobody"),
]
SEE_LISTS = ("owner_office", "field_lead", "focal_point", "unit_head")


@pytest.mark.parametrize("role", ROLES)
def test_every_page_opens_or_says_why_not(asked, as_role, role):
    client = as_role(role)
    expected = {
        "/lam-ro": 200 if role in SEE_LISTS else 403,
        "/lam-ro/yeu-cau": 200 if role in ("owner_office", "field_lead") else 403,
        f"/lam-ro/{asked.code}": 200
        if role in ("owner_office", "unit_head")
        else (404 if role in SEE_LISTS else 403),
        "/nhiem-vu/NV-02.01/lam-ro/when": 200 if role == "owner_office" else 403,
        "/nhiem-vu/NV-02.01/lam-ro/colour": 403 if role in ("administrator", "nobody") else 404,
        "/lam-ro/YC-1999-0001": 404 if role in SEE_LISTS else 403,
    }
    for address, status in expected.items():
        page = text_of(client, address, status)
        if status == 403:
            assert "Vì sao" in page
            assert "Hỏi ai" in page


@pytest.mark.parametrize("path", ["tra-loi", "xem-xet", "rut"])
@pytest.mark.parametrize("role", ROLES)
def test_every_form_is_refused_to_whoever_may_not(asked, as_role, role, path):
    may = {
        "tra-loi": {"unit_head"},
        "xem-xet": {"owner_office"},
        "rut": {"owner_office"},
    }[path]
    status = as_role(role).post(f"/lam-ro/{asked.code}/{path}", {"reason": "x"}).status_code
    assert (status == 302) if role in may else (status in (403, 404))


def test_a_request_is_not_found_by_another_units_people_under_its_code(asked, cast):
    other = person("khac", "TOCHUC", "focal_point")
    client = Client()
    client.force_login(other)
    assert client.get(f"/lam-ro/{asked.code}").status_code == 404
    key = key_of(asked, "NV-02.01", "when")
    sent = client.post(
        f"/lam-ro/{asked.code}/tra-loi", {f"a{key}-due": "2026-06-30", f"a{key}-seen": "x", "viec": "gui"}
    )
    assert sent.status_code == 404
    assert ClarityAsk.objects.get(pk=key).state == "asked"


def test_a_whole_round_by_forms(register, as_role):
    office, head = as_role("owner_office"), as_role("unit_head")
    form = text_of(office, "/lam-ro/yeu-cau?chu-tri=vatgia")
    assert "NV-02.01:when" in form
    assert "NV-01.02:when" not in form
    assert "Yêu cầu Cơ quan Vật giá làm rõ" in form
    day = timezone.localdate() + timedelta(days=4)
    sent = office.post(
        "/lam-ro/yeu-cau?chu-tri=vatgia",
        {
            "unit": "co quan vat gia",
            "answer_by": f"{day.day}/{day.month}/{day.year}",
            "message": "Đề nghị làm rõ.",
            "dieu": ["NV-02.01:when", "NV-02.01:authority", "NV-01.01:nothing", "x"],
        },
    )
    request = ClarityRequest.objects.get()
    assert (sent.status_code, sent["Location"]) == (302, f"/lam-ro/{request.code}")
    assert (request.asks.count(), request.answer_by) == (2, day)
    assert "đang hỏi" in text_of(office, "/lam-ro/yeu-cau?chu-tri=vatgia")

    page = text_of(head, f"/lam-ro/{request.code}")
    when, authority = key_of(request, "NV-02.01", "when"), key_of(request, "NV-02.01", "authority")
    back = head.post(
        f"/lam-ro/{request.code}/tra-loi",
        {
            f"a{when}-seen": seen(page, when), f"a{when}-due": "45/6/2026",
            f"a{authority}-seen": seen(page, authority), f"a{authority}-level": "chairman",
            f"a{authority}-ground": "", f"a{authority}-delegation": "", "viec": "gui",
        },
    )  # fmt: skip
    answer = back.content.decode()
    assert back.status_code == 422
    assert "45/6/2026" in answer
    assert "ngày/tháng/năm" in answer
    assert [a.state for a in request.asks.order_by("pk")] == ["asked", "answered"]
    head.post(
        f"/lam-ro/{request.code}/tra-loi",
        {f"a{when}-seen": seen(answer, when), f"a{when}-due": "30/6/2026", "viec": "gui"},
    )

    page = text_of(office, f"/lam-ro/{request.code}")
    assert "Đến ngày 30/6/2026" in page
    assert "chưa ghi căn cứ pháp lý" in page
    back = office.post(
        f"/lam-ro/{request.code}/xem-xet",
        {
            f"a{when}-seen": seen(page, when), f"a{when}-choice": "accept", f"a{when}-reason": "",
            f"a{authority}-seen": seen(page, authority), f"a{authority}-choice": "return",
            f"a{authority}-reason": "", "viec": "tung-dong",
        },
    )  # fmt: skip
    assert back.status_code == 422
    assert "Ghi lý do." in back.content.decode()
    assert Task.objects.get(code="NV-02.01").glyph == "cccccm"
    task = text_of(office, "/nhiem-vu/NV-02.01")
    assert "Theo trả lời của đơn vị: Người unit_head" in task
    assert f"Xem xét {request.code}" in task


def test_a_line_that_somebody_else_answered_keeps_what_was_typed(asked, as_role, cast):
    head = as_role("unit_head")
    key = key_of(asked, "NV-02.01", "when")
    page = text_of(head, f"/lam-ro/{asked.code}")
    one = ClarityAsk.objects.select_related("request").get(pk=key)
    save_answers(request=asked, typed={key: Typed({"due": "1/1/2027"}, ask_mark(one))}, send=True, by=MAKER)
    back = head.post(
        f"/lam-ro/{asked.code}/tra-loi",
        {f"a{key}-seen": seen(page, key), f"a{key}-due": "2026-06-30", "viec": "gui"},
    )
    assert back.status_code == 422
    assert "sauro (tests)" in back.content.decode()
    assert "2026-06-30" in back.content.decode()
    assert ClarityAsk.objects.get(pk=key).data["due"] == "2027-01-01"


def test_a_refused_request_keeps_ticks_and_words(register, as_role):
    back = as_role("owner_office").post(
        "/lam-ro/yeu-cau?chu-tri=vatgia",
        {"unit": "Sở Không Có", "answer_by": "", "message": "Lời đã viết", "dieu": ["NV-02.02:when"]},
    )
    page = back.content.decode()
    assert back.status_code == 422
    assert "Chưa có đơn vị này" in page
    assert "Lời đã viết" in page
    ticked = re.findall(r'value="(NV[^"]+)" data-pick checked', page)
    assert ticked == ["NV-02.02:when"]


def test_missing_is_ticked_and_partial_is_offered(register, as_role):
    page = text_of(as_role("owner_office"), "/lam-ro/yeu-cau?chu-tri=vatgia")
    ticked = re.findall(r'value="(NV[^"]+)" data-pick checked', page)
    assert ticked == ["NV-02.01:when", "NV-02.01:authority", "NV-02.02:authority"]
    assert 'value="NV-02.02:when" data-pick aria-label' in page


def test_tasks_of_a_group_say_who_clarifies_them(register, as_role):
    page = text_of(as_role("owner_office"), "/lam-ro/yeu-cau?chu-tri=cacphuong")
    assert "NV-03.01:product" in page
    assert "giao chung cho một nhóm đơn vị" in page


def test_a_fields_lead_asks_only_about_the_field(register, as_role):
    page = text_of(as_role("field_lead"), "/lam-ro/yeu-cau")
    assert "NV-01.02:when" in page
    assert "NV-02.01" not in page
    sent = as_role("field_lead").post(
        "/lam-ro/yeu-cau", {"unit": "Cơ quan Vật giá", "message": "x", "dieu": ["NV-02.01:when"]}
    )
    assert sent.status_code == 403
    assert "trong lĩnh vực được giao" in sent.content.decode()


def test_the_letter_can_be_copied(asked, as_role):
    page = text_of(as_role("owner_office"), f"/lam-ro/{asked.code}")
    assert "Kính gửi: Cơ quan Vật giá" in page
    assert "Nội dung cần làm rõ: thời gian, thẩm quyền." in page
    assert f"Mã yêu cầu trong sổ theo dõi nhiệm vụ: {asked.code}." in page
    assert 'data-copy="#cong-van"' in page


def test_a_request_that_asks_nothing_any_more_says_so(asked, as_role):
    withdraw(request=asked, reason="Đã rõ qua họp.", by=MAKER)
    page = text_of(as_role("owner_office"), f"/lam-ro/{asked.code}")
    assert "Không còn nội dung nào được hỏi" in page
    assert "trong 0 điều" not in page
    assert "cong-van" not in page


def test_the_words_follow_the_units_relation(register, as_role):
    page = text_of(as_role("owner_office"), "/lam-ro/yeu-cau?don-vi=haidang&nv=NV-01.02")
    assert "Đề nghị Trạm Hải đăng vùng 4 làm rõ" in page


def set_by_office(client: Client, code: str, facet: str, **fields: str):  # type: ignore[no-untyped-def]
    revision = Task.objects.get(code=code).revision
    return client.post(f"/nhiem-vu/{code}/lam-ro/{facet}", {"revision": revision, **fields})


def test_the_office_sets_a_facet_and_earlier_values_stay_reachable(register, as_role):
    office = as_role("owner_office")
    empty = set_by_office(office, "NV-02.01", "authority", level="chairman")
    assert empty.status_code == 422
    assert "Ghi lý do." in empty.content.decode()
    assert (
        set_by_office(office, "NV-02.01", "authority", level="chairman", reason="Theo luật").status_code
        == 302
    )
    sent = set_by_office(
        office, "NV-02.01", "authority", level="committee", ground="Điều 1", reason="Sửa lại"
    )
    assert sent["Location"] == "/nhiem-vu/NV-02.01"
    page = text_of(office, "/nhiem-vu/NV-02.01")
    for words in (
        "Ủy ban nhân dân",
        "Điều 1",
        "Sửa lại",
        "1 nội dung trước",
        "Chủ tịch Ủy ban nhân dân quyết định",
    ):
        assert words in page
    assert "Văn bản chưa ghi ai quyết định" in page
    stale = office.post(
        "/nhiem-vu/NV-02.01/lam-ro/authority", {"revision": 1, "level": "council", "reason": "x"}
    )
    assert stale.status_code == 422
    assert "vừa được người khác sửa" in stale.content.decode()


def test_buttons_of_the_task_page_follow_the_rights(asked, as_role):
    office, observer = (
        text_of(as_role("owner_office"), "/nhiem-vu/NV-02.01"),
        text_of(as_role("observer"), "/nhiem-vu/NV-02.01"),
    )
    assert "Ghi nội dung làm rõ" in office
    assert asked.code in office
    assert "Yêu cầu làm rõ" in office
    for words in ("Ghi nội dung làm rõ", asked.code, "Yêu cầu làm rõ"):
        assert words not in observer
    assert asked.code in text_of(as_role("unit_head"), "/nhiem-vu/NV-02.01")


def test_the_plan_page_says_before_and_after(asked, as_role):
    office = as_role("owner_office")
    page = text_of(office, "/ke-hoach/15-kh-ubnd")
    assert "2 trên 7 nhiệm vụ rõ thời gian, như khi đưa vào sổ." in page
    set_by_office(office, "NV-01.02", "when", due="2026-06-30", reason="Theo họp")
    set_by_office(office, "NV-01.02.1", "when", due="2026-06-30", reason="Theo họp")
    ClarityRequest.objects.filter(pk=asked.pk).update(answer_by=timezone.localdate() - LATE)
    page = text_of(office, "/ke-hoach/15-kh-ubnd")
    assert "Khi đưa vào sổ: 2 trên 7 nhiệm vụ rõ thời gian; nay 4." in page
    assert "2 → <b>4</b>" in page
    assert "28% → 57%" in page or "29% → 57%" in page
    assert "Quá hạn trả lời:" in page
    assert "Cơ quan Vật giá</a>" in page
    assert "Quá hạn trả lời:" not in text_of(as_role("observer"), "/ke-hoach/15-kh-ubnd")


def test_lists_by_turn(asked, as_role, cast):
    office, head = as_role("owner_office"), as_role("unit_head")
    assert asked.code in text_of(head, "/lam-ro")
    assert asked.code not in text_of(office, "/lam-ro?luot=co-quan")
    one = ClarityAsk.objects.select_related("request", "task").filter(request=asked).first()
    save_answers(
        request=asked,
        typed={one.pk: Typed({"due": "1/1/2027"}, ask_mark(one))},
        send=True,
        by=cast["unit_head"],
    )
    assert asked.code in text_of(office, "/lam-ro")
    assert asked.code in text_of(office, "/lam-ro?luot=don-vi&trang=99")
    assert asked.code not in text_of(office, "/lam-ro?luot=xong")


def _many(number: int) -> list[tuple[str, str, list[sample.Work]]]:
    works = [
        sample.Work(
            f"Làm việc số {n} của năm.", [sample.PRICES], states={"when": "missing", "product": "partial"}
        )
        for n in range(number)
    ]
    return [("II.1", "Cơ quan Vật giá", works)]


def _costs(cast, reader, as_role, number: int) -> dict[str, int]:  # type: ignore[no-untyped-def]
    text, result = sample.written(f"{number}/KH-UBND", _many(number))
    reader(text, result)
    received = actions.receive_import(data=text.encode(), filename="mau.txt", by=MAKER)
    version = actions.confirm_import(plan_import=actions.read_import(plan_import=received), by=MAKER)
    tasks = list(Task.objects.filter(plan=version.plan).order_by("order"))
    request = ask(
        unit=unit("VATGIA"), wanted=[(t, "when") for t in tasks], message="x", answer_by=None, by=MAKER
    )
    asks = list(request.asks.select_related("request", "task"))
    half = asks[: len(asks) // 2]
    save_answers(
        request=request,
        typed={a.pk: Typed({"due": "1/1/2027"}, ask_mark(a)) for a in half},
        send=True,
        by=cast["unit_head"],
    )
    first = ClarityAsk.objects.select_related("request", "task").get(pk=half[0].pk)
    decide(
        request=request, decisions={first.pk: Decision(True, "", ask_mark(first))}, by=cast["owner_office"]
    )
    costs = {}
    for name, role, address in (
        ("list", "owner_office", "/lam-ro?luot=tat-ca"),
        ("ask", "owner_office", f"/lam-ro/yeu-cau?ke-hoach={version.plan.key}"),
        ("answer", "unit_head", f"/lam-ro/{request.code}"),
        ("decide", "owner_office", f"/lam-ro/{request.code}"),
        ("task", "owner_office", f"/nhiem-vu/{first.task.code}"),
        ("plan", "owner_office", f"/ke-hoach/{version.plan.key}"),
    ):
        client = as_role(role)
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            text_of(client, address)
        costs[name] = len(queries)
    return costs


def test_no_page_costs_more_queries_with_more_tasks(cast, files_root, reader, as_role):
    few, many = _costs(cast, reader, as_role, 4), _costs(cast, reader, as_role, 40)
    assert many == few
    assert max(few.values()) < 60, few


def test_every_facet_has_a_form_that_keeps_its_answer(register, as_role):
    office = as_role("owner_office")
    answers = {
        "who": {"unit": "Cơ quan Vật giá", "person": "Trần Văn A"},
        "what": {"text": "Nhặt rác ven đê mỗi sáng thứ Hai."},
        "when": {"rhythm": "quarter", "start": "1/1/2026", "end": "31/12/2027"},
        "responsibility": {"person": "Trần Văn A", "post": "Chủ tịch UBND phường"},
        "product": {"text": "Sổ ghi các buổi nhặt rác"},
        "authority": {"level": "unit_head", "ground": "Điều 2", "delegation": "Quyết định số 5"},
    }
    for facet, fields in answers.items():
        assert set_by_office(office, "NV-03.01", facet, reason="Theo họp", **fields).status_code == 302, facet
        page = text_of(office, f"/nhiem-vu/NV-03.01/lam-ro/{facet}")
        for value in fields.values():
            assert f'value="{value}"' in page or f">\n{value}</textarea>" in page, (facet, value)
    assert Task.objects.get(code="NV-03.01").glyph == "cccccc"
    assert Clarity.objects.filter(task__code="NV-03.01", source="office").count() == 6
