"""Nobody comes to a role that is wider than the own by handing over, by a delegation or by waiting.

Belongs here: ways round ``may_give``. Does not belong here: giving a role plainly (``test_roles_given``).
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from sauro.people.actions import (
    accept_handover,
    delegate,
    end_role,
    give_role,
    offer_handover,
)
from sauro.people.actions.roles import yesterday
from sauro.people.models import Account, Handover, Membership
from sauro.people.presenters.handovers import offerable
from sauro.people.refusals import ActionRefused
from worlds.cast import MAKER, Cast, person, unit

pytestmark = pytest.mark.django_db


def role_of(account: Account, role: str) -> Membership:
    return Membership.objects.select_related("account", "unit").get(account=account, role=role)


@pytest.fixture
def chief(cast: Cast) -> Account:
    """The head of the unit in which the administrator sits."""
    return person("chief", "TRUSO", "unit_head")


def offer(membership: Membership, receiver: Account, by: Account) -> Handover:
    return offer_handover(membership=membership, receiver=receiver, reason="x", by=by)


@pytest.mark.parametrize("role", ["administrator", "leader"])
def test_a_head_does_not_take_or_pass_a_wider_role_of_the_unit(cast: Cast, chief: Account, role: str) -> None:
    wide = role_of(cast[role], role)
    for receiver in (chief, cast["committee_member"]):
        with pytest.raises(ActionRefused, match="role_wider"):
            offer(wide, receiver, Account.objects.get(pk=chief.pk))
    assert role not in {membership.role for membership, _words in offerable(chief)}
    assert not Handover.objects.exists()


def test_a_head_takes_over_a_narrower_role(cast: Cast, chief: Account) -> None:
    point = person("point", "TRUSO", "focal_point")
    row = offer(role_of(point, "focal_point"), chief, chief)
    assert accept_handover(handover=row, by=chief).state == "accepted"


def test_an_administrator_gives_nothing_to_the_own_account(cast: Cast) -> None:
    boss = cast["administrator"]
    with pytest.raises(ActionRefused, match="own_account"):
        offer(role_of(cast["leader"], "leader"), boss, boss)
    today = timezone.localdate()
    with pytest.raises(ActionRefused, match="own_account"):
        delegate(
            giver=cast["leader"],
            receiver=boss,
            unit=unit("TRUSO"),
            valid_from=today,
            valid_to=today,
            document_number="1/QĐ",
            document_date=today,
            reason="x",
            by=boss,
        )


def test_a_role_for_some_days_is_handed_over_for_the_days_that_are_left(cast: Cast) -> None:
    last = timezone.localdate() + timedelta(days=9)
    acting, next_one = person("acting"), person("next_one", "90002", "clerk")
    give_role(account=acting, unit=unit("90002"), role="focal_point", valid_to=last, by=MAKER)
    row = offer(role_of(acting, "focal_point"), next_one, acting)
    accept_handover(handover=row, by=next_one)
    assert role_of(next_one, "focal_point").valid_to == last


def test_whoever_left_the_unit_meanwhile_takes_nothing_over(cast: Cast) -> None:
    next_one = person("next_one", "90002", "clerk")
    row = offer(role_of(cast["focal_point"], "focal_point"), next_one, cast["focal_point"])
    end_role(membership=role_of(next_one, "clerk"), last_day=yesterday(), by=MAKER)
    with pytest.raises(ActionRefused, match="hand_over_unit"):
        accept_handover(handover=row, by=Account.objects.get(pk=next_one.pk))
    assert role_of(cast["focal_point"], "focal_point").valid_to is None
