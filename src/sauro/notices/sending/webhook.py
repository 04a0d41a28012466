"""A call of the configured webhook: signed, to a checked address, never followed elsewhere.

Belongs here: one POST. Does not belong here: trying again (the queue), which address (settings).

The receiver takes ``X-Sauro-Timestamp``, a dot and the body, makes HMAC-SHA256 with the shared key and compares with
``X-Sauro-Signature``; it refuses a timestamp that is old, and a ``X-Sauro-Delivery`` that it has seen.
"""

from __future__ import annotations

import hashlib
import hmac
import http.client
import ipaddress
import json
import socket
import ssl
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.utils import timezone

from sauro.notices.models import Delivery
from sauro.notices.sending.content import Content
from sauro.notices.sending.refused import SendRefused
from sauro.notices.target import Webhook

SECONDS = 10
SCHEMA = "sauro.notice/1"
GONE = frozenset({400, 401, 403, 404, 405, 410, 413, 415, 422})
"""Answers after which the same call would get the same no."""


class CallFailed(Exception):  # noqa: N818 - the queue tries again
    """The receiver did not take the call this time."""


def call(delivery: Delivery, content: Content) -> None:
    target: Webhook | None = settings.WEBHOOK
    if target is None:
        raise SendRefused("channel_closed")
    body = json.dumps(_payload(delivery, content), ensure_ascii=False, sort_keys=True).encode()
    stamp = str(int(timezone.now().timestamp()))
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "sauro",
        "X-Sauro-Timestamp": stamp,
        "X-Sauro-Signature": signature(target.secret, stamp, body),
        "X-Sauro-Delivery": delivery.code,
    }
    status = _post(target, body, headers)
    if status in GONE:
        raise SendRefused(f"http_{status}")
    if not 200 <= status < 300:
        raise CallFailed(f"http_{status}")


def signature(secret: str, stamp: str, body: bytes) -> str:
    return "sha256=" + hmac.new(secret.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def _payload(delivery: Delivery, content: Content) -> dict[str, object]:
    return {
        "schema": SCHEMA,
        "delivery": delivery.code,
        "made_at": delivery.made_at.isoformat(),
        "to": {"code": delivery.account.code, "name": delivery.account.name},
        "subject": content.subject,
        "text": content.body,
        "items": [{"text": item.text, "url": item.url} for item in content.items],
        "more": content.more,
    }


def _post(target: Webhook, body: bytes, headers: dict[str, str]) -> int:
    """The status of the answer; its content is not read. The connection goes to the very address that was checked."""
    parts = urlsplit(target.url)
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    address = checked_address(host, port, private=target.private)
    connection = http.client.HTTPConnection(host, port, timeout=SECONDS)
    with socket.create_connection((address, port), timeout=SECONDS) as raw:
        if parts.scheme == "https":
            connection.sock = ssl.create_default_context().wrap_socket(raw, server_hostname=host)
        else:
            connection.sock = raw
        try:
            connection.request("POST", _path(parts), body=body, headers={"Host": parts.netloc, **headers})
            return connection.getresponse().status
        finally:
            connection.close()


def _path(parts: SplitResult) -> str:
    path = parts.path or "/"
    return f"{path}?{parts.query}" if parts.query else path


def checked_address(host: str, port: int, *, private: bool) -> str:
    """The first address of the name; SendRefused where one of them lies in a private network and that is not allowed.

    All are looked at: a name that points both outside and inside is a way in.
    """
    found = [str(row[4][0]) for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not private and not all(
        ipaddress.ip_address(address.partition("%")[0]).is_global for address in found
    ):
        raise SendRefused("address_private")
    return found[0]
