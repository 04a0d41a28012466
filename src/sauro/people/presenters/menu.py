"""When the entries of this room are shown in the menus, and what waits behind them.

Belongs here: these answers. Does not belong here: the entries (``apps``).
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.utils.translation import ngettext

from sauro.people.models import AccessRequest, Account, Handover
from sauro.people.permissions import can
from sauro.people.states import HandoverState, RequestState
from sauro.web.navigation import Badge


def may(permission: str) -> Callable[[HttpRequest], bool]:
    def shown(request: HttpRequest) -> bool:
        return can(request.user, permission)

    return shown


def requests_waiting(request: HttpRequest) -> Badge | None:
    """Open requests for a right, for those who answer them."""
    if not can(request.user, "people.manage"):
        return None
    count = AccessRequest.objects.visible_to(request.user).filter(state=RequestState.OPEN).count()
    return Badge(count, ngettext("đề nghị đang chờ", "đề nghị đang chờ", count)) if count else None


def handovers_waiting(request: HttpRequest) -> Badge | None:
    """Handovers that wait for this account."""
    if not isinstance(request.user, Account):
        return None
    count = Handover.objects.filter(receiver=request.user, state=HandoverState.OFFERED).count()
    return Badge(count, ngettext("bàn giao đang chờ", "bàn giao đang chờ", count)) if count else None
