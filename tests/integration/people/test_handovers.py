"""Bàn giao: the role and the open work pass together, or not at all."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from sauro.audit.models import Event
from sauro.people import registry
from sauro.people.actions import (
    accept_handover,
    cancel_handover,
    end_role,
    offer_handover,
    return_handover,
    set_active,
)
from sauro.people.actions.roles import yesterday
from sauro.people.models import Account, Handover, Membership
from sauro.people.permissions import can
from sauro.people.refusals import ActionRefused
from sauro.people.states import HANDOVER_MOVES, HandoverState
from worlds.cast import MAKER, PLACES, Cast, person, unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def successor(cast: Cast) -> Account:
    """A clerk of the commune whose focal point leaves."""
    return person("successor", "90002", "clerk")


@pytest.fixture(autouse=True)
def open_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """One room with one thing open in the commune."""

    def listed(_account: Account, place, role: str):  # type: ignore[no-untyped-def]
        if (place.code, role) == ("90002", "focal_point"):
            yield registry.OpenItem("plans", "NV-02.03", "Rà soát thủ tục", "/nhiem-vu/NV-02.03")

    monkeypatch.setattr(registry, "_open_work", {"plans": listed})


def held(cast: Cast) -> Membership:
    return Membership.objects.get(account=cast["focal_point"], valid_to__isnull=True)


def offered(cast: Cast, successor: Account) -> Handover:
    return offer_handover(
        membership=held(cast), receiver=successor, reason="Chuyển công tác", by=cast["focal_point"]
    )


def test_open_work_is_listed_as_it_was(
    cast: Cast, successor: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = offered(cast, successor)
    monkeypatch.setattr(registry, "_open_work", {})
    row.refresh_from_db()
    assert row.items == [
        {"room": "plans", "code": "NV-02.03", "words": "Rà soát thủ tục", "address": "/nhiem-vu/NV-02.03"}
    ]


def test_until_it_is_accepted_nothing_changes(cast: Cast, successor: Account) -> None:
    offered(cast, successor)
    assert can(cast["focal_point"], "assignments.report", unit("90002"))
    assert not can(successor, "assignments.report")


def test_accepted_the_one_role_ends_and_the_other_begins(cast: Cast, successor: Account) -> None:
    row = accept_handover(handover=offered(cast, successor), by=successor)
    assert (row.state, row.decided_by_code) == (HandoverState.ACCEPTED, successor.code)
    assert not can(cast["focal_point"], "assignments.report")
    assert can(Account.objects.get(pk=successor.pk), "assignments.report", unit("90002"))
    assert Membership.objects.get(account=cast["focal_point"]).valid_to == yesterday()
    new = Membership.objects.get(account=successor, role="focal_point")
    assert new.valid_from == timezone.localdate()
    told = Event.objects.filter(action__in=["role.ended", "role.given", "handover.accepted"])
    assert {event.by_code for event in told.filter(by_code=successor.code)} == {successor.code}


def test_all_of_it_or_nothing(cast: Cast, successor: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    row = offered(cast, successor)

    def fail(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr("sauro.people.actions.handovers.begin_role", fail)
    with pytest.raises(RuntimeError):
        accept_handover(handover=row, by=successor)
    row.refresh_from_db()
    assert row.state == HandoverState.OFFERED
    assert held(cast).valid_to is None


def test_returned_with_a_reason(cast: Cast, successor: Account) -> None:
    row = offered(cast, successor)
    with pytest.raises(ActionRefused, match="reason_missing"):
        return_handover(handover=row, reason="  ", by=successor)
    row = return_handover(handover=row, reason="Chưa đủ hồ sơ", by=successor)
    assert (row.state, row.answer) == (HandoverState.RETURNED, "Chưa đủ hồ sơ")
    assert held(cast)
    with pytest.raises(ActionRefused, match="not_open"):
        accept_handover(handover=row, by=successor)


@pytest.mark.parametrize("who", [*PLACES, "nobody"])
def test_only_the_receiver_answers(cast: Cast, successor: Account, who: str) -> None:
    row = offered(cast, successor)
    for act in (accept_handover, lambda **given: return_handover(reason="x", **given)):
        with pytest.raises(ActionRefused, match="not_receiver"):
            act(handover=row, by=cast[who])


# who may offer the focal point's role, and cancel what was offered
@pytest.mark.parametrize("who", [*PLACES, "nobody"])
def test_the_holder_and_who_looks_after_the_unit_offer_and_cancel(
    cast: Cast, successor: Account, who: str
) -> None:
    row = offered(cast, successor)
    if who in ("focal_point", "administrator"):
        assert cancel_handover(handover=row, by=cast[who]).state == HandoverState.CANCELLED
        offer_handover(membership=held(cast), receiver=successor, reason="x", by=cast[who])
        return
    with pytest.raises(PermissionDenied):
        cancel_handover(handover=row, by=cast[who])
    with pytest.raises(ActionRefused, match="hand_over_not_yours"):
        offer_handover(membership=held(cast), receiver=successor, reason="x", by=cast[who])


def test_a_head_hands_over_roles_of_the_own_unit(cast: Cast) -> None:
    old, new = person("old", "VATGIA", "focal_point"), person("new", "VATGIA", "clerk")
    membership = Membership.objects.get(account=old)
    row = offer_handover(membership=membership, receiver=new, reason="Nghỉ hưu", by=cast["unit_head"])
    accept_handover(handover=row, by=new)
    assert can(Account.objects.get(pk=new.pk), "assignments.report", unit("VATGIA"))


class TestRefusals:
    def test_of_the_receiver(self, cast: Cast, successor: Account) -> None:
        membership = held(cast)
        for receiver, code in (
            (cast["focal_point"], "hand_over_to_self"),
            (cast["clerk"], "hand_over_unit"),
            (cast["gone"], "account_closed"),
        ):
            with pytest.raises(ActionRefused, match=code):
                offer_handover(membership=membership, receiver=receiver, reason="x", by=cast["focal_point"])

    def test_of_a_second_offer(self, cast: Cast, successor: Account) -> None:
        offered(cast, successor)
        with pytest.raises(ActionRefused, match="hand_over_offered"):
            offered(cast, successor)
        row = Handover.objects.get()
        row.pk, row.code = None, "BG-X"
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(force_insert=True)

    def test_of_a_role_that_is_gone(self, cast: Cast, successor: Account) -> None:
        row = offered(cast, successor)
        end_role(membership=held(cast), last_day=yesterday(), by=MAKER)
        with pytest.raises(ActionRefused, match="hand_over_not_held"):
            accept_handover(handover=row, by=successor)

    def test_a_closed_successor_cannot_be_offered(self, cast: Cast, successor: Account) -> None:
        set_active(account=successor, active=False, by=MAKER)
        with pytest.raises(ActionRefused, match="account_closed"):
            offered(cast, Account.objects.get(pk=successor.pk))


def test_who_sees_it(cast: Cast, successor: Account) -> None:
    offered(cast, successor)
    seen = {who for who in [*PLACES, "nobody"] if Handover.objects.visible_to(cast[who]).exists()}
    assert seen == {"focal_point", "administrator"}
    assert Handover.objects.visible_to(successor).exists()


def test_the_table_of_states_is_what_the_actions_do() -> None:
    assert {move.source for move in HANDOVER_MOVES} == {HandoverState.OFFERED}
    assert {move.target for move in HANDOVER_MOVES} == {
        HandoverState.ACCEPTED,
        HandoverState.RETURNED,
        HandoverState.CANCELLED,
    }
