"""Health, and the pages shown when something is refused or broken.

Belongs here: views that no room owns. Does not belong here: words of a room's own refusals (its views show
web/403.html too).
"""

from __future__ import annotations

from typing import Any

import structlog
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sauro.config import health

log = structlog.get_logger(__name__)


@login_not_required
@never_cache
@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    """The process answers; asks nothing of the database."""
    return JsonResponse({"status": "ok"})


@login_not_required
@never_cache
@require_safe
def readyz(_request: HttpRequest) -> HttpResponse:
    """Ready to serve: the database answers and its schema is the code's. 503 with codes, never details."""
    checks = {"database": health.database_answers(), "migrations": False}
    if checks["database"]:
        checks["migrations"] = health.migrations_applied()
    ready = all(checks.values())
    return JsonResponse(
        {"status": "ok" if ready else "not_ready", "checks": checks}, status=200 if ready else 503
    )


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403 with the reason and whom to ask, where the refusal carries them."""
    context = {
        "code": getattr(exception, "code", "denied"),
        "why": getattr(exception, "why", ""),
        "whom": getattr(exception, "whom", ""),
        "held": getattr(exception, "held", ()),
        "needed": getattr(exception, "needed", ()),
    }
    return _page(request, "web/403.html", context, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form sent from a page that is too old, or from elsewhere."""
    log.warning("csrf_refused", reason=reason)
    context = {
        "code": "csrf",
        "why": _("Trang này mở đã lâu hoặc trình duyệt không gửi kèm cookie, nên biểu mẫu chưa được nhận."),
        "whom": _("Tải lại trang rồi gửi lại biểu mẫu."),
    }
    return _page(request, "web/403.html", context, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404; what was looked for is not repeated, it may be a code that somebody mistyped."""
    del exception  # Django passes it by name
    return _page(request, "web/404.html", {}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500 with the incident code, which is the request id of the log lines."""
    incident = getattr(request, "request_id", "")
    try:
        return _page(request, "web/500.html", {"incident": incident}, status=500)
    except Exception:
        # the error page itself may need what is broken; the incident code must still reach the person
        log.exception("error_page_failed")
        words = _("Hệ thống gặp lỗi khi xử lý trang này. Thử lại sau ít phút. Mã sự việc: %(incident)s.") % {
            "incident": incident
        }
        return HttpResponse(words, status=500, content_type="text/plain; charset=utf-8")


def _page(request: HttpRequest, template: str, context: dict[str, Any], *, status: int) -> HttpResponse:
    return render(request, template, context, status=status)
