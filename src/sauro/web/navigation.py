"""The main menu: upper rooms register their entries in ``apps.py``, the shell shows them.

Belongs here: the registry and the choice of the current entry. Does not belong here: which entries exist.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise


def _signed_in(request: HttpRequest) -> bool:
    user = getattr(request, "user", None)
    return bool(user and user.is_authenticated)


@dataclass(frozen=True, slots=True)
class Entry:
    """One menu entry: ``url`` is a URL name, ``label`` a lazily translated word, ``order`` its place."""

    url: str
    label: str | Promise
    order: int
    shown: Callable[[HttpRequest], bool] = _signed_in


@dataclass(frozen=True, slots=True)
class Shown:
    href: str
    label: str
    current: bool


_entries: dict[str, Entry] = {}


def register(
    url: str, label: str | Promise, *, order: int, shown: Callable[[HttpRequest], bool] = _signed_in
) -> None:
    """Add an entry; the same URL name registered twice stays one entry (tests load apps again)."""
    _entries[url] = Entry(url, label, order, shown)


def entries(request: HttpRequest) -> list[Shown]:
    """The entries this person sees, in order; the one whose address begins the current path is current."""
    visible = sorted((e for e in _entries.values() if e.shown(request)), key=lambda e: e.order)
    rows = []
    for entry in visible:
        href = reverse(entry.url)
        current = request.path == href or request.path.startswith(href.rstrip("/") + "/")
        rows.append(Shown(href, str(entry.label), current))
    return rows
