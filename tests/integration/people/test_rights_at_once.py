"""What is kept of rights between requests never outlives them: the next request of the same session is refused.

The tests commit: inside a transaction nothing is kept, and nothing could be too old.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from sauro.people import actions
from sauro.people.actions.delegations import lendable
from sauro.people.models import Account, Membership
from worlds.cast import MAKER, PASSWORD, Cast, build_cast, unit

pytestmark = pytest.mark.django_db(transaction=True)

REGISTER = "/nhiem-vu"


@pytest.fixture
def world() -> Cast:
    return build_cast()


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def statuses(client: Client, change: Callable[[], object]) -> tuple[int, int]:
    """Of the register before and after the change; asked twice before it, so that all that is kept is kept."""
    client.get(REGISTER)
    before = client.get(REGISTER).status_code
    change()
    return before, client.get(REGISTER).status_code


def test_rights_follow_every_change_at_once(world):
    person = world["nobody"]
    client, today = signed_in(person), timezone.localdate()

    def give() -> None:
        actions.give_role(account=person, unit=unit("TOCHUC"), role="owner_office", by=MAKER)

    def end() -> None:
        held = Membership.objects.get(account=person)
        actions.end_role(membership=held, last_day=today - timedelta(days=1), by=MAKER)

    assert statuses(client, give) == (403, 200)
    assert statuses(client, end) == (200, 403)


def test_a_closed_account_and_a_new_password_end_the_session_at_once(world):
    for role, change in {
        "observer": lambda account: actions.set_active(account=account, active=False, by=MAKER),
        "owner_office": lambda account: actions.change_password(account=account, password=PASSWORD, by=MAKER),
    }.items():
        client = signed_in(world[role])
        assert statuses(client, lambda change=change, role=role: change(world[role])) == (200, 302), role


def test_what_waits_is_counted_anew_after_each_change(world):
    manager, person = signed_in(world["administrator"]), world["nobody"]
    words = "đề nghị đang chờ"
    assert [words in manager.get("/nguoi-dung").content.decode() for _again in range(2)] == [False, False]
    actions.ask_for_right(account=person, permission="plans.view", path=REGISTER, reason="để xem")
    assert words in manager.get("/nguoi-dung").content.decode()


def test_people_who_look_at_the_same_time_see_their_own_rights(world):
    inside, outside = signed_in(world["owner_office"]), signed_in(world["nobody"])
    seen = [(inside.get(REGISTER).status_code, outside.get(REGISTER).status_code) for _again in range(3)]
    assert seen == [(200, 403)] * 3


def test_what_one_page_does_with_a_membership_no_other_page_sees(world):
    account = world["observer"]
    first = Account.objects.get(pk=account.pk).memberships_now()
    first[0].role = "administrator"
    first[0].unit.name = "…"
    again = Account.objects.get(pk=account.pk).memberships_now()
    assert (again[0].role, again[0].unit) == ("observer", unit("HAIDANG"))
    assert again[0].unit.name == unit("HAIDANG").name


def test_a_lent_right_comes_and_goes_at_once(world):
    giver, receiver, place = world["unit_head"], world["focal_point"], unit("VATGIA")
    (permission, *_others) = lendable(giver, place)
    today = timezone.localdate()

    def reaches() -> bool:
        return Account.objects.get(pk=receiver.pk).reach(permission).covers(place.pk)

    assert [reaches(), reaches()] == [False, False]
    lent = actions.delegate(
        giver=giver,
        receiver=receiver,
        unit=place,
        valid_from=today,
        valid_to=today,
        document_number="12/UQ-VG",
        document_date=today,
        reason="Đi công tác",
        by=giver,
    )
    assert [reaches(), reaches()] == [True, True]
    actions.set_active(account=giver, active=False, by=MAKER)
    assert [reaches(), reaches()] == [False, False]
    actions.set_active(account=giver, active=True, by=MAKER)
    assert [reaches(), reaches()] == [True, True]
    actions.end_delegation(delegation=lent, by=MAKER)
    assert [reaches(), reaches()] == [False, False]
