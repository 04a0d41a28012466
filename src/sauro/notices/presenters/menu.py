"""What waits behind this room's entry of the menu.

Belongs here: the badge under the person's name. Does not belong here: the entries (``apps``).
"""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import ngettext

from sauro.notices.queries import waiting_count
from sauro.web.navigation import Badge


def messages_waiting(request: HttpRequest) -> Badge | None:
    count = waiting_count(request.user)
    return Badge(count, ngettext("thông báo chưa xem", "thông báo chưa xem", count)) if count else None
