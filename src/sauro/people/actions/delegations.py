"""For a time, one person lets another use a right, by a document.

Belongs here: beginning and ending delegations. Does not belong here: how far a delegated right reaches
(``granted``), who signs documents (``signing``).
"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from sauro.audit.stamps import signature, stamp
from sauro.people.actions.common import new_code, note
from sauro.people.by import By
from sauro.people.granted import grant
from sauro.people.models import Account, Delegation, Unit
from sauro.people.models.accounts import units_below
from sauro.people.permissions import acting, refusal
from sauro.people.refusals import ActionRefused
from sauro.people.roles import delegable_permissions


@transaction.atomic
def delegate(
    *,
    giver: Account,
    receiver: Account,
    unit: Unit,
    valid_from: date,
    valid_to: date,
    document_number: str,
    document_date: date,
    reason: str,
    by: By,
) -> Delegation:
    """What the giver's own roles mark as delegable is the receiver's too, in that unit, on these days."""
    actor = acting(by, "people.delegate", unit)
    if isinstance(by, Account) and by.pk != giver.pk and not by.reach("people.manage").covers(unit.pk):
        raise refusal(by, "people.manage", unit)
    if isinstance(by, Account) and by.pk == receiver.pk != giver.pk:
        raise ActionRefused("own_account", field="receiver")
    check_delegation(giver, receiver, unit, valid_from, valid_to)
    if not document_number.strip() or not reason.strip():
        raise ActionRefused("reason_missing", field="reason")
    Account.objects.select_for_update().get(pk=giver.pk)
    other = (
        Delegation.objects.filter(giver=giver, receiver=receiver, unit=unit, ended_at__isnull=True)
        .filter(valid_from__lte=valid_to, valid_to__gte=valid_from)
        .first()
    )
    if other is not None:
        raise ActionRefused("delegate_overlaps", code=other.code, unit=unit.short_name)
    delegation = Delegation.objects.create(
        code=new_code("UQ"),
        giver=giver,
        receiver=receiver,
        unit=unit,
        valid_from=valid_from,
        valid_to=valid_to,
        document_number=" ".join(document_number.split()),
        document_date=document_date,
        reason=" ".join(reason.split()),
        **signature("made", actor),
    )
    receiver.forget_memberships()
    note(actor, "delegation.begun", delegation.code, after=_told(delegation))
    return delegation


def check_delegation(giver: Account, receiver: Account, unit: Unit, valid_from: date, valid_to: date) -> None:
    """The giver holds something delegable there by an own role; the receiver is another person with a role."""
    if giver.pk == receiver.pk:
        raise ActionRefused("delegate_to_self", field="receiver")
    if valid_to < valid_from:
        raise ActionRefused("days_reversed", field="valid_to")
    for account, field in ((giver, "giver"), (receiver, "receiver")):
        if not account.is_active:
            raise ActionRefused("account_closed", field=field, name=account.name)
    if not lendable(giver, unit):
        raise ActionRefused("delegate_nothing", field="unit", giver=giver.name, unit=unit.short_name)
    if not receiver.memberships_now():
        raise ActionRefused("delegate_no_role", field="receiver", receiver=receiver.name)


def lendable(giver: Account, unit: Unit) -> list[str]:
    """The permissions that the giver's own roles, not delegations to the giver, can lend in the unit."""
    held = giver.held()
    return [
        code for code in sorted(delegable_permissions()) if grant(held, code, units_below).covers(unit.pk)
    ]


@transaction.atomic
def end_delegation(*, delegation: Delegation, by: By) -> Delegation:
    """Ends it at once: by the giver, the receiver, or whoever manages the unit's people."""
    delegation = (
        Delegation.objects.select_for_update().select_related("unit", "receiver").get(pk=delegation.pk)
    )
    if isinstance(by, Account) and by.pk in (delegation.giver_id, delegation.receiver_id):
        actor = by.actor
    else:
        actor = acting(by, "people.manage", delegation.unit)
    if delegation.ended_at is not None:
        raise ActionRefused("delegation_over")
    delegation.save(update_fields=stamp(delegation, "ended", actor))
    delegation.receiver.forget_memberships()
    note(actor, "delegation.ended", delegation.code, before={"ended": False}, after={"ended": True})
    return delegation


def _told(delegation: Delegation) -> dict[str, object]:
    return {
        "giver": delegation.giver.code,
        "receiver": delegation.receiver.code,
        "unit": delegation.unit.code,
        "from": delegation.valid_from,
        "to": delegation.valid_to,
        "document": delegation.document_number,
        "document_date": delegation.document_date,
        "reason": delegation.reason,
    }
