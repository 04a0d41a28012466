"""The one address that this installation calls with notices.

Belongs here: the value and what makes it usable. Does not belong here: reading it (settings), calling it (``sending``).
Imports nothing of the room: the settings are read before any table exists.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Webhook:
    """``private`` allows addresses of the own network, and http there, as for a chat server inside the office."""

    url: str
    secret: str
    private: bool = False


def usable(url: str, *, private: bool) -> bool:
    """https, or http where private addresses are allowed; a host; no user name, which would end up in logs."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    schemes = ("https", "http") if private else ("https",)
    return parts.scheme in schemes and bool(parts.hostname) and parts.username is None and port != 0
