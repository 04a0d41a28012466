"""What the frame of a page says about the institution and the signed-in person, asked from upper rooms.

Belongs here: small protocols and their registry. Does not belong here: how a room finds the answer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Institution:
    """Whose system this is: ``short`` for the bar, ``full`` for the foot, ``contact`` the office to ask."""

    short: str
    full: str
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Who is signed in, as the bar says it; ``sign_out`` is the address that takes the POST."""

    name: str
    unit: str
    role: str
    sign_out: str


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to ask: ``where`` an office, ``name`` the person, ``can`` what that person may do."""

    where: str
    name: str
    can: str = ""


@dataclass(frozen=True, slots=True)
class Asking:
    """Where a refused person may ask for the right: ``action`` takes a POST of ``permission``, ``page`` and ``reason``."""

    action: str
    whom: str
    contacts: tuple[Contact, ...] = ()


@dataclass(slots=True)
class _Sources:
    institution: Callable[[], Institution | None] | None = None
    person: Callable[[HttpRequest], Person | None] | None = None
    sign_in: Callable[[], str] | None = None
    home: Callable[[HttpRequest], str | None] | None = None
    asking: Callable[[HttpRequest], Asking | None] | None = None


_sources = _Sources()


def institution_from(source: Callable[[], Institution | None]) -> None:
    _sources.institution = source


def person_from(source: Callable[[HttpRequest], Person | None]) -> None:
    _sources.person = source


def sign_in_from(source: Callable[[], str]) -> None:
    """Register who knows the address of the sign-in page."""
    _sources.sign_in = source


def home_from(source: Callable[[HttpRequest], str | None]) -> None:
    """Register who knows the first page of a signed-in person."""
    _sources.home = source


def asking_from(source: Callable[[HttpRequest], Asking | None]) -> None:
    """Register who takes requests for a right; asked only when a refusal is shown."""
    _sources.asking = source


def institution() -> Institution | None:
    return _sources.institution() if _sources.institution else None


def person(request: HttpRequest) -> Person | None:
    return _sources.person(request) if _sources.person else None


def sign_in_address() -> str | None:
    return _sources.sign_in() if _sources.sign_in else None


def home_address(request: HttpRequest) -> str | None:
    return _sources.home(request) if _sources.home else None


def asking(request: HttpRequest) -> Asking | None:
    return _sources.asking(request) if _sources.asking else None
