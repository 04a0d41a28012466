"""Pages of evidence: sending files with and without the script, opening, withdrawing, and who may."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import reverse

from integration.files.places import CLOSED, OTHER, READERS, SUBJECT, WRITERS, sent
from sauro.files.actions import attach, detach
from sauro.files.models import Attachment
from unit.files import make
from worlds.cast import PLACES, Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files_root", "places", "quick")]
PEOPLE = [*PLACES, "nobody"]
JSON = {"Accept": "application/json"}
NAME = "Tờ trình “45”; bản ký.pdf"


def client_of(cast: Cast, role: str) -> Client:
    client = Client()
    client.force_login(cast[role])
    return client


@pytest.fixture
def kept(cast: Cast) -> Attachment:
    (outcome,) = attach(subject=SUBJECT, uploads=[sent(NAME, make.paper())], by=cast["focal_point"])
    assert outcome.attachment is not None
    return outcome.attachment


def page(client: Client, subject: str = SUBJECT) -> str:
    answer = client.get("/tai-lieu", {"cua": subject})
    assert answer.status_code == 200
    return answer.content.decode()


def test_without_script_all_at_once_and_back(cast: Cast) -> None:
    client = client_of(cast, "focal_point")
    form = page(client)
    assert 'enctype="multipart/form-data"' in form
    assert "Không tải văn bản có dấu mật." in form
    files = [sent("a.pdf", make.paper()), sent("b.svg", b"<svg/>"), sent("c.pdf", make.paper())]
    answer = client.post("/tai-lieu", {"subject": SUBJECT, "back": "/nhiem-vu", "files": files})
    assert (answer.status_code, answer["Location"]) == (302, "/nhiem-vu")
    shown = page(client)
    assert re.findall(r'<a href="/tai-lieu/[\w-]+">([^<]+)</a>', shown) == ["a.pdf"]
    assert "Đã nhận 1 tệp." in shown
    assert "b.svg: Không nhận: hình vẽ SVG" in shown
    assert "Tệp này đã có ở đây, với tên a.pdf." in shown


@pytest.mark.parametrize(
    ("back", "to"),
    [
        ("/nhiem-vu?q=a", "/nhiem-vu?q=a"),
        ("", "/tai-lieu?cua=thu%3Abao-cao-1"),
        ("https://khac.test/", "/tai-lieu?cua=thu%3Abao-cao-1"),
        ("//khac.test/", "/tai-lieu?cua=thu%3Abao-cao-1"),
        ("/\\khac.test", "/tai-lieu?cua=thu%3Abao-cao-1"),
        ("javascript:x()", "/tai-lieu?cua=thu%3Abao-cao-1"),
    ],
)
def test_the_way_back_stays_on_this_site(cast: Cast, back: str, to: str) -> None:
    answer = client_of(cast, "focal_point").post("/tai-lieu", {"subject": SUBJECT, "back": back})
    assert answer["Location"] == to


def test_with_script_each_file_has_its_answer(cast: Cast) -> None:
    client = client_of(cast, "focal_point")

    def send(name: str, data: bytes) -> tuple[int, dict[str, str]]:
        answer = client.post("/tai-lieu", {"subject": SUBJECT, "files": sent(name, data)}, headers=JSON)
        return answer.status_code, answer.json()["files"][0]

    status, taken = send("<b>a.pdf", make.paper())
    assert (status, taken["reason"]) == (200, "")
    assert "&lt;b&gt;a.pdf" in taken["line"]
    assert send("b.pdf", make.paper())[1] == {
        "name": "<b>a.pdf",
        "reason": "Tệp này đã có ở đây, với tên <b>a.pdf.",
        "line": "",
    }
    status, refused = send("c.pdf", make.vietnamese_paper("TỐI MẬT"))
    assert (status, refused["line"]) == (200, "")
    assert "TỐI MẬT" in refused["reason"]
    nothing = client.post("/tai-lieu", {"subject": SUBJECT}, headers=JSON)
    assert (nothing.status_code, nothing.json()) == (
        422,
        {"reason": "Chưa chọn tệp nào. Chọn tệp rồi gửi lại."},
    )


def test_who_sees_the_list_and_who_sends(cast: Cast, kept: Attachment) -> None:
    for role in PEOPLE:
        client = client_of(cast, role)
        seen = client.get("/tai-lieu", {"cua": SUBJECT})
        assert seen.status_code == (200 if role in READERS else 403), role
        if role in READERS:
            assert ('name="files"' in seen.content.decode()) == (role in WRITERS), role
        else:
            assert "Báo cáo 1" in seen.content.decode(), role
        files = {"subject": SUBJECT, "files": sent("a.jpg", make.photograph())}
        if role not in WRITERS:
            assert client.post("/tai-lieu", files).status_code == 403, role
            by_script = client.post("/tai-lieu", files, headers=JSON)
            assert (by_script.status_code, "Báo cáo 1" in by_script.json()["reason"]) == (403, True), role
            assert (
                client.post(reverse("files:withdraw", args=[kept.code]), {"reason": "x"}).status_code == 403
            )
    assert Attachment.objects.get().state == "kept"


def test_who_opens_page_picture_and_file(cast: Cast, kept: Attachment) -> None:
    loads = set(PEOPLE) - {"observer", "administrator", "nobody"}
    addresses = {name: reverse(f"files:{name}", args=[kept.code]) for name in ("file", "picture", "download")}
    for role in PEOPLE:
        client = client_of(cast, role)
        sees = role in READERS
        assert client.get(addresses["file"]).status_code == (200 if sees else 403), role
        assert client.get(addresses["picture"]).status_code == (200 if sees else 403), role
        opens = sees and role in loads
        assert client.get(addresses["download"]).status_code == (200 if opens else 403), role
    unread = client_of(cast, "administrator").get(addresses["file"]).content.decode()
    assert 'aria-disabled="true"' in unread, "the closed button says why"


def test_a_download_is_saved_under_its_name_and_runs_nowhere(cast: Cast, kept: Attachment) -> None:
    answer = client_of(cast, "focal_point").get(reverse("files:download", args=[kept.code]))
    assert answer.getvalue() == make.paper()
    assert (answer["Content-Type"], answer["Content-Length"]) == ("application/pdf", str(len(make.paper())))
    disposition = answer["Content-Disposition"]
    assert disposition.startswith("attachment; filename*=utf-8''")
    assert unquote(disposition.partition("''")[2]) == NAME
    for name, value in (
        ("X-Content-Type-Options", "nosniff"),
        ("Content-Security-Policy", "sandbox; default-src 'none'; frame-ancestors 'none'"),
        ("Cache-Control", "private, no-store"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
    ):
        assert answer[name] == value


def test_a_picture_is_shown_with_the_same_care(cast: Cast, kept: Attachment) -> None:
    answer = client_of(cast, "focal_point").get(reverse("files:picture", args=[kept.code]))
    assert answer.getvalue().startswith(b"\xff\xd8")
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("image/jpeg", "private, no-store")
    assert answer["Content-Disposition"].startswith("inline")
    assert "sandbox" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("name", ["file", "picture", "download"])
def test_a_guessed_code_is_not_found(cast: Cast, name: str) -> None:
    address = reverse(f"files:{name}", args=["AAAAAAAAAAAAAAAAAAAAAA"])
    assert client_of(cast, "focal_point").get(address).status_code == 404


def test_what_has_no_picture_says_so(cast: Cast) -> None:
    (outcome,) = attach(subject=SUBJECT, uploads=[sent("a.docx", make.letter())], by=cast["focal_point"])
    assert outcome.attachment is not None
    client = client_of(cast, "focal_point")
    assert client.get(reverse("files:picture", args=[outcome.attachment.code])).status_code == 404
    shown = client.get(reverse("files:file", args=[outcome.attachment.code])).content.decode()
    assert "Loại tệp này không có hình xem trước." in shown


def test_withdrawing_from_its_page(cast: Cast, kept: Attachment) -> None:
    client = client_of(cast, "focal_point")
    address = reverse("files:withdraw", args=[kept.code])
    answer = client.post(address, {"reason": ""}, follow=True)
    assert "Chưa ghi lý do." in answer.content.decode()
    answer = client.post(address, {"reason": "Nhầm tệp"}, follow=True)
    assert "Nhầm tệp" in answer.content.decode()
    assert 'name="reason"' not in answer.content.decode()
    shown = page(client)
    assert "Tệp đã rút (1)" in shown
    assert "Nhầm tệp" in shown
    again = client.post(address, {"reason": "x"}, follow=True)
    assert "Tệp này đã được rút trước đó." in again.content.decode()


def test_a_closed_place_says_why_to_those_who_write_there(
    cast: Cast, kept: Attachment, places: set[str]
) -> None:
    places.add(SUBJECT)
    writer = client_of(cast, "focal_point")
    assert CLOSED in page(writer)
    assert CLOSED in writer.get(reverse("files:file", args=[kept.code])).content.decode()
    assert CLOSED not in page(client_of(cast, "owner_office"))
    answer = writer.post(
        "/tai-lieu", {"subject": SUBJECT, "files": sent("a.jpg", make.photograph())}, headers=JSON
    )
    assert (answer.status_code, answer.json()["reason"]) == (422, CLOSED)


@pytest.mark.parametrize("subject", ["", "thu:", "khac:1", "x" * 300, "thu:\x00"])
def test_an_unknown_place_is_not_found(cast: Cast, subject: str) -> None:
    client = client_of(cast, "focal_point")
    files = {"subject": subject, "files": sent("a.jpg", make.photograph())}
    if subject != "thu:\x00":
        assert client.get("/tai-lieu", {"cua": subject}).status_code == 404
    assert client.post("/tai-lieu", files).status_code == 404


def test_many_places_cost_one_question(cast: Cast, kept: Attachment, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    from sauro.files.presenters.evidence import evidence_for

    account = cast["focal_point"]
    evidence_for(account, [SUBJECT])
    with django_assert_num_queries(1):
        found = evidence_for(account, [SUBJECT, OTHER, *(f"thu:{n}" for n in range(50))])
    assert [row.name for row in found[SUBJECT].files] == [NAME]
    assert len({one.key for one in found.values()}) == 52


def test_a_damaged_content_is_never_sent(cast: Cast, kept: Attachment) -> None:
    kept.blob.path.chmod(0o600)
    kept.blob.path.write_bytes(b"other")
    client = client_of(cast, "focal_point")
    client.raise_request_exception = False
    assert client.get(reverse("files:download", args=[kept.code])).status_code == 500


def test_a_large_upload_waits_without_a_name(cast: Cast, files_root: Path, settings: object) -> None:
    """Larger than what is held in memory, it goes through our handler."""
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1000  # type: ignore[attr-defined]
    data = make.photograph("PNG", (300, 300), compress_level=0)
    assert len(data) > 200_000
    files = {"subject": SUBJECT, "files": sent("a.png", data)}
    answer = client_of(cast, "focal_point").post("/tai-lieu", files, headers=JSON)
    assert answer.status_code == 200
    assert Attachment.objects.get().blob.read_bytes() == data
    assert not [
        path
        for path in files_root.rglob("*")
        if path.name.startswith(".") or (path.parent == files_root and path.is_file())
    ]


def test_withdrawn_files_show_who_and_why(cast: Cast, kept: Attachment) -> None:
    detach(attachment=kept, reason="Bản cũ", by=cast["focal_point"])
    shown = page(client_of(cast, "owner_office"))
    assert "Đã rút: Bản cũ (Người focal_point" in shown
