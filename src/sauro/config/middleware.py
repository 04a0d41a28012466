"""What happens to every request before and after its view.

Belongs here: the log line, headers, language, age of a session, size of a body. Does not belong here: rights
(people).
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.translation import gettext as _
from django_structlog.middlewares import RequestMiddleware

from sauro.audit.remembered import one_state

GetResponse = Callable[[HttpRequest], HttpResponseBase]

SESSION_REFRESH_SECONDS = 300
"""A session is written at most this often, so that looking at pages is not writing."""

FORM_OVERHEAD_BYTES = 1024 * 1024

_TOKEN = re.compile(r"^(/loi-moi/|/quen-mat-khau/[^/]+/).+", re.DOTALL)
_SESSION_KEY = re.compile(r"[a-z0-9]{8,40}")


class RequestLogMiddleware(RequestMiddleware):
    """A request id on every log line and on the answer; no query string, no address, no account unless
    already known.
    """

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        # a query string holds what people search for, and the end of these paths opens an account
        path = _TOKEN.sub(r"\1…", request.path)
        return f"{request.method} {path}"

    @staticmethod
    def bind_user_id(request: HttpRequest) -> None:
        # never costs a query, not even when the database is down
        account = getattr(request, "_cached_user", None)
        if account is not None and account.is_authenticated:
            structlog.contextvars.bind_contextvars(account=str(account.pk))

    def prepare(self, request: HttpRequest) -> None:
        super().prepare(request)
        request.request_id = structlog.contextvars.get_contextvars()["request_id"]  # type: ignore[attr-defined]

    def handle_response(self, request: HttpRequest, response: HttpResponseBase) -> None:
        response["X-Request-Id"] = request.request_id  # type: ignore[attr-defined]
        super().handle_response(request, response)  # type: ignore[arg-type]


class ResponseHeadersMiddleware:
    """Headers that Django does not set by itself."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        # a shared office computer must not show the last person's pages; a view that is public says so itself
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return response


class OneStateMiddleware:
    """A request looks at the data in one state: its number is asked once (``audit.remembered``)."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with one_state():
            return self.get_response(request)


def _body_bytes(request: HttpRequest) -> int:
    """What the request says of its body; without a number Django reads none."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


class RequestSizeMiddleware:
    """Refuses a body that no form of ours can mean, before a byte of it is read."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if _body_bytes(request) > settings.UPLOAD_BYTES + FORM_OVERHEAD_BYTES:
            words = _("Không nhận: tệp quá %(most)d MB. Hãy nén hoặc tách tệp rồi tải lại.") % {
                "most": settings.UPLOAD_BYTES // (1024 * 1024)
            }
            return HttpResponse(words, status=413, content_type="text/plain; charset=utf-8")
        return self.get_response(request)


class StrangerSizeMiddleware:
    """Sends a large body from somebody without a session to the sign-in page before a byte of it is read.

    The check of the form's token would otherwise take the whole upload in first.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if _body_bytes(request) > settings.STRANGER_BYTES and not request.user.is_authenticated:
            return HttpResponseRedirect(settings.LOGIN_URL)
        return self.get_response(request)


class ChosenLanguageMiddleware:
    """Vietnamese unless this person chose otherwise.

    Django's own middleware follows the browser's language; offices run English browsers without wanting
    English pages.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
            return response


class OwnCookiesMiddleware:
    """Drops a session cookie that we cannot have given: some databases fail on its characters."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        given = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
        if given is not None and not _SESSION_KEY.fullmatch(given):
            del request.COOKIES[settings.SESSION_COOKIE_NAME]
        return self.get_response(request)


class SessionAgeMiddleware:
    """Ends a session that was idle too long or is older than a working day, without a write per page."""

    START, SEEN = "started_at", "seen_at"

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            self._judge(request, now=int(time.time()))
        return self.get_response(request)

    def _judge(self, request: HttpRequest, *, now: int) -> None:
        session = request.session
        started, seen = session.get(self.START, now), session.get(self.SEEN, 0)
        too_old = now - started > settings.SESSION_LONGEST_SECONDS
        too_idle = seen and now - seen > settings.SESSION_COOKIE_AGE + SESSION_REFRESH_SECONDS
        if too_old or too_idle:
            from django.contrib.auth import logout

            logout(request)
        elif now - seen > SESSION_REFRESH_SECONDS:
            session[self.START], session[self.SEEN] = started, now
