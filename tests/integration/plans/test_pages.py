"""Every page of the register: who may open it, what it shows, what it costs."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from integration.plans import sample
from sauro.plans import actions
from sauro.plans.models import Plan, PlanImport, Task
from worlds.cast import MAKER

pytestmark = pytest.mark.django_db

READERS = [
    *("owner_office", "focal_point", "unit_head", "clerk", "leader", "observer"),
    *("committee_member", "council_member", "field_lead"),
]
OWN_PAGES = ["/viec-cua-toi"]
"""Everybody with an account may open them; what stands there follows the rights."""
REGISTER_PAGES = [
    "/nhiem-vu",
    "/nhiem-vu?mo=NV-01.02",
    "/nhiem-vu/NV-01.02",
    "/nhiem-vu/NV-01.02.1",
    "/ke-hoach",
    "/ke-hoach/15-kh-ubnd",
    "/ke-hoach/15-kh-ubnd/van-ban",
    "/nhiem-vu?in=1",
    "/nhiem-vu/cach-xem",
]
UNIT_PAGES = ["/don-vi", "/don-vi/tochuc", "/don-vi/TOCHUC", "/don-vi/90002"]


def text_of(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


@pytest.mark.parametrize(
    "address", [*REGISTER_PAGES, *OWN_PAGES, *UNIT_PAGES, "/ke-hoach/nhap", "/ke-hoach/15-kh-ubnd/tep"]
)
def test_without_a_session_every_page_leads_to_sign_in(register, address):
    response = Client().get(address)
    assert response.status_code == 302
    assert response["Location"].startswith("/dang-nhap?next=")


@pytest.mark.parametrize("role", READERS)
def test_every_reading_role_opens_every_page(register, as_role, role):
    client = as_role(role)
    for address in [*REGISTER_PAGES, *OWN_PAGES, *UNIT_PAGES]:
        text_of(client, address)


@pytest.mark.parametrize("role", ["administrator", "nobody"])
def test_without_the_right_the_answer_says_why_and_whom_to_ask(register, as_role, role):
    for address in REGISTER_PAGES:
        page = text_of(as_role(role), address, 403)
        assert "Vì sao" in page
        assert "Hỏi ai" in page
        assert "Chấn chỉnh" not in page


def test_who_may_not_see_tasks_is_not_told_that_there_are_none(register, as_role):
    may, may_not = as_role("leader"), as_role("administrator")
    for address in UNIT_PAGES:
        assert "Chủ trì" in text_of(may, address)
        page = text_of(may_not, address)
        assert "Chủ trì" not in page
        assert "Chưa được giao" not in page
    assert "không xem nhiệm vụ" in text_of(may_not, "/don-vi/tochuc")


@pytest.mark.parametrize("role", [role for role in READERS if role != "owner_office"])
def test_only_the_owner_office_opens_the_import_pages(ready, as_role, role):
    client = as_role(role)
    assert client.get("/ke-hoach/nhap").status_code == 403
    assert client.get(f"/ke-hoach/nhap/{ready.code}").status_code == 403
    assert client.post(f"/ke-hoach/nhap/{ready.code}/xac-nhan").status_code == 403
    assert client.post(f"/ke-hoach/nhap/{ready.code}/bo").status_code == 403
    assert not Plan.objects.exists()


@pytest.mark.parametrize(
    "address", ["/nhiem-vu/NV-99.99", "/ke-hoach/khong-co", "/don-vi/khongco", "/ke-hoach/nhap/abc"]
)
def test_an_unknown_code_is_not_found(register, as_role, address):
    assert "Không tìm thấy" in text_of(as_role("owner_office"), address, 404)


def test_the_empty_register_says_what_to_do(cast, as_role):
    page = text_of(as_role("owner_office"), "/nhiem-vu")
    assert "Chưa có nhiệm vụ nào." in page
    assert 'href="/ke-hoach/nhap"' in page
    assert 'href="/ke-hoach/nhap"' not in text_of(as_role("observer"), "/nhiem-vu")


ALL = {"01.01", "01.02", "01.02.1", "02.01", "02.02", "03.01", "04.01"}


def codes_of(client: Client, query: str) -> set[str]:
    page = text_of(client, f"/nhiem-vu{query}")
    return {
        code for code in Task.objects.values_list("code", flat=True) if f'href="/nhiem-vu/{code}"' in page
    }


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("", ALL),
        ("?q=gia+muoi", {"02.01"}),
        ("?q=giá+muối", {"02.01"}),
        ("?q=GIÁ", {"01.01", "02.01", "02.02"}),
        ("?q=gia", {"01.01", "02.01", "02.02"}),
        ("?q=già", {"01.01", "02.01", "02.02"}),
        ("?q=%22sổ+chung%22", {"02.01"}),
        ("?q=%22chung+sổ%22", set()),
        ("?q=NV-02.01", {"02.01"}),
        ("?chu-tri=vatgia", {"02.01", "02.02"}),
        ("?chu-tri=cacphuong", {"03.01"}),
        ("?chu-tri=khong", {"04.01"}),
        ("?chi-so=par_index", {"01.02"}),
        ("?chi-so=sipas", set()),
        ("?han=date", {"01.01"}),
        ("?han=2026-Q3", {"01.01"}),
        ("?han=2027", set()),
        ("?don-vi=vatgia", {"01.01", "02.01", "02.02"}),
        ("?don-vi=90002", {"02.02", "03.01"}),
        ("?don-vi=khong-co", set()),
        ("?doi=da-rut", set()),
        ("?tinh-trang=hoan-thanh", set()),
        ("?thieu=when", {"01.02", "01.02.1", "02.01", "04.01"}),
        ("?thieu=when&thieu=authority", {"02.01"}),
        ("?ro=du", {"01.01"}),
        ("?ro=chua-du", {"01.02", "02.02", "03.01"}),
        ("?ke-hoach=15-kh-ubnd&thieu=who", {"04.01"}),
        ("?ke-hoach=khac", set()),
        ("?trang=99&xep=van-ban", ALL),
        (
            "?trang=%C2%B2&ro=xx&thieu=%00&q=%00",
            ALL,
        ),
    ],
)
def test_filters_and_search(register, as_role, query, codes):
    assert codes_of(as_role("observer"), query) == {f"NV-{code}" for code in codes}


def test_a_filter_that_finds_nothing_says_so(register, as_role):
    page = text_of(as_role("observer"), "/nhiem-vu?q=khongcochunay")
    assert "Không có nhiệm vụ khớp bộ lọc." in page


def test_chips_count_what_is_missing(register, as_role):
    page = as_role("observer").get("/nhiem-vu").context["page"]
    assert {chip.facet: chip.count for chip in page.chips} == {
        "who": 1, "what": 0, "when": 4, "responsibility": 0, "product": 1, "authority": 2,
    }  # fmt: skip
    assert (page.full_chip.count, page.total) == (1, 7)


def test_the_register_is_grouped_by_lead_in_the_order_of_the_province(register, as_role):
    page = as_role("observer").get("/nhiem-vu?xep=co-quan").context["page"]
    assert [(group.title, group.counts.tasks) for group in page.groups] == [
        ("Cơ quan Tổ chức và Thi đua", 3),
        ("Cơ quan Vật giá", 2),
        ("Các phường và xã của thành phố", 1),
        ("Chưa rõ cơ quan chủ trì", 1),
    ]


def without_tokens(page: str) -> str:
    """A form's token is written differently each time."""
    return re.sub(r'(name="csrfmiddlewaretoken" value=")[^"]+', r"\1", page)


