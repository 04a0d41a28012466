"""Bàn giao: a role in a unit passes to the next person, with the work that is open.

Belongs here: offering, accepting, returning, cancelling. Does not belong here: what is open (rooms above register
it with ``registry.open_work``).
"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from sauro.audit.actor import Actor
from sauro.audit.stamps import signature, stamp
from sauro.people import registry
from sauro.people.actions.common import move, new_code, note
from sauro.people.actions.roles import begin_role, close_role, yesterday
from sauro.people.by import By, as_actor
from sauro.people.models import Account, Handover, Membership, not_over, valid_on
from sauro.people.permissions import acting, holds_all, may_hand_over
from sauro.people.refusals import ActionRefused
from sauro.people.roles import all_roles
from sauro.people.states import HANDOVER_MOVES, HandoverState


@transaction.atomic
def offer_handover(*, membership: Membership, receiver: Account, reason: str, by: By) -> Handover:
    """The holder, or whoever may hand over in the unit, offers the role to a person of the unit."""
    giver, unit = membership.account, membership.unit
    actor = _offering(by, membership, receiver)
    check_receiver(membership, receiver)
    if not reason.strip():
        raise ActionRefused("reason_missing", field="reason")
    Account.objects.select_for_update().get(pk=giver.pk)
    if _held(giver, membership.unit_id, membership.role, membership.scope) is None:
        raise ActionRefused("hand_over_not_held", giver=giver.name, unit=unit.short_name)
    other = Handover.objects.filter(
        giver=giver, unit=unit, role=membership.role, scope=membership.scope, state=HandoverState.OFFERED
    ).first()
    if other is not None:
        raise ActionRefused("hand_over_offered", code=other.code)
    handover = Handover.objects.create(
        code=new_code("BG"),
        giver=giver,
        receiver=receiver,
        unit=unit,
        role=membership.role,
        scope=membership.scope,
        reason=" ".join(reason.split()),
        items=[item.as_row() for item in registry.open_work_of(giver, unit, membership.role)],
        **signature("offered", actor),
    )
    after = {
        "giver": giver.code,
        "receiver": receiver.code,
        "unit": unit.code,
        "role": handover.role,
        "items": len(handover.items),
        "reason": handover.reason,
    }
    note(actor, "handover.offered", handover.code, after=after)
    return handover


def _offering(by: By, membership: Membership, receiver: Account) -> Actor:
    """Whoever looks after the unit moves no role that is wider than the own, nor takes one that way."""
    if not isinstance(by, Account):
        return by
    if by.pk == membership.account_id:
        return by.actor
    actor = _looking_after(by, membership)
    role = all_roles().get(membership.role)
    name = role.name_in(get_language() or "vi") if role is not None else membership.role
    if not may_hand_over(by, membership):
        raise ActionRefused("role_wider", field="receiver", role=name)
    if receiver.pk == by.pk and (role is None or not holds_all(by, role, membership.unit)):
        raise ActionRefused("own_account", field="receiver")
    return actor


def _looking_after(by: Account, membership: Membership) -> Actor:
    if not by.reach("people.hand_over").covers(membership.unit_id):
        raise ActionRefused("hand_over_not_yours")
    return acting(by, "people.hand_over", membership.unit)


def check_receiver(membership: Membership, receiver: Account) -> None:
    """Another person, with an open account, who belongs to the unit already."""
    if receiver.pk == membership.account_id:
        raise ActionRefused("hand_over_to_self", field="receiver")
    if not receiver.is_active:
        raise ActionRefused("account_closed", field="receiver", name=receiver.name)
    there = Membership.objects.filter(
        not_over(timezone.localdate()), account=receiver, unit_id=membership.unit_id
    )
    if not there.exists():
        raise ActionRefused(
            "hand_over_unit", field="receiver", receiver=receiver.name, unit=membership.unit.short_name
        )


@transaction.atomic
def accept_handover(*, handover: Handover, by: By) -> Handover:
    """The giver's role ends and the receiver's begins, at once and together, and lasts as long as it would have."""
    handover, actor = _for_receiver(handover, by, "accept_handover")
    held = _held(handover.giver, handover.unit_id, handover.role, handover.scope)
    if held is None:
        raise ActionRefused("hand_over_not_held", giver=handover.giver.name, unit=handover.unit.short_name)
    check_receiver(held, handover.receiver)
    last_day = held.valid_to
    close_role(held, yesterday(), actor)
    if _held(handover.receiver, handover.unit_id, handover.role, handover.scope) is None:
        begin_role(
            handover.receiver,
            handover.unit,
            handover.role,
            handover.scope,
            actor,
            valid_from=timezone.localdate(),
            valid_to=last_day,
        )
    return _decided(handover, "accept_handover", actor)


@transaction.atomic
def return_handover(*, handover: Handover, reason: str, by: By) -> Handover:
    handover, actor = _for_receiver(handover, by, "return_handover")
    if not reason.strip():
        raise ActionRefused("reason_missing", field="reason")
    return _decided(handover, "return_handover", actor, answer=" ".join(reason.split()))


@transaction.atomic
def cancel_handover(*, handover: Handover, by: By) -> Handover:
    """By the giver, or whoever may hand over in the unit."""
    handover = _locked(handover)
    if isinstance(by, Account) and by.pk == handover.giver_id:
        actor = by.actor
    else:
        actor = acting(by, "people.hand_over", handover.unit)
    return _decided(handover, "cancel_handover", actor)


def _locked(handover: Handover) -> Handover:
    rows = Handover.objects.select_for_update(of=("self",)).select_related("giver", "receiver", "unit")
    return rows.get(pk=handover.pk)


def _for_receiver(handover: Handover, by: By, action: str) -> tuple[Handover, Actor]:
    handover = _locked(handover)
    if isinstance(by, Account) and by.pk != handover.receiver_id:
        raise ActionRefused("not_receiver", receiver=handover.receiver.name)
    move(HANDOVER_MOVES, handover.state, action, handover.get_state_display())
    return handover, as_actor(by)


def _decided(handover: Handover, action: str, actor: Actor, *, answer: str = "") -> Handover:
    before = handover.state
    handover.state = move(HANDOVER_MOVES, handover.state, action, handover.get_state_display())
    handover.answer = answer
    stamped = stamp(handover, "decided", actor)
    handover.save(update_fields=["state", "answer", *stamped])
    after = {"state": str(handover.state), **({"reason": answer} if answer else {})}
    note(actor, f"handover.{handover.state}", handover.code, before={"state": str(before)}, after=after)
    return handover


def _held(account: Account, unit: int, role: str, scope: str) -> Membership | None:
    """The membership of today that a handover is about."""
    today = timezone.localdate()
    rows = Membership.objects.select_related("account", "unit").filter(valid_on(today))
    return rows.filter(account=account, unit_id=unit, role=role, scope=scope).first()
