"""Asking a virus scanner about a content: the INSTREAM command of clamd, over a socket of this machine or network.

Belongs here: the address and the conversation. Does not belong here: what a refusal says (``refusals``), Django (the
settings are checked with this module before Django is set up).
"""

from __future__ import annotations

import socket
import struct
from dataclasses import dataclass
from typing import IO
from urllib.parse import urlsplit

PIECE = 64 * 1024
SECONDS = 30
LONGEST_ANSWER = 4096


class ScannerAddressError(ValueError):
    """An address that names no scanner."""


class ScannerSilent(Exception):  # noqa: N818 - the house word; it is an outcome, not a fault
    """The scanner could not be asked, or did not judge; nothing may be concluded about the content."""


@dataclass(frozen=True, slots=True)
class Scanner:
    """Where clamd listens: a socket file, or a host with a port."""

    path: str = ""
    host: str = ""
    port: int = 0

    def __post_init__(self) -> None:
        if bool(self.path) == bool(self.host and self.port):
            raise ScannerAddressError("a scanner has a path, or a host with a port")

    def find(self, content: IO[bytes]) -> str:
        """The name of what was found, empty for nothing. Reads ``content`` from its beginning, piece by piece."""
        content.seek(0)
        try:
            with self._connected() as connection:
                connection.sendall(b"zINSTREAM\0")
                while piece := content.read(PIECE):
                    connection.sendall(struct.pack("!I", len(piece)) + piece)
                connection.sendall(struct.pack("!I", 0))
                answer = _answer(connection)
        except OSError as fault:
            raise ScannerSilent(str(fault)) from fault
        finally:
            content.seek(0)
        return _judge(answer)

    def _connected(self) -> socket.socket:
        if self.host:
            return socket.create_connection((self.host, self.port), timeout=SECONDS)
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            connection.settimeout(SECONDS)
            connection.connect(self.path)
        except BaseException:
            connection.close()
            raise
        return connection


def parse_scanner(address: str) -> Scanner | None:
    """``unix:/run/clamav/clamd.ctl`` or ``tcp://127.0.0.1:3310``; None for an empty address."""
    if not address:
        return None
    if address.startswith("unix:/"):
        return Scanner(path=address.removeprefix("unix:"))
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as fault:
        raise ScannerAddressError(address) from fault
    if parts.scheme != "tcp" or not parts.hostname or not port or parts.path or parts.query or parts.username:
        raise ScannerAddressError(address)
    return Scanner(host=parts.hostname, port=port)


def _answer(connection: socket.socket) -> str:
    taken = b""
    while b"\0" not in taken and len(taken) < LONGEST_ANSWER:
        piece = connection.recv(LONGEST_ANSWER)
        if not piece:
            break
        taken += piece
    return taken.split(b"\0", 1)[0].decode("utf-8", "replace").strip()


def _judge(answer: str) -> str:
    """``stream: OK``, ``stream: Name FOUND``, or an error, which is no judgement."""
    said = answer.removeprefix("stream:").strip()
    if said == "OK":
        return ""
    if said.endswith(" FOUND"):
        return said.removesuffix(" FOUND")
    raise ScannerSilent(answer or "no answer")
