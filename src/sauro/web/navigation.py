"""The main menu and the menu under the person's name: upper rooms register entries in ``apps.py``, the shell shows them.

Belongs here: the registry and the choice of the current entry. Does not belong here: which entries exist.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from django.http import HttpRequest
from django.urls import get_script_prefix, reverse
from django.utils.functional import Promise

PLACES = ("bar", "person")
"""``bar``: the rooms of the product, at most ``MOST``; ``person``: what concerns the own account."""
MOST = 7


def _signed_in(request: HttpRequest) -> bool:
    user = getattr(request, "user", None)
    return bool(user and user.is_authenticated)


@dataclass(frozen=True, slots=True)
class Badge:
    """How many things wait behind an entry: the number for the eye, ``words`` follow it for those who listen."""

    count: int
    words: str


Counting = Callable[[HttpRequest], Badge | None]


def _nothing_waits(_request: HttpRequest) -> Badge | None:
    return None


@dataclass(frozen=True, slots=True)
class Entry:
    """One menu entry: ``url`` is a URL name, ``label`` a lazily translated word, ``order`` its place.

    ``badge`` is asked once for each page with a frame and may cost one query.
    """

    url: str
    label: str | Promise
    order: int
    shown: Callable[[HttpRequest], bool] = _signed_in
    badge: Counting = _nothing_waits
    place: str = "bar"

    def __post_init__(self) -> None:
        if self.place not in PLACES:
            raise ValueError(f"no menu is called {self.place!r}; there are {PLACES}")


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry as the template shows it; ``badge`` is None where nothing waits."""

    href: str
    label: str
    current: bool
    badge: Badge | None = None


_entries: dict[str, Entry] = {}


def register(
    url: str,
    label: str | Promise,
    *,
    order: int,
    shown: Callable[[HttpRequest], bool] = _signed_in,
    badge: Counting = _nothing_waits,
    place: str = "bar",
) -> None:
    """Add an entry; the same URL name registered twice stays one entry (tests load apps again)."""
    _entries[url] = Entry(url, label, order, shown, badge, place)


def entries(request: HttpRequest, place: str = "bar") -> tuple[Shown, ...]:
    """The entries this person sees, in order. Current is the one with the longest address that begins the path."""
    visible = sorted(
        (e for e in _entries.values() if e.place == place and e.shown(request)),
        key=lambda e: (e.order, e.url),
    )
    prefix = get_script_prefix()
    addresses = {entry.url: _address(entry.url, prefix) for entry in visible}
    here = max(
        (href for href in addresses.values() if _lies_below(request.path, href)), key=len, default=None
    )
    rows = []
    for entry in visible:
        href, waiting = addresses[entry.url], entry.badge(request)
        rows.append(
            Shown(href, str(entry.label), href == here, waiting if waiting and waiting.count > 0 else None)
        )
    return tuple(rows)


@lru_cache(maxsize=64)
def _address(url: str, prefix: str) -> str:  # noqa: ARG001 - the address begins with it
    """Addresses do not change while a process runs, and every page asks for the same ones."""
    return reverse(url)


def _lies_below(path: str, href: str) -> bool:
    return path == href or path.startswith(href.rstrip("/") + "/")
