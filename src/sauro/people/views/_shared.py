"""What the pages of this room share: who asks, and the sentence of a refusal after a redirect.

Belongs here: these. Does not belong here: a page.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest

from sauro.people import fields
from sauro.people.models import Account, Unit
from sauro.people.refusals import ActionRefused
from sauro.people.roles import all_roles

UNPROCESSABLE = 422
LONGEST = 500


@contextmanager
def told(request: HttpRequest) -> Iterator[None]:
    """A refusal inside is said on the next page."""
    try:
        yield
    except ActionRefused as refused:
        messages.error(request, refused.sentence)
    except ValidationError as wrong:
        messages.error(request, " ".join(wrong.messages))


def person_of(request: HttpRequest, code: str) -> Account:
    """The person of that code, or 404 alike for nobody and for somebody whom the account does not look after."""
    found = Account.objects.visible_to(request.user).filter(code=plain(code)).first()
    if not isinstance(found, Account):
        raise Http404
    return found


def posted(request: HttpRequest, name: str) -> str:
    """What came in a field that no form cleans."""
    return plain(request.POST.get(name, ""))


def plain(text: str) -> str:
    """Cut, without the zero character, which a database may refuse."""
    return text.replace("\x00", "")[:LONGEST]


def unit_choices(units: list[Unit]) -> list[tuple[str, str]]:
    return [(unit.code, unit.name) for unit in units]


def role_choices(language: str) -> list[tuple[str, str]]:
    return [(role.code, role.name_in(language)) for role in all_roles().values()]


def field_choices() -> list[tuple[str, str]]:
    return list(fields.all_fields().items())
