"""A refused person asks for a right; an administrator answers with a role or a reason."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client

from sauro.people.actions import ask_for_right, decline_request, grant_request
from sauro.people.models import AccessRequest, Account
from sauro.people.permissions import can
from sauro.people.refusals import ActionRefused
from sauro.people.states import RequestState
from worlds.cast import PLACES, Cast, unit

pytestmark = pytest.mark.django_db


def asked(cast: Cast, who: str = "nobody", permission: str = "plans.view") -> AccessRequest:
    return ask_for_right(
        account=cast[who], permission=permission, path="/nhiem-vu", reason="Theo dõi việc của xã"
    )


def test_one_open_request_for_each_right(cast: Cast) -> None:
    asked(cast)
    with pytest.raises(ActionRefused, match="request_open"):
        asked(cast)
    asked(cast, permission="audit.view")
    row = AccessRequest.objects.filter(permission="plans.view").get()
    row.pk, row.code = None, "DN-X"
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_a_right_that_is_held_or_unknown_is_not_asked_for(cast: Cast) -> None:
    for permission in ("plans.view", "khong.co"):
        with pytest.raises(ActionRefused, match="request_held"):
            asked(cast, "clerk", permission)


def test_granted_by_a_role_that_holds_the_right(cast: Cast) -> None:
    row = asked(cast)
    admin = cast["administrator"]
    with pytest.raises(ActionRefused, match="request_role"):
        grant_request(request=row, unit=unit("VATGIA"), role="administrator", by=admin)
    row = grant_request(request=row, unit=unit("VATGIA"), role="clerk", by=admin)
    assert (row.state, row.decided_by_code) == (RequestState.GRANTED, admin.code)
    assert can(cast["nobody"], "plans.view")
    with pytest.raises(ActionRefused, match="not_open"):
        decline_request(request=row, reason="x", by=admin)


def test_declined_with_a_reason(cast: Cast) -> None:
    row = asked(cast)
    with pytest.raises(ActionRefused, match="reason_missing"):
        decline_request(request=row, reason=" ", by=cast["administrator"])
    row = decline_request(request=row, reason="Không thuộc nhiệm vụ", by=cast["administrator"])
    assert (row.state, row.answer) == (RequestState.DECLINED, "Không thuộc nhiệm vụ")
    assert asked(cast).state == RequestState.OPEN


@pytest.mark.parametrize("who", [role for role in [*PLACES, "nobody"] if role != "administrator"])
def test_nobody_else_answers(cast: Cast, who: str) -> None:
    row = asked(cast)
    with pytest.raises(PermissionDenied):
        grant_request(request=row, unit=unit("VATGIA"), role="clerk", by=cast[who])
    with pytest.raises(PermissionDenied):
        decline_request(request=row, reason="x", by=cast[who])


def test_nobody_grants_the_own_request(cast: Cast) -> None:
    row = asked(cast, "administrator", "plans.confirm")
    with pytest.raises(ActionRefused, match="own_account"):
        grant_request(request=row, unit=unit("TOCHUC"), role="owner_office", by=cast["administrator"])
    row.refresh_from_db()
    assert row.state == RequestState.OPEN
    assert not can(Account.objects.get(pk=cast["administrator"].pk), "plans.confirm")


class TestThePages:
    def client(self, account: Account) -> Client:
        client = Client()
        client.force_login(account)
        return client

    def test_from_the_refusal_to_the_role(self, cast: Cast) -> None:
        person = self.client(cast["focal_point"])
        refused = person.get("/nguoi-dung/moi")
        assert refused.status_code == 403
        page = refused.content.decode()
        assert "Người administrator" in page
        assert 'action="/nguoi-dung/de-nghi/gui"' in page
        sent = {"permission": "people.manage", "page": "/nguoi-dung/moi", "reason": "Mở tài khoản cho xã"}
        answer = person.post("/nguoi-dung/de-nghi/gui", sent, follow=True)
        assert "Đã gửi đề nghị" in answer.content.decode()
        assert (
            "đang chờ giải quyết"
            in person.post("/nguoi-dung/de-nghi/gui", sent, follow=True).content.decode()
        )
        row = AccessRequest.objects.get()
        assert (row.path, row.note) == ("/nguoi-dung/moi", "Mở tài khoản cho xã")
        manager = self.client(cast["administrator"])
        page = manager.get("/nguoi-dung/de-nghi").content.decode()
        assert row.code in page
        assert "Mở tài khoản cho xã" in page
        manager.post(f"/nguoi-dung/de-nghi/{row.code}", {"answer": "decline", "reason": "Do tỉnh mở"})
        assert "Do tỉnh mở" in person.get("/nguoi-dung/de-nghi/cua-toi").content.decode()

    @pytest.mark.parametrize(
        "page", ["https://xau.test/x", "//xau.test", "javascript:alert(1)", "x\x00y", ""]
    )
    def test_an_address_from_elsewhere_is_not_kept(self, cast: Cast, page: str) -> None:
        sent = {"permission": "people.manage", "page": page, "reason": "a\x00b"}
        assert self.client(cast["clerk"]).post("/nguoi-dung/de-nghi/gui", sent).status_code == 302
        assert AccessRequest.objects.get().path == ""

    def test_wrong_answers_change_nothing(self, cast: Cast) -> None:
        row, manager = asked(cast), self.client(cast["administrator"])
        for sent in (
            {},
            {"answer": "grant"},
            {"answer": "grant", "unit": "KHONGCO", "role": "clerk"},
            {"answer": "grant", "unit": "VATGIA", "role": "vua"},
            {"answer": "grant", "unit": "VATGIA", "role": "field_lead"},
            {"answer": "decline"},
        ):
            assert manager.post(f"/nguoi-dung/de-nghi/{row.code}", sent).status_code == 302
        row.refresh_from_db()
        assert row.state == RequestState.OPEN
        assert manager.post("/nguoi-dung/de-nghi/DN-KHONGCO", {"answer": "decline"}).status_code == 404
