"""When the entries of this room are shown in the menus, and what waits behind them.

Belongs here: these answers. Does not belong here: the entries (``apps``).
"""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import ngettext

from sauro.audit.queries import data_version
from sauro.audit.remembered import Remembered
from sauro.people.models import AccessRequest, Account, Handover
from sauro.people.permissions import can
from sauro.people.states import HandoverState, RequestState
from sauro.web.navigation import Badge

KEPT = Remembered(4096)
"""How many things wait for each account: every page with a frame asks, and the answer changes with an event alone."""


def may(permission: str) -> Callable[[HttpRequest], bool]:
    def shown(request: HttpRequest) -> bool:
        return can(request.user, permission)

    return shown


def kept_count(name: str, account: Account, count: Callable[[], int]) -> int:
    """What ``count`` reads, once for each account, day and state of the data. It must follow from these alone."""
    return KEPT.get(data_version(), (name, account.pk, timezone.localdate()), count)


def requests_waiting(request: HttpRequest) -> Badge | None:
    """Open requests for a right, for those who answer them."""
    account = request.user
    if not isinstance(account, Account) or not can(account, "people.manage"):
        return None
    count = kept_count("requests", account, lambda: _open_requests(account).count())
    return Badge(count, ngettext("đề nghị đang chờ", "đề nghị đang chờ", count)) if count else None


def handovers_waiting(request: HttpRequest) -> Badge | None:
    """Handovers that wait for this account."""
    account = request.user
    if not isinstance(account, Account):
        return None
    count = kept_count("handovers", account, lambda: _offered(account).count())
    return Badge(count, ngettext("bàn giao đang chờ", "bàn giao đang chờ", count)) if count else None


def _open_requests(account: Account) -> QuerySet[AccessRequest]:
    return AccessRequest.objects.visible_to(account).filter(state=RequestState.OPEN)


def _offered(account: Account) -> QuerySet[Handover]:
    return Handover.objects.filter(receiver=account, state=HandoverState.OFFERED)
