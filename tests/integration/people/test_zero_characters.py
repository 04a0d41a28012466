"""The zero character, which PostgreSQL takes in no text: left out of what is typed, found nowhere as a code."""

from __future__ import annotations

import pytest
from django.test import Client

from sauro.people.actions import ask_for_right, offer_handover
from sauro.people.models import AccessRequest, Membership
from worlds.cast import Cast, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast["administrator"])
    return client


def test_a_zero_character_in_a_reason_or_a_name_is_left_out(cast: Cast, boss: Client) -> None:
    """A database may refuse it, which no person can mend."""
    asked = ask_for_right(account=cast["clerk"], permission="plans.confirm", path="/", reason="")
    answer = {"answer": "decline", "reason": "không\x00 thuộc nhiệm vụ"}
    assert boss.post(f"/nguoi-dung/de-nghi/{asked.code}", answer).status_code == 302
    assert AccessRequest.objects.get().answer == "không thuộc nhiệm vụ"
    where = f"/nguoi-dung/{cast['clerk'].code}/vai-tro/ket-thuc"
    assert boss.post(where, {"unit": "TO\x00CHUC", "role": "\x00clerk", "scope": "\x00"}).status_code == 302
    assert Membership.objects.get(account=cast["clerk"]).valid_to is not None
    row = offer_handover(
        membership=Membership.objects.get(account=cast["focal_point"]),
        receiver=person("next_one", "90002", "clerk"),
        reason="x",
        by=cast["focal_point"],
    )
    boss.force_login(row.receiver)
    boss.post(f"/ban-giao/{row.code}/tra-loi", {"answer": "return", "reason": "thiếu\x00 hồ sơ"})
    row.refresh_from_db()
    assert (row.state, row.answer) == ("returned", "thiếu hồ sơ")


def test_no_code_holds_one(boss: Client) -> None:
    for page in ("/nguoi-dung/a%00b", "/ban-giao/%00", "/nguoi-dung/%00/sua"):
        assert boss.get(page).status_code == 404, page
    for page in ("/uy-quyen/%00/ket-thuc", "/ban-giao/a%00/tra-loi", "/nguoi-dung/de-nghi/%00"):
        assert boss.post(page).status_code == 404, page
