"""Pages for editing tasks, sources, duplicates and versions: who opens them, what they send, what they show."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from integration.plans.test_amending import amended, fresh_sections, upload  # noqa: F401
from sauro.plans import actions
from sauro.plans.actions.duplicates import find_duplicates
from sauro.plans.actions.editing import add_task, withdraw_task
from sauro.plans.models import Duplicate, Plan, PlanImport, PlanVersion, Task, TaskMapping
from worlds.cast import MAKER

pytestmark = pytest.mark.django_db
WHY = "Theo ý kiến cuộc họp giao ban."
PAIR = {"first": "NV-02.01", "second": "NV.BS01"}
TASK_PAGES = (
    "/nhiem-vu/NV-01.02/sua",
    "/nhiem-vu/NV-01.02/tach",
    "/nhiem-vu/NV-01.02/gop",
    "/nhiem-vu/NV-01.02/rut",
    "/nhiem-vu/NV-01.02/khoi-phuc",
    "/nhiem-vu/moi?ke-hoach=15-kh-ubnd",
)
CONFIRM_PAGES = ("/ke-hoach/nguon-moi", "/ke-hoach/15-kh-ubnd/nguon")


def task(code: str) -> Task:
    return Task.objects.get(code=code)


@pytest.fixture
def office(register, as_role) -> Client:
    return as_role("owner_office")


@pytest.mark.parametrize("address", [*TASK_PAGES, *CONFIRM_PAGES])
def test_the_office_opens_every_page(office, address):
    answer = office.get(address)
    assert answer.status_code == 200
    assert "csrfmiddlewaretoken" in answer.content.decode()


@pytest.mark.parametrize(
    "role", ["focal_point", "unit_head", "clerk", "leader", "observer", "administrator", "nobody"]
)
def test_the_others_are_told_why_not(register, as_role, role):
    client = as_role(role)
    for address in (*TASK_PAGES, *CONFIRM_PAGES):
        for answer in (client.get(address), client.post(address, {"reason": WHY, "text": "Khác."})):
            assert answer.status_code == 403, address
            page = answer.content.decode()
            reasons = ("Chỉ các vai trò sau được", "chưa được giao vai trò")
            assert any(reason in page for reason in reasons), address
    assert Task.objects.count() == 7


@pytest.mark.parametrize(
    "address",
    [
        "/nhiem-vu/NV-99.99/sua",
        "/nhiem-vu/NV-01.01/khong-co",
        "/nhiem-vu/moi?ke-hoach=khong-co",
        "/ke-hoach/15-kh-ubnd/phien-ban/x",
        "/ke-hoach/15-kh-ubnd/phien-ban/9",
        "/ke-hoach/khong-co/nguon",
    ],
)
def test_what_is_not_there_is_not_found(office, address):
    assert office.get(address).status_code == 404


def test_without_a_plan_the_page_asks_for_one(office):
    assert "?ke-hoach=15-kh-ubnd" in office.get("/nhiem-vu/moi").content.decode()


def test_a_task_is_added_and_shown_without_a_quotation(office):
    answer = office.post(
        "/nhiem-vu/moi?ke-hoach=15-kh-ubnd",
        {"text": "Quét bến cá trước 5/6/2026.", "lead": "VATGIA", "clause": "II.2", "reason": WHY},
    )
    assert answer.headers["Location"] == "/nhiem-vu/NV-02.BS01"
    page = office.get("/nhiem-vu/NV-02.BS01").content.decode()
    assert "không có đoạn trích nguyên văn" in page
    assert WHY in page
    assert "Văn bản: " not in page
    assert "Theo văn bản" not in page
    assert "đoạn gốc" not in page
    assert "Văn bản ghi" not in page
    assert "ngày cuối còn đúng hạn là 4/6/2026" in page
    assert "NV-02.BS01" in office.get("/nhiem-vu").content.decode()
    assert office.get("/nhiem-vu?mo=NV-02.BS01").status_code == 200


def test_a_wrong_form_says_what_is_wrong_and_keeps_what_was_typed(office):
    answer = office.post(
        "/nhiem-vu/moi?ke-hoach=15-kh-ubnd", {"text": "Quét bến cá.", "lead": "Sở Mây", "reason": WHY}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "“Sở Mây”" in page
    assert "Quét bến cá." in page
    bad = office.post(
        "/nhiem-vu/moi?ke-hoach=15-kh-ubnd", {"text": "Quét.", "due": "32/13/2026", "reason": WHY}
    )
    assert bad.status_code == 422
    assert Task.objects.count() == 7


def test_each_of_the_three_forms_saves_its_own_part(office):
    one = task("NV-02.01")
    address = "/nhiem-vu/NV-02.01/sua"
    assert (
        office.post(
            address, {"what": "noi-dung", "text": "Ghi giá muối.", "reason": WHY, "revision": one.revision}
        ).status_code
        == 302
    )
    assert (
        office.post(
            address, {"what": "noi-dung", "text": "Ghi giá cá.", "reason": WHY, "revision": one.revision}
        ).status_code
        == 422
    )
    assert (
        office.post(
            address, {"what": "don-vi", "lead": "TOCHUC", "support": "VATGIA", "reason": WHY}
        ).status_code
        == 302
    )
    assert office.post(address, {"what": "chi-so", "links": ["papi"], "reason": WHY}).status_code == 302
    assert office.post(address, {"what": "la", "reason": WHY}).status_code == 422
    one = task("NV-02.01")
    assert (one.text, one.lead_unit.code, one.links.get().index) == ("Ghi giá muối.", "TOCHUC", "papi")
    page = office.get("/nhiem-vu/NV-02.01").content.decode()
    assert "Thu thập giá muối ở chợ" in page
    assert "<del>" in page


def test_a_split_shows_where_it_went_and_its_parts_show_the_quotation(office):
    given = {
        "rows": "3",
        "text_0": "Thu thập giá muối ở chợ.",
        "text_1": "Ghi vào sổ chung.",
        "text_2": "",
        "due_1": "30/6/2026",
        "reason": WHY,
    }
    assert office.post("/nhiem-vu/NV-02.01/tach", given).status_code == 302
    whole = office.get("/nhiem-vu/NV-02.01").content.decode()
    assert "đã được tách" in whole
    assert "/nhiem-vu/NV-02.01.1" in whole
    part = office.get("/nhiem-vu/NV-02.01.2").content.decode()
    assert "Tách từ nhiệm vụ NV-02.01" in part
    assert "<mark>Thu thập giá muối ở chợ, ghi vào sổ chung.</mark>" in part
    listed = office.get("/nhiem-vu").content.decode()
    assert "/nhiem-vu/NV-02.01.1" in listed
    assert '/nhiem-vu/NV-02.01"' not in listed


def test_the_split_form_grows_and_offers_what_the_reader_saw(office):
    Task.objects.filter(code="NV-02.01").update(
        text="Rà soát giá muối ở chợ sớm. Xây dựng bảng giá chung cho tỉnh. Công khai bảng giá tại bến."
    )
    page = office.get("/nhiem-vu/NV-02.01/tach").content.decode()
    assert "Xây dựng bảng giá chung cho tỉnh.</textarea>" in page
    assert office.get("/nhiem-vu/NV-02.01/tach?phan=5").content.decode().count('name="text_') == 5
    assert office.get("/nhiem-vu/NV-02.01/tach?phan=99").content.decode().count('name="text_') == 20
    assert office.get("/nhiem-vu/NV-02.01/tach?phan=x").status_code == 200


def test_merging_withdrawing_and_restoring_by_page(office):
    assert (
        office.post("/nhiem-vu/NV-02.02/gop", {"into": "NV-02.01", "reason": WHY}).headers["Location"]
        == "/nhiem-vu/NV-02.01"
    )
    assert "đã được gộp" in office.get("/nhiem-vu/NV-02.02").content.decode()
    assert office.post("/nhiem-vu/NV-02.01/gop", {"into": "NV-02.02", "reason": WHY}).status_code == 422
    assert office.post("/nhiem-vu/NV-01.01/rut", {"reason": WHY, "document": "9/TB"}).status_code == 302
    assert "đã được rút" in office.get("/nhiem-vu/NV-01.01").content.decode()
    assert office.post("/nhiem-vu/NV-01.01/khoi-phuc", {"reason": WHY}).status_code == 302
    assert task("NV-01.01").life == "active"
    assert office.post("/nhiem-vu/NV-01.01/khoi-phuc", {"reason": WHY}).status_code == 422


def test_a_closed_menu_says_why(register, as_role):
    page = as_role("focal_point").get("/nhiem-vu/NV-01.01").content.decode()
    assert 'aria-disabled="true"' in page
    assert "Chỉ các vai trò sau được bổ sung, tách, gộp" in page


SOURCE = {
    "kind": "prime_minister",
    "number": "12/CĐ-TTg",
    "issuer": "Thủ tướng Chính phủ",
    "issued_on": "3/4/2026",
    "title": "Giữ bến sạch",
    "given_code": "VPCP-2026-77",
}


def test_a_source_by_hand_makes_the_same_register(office):
    answer = office.post("/ke-hoach/nguon-moi", SOURCE)
    plan = Plan.objects.get(source="prime_minister")
    assert answer.headers["Location"] == f"/nhiem-vu/moi?ke-hoach={plan.key}"
    assert (plan.prefix, plan.given_code, plan.year) == ("TTG12", "VPCP-2026-77", 2026)
    version = plan.versions.get()
    assert (version.text, version.blob, version.state) == ("", None, "in_force")
    added = office.post(answer.headers["Location"], {"text": "Quét bến cá.", "lead": "VATGIA"})
    assert added.headers["Location"] == "/nhiem-vu/NV-TTG12.01"
    for address in (
        f"/ke-hoach/{plan.key}",
        f"/ke-hoach/{plan.key}/van-ban",
        "/ke-hoach",
        "/nhiem-vu/NV-TTG12.01",
        "/nhiem-vu",
        "/nhiem-vu?mo=NV-TTG12.01",
        "/don-vi/vatgia",
        f"/ke-hoach/{plan.key}/phien-ban/1",
    ):
        assert office.get(address).status_code == 200, address
    assert office.get(f"/ke-hoach/{plan.key}/tep").status_code == 404
    assert "VPCP-2026-77" in office.get(f"/ke-hoach/{plan.key}").content.decode()
    assert "Nhiệm vụ Chính phủ" in office.get("/don-vi/vatgia").content.decode()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"number": "", "title": " "}, "Chưa ghi số"),
        ({"issued_on": "31/2/2026"}, ""),
        ({"year_from": "2027", "year_to": "2026"}, "Năm kết thúc"),
        ({"kind": "poem"}, ""),
        ({"year_from": "20"}, "Năm phải"),
    ],
)
def test_a_source_that_cannot_be_is_refused(office, change, words):
    answer = office.post("/ke-hoach/nguon-moi", SOURCE | change)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Plan.objects.count() == 1


def test_a_number_already_there_is_refused(office):
    office.post("/ke-hoach/nguon-moi", SOURCE)
    assert "đã có trong sổ" in office.post("/ke-hoach/nguon-moi", SOURCE).content.decode()
    assert Plan.objects.count() == 2


def test_a_file_is_kept_only_when_its_words_could_be_read(office, files_root):
    good = SimpleUploadedFile("ct.txt", "Số: 12/CĐ-TTg\nGiữ bến sạch.\n".encode())
    assert office.post("/ke-hoach/nguon-moi", SOURCE | {"file": good}).status_code == 302
    version = PlanVersion.objects.get(plan__source="prime_minister")
    assert (version.filename, version.text, version.blob.read_bytes()[:3]) == ("ct.txt", "", b"S\xe1\xbb")
    assert office.get(f"/ke-hoach/{version.plan.key}/tep").status_code == 200
    secret = SimpleUploadedFile("m.txt", "ỦY BAN\nMẬT\nSố: 13/CĐ-TTg\n".encode())
    broken = SimpleUploadedFile("b.pdf", b"%PDF-1.7\nbroken")
    for file, words in ((secret, "dấu chỉ độ mật “"), (broken, "không đọc được chữ")):
        answer = office.post("/ke-hoach/nguon-moi", SOURCE | {"number": "13/CĐ-TTg", "file": file})
        assert answer.status_code == 422
        assert words in answer.content.decode()
    assert Plan.objects.count() == 2


def test_the_kind_of_a_source_is_changed(office):
    assert (
        office.post("/ke-hoach/15-kh-ubnd/nguon", {"kind": "directive", "given_code": "X-1"}).status_code
        == 302
    )
    assert (Plan.objects.get().source, Plan.objects.get().given_code) == ("directive", "X-1")
    assert office.post("/ke-hoach/15-kh-ubnd/nguon", {"kind": "poem"}).status_code == 422


@pytest.fixture
def twins(register):
    office_text = task("NV-02.01").text
    add_task(
        plan=Plan.objects.get(),
        text=office_text.replace("ghi vào", "và ghi vào"),
        lead="VATGIA",
        reason=WHY,
        by=MAKER,
    )
    assert find_duplicates(by=MAKER) == 1
    return Duplicate.objects.get()


def test_likely_duplicates_are_marked_and_judged(office, twins, as_role):
    page = office.get("/nhiem-vu/trung").content.decode()
    assert "NV-02.01" in page
    assert "NV.BS01" in page
    assert "Có thể trùng với" in office.get("/nhiem-vu/NV-02.01").content.decode()
    assert as_role("focal_point").post("/nhiem-vu/trung/xet", PAIR | {"trung": "khong"}).status_code == 403
    assert office.post("/nhiem-vu/trung/xet", PAIR | {"trung": "khong"}).status_code == 302
    twins.refresh_from_db()
    assert (twins.state, twins.decided_by_name) == ("different", "Người owner_office")
    assert find_duplicates(by=MAKER) == 1
    assert Duplicate.objects.get().state == "different"
    assert "NV.BS01" not in office.get("/nhiem-vu/trung").content.decode()
    assert "NV.BS01" in office.get("/nhiem-vu/trung?xet=different").content.decode()
    answer = office.post("/nhiem-vu/trung/xet", PAIR | {"trung": "co"})
    assert answer.headers["Location"] == "/nhiem-vu/NV.BS01/gop?vao=NV-02.01"


def test_proposals_that_no_longer_hold_go_and_pairs_of_gone_tasks_hide(office, twins):
    withdraw_task(task=task("NV.BS01"), reason=WHY, by=MAKER)
    assert "NV.BS01" not in office.get("/nhiem-vu/trung").content.decode()
    assert office.post("/nhiem-vu/trung/xet", PAIR | {"trung": "khong"}).status_code == 302
    twins.refresh_from_db()
    assert twins.state == "suggested"
    assert find_duplicates(by=MAKER) == 0
    assert not Duplicate.objects.exists()
    assert office.post("/nhiem-vu/trung/so-sanh").status_code == 302


def test_an_amended_plan_goes_from_the_preview_to_the_new_version(office, upload):  # noqa: F811
    new = upload(amended())
    preview = office.get(f"/ke-hoach/nhap/{new.code}").content.decode()
    assert "So sánh từng dòng" in preview
    answer = office.post(f"/ke-hoach/nhap/{new.code}/sua-doi", {"plan": "15-kh-ubnd"})
    assert answer.headers["Location"] == f"/ke-hoach/nhap/{new.code}/so-sanh"
    page = office.get(answer.headers["Location"]).content.decode()
    assert "<del>9</del>" in page
    assert "<ins>10</ins>" in page
    assert "NV-03.01" in page
    kept = office.get(f"/ke-hoach/nhap/{new.code}/so-sanh?loai=kept&trang=1").content.decode()
    assert "NV-01.02.1" in kept
    address = f"/ke-hoach/nhap/{new.code}/so-sanh"
    assert (
        office.post(address, {"what": "remap", "line": "II.2.1", "task": "NV-03.01", "loai": "new"}).headers[
            "Location"
        ]
        == f"{address}?loai=new#l-II.2.1"
    )
    assert TaskMapping.objects.get(source_code="II.2.1").task.code == "NV-03.01"
    assert office.post(address, {"what": "confirm"}).headers["Location"] == address
    assert office.post(address, {"what": "?"}).status_code == 404
    done = office.post(address, {"what": "confirm", "looked": "1"})
    assert done.headers["Location"] == "/ke-hoach/15-kh-ubnd"
    assert office.get(address).headers["Location"] == "/ke-hoach/15-kh-ubnd"
    assert "Phiên bản 1" in office.get("/ke-hoach/15-kh-ubnd").content.decode()
    old = office.get("/ke-hoach/15-kh-ubnd/phien-ban/1").content.decode()
    assert "15/9/2026" in old
    assert "NV-03.01" in old
    assert "Nguyên văn qua các phiên bản" in office.get("/nhiem-vu/NV-01.01").content.decode()


@pytest.mark.parametrize("role", ["focal_point", "leader", "observer", "administrator", "nobody"])
def test_nobody_else_sees_or_decides_a_comparison(upload, as_role, role):  # noqa: F811
    new = upload(amended())
    client = as_role(role)
    for answer in (
        client.get(f"/ke-hoach/nhap/{new.code}/so-sanh"),
        client.post(f"/ke-hoach/nhap/{new.code}/so-sanh", {"what": "confirm", "looked": "1"}),
        client.post(f"/ke-hoach/nhap/{new.code}/sua-doi", {"plan": "15-kh-ubnd"}),
    ):
        assert answer.status_code == 403
    assert PlanVersion.objects.count() == 1


def test_a_partial_amendment_by_page(office, upload):  # noqa: F811
    new = upload(fresh_sections()[:1], number="90/QĐ-UBND")
    office.post(f"/ke-hoach/nhap/{new.code}/sua-doi", {"plan": "15-kh-ubnd", "part": "1"})
    address = f"/ke-hoach/nhap/{new.code}/so-sanh"
    assert office.post(address, {"what": "drop", "task": "NV-03.01", "dropped": "1"}).status_code == 302
    assert "Giữ lại" in office.get(f"{address}?loai=dropped").content.decode()
    office.post(address, {"what": "confirm", "looked": "1"})
    assert {t.code for t in Task.objects.filter(life="dropped")} == {"NV-03.01"}
    assert PlanImport.objects.get(pk=new.pk).state == "confirmed"


def test_a_refused_choice_is_told_on_the_preview(office, upload):  # noqa: F811
    actions.confirm_import(plan_import=upload(fresh_sections(), number="90/KH-UBND"), by=MAKER)
    new = upload(amended())
    answer = office.post(f"/ke-hoach/nhap/{new.code}/sua-doi", {"plan": "90-kh-ubnd"}, follow=True)
    assert "là bản sửa đổi của" in answer.content.decode()
