"""The webhook against a real server on this machine: signed, tried again, never to an address inside by itself."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from integration.notices.watched import DUE, WORKER, at
from sauro.config.environment import SettingsError, read_environment
from sauro.jobs.models import Job
from sauro.jobs.worker import WorkerLoop
from sauro.notices import actions, registry
from sauro.notices.models import Delivery, Message
from sauro.notices.sending import SendRefused, webhook
from sauro.notices.states import Channel, DeliveryState
from sauro.notices.target import Webhook
from worlds.cast import MAKER, Cast

pytestmark = pytest.mark.django_db
SECRET = "khoa-chung-cua-hai-ben-dai-hon-32-ky-tu"


class Receiver(BaseHTTPRequestHandler):
    """What came; ``status`` is the answer, ``location`` leads elsewhere."""

    calls: list[tuple[str, dict[str, str], bytes]] = []
    status = 200
    location = ""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.calls.append((self.path, dict(self.headers.items()), body))
        self.send_response(self.status)
        if self.location:
            self.send_header("Location", self.location)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_args: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def server() -> Iterator[int]:
    found = HTTPServer(("127.0.0.1", 0), Receiver)
    thread = threading.Thread(target=found.serve_forever, daemon=True)
    thread.start()
    yield found.server_port
    found.shutdown()
    thread.join()
    found.server_close()


@pytest.fixture
def delivery(server: int, cast: Cast, settings, monkeypatch) -> Delivery:  # type: ignore[no-untyped-def]
    """A digest that waits for the one person who chose the webhook."""
    Receiver.calls.clear()
    Receiver.status, Receiver.location = 200, ""
    settings.WEBHOOK = Webhook(f"http://127.0.0.1:{server}/nhan?phong=1", SECRET, private=True)
    monkeypatch.setattr(registry, "_events", dict(registry._events))
    registry.event("test.returned", "Báo cáo được trả lại")
    actions.choose_channels(account=cast["clerk"], by_mail=False, by_webhook=True)
    actions.tell(
        accounts=[cast["clerk"], cast["unit_head"]],
        code="test.returned",
        values={},
        url="/",
        subject="",
        by=MAKER,
    )
    Message.objects.update(created_at=at(DUE, 6))
    assert actions.make_digests(by=WORKER, now=at(DUE)) == 1
    return Delivery.objects.get(channel=Channel.WEBHOOK)


def work() -> None:
    loop = WorkerLoop(name="w1")
    while loop.run_one():
        pass


def test_a_call_is_signed_and_says_all(delivery: Delivery, cast: Cast) -> None:
    work()
    ((path, headers, body),) = Receiver.calls
    assert path == "/nhan?phong=1"
    expected = hmac.new(SECRET.encode(), headers["X-Sauro-Timestamp"].encode() + b"." + body, hashlib.sha256)
    assert headers["X-Sauro-Signature"] == f"sha256={expected.hexdigest()}"
    assert headers["X-Sauro-Delivery"] == delivery.code
    said = json.loads(body)
    assert (said["schema"], said["to"]["code"], said["more"]) == ("sauro.notice/1", cast["clerk"].code, 0)
    assert [item["text"] for item in said["items"]] == ["Báo cáo được trả lại"]
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.SENT


@pytest.mark.parametrize("status", [500, 503, 429, 302])
def test_a_receiver_in_trouble_is_called_again_later(delivery: Delivery, status: int) -> None:
    Receiver.status, Receiver.location = status, "http://127.0.0.1:1/"
    work()
    delivery.refresh_from_db()
    assert (delivery.state, delivery.error_code, delivery.tries) == (DeliveryState.WAITING, "call_failed", 1)
    Receiver.status = 204
    Job.objects.update(due=at(DUE))
    work()
    delivery.refresh_from_db()
    assert (delivery.state, delivery.tries) == (DeliveryState.SENT, 2)
    assert len({headers["X-Sauro-Delivery"] for _path, headers, _body in Receiver.calls}) == 1


@pytest.mark.parametrize("status", [400, 401, 410])
def test_a_no_for_good_is_not_repeated(delivery: Delivery, status: int) -> None:
    Receiver.status = status
    work()
    delivery.refresh_from_db()
    assert (delivery.state, delivery.error_code) == (DeliveryState.FAILED, f"http_{status}")
    assert len(Receiver.calls) == 1


def test_an_address_inside_is_refused_unless_allowed(delivery: Delivery, settings) -> None:  # type: ignore[no-untyped-def]
    settings.WEBHOOK = Webhook(settings.WEBHOOK.url, SECRET, private=False)
    work()
    delivery.refresh_from_db()
    assert (delivery.state, delivery.error_code) == (DeliveryState.FAILED, "address_private")
    assert Receiver.calls == []


def test_a_channel_that_was_closed_meanwhile(delivery: Delivery, settings) -> None:  # type: ignore[no-untyped-def]
    settings.WEBHOOK = None
    work()
    delivery.refresh_from_db()
    assert (delivery.state, delivery.error_code) == (DeliveryState.FAILED, "channel_closed")


@pytest.mark.parametrize(
    ("addresses", "is_refused"),
    [
        (["8.8.8.8"], False),
        (["10.0.0.5"], True),
        (["127.0.0.1"], True),
        (["169.254.169.254"], True),
        (["192.168.1.1"], True),
        (["100.64.0.1"], True),
        (["::1"], True),
        (["fe80::1%eth0"], True),
        (["fd00::1"], True),
        (["::ffff:10.0.0.1"], True),
        (["8.8.8.8", "10.0.0.5"], True),
    ],
)
def test_every_address_of_a_name_is_looked_at(monkeypatch, addresses: list[str], is_refused: bool) -> None:  # type: ignore[no-untyped-def]
    rows = [(0, 0, 0, "", (address, 443)) for address in addresses]
    monkeypatch.setattr(webhook.socket, "getaddrinfo", lambda *_args, **_more: rows)
    if is_refused:
        with pytest.raises(SendRefused, match="address_private"):
            webhook.checked_address("x.test", 443, private=False)
    else:
        assert webhook.checked_address("x.test", 443, private=False) == addresses[0]
    assert webhook.checked_address("x.test", 443, private=True) == addresses[0]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"webhook_url": "http://chat.tinh.test/x", "webhook_secret": SECRET}, "https"),
        (
            {"webhook_url": "ftp://chat.tinh.test/x", "webhook_secret": SECRET, "webhook_private": True},
            "https",
        ),
        ({"webhook_url": "https://ai:mk@chat.tinh.test/x", "webhook_secret": SECRET}, "https"),
        ({"webhook_url": "https:///x", "webhook_secret": SECRET}, "https"),
        ({"webhook_url": "https://chat.tinh.test/x"}, "SECRET"),
        ({"webhook_url": "https://chat.tinh.test/x", "webhook_secret": "ngan"}, "SECRET"),
    ],
)
def test_settings_that_cannot_be_say_why(given: dict, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        read_environment(**given)


def test_settings_that_can_be() -> None:
    made = read_environment(webhook_url="https://chat.tinh.test/x", webhook_secret=SECRET).webhook
    assert made == Webhook("https://chat.tinh.test/x", SECRET, private=False)
    inside = {"webhook_url": "http://10.0.0.5/x", "webhook_secret": SECRET, "webhook_private": True}
    assert read_environment(**inside).webhook == Webhook("http://10.0.0.5/x", SECRET, private=True)
    assert read_environment().webhook is None
