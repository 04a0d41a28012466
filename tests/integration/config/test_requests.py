"""What every answer carries and what every request meets before its view."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path

from sauro.config import health, middleware, urls, views


@login_not_required
def broken(_request: HttpRequest) -> HttpResponse:
    raise RuntimeError("x")


@login_not_required
def refused(_request: HttpRequest) -> HttpResponse:
    error = PermissionDenied("x")
    error.why, error.whom, error.code = "Vì sao thử.", "Hỏi ai thử.", "t.code"  # type: ignore[attr-defined]
    raise error


@login_not_required
def takes(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{request.LANGUAGE_CODE} {len(request.body)}")


def closed(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("inside")


urlpatterns = [
    path("t/broken", broken),
    path("t/refused", refused),
    path("t/takes", takes),
    path("t/closed", closed),
    *urls.urlpatterns,
]
handler403, handler404, handler500 = urls.handler403, urls.handler404, urls.handler500

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.mark.parametrize(
    "address", ["/healthz", "/dang-nhap", "/khong-co-trang-nay", "/t/refused", "/t/closed"]
)
def test_every_answer_carries_the_headers(client: Client, address: str) -> None:
    headers = client.get(address).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "no-cache" in headers["Cache-Control"]
    assert uuid.UUID(headers["X-Request-Id"])


def test_a_request_id_from_outside_is_not_taken(client: Client) -> None:
    foreign = "a" * 32
    assert client.get("/healthz", headers={"X-Request-Id": foreign}).headers["X-Request-Id"] != foreign


def test_without_a_session_a_page_leads_to_sign_in_and_back(client: Client) -> None:
    answer = client.get("/t/closed?trang=2")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/dang-nhap?next=/t/closed%3Ftrang%3D2"


def test_health_asks_nothing_of_the_database(client: Client, django_assert_num_queries: Callable) -> None:
    with django_assert_num_queries(0):
        assert client.get("/healthz").json() == {"status": "ok"}


def test_ready_when_the_database_answers_and_is_up_to_date(client: Client) -> None:
    assert client.get("/readyz").status_code == 200


@pytest.mark.parametrize("question", ["database_answers", "migrations_applied"])
def test_not_ready_says_only_which_part(
    client: Client, monkeypatch: pytest.MonkeyPatch, question: str
) -> None:
    monkeypatch.setattr(health, question, lambda: False)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert set(answer.json()) == {"status", "checks"}


def test_a_refusal_shows_why_and_whom_to_ask(client: Client) -> None:
    answer = client.get("/t/refused")
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "Vì sao thử." in page
    assert "Hỏi ai thử." in page


def test_a_fault_shows_the_incident_code_of_its_log_lines(client: Client) -> None:
    client.raise_request_exception = False
    answer = client.get("/t/broken")
    assert answer.status_code == 500
    assert answer.headers["X-Request-Id"] in answer.content.decode()


def test_a_fault_of_the_fault_page_still_shows_the_code(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "_page", broken)
    client.raise_request_exception = False
    answer = client.get("/t/broken")
    assert answer.status_code == 500
    assert answer.headers["X-Request-Id"] in answer.content.decode()


def test_a_form_without_its_token_is_refused_with_a_way_on(client: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/t/takes", {"a": "b"})
    assert answer.status_code == 403
    assert "Tải lại trang" in answer.content.decode()


def test_a_body_that_is_too_large_is_refused_before_it_is_read() -> None:
    size = settings.UPLOAD_BYTES + middleware.FORM_OVERHEAD_BYTES + 1
    request = RequestFactory().post("/x", data=b"", content_type="application/octet-stream")
    request.META["CONTENT_LENGTH"] = str(size)

    def view(_request: HttpRequest) -> HttpResponse:
        raise AssertionError("the view was reached")

    answer = middleware.RequestSizeMiddleware(view)(request)
    assert answer.status_code == 413
    assert "50 MB" in answer.content.decode()  # type: ignore[attr-defined]


def test_pages_are_vietnamese_whatever_the_browser_asks_and_english_when_chosen(client: Client) -> None:
    assert client.get("/t/takes", headers={"Accept-Language": "en-US,en"}).content == b"vi 0"
    chosen = client.post("/ngon-ngu", {"language": "en", "next": "/t/takes"})
    assert chosen.status_code == 302
    assert client.get("/t/takes").content == b"en 0"
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "xx"
    assert client.get("/t/takes").content == b"vi 0"


def test_choosing_a_language_leads_nowhere_else(client: Client) -> None:
    answer = client.post("/ngon-ngu", {"language": "en", "next": "https://elsewhere.example/"})
    assert "elsewhere" not in answer.headers.get("Location", "")


class TestSession:
    """A session ends when it is idle or a working day old, and looking at pages does not write each time."""

    @pytest.fixture
    def inside(self, client: Client) -> Client:
        account = get_user_model().objects.create(email="anh@example.vn", code="T-1", name="Anh")
        client.force_login(account)
        assert client.get("/t/closed").content == b"inside"
        return client

    def at(self, monkeypatch: pytest.MonkeyPatch, seconds: int) -> None:
        import time

        now = time.time()
        monkeypatch.setattr(middleware.time, "time", lambda: now + seconds)

    def test_it_is_not_written_within_five_minutes(
        self, inside: Client, django_assert_num_queries: Callable, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with django_assert_num_queries(2) as queries:
            inside.get("/t/closed")
        assert not [query for query in queries if not query["sql"].startswith("SELECT")]
        self.at(monkeypatch, middleware.SESSION_REFRESH_SECONDS + 5)
        with django_assert_num_queries(5) as queries:  # session, account, savepoint around the one write
            inside.get("/t/closed")
        assert [query for query in queries if query["sql"].startswith("UPDATE")]

    def test_it_ends_when_idle(self, inside: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        self.at(monkeypatch, settings.SESSION_COOKIE_AGE + middleware.SESSION_REFRESH_SECONDS + 5)
        assert inside.get("/t/closed").status_code == 302

    def test_it_ends_after_a_working_day_however_busy(
        self, inside: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        session = inside.session
        session[middleware.SessionAgeMiddleware.START] -= settings.SESSION_LONGEST_SECONDS
        session.save()
        self.at(monkeypatch, 5)
        assert inside.get("/t/closed").status_code == 302

    def test_it_stays_for_whoever_works(self, inside: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        for minutes in range(20, 200, 20):
            self.at(monkeypatch, 20 * 60)
            assert inside.get("/t/closed").content == b"inside", minutes


def test_cookies_are_out_of_reach_of_scripts_and_of_other_sites(client: Client) -> None:
    for name in ("SESSION", "CSRF"):
        assert getattr(settings, f"{name}_COOKIE_HTTPONLY") is True
        assert getattr(settings, f"{name}_COOKIE_SAMESITE") == "Lax"


@override_settings(SECURE_SSL_REDIRECT=True)
def test_plain_http_is_led_to_https_but_not_the_health_pages(client: Client) -> None:
    assert client.get("/t/closed").headers["Location"].startswith("https://")
    assert client.get("/healthz").status_code == 200


def test_every_page_but_the_marked_ones_asks_for_sign_in() -> None:
    """The marked exceptions are few and listed here: whoever adds one writes it down."""
    public = {
        *("healthz", "readyz", "ngon-ngu", "dang-nhap", ""),
        *("dang-nhap/ma-xac-thuc", "loi-moi/<str:token>"),
        *("quen-mat-khau", "quen-mat-khau/da-gui", "quen-mat-khau/<str:uidb36>/<str:key>"),
    }
    found = {
        str(pattern.pattern)
        for pattern in flat(urls.urlpatterns)
        if not getattr(pattern.callback, "login_required", True)
    }
    assert found <= public | {"dang-xuat"}
    assert {"healthz", "readyz", "ngon-ngu", "dang-nhap"} <= found


def flat(patterns: list) -> list:
    found = []
    for pattern in patterns:
        found += flat(pattern.url_patterns) if hasattr(pattern, "url_patterns") else [pattern]
    return found


def test_log_lines_are_json_without_query_or_address(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("INFO"):
        client.get("/t/takes?q=Nguyen+Van+A", headers={"User-Agent": "browser-of-somebody"})
    said = json.dumps([record.msg for record in caplog.records], default=str)
    assert "GET /t/takes" in said
    assert "Nguyen" not in said
    assert "127.0.0.1" not in said
