"""The address of the mail server: smtp://user:password@host:587/?tls=1 or smtps://… .

Belongs here: reading it and saying what is wrong with it. Does not belong here: sending.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

from sauro.config.language import gettext as _

PORTS = {"smtp": 25, "smtps": 465}
TLS_PORT = 587
_ADDRESS = re.compile(r"[^@\s<>\"',;]+@[^@\s<>\"',;]+\.[^@\s<>\"',;.]+")


class MailUrlError(ValueError):
    """The address cannot be used; the message is a finished sentence without the password."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """``tls`` begins in clear and turns to TLS (STARTTLS), ``ssl`` speaks TLS from the first byte."""

    host: str
    port: int
    user: str
    password: str
    tls: bool
    ssl: bool


def looks_like_address(text: str) -> bool:
    return _ADDRESS.fullmatch(text.strip()) is not None


def parse_mail_url(text: str) -> MailServer | None:
    """None for an empty text; MailUrlError says what to write instead."""
    if not text.strip():
        return None
    try:
        parts = urlsplit(text.strip())
        host, port = parts.hostname, parts.port
        options = parse_qs(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
    except ValueError:
        raise _wrong() from None
    if parts.scheme not in PORTS or not host or parts.path not in ("", "/") or parts.fragment:
        raise _wrong()
    if set(options) - {"tls"} or any(value not in ("0", "1") for value in options.get("tls", ["0"])):
        raise _wrong()
    ssl = parts.scheme == "smtps"
    tls = options.get("tls", ["0"])[-1] == "1" and not ssl
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if bool(user) != bool(password):
        raise MailUrlError(
            _("SAURO_EMAIL_URL có tên mà không có mật khẩu, hoặc ngược lại. Ghi đủ cả hai, hoặc bỏ cả hai.")
        )
    return MailServer(host, port or (TLS_PORT if tls else PORTS[parts.scheme]), user, password, tls, ssl)


def _wrong() -> MailUrlError:
    return MailUrlError(
        _(
            "SAURO_EMAIL_URL không đúng dạng: cần smtp://tên:mật-khẩu@máy-chủ:587/?tls=1, hoặc smtps://… cho TLS ngay từ "
            "đầu. Ký tự đặc biệt trong mật khẩu viết dạng %xx."
        )
    )