def test_the_register_answers_htmx_with_the_fragment_that_the_page_includes(register, as_role):
    client = as_role("observer")
    fragment = client.get("/nhiem-vu?q=muoi", headers={"HX-Request": "true"}).content.decode()
    assert fragment.lstrip().startswith('<div id="so">')
    page = client.get("/nhiem-vu?q=muoi").content.decode()
    assert without_tokens(fragment).strip() in without_tokens(page)


def test_a_task_shows_its_words_within_the_document(register, as_role):
    page = as_role("observer").get("/nhiem-vu/NV-02.02").context["page"]
    assert page.context.quote == "Công khai bảng giá cho các phường và xã."
    assert page.context.before == "Cơ quan Vật giá\nThu thập giá muối ở chợ, ghi vào sổ chung.\n"
    assert page.context.after == ""
    assert [(facet.state, bool(facet.lack)) for facet in page.facets] == [
        ("clear", False), ("clear", False), ("partial", True),
        ("clear", False), ("clear", False), ("missing", True),
    ]  # fmt: skip


def test_the_glyph_speaks(register, as_role):
    page = text_of(as_role("observer"), "/nhiem-vu/NV-02.02")
    assert "Sáu rõ: đủ 4 trên 6. Thiếu: thẩm quyền. Chưa đủ rõ: thời gian." in page


def test_an_unknown_unit_is_named_as_such(register, as_role):
    page = text_of(as_role("observer"), "/nhiem-vu/NV-01.02")
    assert "Hội Người làm muối" in page
    assert "chưa có trong danh sách đơn vị" in page


