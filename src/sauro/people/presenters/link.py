"""A one-time link as it is shown, once.

Belongs here: its address and words. Does not belong here: making it (``actions.invitations``).
"""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

from sauro.people.actions import Link
from sauro.people.models import Account


def link_page(request: HttpRequest, account: Account, link: Link, sent: bool | None) -> dict[str, object]:
    """``sent`` is None where nothing was to be sent: no mail server, or no address."""
    address = request.build_absolute_uri(reverse("people:link", args=[link.token]))
    return {"account": account, "address": address, "link": link, "sent": sent}
