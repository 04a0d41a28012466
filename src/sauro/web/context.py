"""Context processor of the shell. Belongs here: what base.html needs on every page. Nothing of one page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from sauro.web import navigation, shell


class Later:
    """Worked out when a template first shows it, once. A template calls it and goes on with the plain value: unlike a
    lazy object it can stand in the key of a kept fragment."""

    def __init__(self, work: Callable[[], Any]) -> None:
        self._work = work

    def __call__(self) -> Any:
        if not hasattr(self, "_value"):
            self._value = self._work()
        return self._value


def frame(request: HttpRequest) -> dict[str, Any]:
    """Lazy values: a fragment that does not show the frame pays nothing for it."""
    return {
        "nav_entries": Later(lambda: navigation.entries(request)),
        "person_entries": Later(lambda: navigation.entries(request, "person")),
        "institution": Later(shell.institution),
        "person": Later(lambda: shell.person(request)),
        "sign_in_address": Later(lambda: shell.sign_in_address() or ""),
        # a page that knows better says so: a real plan in the demo world is no sample
        "sample": getattr(settings, "DEMO", False),
        "asking": Later(lambda: shell.asking(request)),
    }