def test_a_commune_sees_the_tasks_of_its_group(register, as_role):
    page = as_role("focal_point").get("/don-vi/90002").context["page"]
    assert [(part.title, [row.code for row in part.rows]) for part in page.parts] == [
        ("Chủ trì", ["NV-03.01"]),
        ("Phối hợp", ["NV-02.02"]),
    ]
    assert page.shared == 1


def test_the_plan_page_counts_with_denominators(register, as_role):
    page = as_role("observer").get("/ke-hoach/15-kh-ubnd").context["page"]
    assert (page.counts.tasks, page.counts.full) == (7, 1)
    assert {share.facet: (share.clear, share.percent) for share in page.shares}["when"] == (2, 29)
    assert sum(line.standing.tasks for line in page.overview.agencies) == 7
    assert sum(line.standing.tasks for line in page.overview.sections if not line.part) == 7
    assert [line.code for line in page.overview.sections if line.part] == ["II", "III"]
    assert [line.value for line in page.targets] == ["95 %"]
    assert page.findings[0].message == "Không nhiệm vụ nào trong 7 nhiệm vụ có hạn là một ngày cụ thể."


def test_the_document_page_marks_every_task(register, as_role):
    page = text_of(as_role("observer"), "/ke-hoach/15-kh-ubnd/van-ban")
    tasks = list(Task.objects.all())
    assert tasks
    for task in tasks:
        assert f'id="d-{task.source_code}"' in page
        assert f'href="/nhiem-vu/{task.code}"' in page


def test_the_filed_document_is_a_download_byte_for_byte(register, as_role):
    response = as_role("clerk").get("/ke-hoach/15-kh-ubnd/tep")
    assert b"".join(response.streaming_content) == sample.written()[0].encode()
    assert response["Content-Disposition"].startswith("attachment")
    assert as_role("observer").get("/ke-hoach/15-kh-ubnd/tep").status_code == 403


