"""Adding events and sealing them.

Belongs here: every write of this room. Does not belong here: checking the chain (queries), what other rooms
record.

Order: an event is written, unsealed, in the transaction of what it tells of. One sealer at a time numbers
the events that are committed, oldest first. The number is therefore the order of sealing: an event whose
transaction took long is numbered after younger ones that were committed before it. Nothing may be read into
the order of two events less than a transaction apart; ``at`` says when each happened.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

import structlog
from django.db import connection, transaction
from django.utils import timezone

from sauro.audit.actor import Actor
from sauro.audit.chain import GENESIS, canonical_event, canonical_json, link
from sauro.audit.models import Event
from sauro.audit.remembered import changed_here

log = structlog.get_logger(__name__)

SEALER_LOCK = 0x5A0B_0001
"""The advisory lock that one sealer holds; any number that nothing else of ours uses."""


class OutsideTransactionError(RuntimeError):
    """An event must stand or fall with what it tells of."""


def record(
    *,
    by: Actor,
    room: str,
    action: str,
    subject: str,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    on_behalf_of: str = "",
) -> Event:
    """Writes one event in the caller's transaction. ``before`` and ``after`` are what changed, in plain
    values.

    Personal values go in through :func:`sauro.audit.personal.personal`. The request id comes from the log
    context.
    """
    if not connection.in_atomic_block:
        raise OutsideTransactionError("record() must be called inside transaction.atomic()")
    fields: dict[str, Any] = {
        "id": uuid.uuid4(),
        "at": timezone.now(),
        "by_code": by.code,
        "by_name": by.name,
        "on_behalf_of": on_behalf_of or by.on_behalf_of,
        "room": room,
        "action": action,
        "subject": subject,
        "before": "" if before is None else canonical_json(before),
        "after": "" if after is None else canonical_json(after),
        "request_id": str(structlog.contextvars.get_contextvars().get("request_id", "")),
    }
    changed_here()
    return Event.objects.create(**fields, canonical=canonical_event(fields))


def seal_pending(*, limit: int = 1000) -> int:
    """Numbers and chains up to ``limit`` committed events; how many. 0 also when another sealer is at work.

    Killed in its middle it leaves nothing: the whole batch is one transaction.
    """
    # a plain read first, so that an idle sealer never takes the write lock
    if not Event.objects.unsealed().exists():
        return 0
    with transaction.atomic():
        if not _only_sealer():
            return 0
        head = Event.objects.sealed().order_by("-sequence").values_list("sequence", "hash").first()
        sequence, previous = (head[0] or 0, head[1]) if head else (0, GENESIS)
        waiting = Event.objects.unsealed().order_by("at", "id").values_list("id", "canonical")[:limit]
        rows = []
        for identity, canonical in waiting:
            sequence += 1
            digest = link(previous, sequence, canonical)
            rows.append((sequence, previous, digest, Event._meta.pk.get_db_prep_value(identity, connection)))
            previous = digest
        with connection.cursor() as cursor:
            cursor.executemany(
                "UPDATE audit_event SET sequence = %s, previous_hash = %s, hash = %s "
                "WHERE id = %s AND sequence IS NULL",
                rows,
            )
    if rows:
        log.info("audit_sealed", events=len(rows), sequence=sequence, head=previous)
    return len(rows)


def _only_sealer() -> bool:
    """True while this transaction is the one sealer. SQLite's immediate transaction already is the only
    writer.
    """
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SEALER_LOCK])
        return bool(cursor.fetchone()[0])
