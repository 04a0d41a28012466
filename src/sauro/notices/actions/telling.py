"""Telling people at once what happened, and keeping what they have read.

Belongs here: messages of events. Does not belong here: reminders (``reminding``), letters (``digests``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from sauro.audit.actor import Actor
from sauro.notices.actions.common import new_code
from sauro.notices.models import Firing, Message
from sauro.notices.registry import sentence_of
from sauro.people.by import By, as_actor
from sauro.people.models import Account


def tell(
    *,
    accounts: Iterable[Account],
    code: str,
    values: Mapping[str, object],
    url: str,
    subject: str,
    by: By,
) -> int:
    """Tells each of the accounts what happened, within the caller's transaction; how many were told.

    Nobody is told of the own doing, nobody twice, nobody who may not act. ``code`` is an event that a room offers
    (``registry.event``); KeyError where it is none or a value of its sentence lacks. It reaches people in the product at
    once and by their channels with the next digest.
    """
    actor, text = as_actor(by), {name: str(value) for name, value in values.items()}
    with override("vi"):
        sentence_of(code, text)
    told = {one.pk: one for one in accounts if one.may_act and one.code != actor.code}
    now = timezone.now()
    with transaction.atomic():
        Message.objects.bulk_create(
            message(one, code, text, url, by=actor, now=now, subject=subject) for one in told.values()
        )
    return len(told)


def message(
    account: Account,
    kind: str,
    values: Mapping[str, str],
    url: str,
    *,
    by: Actor,
    now: datetime,
    subject: str = "",
    watcher: str = "",
    firing: Firing | None = None,
) -> Message:
    """A row that is not yet saved."""
    return Message(
        code=new_code("TB", 12),
        account=account,
        kind=kind,
        values=dict(values),
        url=url,
        subject=subject,
        watcher=watcher,
        firing=firing,
        by_code=by.code,
        by_name=by.name,
        created_at=now,
    )


def mark_read(*, codes: Iterable[str] | None, by: Account, now: datetime | None = None) -> int:
    """The own messages of these codes are read, or all that wait where no codes are given; how many were not before.

    No audit event: reading is no act of the institution.
    """
    rows = Message.objects.visible_to(by).filter(read_at__isnull=True)
    if codes is not None:
        rows = rows.filter(code__in=list(codes))
    return rows.update(read_at=now or timezone.now())
