"""The list for a vice chair: only a person sends it, only to a leader, only what is still late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from integration.notices.watched import WORKER, at, subject, watching
from sauro.audit.models import Event
from sauro.config.mail import parse_mail_url
from sauro.notices import actions, words
from sauro.notices.models import Delivery, Message, PreparedList
from sauro.notices.refusals import ActionRefused
from sauro.notices.registry import DueSubject
from sauro.notices.sending import content_of
from sauro.notices.states import ListState
from sauro.people.permissions import Refused
from worlds.cast import PLACES, Cast

pytestmark = pytest.mark.django_db
DAY = date(2026, 9, 22)
OFFICES = {"owner_office", "province_office"}


@pytest.fixture
def things(cast: Cast) -> Iterator[list[DueSubject]]:
    with watching([subject(), subject("test:2", unit="90001")]) as subjects:
        actions.remind(by=WORKER, now=at(DAY))
        yield subjects


def prepared() -> PreparedList:
    return PreparedList.objects.get(state=ListState.PREPARED)


def send(cast: Cast, who: str = "owner_office", to: str = "leader", note: str = "") -> PreparedList:
    return actions.send_list(
        prepared=prepared(), leader=cast[to], note_text=note, by=cast[who], now=at(DAY, 9)
    )


def refused_code(call) -> str:  # type: ignore[no-untyped-def]
    with pytest.raises(ActionRefused) as refused:
        call()
    assert refused.value.sentence
    return refused.value.code


def test_nothing_reaches_a_leader_by_itself(things: list[DueSubject], cast: Cast) -> None:
    assert not Message.objects.filter(account=cast["leader"]).exists()
    assert not Delivery.objects.exists()


def test_a_person_sends_what_is_still_late(things: list[DueSubject], cast: Cast, settings) -> None:  # type: ignore[no-untyped-def]
    settings.EMAIL_SERVER = parse_mail_url("smtp://127.0.0.1:1")
    del things[0]
    row = send(cast, note=" Đề nghị chủ trì họp ")
    assert (row.state, row.sent_to, row.note) == (ListState.SENT, cast["leader"], "Đề nghị chủ trì họp")
    assert [line["key"] for line in row.content] == ["test:2"]
    message = Message.objects.get(account=cast["leader"])
    assert "1 việc quá hạn" in words.sentence(message.kind, message.values)
    delivery = Delivery.objects.get()
    content = content_of(delivery)
    assert content is not None
    assert "Đề nghị chủ trì họp" in content.body
    assert "hạn 10/9/2026: Báo cáo test:2" in content.body
    assert not Message.objects.waiting().filter(kind=words.LIST_PREPARED).exists()
    assert Event.objects.filter(action="list.sent", subject=row.code).count() == 1


def test_without_a_mail_server_it_waits_in_the_product(things: list[DueSubject], cast: Cast) -> None:
    send(cast)
    assert Message.objects.filter(account=cast["leader"]).count() == 1
    assert not Delivery.objects.exists()


def test_only_to_a_leader(things: list[DueSubject], cast: Cast) -> None:
    assert refused_code(lambda: send(cast, to="clerk")) == "no_leader"
    assert prepared().state == ListState.PREPARED


def test_nothing_late_is_nothing_to_send(things: list[DueSubject], cast: Cast) -> None:
    things.clear()
    assert refused_code(lambda: send(cast)) == "nothing_late"


def test_what_was_put_off_has_left_the_list(things: list[DueSubject], cast: Cast) -> None:
    things[0] = subject(due=date(2026, 10, 10))
    assert [line["key"] for line in send(cast).content] == ["test:2"]


def test_twice_is_refused_and_dropping_needs_a_reason(things: list[DueSubject], cast: Cast) -> None:
    row = prepared()
    assert refused_code(lambda: actions.drop_list(prepared=row, reason=" ", by=cast["owner_office"])) == (
        "reason_missing"
    )
    actions.drop_list(prepared=row, reason="Đã báo cáo trực tiếp", by=cast["owner_office"])
    assert (
        refused_code(lambda: actions.drop_list(prepared=row, reason="x", by=cast["owner_office"]))
        == "not_open"
    )
    call = {"prepared": row, "leader": cast["leader"], "by": cast["owner_office"], "now": at(DAY)}
    assert refused_code(lambda: actions.send_list(**call)) == "not_open"
    row.refresh_from_db()
    assert (row.state, row.reason) == (ListState.DROPPED, "Đã báo cáo trực tiếp")


@pytest.mark.parametrize("who", [*PLACES, "nobody"])
def test_who_sends_and_drops(things: list[DueSubject], cast: Cast, who: str) -> None:
    if who in OFFICES:
        assert send(cast, who).decided_by_name == f"Người {who}"
        return
    with pytest.raises(Refused):
        send(cast, who)
    with pytest.raises(Refused):
        actions.drop_list(prepared=prepared(), reason="x", by=cast[who])


@pytest.mark.parametrize("who", [*PLACES, "nobody"])
def test_who_sees_a_list(things: list[DueSubject], cast: Cast, who: str) -> None:
    row = send(cast)
    seen = PreparedList.objects.visible_to(cast[who]).filter(pk=row.pk).exists()
    assert seen == (who in OFFICES | {"leader"})


def test_a_leader_sees_no_list_that_was_not_sent(things: list[DueSubject], cast: Cast) -> None:
    assert not PreparedList.objects.visible_to(cast["leader"]).exists()


@pytest.mark.parametrize(
    "changes", [{"state": "sent"}, {"state": "dropped"}, {"state": "x"}, {"decided_at": at(DAY)}]
)
def test_the_database_refuses_a_list_that_cannot_be(things: list[DueSubject], changes: dict) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        PreparedList.objects.update(**changes)


def test_one_list_is_open_at_a_time(things: list[DueSubject]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        PreparedList.objects.create(code="DS-X", prepared_at=at(DAY))
