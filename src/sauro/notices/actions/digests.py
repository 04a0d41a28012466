"""The digest: one letter a person at a time of the day, for all that waits and was not told in one before.

Belongs here: making digests and their deliveries, once. Does not belong here: their words and ways (``sending``).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from sauro.audit.actor import Actor
from sauro.jobs.actions import enqueue
from sauro.notices.actions.common import new_code, note, only_writer
from sauro.notices.calendar import working_calendar
from sauro.notices.channels import open_to
from sauro.notices.models import Delivery, Digest, Message
from sauro.notices.rules import hours
from sauro.notices.states import DELIVER, Channel, delivery_key
from sauro.people.models import Account

MOST_TRIES = 10
"""About an hour and a half with the growing pauses of the queue."""


def make_digests(*, by: Actor, now: datetime | None = None) -> int:
    """Makes the digest of the last time that has come today, in office hours; for how many people.

    Nobody gets a second one for the same time, nobody one with nothing to say, nobody one by a channel that is closed.
    """
    now = now or timezone.now()
    zone = timezone.get_default_timezone()
    moment = hours().digest_moment(now, zone)
    if moment is None or not hours().is_open(now, working_calendar(), zone):
        return 0
    waiting = Message.objects.waiting().filter(digest__isnull=True, created_at__lte=now)
    if not waiting.exists():  # a plain read first, so that idle runs never take SQLite's write lock
        return 0
    with transaction.atomic():
        only_writer()
        told = Digest.objects.filter(moment=moment).values("account")
        people = Account.objects.filter(pk__in=waiting.values("account"), is_active=True).exclude(pk__in=told)
        channels = open_to(account for account in people if account.may_act)
        digests = [Digest(account_id=pk, moment=moment, made_at=now) for pk in channels]
        Digest.objects.bulk_create(digests)
        for digest in digests:
            waiting.filter(account=digest.account_id).update(digest=digest)
            queue(channels[digest.account_id], account=digest.account_id, now=now, by=by, digest=digest)
        if digests:
            note(by, "digests.made", moment.isoformat(), after={"people": len(digests)})
    return len(digests)


def queue(
    channels: Sequence[Channel], *, account: int, now: datetime, by: Actor, **about: object
) -> list[Delivery]:
    """A delivery and its job for each channel, in the caller's transaction. ``about`` is the digest or the list."""
    rows = [
        Delivery(code=new_code("GT", 12), account_id=account, channel=channel, made_at=now, **about)
        for channel in channels
    ]
    Delivery.objects.bulk_create(rows)
    for row in rows:
        payload = {"delivery": row.code}
        enqueue(name=DELIVER, payload=payload, by=by, key=delivery_key(row.code), max_tries=MOST_TRIES)
    return rows
