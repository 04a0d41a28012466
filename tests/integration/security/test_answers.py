"""What every answer carries, whatever kind of answer it is, and what a request cannot do to us."""

from __future__ import annotations

import pytest
from django.conf import settings as live
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from integration.plans import sample
from sauro.config.logs import mask_personal
from sauro.plans import actions
from sauro.plans.models import PlanImport
from worlds.cast import MAKER

pytestmark = pytest.mark.django_db
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>{{ settings.SECRET_KEY }}'


@pytest.fixture
def inside(cast, client: Client) -> Client:
    client.force_login(cast["owner_office"])
    return client


@pytest.fixture
def version(cast, files_root, monkeypatch):
    text, result = sample.written()
    monkeypatch.setattr("sauro.plans.actions.reading.run_limited", sample.answering(text, result))
    received = actions.receive_import(data=text.encode(), filename='a"; x=\u202e<b>.txt', by=MAKER)
    return actions.confirm_import(plan_import=actions.read_import(plan_import=received), by=MAKER)


def check(answer) -> None:
    for name, value in ALWAYS.items():
        assert answer.headers[name] == value, name
    policy = answer.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "camera=()" in answer.headers["Permissions-Policy"]


@pytest.mark.parametrize(
    ("address", "status"),
    [("/nhiem-vu", 200), ("/", 302), ("/khong-co", 404), ("/ke-hoach/nhap", 200), ("/dang-xuat", 405)],
)
def test_pages_and_errors_carry_every_header(inside, address, status):
    answer = inside.get(address)
    assert answer.status_code == status
    check(answer)
    assert "private" in answer.headers["Cache-Control"]
    assert "public" not in answer.headers["Cache-Control"]


def test_static_files_carry_every_header(client):
    answer = client.get("/static/web/sauro.css")
    assert answer.status_code == 200
    answer.close()
    check(answer)
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_an_answer_to_a_foreign_host_carries_every_header_and_repeats_nothing(client):
    answer = client.get("/dang-nhap", headers={"Host": "evil.example"})
    assert answer.status_code == 400
    check(answer)
    assert b"evil" not in answer.content


def test_a_filed_document_is_a_download_with_every_header(inside, version):
    answer = inside.get(f"/ke-hoach/{version.plan.key}/tep")
    check(answer)
    assert answer.headers["Content-Disposition"].startswith("attachment; ")
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert "private" in answer.headers["Cache-Control"]


class TestBodies:
    def test_a_stranger_cannot_make_us_take_in_an_upload(self, client):
        big = SimpleUploadedFile("a.txt", b"x" * (live.STRANGER_BYTES + 1))
        answer = client.post("/ke-hoach/nhap", {"file": big})
        assert (answer.status_code, answer["Location"]) == (302, "/dang-nhap")
        assert client.post("/dang-nhap", {"email": "x" * live.STRANGER_BYTES}).status_code == 302

    def test_an_officer_can(self, inside, files_root):
        big = SimpleUploadedFile("a.txt", b"x" * (live.STRANGER_BYTES + 1))
        assert inside.post("/ke-hoach/nhap", {"file": big}).status_code == 302
        assert PlanImport.objects.get().size == live.STRANGER_BYTES + 1


class TestCookies:
    def test_flags(self, cast):
        assert live.SESSION_COOKIE_HTTPONLY
        assert live.CSRF_COOKIE_HTTPONLY
        assert live.SESSION_COOKIE_SAMESITE == live.CSRF_COOKIE_SAMESITE == "Lax"

    @pytest.mark.parametrize("value", ['"\\000aaaaaaaaaaaaaaaa"', "a" * 5000, "../../x"])
    def test_a_session_cookie_of_somebodys_own_making_is_no_session(self, client, value):
        """PostgreSQL fails on a NUL; other databases look for it in vain."""
        answer = client.get("/nhiem-vu", headers={"Cookie": f"{live.SESSION_COOKIE_NAME}={value}"})
        assert answer.status_code == 302


class TestHostileWords:
    def test_words_of_a_file_and_its_name_stay_words(self, inside, cast, files_root):
        text = f"ỦY BAN NHÂN DÂN\nSố: 7/KH-UBND\nKẾ HOẠCH\nThử {HOSTILE}\n\nII. PHÂN CÔNG\n"
        text += (
            f"1. Cơ quan Vật giá\n- Làm {HOSTILE} trước ngày 30/6/2026.\n2. {HOSTILE}\n- Việc {HOSTILE}.\n"
        )
        received = actions.receive_import(data=text.encode(), filename=HOSTILE, by=MAKER)
        read = actions.read_import(plan_import=received)
        assert read.state == "ready"
        pages = [inside.get(f"/ke-hoach/nhap/{read.code}"), inside.get("/ke-hoach")]
        version = actions.confirm_import(plan_import=read, by=MAKER)
        plan, task = f"/ke-hoach/{version.plan.key}", version.task_texts.first().task.code
        pages += [inside.get(a) for a in (plan, f"{plan}/van-ban", "/nhiem-vu", f"/nhiem-vu/{task}")]
        for page in pages:
            assert page.status_code == 200
            assert "<script>alert" not in page.text
            assert "<img src=x" not in page.text
            assert live.SECRET_KEY not in page.text
        assert "&lt;script&gt;" in pages[0].text

    def test_a_search_stays_words(self, inside, version):
        page = inside.get("/nhiem-vu", {"q": HOSTILE, "ke-hoach": HOSTILE, "chu-tri": HOSTILE, "mo": HOSTILE})
        assert page.status_code == 200
        assert "<script>alert" not in page.text

    @pytest.mark.parametrize(
        "query",
        [
            "q=%00",
            "q=%ED%A0%80",
            "trang=-1",
            "trang=99999999999",
            "mo=%00",
            "chu-tri=%00",
            "q=" + "a+" * 2000,
        ],
    )
    def test_odd_questions_are_answered(self, inside, version, query):
        assert inside.get(f"/nhiem-vu?{query}").status_code == 200


class TestLogLines:
    def test_a_line_cannot_be_forged(self):
        event = mask_personal(None, "", {"event": "GET /a\nroot: ok\x1b[31m\u202e", "exception": "a\nb"})
        assert event["event"] == "GET /a\\u000aroot: ok\\u001b[31m\\u202e"
        assert event["exception"] == "a\nb"

    def test_masking_a_long_word_costs_little(self):
        import time

        began = time.perf_counter()
        mask_personal(None, "", {"event": "a" * 200_000})
        assert time.perf_counter() - began < 1
