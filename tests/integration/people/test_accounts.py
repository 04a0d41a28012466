"""Making accounts and giving roles."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from sauro.audit.models import Event
from sauro.people.actions import create_account, give_role, set_active
from sauro.people.models import Account, Membership
from sauro.people.refusals import ActionRefused
from worlds.cast import MAKER, PASSWORD, Cast, unit

pytestmark = pytest.mark.django_db


def make(email: str = "Moi@ThachLam.test", password: str | None = PASSWORD) -> Account:
    return create_account(email=email, name="  Người   mới ", password=password, by=MAKER)


def test_an_account_is_cleaned_hashed_and_written_down_without_its_address() -> None:
    account = make()
    assert (account.email, account.name) == ("moi@thachlam.test", "Người mới")
    assert account.password.startswith("argon2")
    assert account.check_password(PASSWORD)
    event = Event.objects.get(action="account.created")
    assert event.subject == account.code
    assert "moi@thachlam" not in event.canonical


def test_an_address_has_one_account_whatever_its_case() -> None:
    make()
    with pytest.raises(ValidationError, match="đã có tài khoản"):
        make("MOI@thachlam.TEST")
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.create(code="X", email="MOI@thachlam.test", name="X")


@pytest.mark.parametrize(
    ("email", "password"),
    [("không phải địa chỉ", PASSWORD), ("a@thachlam.test", "ngắn"), ("a@thachlam.test", "123456789012")],
)
def test_what_cannot_be_an_account_is_refused(email: str, password: str) -> None:
    with pytest.raises(ValidationError):
        make(email, password)
    assert not Account.objects.exists()


def test_without_a_password_nothing_opens_it() -> None:
    assert not make(password=None).check_password("")


def test_a_role_is_given_once(cast: Cast) -> None:
    account = cast["nobody"]
    first = give_role(account=account, unit=unit("TOCHUC"), role="clerk", by=MAKER)
    recorded = Event.objects.count()
    assert give_role(account=account, unit=unit("TOCHUC"), role="clerk", by=MAKER) == first
    assert Membership.objects.filter(account=account).count() == 1
    assert Event.objects.count() == recorded


def test_an_unknown_role_is_refused_with_the_known_ones(cast: Cast) -> None:
    with pytest.raises(ActionRefused, match="role_unknown") as refused:
        give_role(account=cast["nobody"], unit=unit("TOCHUC"), role="vua", by=MAKER)
    assert "focal_point" in refused.value.sentence


def test_closing_and_opening_an_account(cast: Cast) -> None:
    account = set_active(account=cast["clerk"], active=False, by=cast["administrator"])
    assert not Account.objects.get(pk=account.pk).is_active
    recorded = Event.objects.count()
    set_active(account=account, active=False, by=MAKER)
    assert Event.objects.count() == recorded
    assert (
        Event.objects.get(action="account.closed", subject=account.code).by_code == cast["administrator"].code
    )
