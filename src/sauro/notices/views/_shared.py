"""What the pages of this room share: cutting what came in, saying a refusal on the next page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.http import HttpRequest

from sauro.notices.refusals import ActionRefused

LONGEST = 1000


def plain(text: str | None) -> str:
    """Cut, without the zero character, which a database may refuse."""
    return (text or "").replace("\x00", "")[:LONGEST]


def number(text: str | None) -> int:
    """The page of a list; the first for anything that is no number."""
    raw = text or ""
    return int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 7 else 1


@contextmanager
def told(request: HttpRequest) -> Iterator[None]:
    """A refusal inside is said on the next page."""
    try:
        yield
    except ActionRefused as refused:
        messages.error(request, refused.sentence)
