"""Context processor of the shell. Belongs here: what base.html needs on every page. Nothing of one page."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from sauro.web import navigation, shell


def frame(request: HttpRequest) -> dict[str, Any]:
    """Lazy values: a fragment that does not show the frame pays nothing for it."""
    return {
        "nav_entries": SimpleLazyObject(lambda: navigation.entries(request)),
        "person_entries": SimpleLazyObject(lambda: navigation.entries(request, "person")),
        "institution": SimpleLazyObject(lambda: shell.institution() or False),
        "person": SimpleLazyObject(lambda: shell.person(request) or False),
        "sign_in_address": SimpleLazyObject(lambda: shell.sign_in_address() or ""),
        # a page that knows better says so: a real plan in the demo world is no sample
        "sample": getattr(settings, "DEMO", False),
        "asking": SimpleLazyObject(lambda: shell.asking(request) or False),
    }
