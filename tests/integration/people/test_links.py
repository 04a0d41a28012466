"""One-time links: they work once, expire, are withdrawn, and their token is kept nowhere."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from sauro.audit.models import Event
from sauro.people.actions import (
    create_account,
    find_link,
    make_link,
    send_link,
    set_active,
    use_link,
    withdraw_links,
)
from sauro.people.models import Account, Invitation
from sauro.people.refusals import ActionRefused
from sauro.people.states import LINK_MOVES, LinkPurpose, LinkState
from worlds.cast import MAKER, PLACES, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def account(cast: Cast) -> Account:
    return create_account(name="Người Mới", email="moi@thachlam.test", password=None, by=MAKER)


def dead(token: str) -> None:
    for ask in (find_link, lambda t: use_link(token=t)):
        with pytest.raises(ActionRefused, match="link_dead"):
            ask(token)


def test_it_works_once(account: Account) -> None:
    link = make_link(account=account, by=MAKER)
    assert link.purpose == LinkPurpose.INVITE
    assert find_link(link.token).account == account
    assert use_link(token=link.token) == account
    dead(link.token)
    row = Invitation.objects.get()
    assert (row.state, row.used_at is not None) == (LinkState.USED, True)


def test_the_token_is_kept_nowhere(account: Account) -> None:
    link = make_link(account=account, by=MAKER)
    row = Invitation.objects.get()
    assert link.token not in {str(value) for value in vars(row).values()}
    assert all(link.token not in event.canonical for event in Event.objects.all())
    assert len(link.token) >= 43


def test_it_expires(account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    link = make_link(account=account, by=MAKER)
    assert link.expires_at - timezone.now() > timedelta(days=13)
    later = link.expires_at + timedelta(seconds=1)
    monkeypatch.setattr("sauro.people.actions.invitations.timezone.now", lambda: later)
    dead(link.token)


@pytest.mark.parametrize("token", ["", "x", "x" * 10_000, "\x00", "../..", "đ" * 43])
def test_a_made_up_token_is_refused_like_a_used_one(account: Account, token: str) -> None:
    make_link(account=account, by=MAKER)
    dead(token)


def test_a_new_link_ends_the_one_before(account: Account) -> None:
    first, second = make_link(account=account, by=MAKER), make_link(account=account, by=MAKER)
    dead(first.token)
    assert find_link(second.token).account == account
    assert Invitation.objects.filter(state=LinkState.OPEN).count() == 1


def test_the_database_holds_one_open_link(account: Account) -> None:
    make_link(account=account, by=MAKER)
    row = Invitation.objects.get()
    row.pk, row.digest = None, "0" * 64
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.update(state=LinkState.USED)


def test_withdrawn_or_of_a_closed_account_it_is_dead(account: Account) -> None:
    link = make_link(account=account, by=MAKER)
    assert withdraw_links(account=account, by=MAKER) == 1
    assert withdraw_links(account=account, by=MAKER) == 0
    dead(link.token)
    other = make_link(account=account, by=MAKER)
    set_active(account=account, active=False, by=MAKER)
    dead(other.token)
    with pytest.raises(ActionRefused, match="account_closed"):
        make_link(account=Account.objects.get(pk=account.pk), by=MAKER)


def test_whoever_has_a_password_gets_a_link_to_set_a_new_one(cast: Cast) -> None:
    assert make_link(account=cast["clerk"], by=MAKER).purpose == LinkPurpose.RESET


@pytest.mark.parametrize("role", [role for role in [*PLACES, "nobody", "gone"] if role != "administrator"])
def test_only_who_manages_people_makes_links(cast: Cast, account: Account, role: str) -> None:
    for act in (make_link, withdraw_links):
        with pytest.raises(PermissionDenied):
            act(account=account, by=cast[role])


def test_nobody_makes_a_link_for_oneself(cast: Cast) -> None:
    with pytest.raises(ActionRefused, match="own_account"):
        make_link(account=cast["administrator"], by=cast["administrator"])


def test_the_letter_goes_where_there_is_a_server_and_an_address(account: Account, settings) -> None:  # type: ignore[no-untyped-def]
    link = make_link(account=account, by=MAKER)
    settings.EMAIL_SERVER = None
    assert send_link(account=account, link=link, root="https://sauro.test") is None
    settings.EMAIL_SERVER = object()
    assert send_link(account=account, link=link, root="https://sauro.test") is True
    assert f"https://sauro.test/loi-moi/{link.token}" in mail.outbox[0].body
    assert mail.outbox[0].to == ["moi@thachlam.test"]
    account.email = None
    assert send_link(account=account, link=link, root="https://sauro.test") is None


def test_a_server_that_fails_is_said(account: Account, settings, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    def refuse(*_args: object, **_kwargs: object) -> int:
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    settings.EMAIL_SERVER = object()
    assert send_link(account=account, link=make_link(account=account, by=MAKER), root="") is False


def test_the_table_of_states_names_the_actions() -> None:
    assert {move.action for move in LINK_MOVES} == {"use_link", "make_link", "withdraw_link"}
