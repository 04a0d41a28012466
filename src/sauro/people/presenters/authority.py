"""Delegations and signing authority.

Belongs here: what /uy-quyen shows. Does not belong here: who may decide (``granted``).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from sauro.people import registry
from sauro.people.actions.delegations import lendable
from sauro.people.models import Account, Delegation, SigningAuthority
from sauro.people.permissions import can, reach


@dataclass(frozen=True, slots=True)
class DelegationLine:
    """``rights`` are the permissions lent, in words; ``state`` chooses the icon."""

    row: Delegation
    rights: str
    state: str
    may_end: bool


@dataclass(frozen=True, slots=True)
class SigningLine:
    row: SigningAuthority
    lines: list[str]
    state: str
    may_end: bool


@dataclass(frozen=True, slots=True)
class AuthorityPage:
    delegations: list[DelegationLine]
    signing: list[SigningLine]
    may_delegate: bool
    may_sign: bool
    ended_shown: bool


def authority_page(account: Account, *, with_ended: bool) -> AuthorityPage:
    today = timezone.localdate()
    delegations = Delegation.objects.visible_to(account).select_related("giver", "receiver", "unit")
    signing = SigningAuthority.objects.visible_to(account).select_related("unit", "under")
    if not with_ended:
        delegations = delegations.open_on(today)
        signing = signing.exclude(valid_to__lt=today)
    manages, signs = reach(account, "people.manage"), reach(account, "people.sign")
    return AuthorityPage(
        delegations=[
            _delegation(
                row, today, account.pk in (row.giver_id, row.receiver_id) or manages.covers(row.unit_id)
            )
            for row in delegations
        ],
        signing=[_signing(row, today, signs.covers(row.unit_id)) for row in signing],
        may_delegate=can(account, "people.delegate"),
        may_sign=can(account, "people.sign"),
        ended_shown=with_ended,
    )


def _delegation(row: Delegation, today: date, may_end: bool) -> DelegationLine:
    over = row.ended_at is not None or row.valid_to < today
    state = "pause" if over else "todo" if row.valid_from > today else "done"
    names = [str(registry.get(code).name) for code in lendable(row.giver, row.unit)]
    return DelegationLine(row, ", ".join(names), state, may_end and not over)


def _signing(row: SigningAuthority, today: date, may_end: bool) -> SigningLine:
    over = row.valid_to is not None and row.valid_to < today
    state = "pause" if over else "todo" if row.valid_from > today else "done"
    return SigningLine(row, row.lines.splitlines(), state, may_end and not over)
