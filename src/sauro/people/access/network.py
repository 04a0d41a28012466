"""Where a request comes from.

Belongs here: reading the address of the other side. Does not belong here: what follows from it.
"""

from __future__ import annotations

import ipaddress

from django.conf import settings
from django.http import HttpRequest

UNKNOWN = "0.0.0.0"  # noqa: S104 - kept and compared, never bound
V6_NETWORK = 64


def network_address(request: HttpRequest) -> str:
    """The other side of the connection, or what the trusted proxy in front wrote down last.

    ``UNKNOWN`` where neither is an address, as behind a socket file.
    """
    written = ""
    if getattr(settings, "SECURE_PROXY_SSL_HEADER", None):
        written = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    for text in (written, str(request.META.get("REMOTE_ADDR", ""))):
        try:
            return str(ipaddress.ip_address(text))
        except ValueError:
            continue
    return UNKNOWN


def network_of(address: str) -> str:
    """The network that one subscriber has: the address itself, or the /64 of an IPv6 address."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if known.version == 4:
        return str(known)
    return str(ipaddress.ip_network(f"{known}/{V6_NETWORK}", strict=False).network_address)