def test_upload_preview_and_confirm_through_the_pages(cast, files_root, reader, as_role):
    text, result = sample.written()
    reader(text, result)
    client = as_role("owner_office")
    assert "không tải lên" in text_of(client, "/ke-hoach/nhap").lower()
    sent = client.post("/ke-hoach/nhap", {"file": SimpleUploadedFile("mau.txt", text.encode())})
    received = PlanImport.objects.get()
    assert sent["Location"] == f"/ke-hoach/nhap/{received.code}"
    assert "Đang đọc văn bản" in text_of(client, sent["Location"])
    poll = client.get(sent["Location"], headers={"HX-Request": "true"})
    assert poll.content.decode().lstrip().startswith('<div id="tien-do"')
    actions.read_import(plan_import=received)
    assert client.get(sent["Location"], headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    preview = text_of(client, sent["Location"])
    assert 'id="d-II.1.2"' in preview
    assert 'id="t-II.1.2"' in preview
    assert "Đưa 7 nhiệm vụ vào sổ" in preview
    confirmed = client.post(f"/ke-hoach/nhap/{received.code}/xac-nhan")
    assert confirmed["Location"] == "/ke-hoach/15-kh-ubnd"
    assert Task.objects.count() == 7
    again = client.post("/ke-hoach/nhap", {"file": SimpleUploadedFile("mau-2.txt", text.encode())})
    assert "Tệp này đã nhập thành 15/KH-UBND" in text_of(client, again["Location"])


def test_a_preview_says_at_once_that_its_number_is_taken(register, ready, reader, as_role):
    text, result = sample.written(sections=sample.SECTIONS[:1])
    reader(text, result)
    second = actions.read_import(
        plan_import=actions.receive_import(data=text.encode(), filename="lai.txt", by=MAKER)
    )
    client = as_role("owner_office")
    page = text_of(client, f"/ke-hoach/nhap/{second.code}")
    assert "Số 15/KH-UBND đã có trong sổ với một tệp khác." in page
    assert 'href="/ke-hoach/15-kh-ubnd"' in page
    assert "/xac-nhan" not in page
    assert f"/ke-hoach/nhap/{second.code}/bo" in page
    assert "với một tệp khác" not in text_of(client, f"/ke-hoach/nhap/{ready.code}")


@pytest.mark.parametrize("content", [None, b""])
def test_an_upload_without_content_is_answered_with_the_form(cast, files_root, as_role, content):
    data = {} if content is None else {"file": SimpleUploadedFile("rong.txt", content)}
    response = as_role("owner_office").post("/ke-hoach/nhap", data)
    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()
    assert not PlanImport.objects.exists()


def test_a_refused_file_is_explained_and_can_be_put_aside(cast, files_root, as_role):
    received = actions.receive_import(data=b"%PDF-1.7 nothing", filename="hong.pdf", by=MAKER)
    read = actions.read_import(plan_import=received)
    assert read.state == "refused"
    client = as_role("owner_office")
    assert "Không nhận" in text_of(client, f"/ke-hoach/nhap/{read.code}")
    client.post(f"/ke-hoach/nhap/{read.code}/bo")
    read.refresh_from_db()
    assert read.state == "discarded"
    assert "Đã hủy lần nhập" in text_of(client, f"/ke-hoach/nhap/{read.code}")


def test_a_form_without_its_token_changes_nothing(ready, cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast["owner_office"])
    assert client.post(f"/ke-hoach/nhap/{ready.code}/xac-nhan").status_code == 403
    assert not Plan.objects.exists()


def test_pages_carry_no_inline_script_or_style(register, as_role):
    client = as_role("owner_office")
    for address in [*REGISTER_PAGES, *OWN_PAGES, *UNIT_PAGES, "/ke-hoach/nhap"]:
        page = text_of(client, address)
        assert " style=" not in page
        assert "<style" not in page
        assert all("src=" in part.split(">", 1)[0] for part in page.split("<script")[1:])


def test_what_a_document_says_is_text_and_never_markup(cast, files_root, reader, as_role):
    evil = '<script>alert(1)</script> & "làm" <b>việc</b>'
    text, result = sample.written(sections=[("I.1", "<i>Cơ quan</i>", [sample.Work(evil)])])
    reader(text, result)
    read = actions.read_import(
        plan_import=actions.receive_import(data=text.encode(), filename="<b>.txt", by=MAKER)
    )
    client = as_role("owner_office")
    pages = [text_of(client, f"/ke-hoach/nhap/{read.code}")]
    version = actions.confirm_import(plan_import=read, by=MAKER)
    addresses = ("/nhiem-vu", "/nhiem-vu/NV-01.01", f"/ke-hoach/{version.plan.key}/van-ban")
    pages += [text_of(client, address) for address in addresses]
    for page in pages:
        assert "<script>alert" not in page
        assert "<b>việc" not in page
        assert "<i>Cơ quan" not in page


def cost(client: Client, address: str) -> int:
    """Queries of a page for somebody at work: the first page of a session also writes the session."""
    text_of(client, address)
    with CaptureQueriesContext(connection) as captured:
        text_of(client, address)
    return len(captured)


def test_the_number_of_queries_does_not_grow_with_the_register(register, reader, as_role):
    client = as_role("observer")
    orders = ("tinh-trang", "co-quan", "chi-so", "dieu-thieu", "van-ban")
    addresses = [f"/nhiem-vu?xep={order}" for order in orders]
    addresses += ["/viec-cua-toi", "/ke-hoach", "/ke-hoach/15-kh-ubnd", "/don-vi", "/don-vi/tochuc"]
    before = {address: cost(client, address) for address in addresses}
    works = [sample.Work(f"Việc số {n}.", [sample.AGENCY]) for n in range(120)]
    many = [("II.1", "Cơ quan Tổ chức và Thi đua", works)]
    text, result = sample.written(number="16/KH-UBND", sections=many)
    reader(text, result)
    received = actions.receive_import(data=text.encode(), filename="nhieu.txt", by=MAKER)
    actions.confirm_import(plan_import=actions.read_import(plan_import=received), by=MAKER)
    after = {address: cost(client, address) for address in before}
    # where a list is cut, its length is counted
    more = {address: n - before[address] for address, n in after.items() if n > before[address] + 2}
    assert more == {}
    assert len(codes_of(client, "?trang=2")) == 50
    assert len(codes_of(client, "?trang=3")) == 27


def test_a_very_long_plan_lists_whole_sections_only(monkeypatch) -> None:
    """The page stays readable, and says how many tasks it does not list."""
    from sauro.plans.presenters import imports

    monkeypatch.setattr(imports, "LONGEST_LIST", 3)
    monkeypatch.setattr(
        imports, "_section", lambda section: imports.FoundSection(section["code"], "", section["tasks"])
    )
    sections = [{"code": str(n), "tasks": ["a", "b"]} for n in range(3)] + [{"code": "x", "tasks": []}]
    assert [section.code for section in imports._listed(sections)] == ["0"]
    monkeypatch.setattr(imports, "LONGEST_LIST", 4)
    assert [section.code for section in imports._listed(sections)] == ["0", "1"]


def test_the_list_of_units_leads_who_manages_them_to_their_sheet(register, as_role):
    assert 'href="/don-vi/nhap"' in text_of(as_role("administrator"), "/don-vi")
    assert 'href="/don-vi/nhap"' not in text_of(as_role("owner_office"), "/don-vi")
