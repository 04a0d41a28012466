"""What the pages of this room share: who asks, and the sentence of a refusal after a redirect.

Belongs here: these. Does not belong here: a page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest
from django.utils.translation import get_language

from sauro.people import actions, fields
from sauro.people.models import Account, Unit
from sauro.people.refusals import ActionRefused
from sauro.people.roles import all_roles

UNPROCESSABLE = 422
LONGEST = 500
Choices = list[tuple[str, str]]


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


def unit_choices(units: Iterable[Unit]) -> Choices:
    return [(unit.code, unit.name) for unit in units]


def role_choices(language: str) -> Choices:
    return [(role.code, role.name_in(language)) for role in all_roles().values()]


def field_choices() -> Choices:
    return list(fields.all_fields().items())


def choices_of_a_role(units: Iterable[Unit]) -> dict[str, Choices]:
    """What a form that gives a role offers; ``units`` are those that the account looks after."""
    language = get_language() or "vi"
    return {"unit": unit_choices(units), "role": role_choices(language), "scope": field_choices()}


def give_chosen_role(account: Account, units: Iterable[Unit], wanted: Mapping[str, Any], by: Account) -> None:
    """Gives the role that a form named; ``wanted`` is the cleaned form."""
    actions.give_role(
        account=account,
        unit={unit.code: unit for unit in units}[wanted["unit"]],
        role=wanted["role"],
        scope=wanted["scope"],
        valid_from=wanted["valid_from"],
        valid_to=wanted["valid_to"],
        by=by,
    )
