"""`sauro account invite`: the first person of a server, before anybody can sign in."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result
from django.test import Client

from sauro.config import click_words
from sauro.config.cli import language_first, root
from sauro.people.models import Account, Invitation
from sauro.people.states import LinkState
from worlds.cast import Cast

pytestmark = pytest.mark.django_db
WHO = ["--email", "Dau.Tien@thachlam.test", "--name", "Người Đầu Tiên", "--unit", "truso"]


@pytest.fixture(autouse=True)
def vietnamese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAURO_LANG", "vi")


def invite(*arguments: str) -> Result:
    click_words.speak()
    return CliRunner().invoke(root(), language_first(["account", "invite", *arguments]), prog_name="sauro")


def test_the_first_administrator(tiny_province: None) -> None:
    answer = invite(*WHO, "--role", "administrator", "--url", "https://sauro.test/")
    assert answer.exit_code == 0, answer.output
    address = answer.stdout.strip()
    assert address.startswith("https://sauro.test/loi-moi/")
    account = Account.objects.get()
    assert (account.email, account.has_usable_password()) == ("dau.tien@thachlam.test", False)
    assert [m.role for m in account.memberships_now()] == ["administrator"]
    assert Client().get(address.removeprefix("https://sauro.test")).status_code == 200


def test_again_gives_a_new_link_and_no_second_account(tiny_province: None) -> None:
    invite(*WHO, "--role", "administrator")
    answer = json.loads(invite(*WHO, "--role", "clerk", "--format", "json").stdout)
    assert answer["schema"] == "sauro.invitation/1"
    assert Account.objects.count() == 1
    assert Invitation.objects.filter(state=LinkState.OPEN).count() == 1


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ([*WHO, "--role", "vua"], "role_unknown"),
        ([*WHO[:-1], "KHONGCO", "--role", "administrator"], "unit_unknown"),
        (["--name", "X", "--unit", "TRUSO", "--role", "administrator"], "account_wrong"),
        (["--email", "x", "--name", "X", "--unit", "TRUSO", "--role", "administrator"], "account_wrong"),
        ([*WHO, "--role", "field_lead"], "field_missing"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_stays(cast: Cast, arguments: list[str], code: str) -> None:
    before = Account.objects.count()
    answer = invite(*arguments, "--format", "json")
    assert answer.exit_code == 1
    assert json.loads(answer.stdout)["code"] == code
    assert Account.objects.count() == before
