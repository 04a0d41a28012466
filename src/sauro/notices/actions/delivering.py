"""Bringing one delivery to its channel, and writing down what became of it.

Belongs here: the row of the delivery before and after. Does not belong here: letters and calls themselves (``sending``).

At least once: the channel's yes and ``sent_at`` are two systems. Between them lies one short UPDATE; a process that dies
exactly there sends again, under the same message id, so that a mail server or a receiver can tell the second from a new one.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import F
from django.utils import timezone

from sauro.jobs.queries import failed_among
from sauro.jobs.registry import GiveUpError
from sauro.jobs.worker import code_of
from sauro.notices.models import Delivery
from sauro.notices.sending import SendRefused, content_of, send
from sauro.notices.states import DeliveryState, delivery_key


def deliver(*, code: str, now: datetime | None = None) -> str:
    """The state after this try. What was sent is not sent again; what has nothing left to say is not sent at all.

    Any error of the channel is kept on the row as a code and goes on, so that the queue tries again later; GiveUpError
    where the channel said no for good.
    """
    delivery = Delivery.objects.select_related("account", "digest", "prepared_list").get(code=code)
    if delivery.state != DeliveryState.WAITING:
        return delivery.state
    content = content_of(delivery)
    if content is None:
        return _ended(delivery, DeliveryState.NEEDLESS)
    _waiting(delivery).update(tries=F("tries") + 1, error_code="")
    try:
        send(delivery, content)
    except SendRefused as refused:
        _ended(delivery, DeliveryState.FAILED, error_code=refused.code)
        raise GiveUpError(refused.code) from refused
    except Exception as error:
        _waiting(delivery).update(error_code=code_of(error))
        raise
    return _ended(delivery, DeliveryState.SENT, sent_at=now or timezone.now())


def _waiting(delivery: Delivery):  # type: ignore[no-untyped-def]
    return Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.WAITING)


def _ended(delivery: Delivery, state: DeliveryState, **more: object) -> str:
    _waiting(delivery).update(state=state, **more)
    return state


def settle_failed() -> int:
    """Deliveries whose job was given up by the queue say so too; how many."""
    open_ones = {
        delivery_key(code): code
        for code in Delivery.objects.filter(state=DeliveryState.WAITING).values_list("code", flat=True)
    }
    failed = [open_ones[key] for key in failed_among(open_ones)]
    if not failed:
        return 0
    rows = Delivery.objects.filter(code__in=failed, state=DeliveryState.WAITING)
    unexplained = rows.filter(error_code="").update(state=DeliveryState.FAILED, error_code="worker_lost")
    return unexplained + rows.update(state=DeliveryState.FAILED)
