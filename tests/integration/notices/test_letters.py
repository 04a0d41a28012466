"""Digests and letters against a real mail server on this machine: once a person, only with something to say."""

from __future__ import annotations

import email
import socket
from collections.abc import Iterator
from datetime import date, timedelta
from email.header import decode_header, make_header
from email.message import Message as Letter

import pytest
from aiosmtpd.controller import Controller
from django.db import IntegrityError, transaction

from integration.notices.watched import DUE, WORKER, at, subject, watching
from sauro.config.mail import parse_mail_url
from sauro.jobs.models import Job
from sauro.jobs.registry import GiveUpError
from sauro.jobs.states import State
from sauro.jobs.worker import WorkerLoop
from sauro.notices import actions, registry
from sauro.notices.models import Delivery, Digest, Message
from sauro.notices.refusals import ActionRefused
from sauro.notices.states import Channel, DeliveryState
from sauro.people.models import Account
from worlds.cast import MAKER, Cast

pytestmark = pytest.mark.django_db


class Post:
    """What the mail server took; ``answer`` is what it says to a letter."""

    def __init__(self) -> None:
        self.letters: list[Letter] = []
        self.answer = "250 OK"
        self.to_recipient = "250 OK"

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # type: ignore[no-untyped-def] # noqa: N802
        if self.to_recipient.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.to_recipient

    async def handle_DATA(self, _server, _session, envelope):  # type: ignore[no-untyped-def] # noqa: N802
        if self.answer.startswith("250"):
            self.letters.append(email.message_from_bytes(envelope.content))
        return self.answer


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[Post, int]]:
    post = Post()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(post, hostname="127.0.0.1", port=port)
    controller.start()
    yield post, port
    controller.stop()


@pytest.fixture
def post(server: tuple[Post, int], settings) -> Post:  # type: ignore[no-untyped-def]
    post, port = server
    post.letters.clear()
    post.answer = post.to_recipient = "250 OK"
    settings.EMAIL_SERVER = parse_mail_url(f"smtp://127.0.0.1:{port}")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 5
    settings.DEFAULT_FROM_EMAIL = "sauro@tinh.test"
    settings.SITE_ROOT = "https://sauro.tinh.test"
    return post


@pytest.fixture
def waiting(cast: Cast, monkeypatch) -> Cast:  # type: ignore[no-untyped-def]
    """A message that waits for the clerk."""
    monkeypatch.setattr(registry, "_events", dict(registry._events))
    registry.event("test.returned", "Báo cáo %(name)s được trả lại")
    told(cast["clerk"])
    return cast


def told(*accounts: Account, name: str = "quý III") -> None:
    actions.tell(
        accounts=accounts,
        code="test.returned",
        values={"name": name},
        url="/viec-cua-toi",
        subject="report:x",
        by=MAKER,
    )
    Message.objects.update(created_at=at(DUE, 6))


def digests(hour: int = 8, day: date = DUE, minute: int = 0) -> int:
    return actions.make_digests(by=WORKER, now=at(day, hour, minute))


def work() -> None:
    loop = WorkerLoop(name="w1")
    while loop.run_one():
        pass


def body_of(letter: Letter) -> str:
    content = letter.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content.decode()


def test_one_letter_with_all_that_waits(post: Post, waiting: Cast) -> None:
    told(waiting["clerk"], name="năm")
    assert digests() == 1
    work()
    (letter,) = post.letters
    assert letter["To"] == "clerk@thachlam.test"
    assert str(make_header(decode_header(letter["Subject"]))) == "Sáu Rõ: 2 việc cần xem"
    body = body_of(letter)
    assert "Báo cáo quý III được trả lại" in body
    assert "Báo cáo năm được trả lại" in body
    assert "https://sauro.tinh.test/viec-cua-toi" in body
    assert letter["Auto-Submitted"] == "auto-generated"
    delivery = Delivery.objects.get()
    assert letter["Message-ID"] == f"<{delivery.code}@tinh.test>"
    assert (delivery.state, delivery.tries) == (DeliveryState.SENT, 1)


def test_nobody_gets_a_second_one_for_the_same_time(post: Post, waiting: Cast) -> None:
    assert digests() == 1
    told(waiting["clerk"], name="năm")
    assert [digests(hour) for hour in (8, 9, 16)] == [0, 0, 0]
    assert digests(day=DUE + timedelta(days=1)) == 1
    work()
    assert len(post.letters) == 2


@pytest.mark.parametrize(
    ("day", "hour"), [(DUE, 7), (DUE, 12), (DUE, 18), (date(2026, 9, 12), 9), (date(2026, 9, 2), 9)]
)
def test_outside_office_hours_and_before_its_time_nothing_goes_out(
    post: Post, waiting: Cast, day: date, hour: int
) -> None:
    Message.objects.update(created_at=at(date(2026, 9, 1)))
    assert digests(hour, day) == 0
    assert not Digest.objects.exists()


