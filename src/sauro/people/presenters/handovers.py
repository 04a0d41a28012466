"""Handovers: the list, and one of them.

Belongs here: what /ban-giao shows. Does not belong here: what is open (``registry``).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sauro.people.models import Account, Handover, Membership, not_over, valid_on
from sauro.people.permissions import may_hand_over, reach
from sauro.people.presenters.people import place_words
from sauro.people.roles import all_roles
from sauro.people.states import HandoverState

_ICONS = {
    HandoverState.OFFERED: "confirm",
    HandoverState.ACCEPTED: "done",
    HandoverState.RETURNED: "back",
    HandoverState.CANCELLED: "waived",
}


@dataclass(frozen=True, slots=True)
class HandoverLine:
    row: Handover
    role: str
    icon: str


@dataclass(frozen=True, slots=True)
class HandoverPage:
    row: Handover
    role: str
    icon: str
    is_receiver: bool
    may_cancel: bool


@dataclass(frozen=True, slots=True)
class HandoversPage:
    waiting: list[HandoverLine]
    decided: list[HandoverLine]
    offerable: list[tuple[str, str]]


MOST_DECIDED = 100


def handovers_page(account: Account) -> HandoversPage:
    rows = Handover.objects.visible_to(account).select_related("giver", "receiver", "unit")
    return HandoversPage(
        waiting=[_line(row) for row in rows.filter(state=HandoverState.OFFERED)],
        decided=[_line(row) for row in rows.exclude(state=HandoverState.OFFERED)[:MOST_DECIDED]],
        offerable=[(key_of(m), words) for m, words in offerable(account)],
    )


def handover_page(account: Account, row: Handover) -> HandoverPage:
    line = _line(row)
    offered = row.state == HandoverState.OFFERED
    return HandoverPage(
        row=row,
        role=line.role,
        icon=line.icon,
        is_receiver=offered and account.pk == row.receiver_id,
        may_cancel=offered
        and (account.pk == row.giver_id or reach(account, "people.hand_over").covers(row.unit_id)),
    )


def _line(row: Handover) -> HandoverLine:
    role = all_roles().get(row.role)
    name = role.name_in(get_language() or "vi") if role else row.role
    return HandoverLine(row, name, _ICONS[HandoverState(row.state)])


def offerable(account: Account) -> list[tuple[Membership, str]]:
    """The roles in force that the account may hand over, own ones first, each in words."""
    granted = reach(account, "people.hand_over")
    rows = Membership.objects.filter(valid_on(timezone.localdate())).select_related("unit", "account")
    own = rows.filter(account=account).order_by("pk")
    others = granted.limit(rows.exclude(account=account).filter(account__is_active=True), "unit_id")
    language = get_language() or "vi"
    found = [(m, place_words(m, language)) for m in own]
    for membership in others.order_by("unit__order", "unit__sort_key", "account__sort_key"):
        if not may_hand_over(account, membership):
            continue
        words = _("%(place)s: %(name)s") % {
            "place": place_words(membership, language),
            "name": membership.account.name,
        }
        found.append((membership, words))
    return found


def key_of(membership: Membership) -> str:
    """Which role of whom, in codes: what the form sends."""
    return "|".join((membership.account.code, membership.unit.code, membership.role, membership.scope))


def receivers(membership: Membership) -> list[tuple[str, str]]:
    """Other people of the unit with an open account."""
    there = Membership.objects.filter(not_over(timezone.localdate()), unit_id=membership.unit_id)
    people = Account.objects.filter(is_active=True, pk__in=there.values("account_id"))
    people = people.exclude(pk=membership.account_id).order_by("sort_key", "code")
    return [(one.code, f"{one.name}, {one.position}" if one.position else one.name) for one in people]
