"""Requests for a right.

Belongs here: what /nguoi-dung/de-nghi shows. Does not belong here: the 403 page (``refused``).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language

from sauro.people import registry
from sauro.people.models import AccessRequest, Account
from sauro.people.presenters.people import place_words
from sauro.people.roles import all_roles
from sauro.people.states import RequestState

MOST_DECIDED = 100
_ICONS = {RequestState.OPEN: "confirm", RequestState.GRANTED: "done", RequestState.DECLINED: "back"}


@dataclass(frozen=True, slots=True)
class RequestLine:
    """``permission`` in words; ``roles`` those that hold it; ``places`` what the person is now."""

    row: AccessRequest
    permission: str
    places: list[str]
    roles: list[tuple[str, str]]
    icon: str
    own: bool


@dataclass(frozen=True, slots=True)
class RequestsPage:
    open: list[RequestLine]
    decided: list[RequestLine]


def requests_page(account: Account) -> RequestsPage:
    rows = AccessRequest.objects.visible_to(account).select_related("account")
    return RequestsPage(
        open=[_line(account, row) for row in rows.filter(state=RequestState.OPEN)],
        decided=[_line(account, row) for row in rows.exclude(state=RequestState.OPEN)[:MOST_DECIDED]],
    )


def own_requests(account: Account) -> list[RequestLine]:
    """What the account itself has asked for, newest first."""
    rows = AccessRequest.objects.visible_to(account).filter(account=account).select_related("account")
    return [_line(account, row) for row in rows[:MOST_DECIDED]]


def roles_with(permission: str) -> list[tuple[str, str]]:
    language = get_language() or "vi"
    return [(r.code, r.name_in(language)) for r in all_roles().values() if r.reach_of(permission)]


def _line(viewer: Account, row: AccessRequest) -> RequestLine:
    language = get_language() or "vi"
    known = row.permission in registry.codes()
    return RequestLine(
        row=row,
        permission=str(registry.get(row.permission).name) if known else row.permission,
        places=[place_words(m, language) for m in row.account.memberships_now()],
        roles=roles_with(row.permission),
        icon=_ICONS[RequestState(row.state)],
        own=viewer.pk == row.account_id,
    )
