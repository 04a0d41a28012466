"""One person: roles, links, what the trail says.

Belongs here: what that page shows. Does not belong here: the list (``people``), rights (``permissions``).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language

from sauro.audit.models import Event
from sauro.audit.queries import history
from sauro.people import fields
from sauro.people.access.factors import has_second_factor
from sauro.people.models import Account, Delegation, Invitation, Membership
from sauro.people.permissions import reach
from sauro.people.presenters.people import state_of
from sauro.people.presenters.trail import event_words
from sauro.people.roles import all_roles
from sauro.people.states import LinkState

MOST_EVENTS = 50


@dataclass(frozen=True, slots=True)
class RoleLine:
    membership: Membership
    role: str
    field: str
    over: bool
    may_end: bool


@dataclass(frozen=True, slots=True)
class TrailLine:
    event: Event
    words: str


@dataclass(frozen=True, slots=True)
class PersonPage:
    account: Account
    state: str
    state_words: str
    roles: list[RoleLine]
    links: list[Invitation]
    delegations: list[Delegation]
    has_factor: bool
    may_manage: bool
    own: bool
    trail: list[TrailLine]
    trail_shown: bool


def person_page(viewer: Account, account: Account) -> PersonPage:
    today = timezone.localdate()
    manages = reach(viewer, "people.manage")
    own = viewer.pk == account.pk
    memberships = list(account.memberships.select_related("unit").order_by("-valid_to", "-pk"))
    may_manage = not own and (manages.everything or any(m.unit_id in manages.units for m in memberships))
    trail_shown = _may_see_trail(viewer, memberships, today)
    state, words = state_of(account)
    return PersonPage(
        account=account,
        state=state,
        state_words=words,
        roles=[_role(m, today, not own and manages.covers(m.unit_id)) for m in memberships],
        links=list(
            Invitation.objects.visible_to(viewer).filter(
                account=account, state=LinkState.OPEN, expires_at__gt=timezone.now()
            )
        ),
        delegations=list(
            Delegation.objects.visible_to(viewer)
            .filter(Q(giver=account) | Q(receiver=account))
            .open_on(today)
            .select_related("giver", "receiver", "unit")
        ),
        has_factor=has_second_factor(account),
        may_manage=may_manage,
        own=own,
        trail=_trail(account) if trail_shown else [],
        trail_shown=trail_shown,
    )


def _role(membership: Membership, today: date, may_end: bool) -> RoleLine:
    role = all_roles().get(membership.role)
    over = membership.valid_to is not None and membership.valid_to < today
    return RoleLine(
        membership,
        role.name_in(get_language() or "vi") if role else membership.role,
        fields.name_of(membership.scope) if membership.scope else "",
        over,
        may_end and membership.valid_to is None,
    )


def _may_see_trail(viewer: Account, memberships: list[Membership], today: date) -> bool:
    """Whoever may see the trail of a unit in which the person is now."""
    granted = reach(viewer, "audit.view")
    return granted.everything or any(
        m.unit_id in granted.units for m in memberships if m.valid_to is None or m.valid_to >= today
    )


def _trail(account: Account) -> list[TrailLine]:
    events = history(room="people", subject=account.code).order_by("-at", "-id")[:MOST_EVENTS]
    return [TrailLine(event, event_words(event)) for event in events]