def test_a_worker_that_was_off_sends_when_it_comes_back(post: Post, waiting: Cast) -> None:
    assert digests(16) == 1
    assert Digest.objects.get().moment == at(DUE, 7, 30)


def test_what_was_read_meanwhile_is_not_written_about(post: Post, waiting: Cast) -> None:
    digests()
    actions.mark_read(codes=None, by=waiting["clerk"])
    work()
    assert post.letters == []
    assert Delivery.objects.get().state == DeliveryState.NEEDLESS
    assert digests(day=DUE + timedelta(days=1)) == 0


def test_no_letter_by_itself_to_a_leader_or_to_one_who_wants_none(post: Post, waiting: Cast) -> None:
    told(waiting["leader"], waiting["unit_head"], waiting["gone"])
    actions.choose_channels(account=waiting["unit_head"], by_mail=False, by_webhook=False)
    assert digests() == 1
    work()
    assert [letter["To"] for letter in post.letters] == ["clerk@thachlam.test"]
    assert Message.objects.visible_to(waiting["leader"]).waiting().count() == 1


def test_in_the_language_of_its_reader(post: Post, waiting: Cast) -> None:
    Account.objects.update(language="en")
    digests()
    work()
    assert "Sáu Rõ" in str(make_header(decode_header(post.letters[0]["Subject"])))


def test_a_server_that_is_busy_is_asked_again_with_the_same_letter(post: Post, waiting: Cast) -> None:
    post.answer = "451 busy"
    digests()
    work()
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.error_code) == (DeliveryState.WAITING, "smtpdata_error")
    assert Job.objects.get().state == State.QUEUED
    post.answer = "250 OK"
    Job.objects.update(due=at(date(2026, 1, 1)))
    work()
    assert [letter["Message-ID"] for letter in post.letters] == [f"<{delivery.code}@tinh.test>"]
    delivery.refresh_from_db()
    assert (delivery.state, delivery.tries, delivery.error_code) == (DeliveryState.SENT, 2, "")


def test_an_address_that_does_not_exist_is_not_tried_for_ever(post: Post, waiting: Cast) -> None:
    post.to_recipient = "550 unknown"
    digests()
    work()
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.error_code) == (DeliveryState.FAILED, "address_refused")
    assert Job.objects.get().state == State.FAILED


def test_a_delivery_whose_job_was_given_up_says_so(post: Post, waiting: Cast) -> None:
    digests()
    Job.objects.update(state=State.FAILED, error_code="worker_lost", finished_at=at(DUE))
    assert actions.settle_failed() == 1
    assert actions.settle_failed() == 0
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.error_code) == (DeliveryState.FAILED, "worker_lost")


def test_what_was_sent_is_not_sent_again(post: Post, waiting: Cast) -> None:
    digests()
    work()
    assert actions.deliver(code=Delivery.objects.get().code) == DeliveryState.SENT
    assert len(post.letters) == 1


def test_without_a_mail_server_nothing_is_made(waiting: Cast) -> None:
    assert digests() == 0
    assert not Delivery.objects.exists()


def test_reminders_come_with_the_digest(post: Post, cast: Cast) -> None:
    with watching([subject()]):
        actions.remind(by=WORKER, now=at(date(2026, 9, 11)))
        assert digests(day=date(2026, 9, 11), minute=15) == 1
        work()
    assert "Quá hạn 1 ngày làm việc, hạn 10/9/2026: Báo cáo test:1" in body_of(post.letters[0])


@pytest.mark.parametrize(
    "changes",
    [{"state": "sent"}, {"state": "failed"}, {"state": "lost"}, {"channel": "fax"}, {"digest": None}],
)
def test_the_database_refuses_a_delivery_that_cannot_be(post: Post, waiting: Cast, changes: dict) -> None:
    digests()
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.update(**changes)


class TestChannels:
    def choose(self, account: Account, **more: bool) -> str:
        try:
            actions.choose_channels(account=account, **({"by_mail": False, "by_webhook": False} | more))
        except ActionRefused as refused:
            return refused.code if refused.sentence else "no sentence"
        return ""

    def test_a_closed_channel_is_refused_with_its_reason(self, post: Post, cast: Cast) -> None:
        assert self.choose(cast["clerk"], by_mail=True) == ""
        assert self.choose(cast["clerk"], by_webhook=True) == "channel_closed"
        assert self.choose(cast["leader"], by_mail=True) == "leader_letters"
        account = cast["nobody"]
        account.email, account.username = None, "nobody"
        account.save()
        assert self.choose(account, by_mail=True) == "no_address"

    def test_without_a_mail_server_there_are_no_letters_to_choose(self, cast: Cast) -> None:
        assert self.choose(cast["clerk"], by_mail=True) == "channel_closed"
        assert self.choose(cast["clerk"]) == ""


def test_a_no_for_good_ends_the_job(post: Post, waiting: Cast) -> None:
    post.answer = "554 no"
    digests()
    with pytest.raises(GiveUpError, match="letter_refused"):
        actions.deliver(code=Delivery.objects.get().code)
    assert Delivery.objects.get().channel == Channel.MAIL
