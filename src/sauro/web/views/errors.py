"""What a person reads when a page is refused, missing or broken.

Belongs here: handlers named by the root urls. An exception that says ``why`` and ``whom`` is quoted; none is guessed.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from structlog.contextvars import get_contextvars


def _incident() -> str:
    """The request id of the log, so that the person and the log name the same event."""
    return str(get_contextvars().get("request_id", ""))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    context = {
        "why": str(getattr(exception, "why", "") or ""),
        "whom": str(getattr(exception, "whom", "") or ""),
        "incident": _incident(),
    }
    return render(request, "web/403.html", context, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """``reason`` is Django's own English sentence for developers; the page says what to do instead."""
    return render(request, "web/403_csrf.html", {"incident": _incident()}, status=403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "web/400.html", {"incident": _incident()}, status=400)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "web/404.html", status=404)


def server_fault(request: HttpRequest) -> HttpResponse:
    """Rendered without context processors: what broke may be the database that they ask."""
    from django.template.loader import render_to_string

    return HttpResponse(render_to_string("web/500.html", {"incident": _incident()}), status=500)
