"""When to answer with a fragment instead of a page. Belongs here: reading htmx's headers. No rendering."""

from __future__ import annotations

from django.http import HttpRequest


def wants_fragment(request: HttpRequest) -> bool:
    """htmx asks to replace a part; boosted links and going back in history want the whole page."""
    htmx = getattr(request, "htmx", None)
    if not htmx:
        return False
    return not (htmx.boosted or htmx.history_restore_request)
