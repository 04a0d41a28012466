"""The list for a vice chair: a person presses send, or says why not.

Belongs here: the two decisions. Does not belong here: what comes onto the list (``reminding``), finding what is still late
(``queries``).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from sauro.notices import words
from sauro.notices.actions.common import move, note
from sauro.notices.actions.digests import queue
from sauro.notices.actions.telling import message
from sauro.notices.models import Message, PreparedList
from sauro.notices.queries import leaders, still_late
from sauro.notices.refusals import ActionRefused
from sauro.notices.states import LIST_MOVES, Channel, ListState
from sauro.people.by import By
from sauro.people.models import Account
from sauro.people.permissions import acting


def send_list(
    *, prepared: PreparedList, leader: Account, note_text: str = "", by: By, now: datetime | None = None
) -> PreparedList:
    """Sends what is still late to one leader: in the product, and by letter where the leader has an address.

    A letter to a leader exists only here, because a person has decided on it.
    """
    actor = acting(by, "notices.send")
    now = now or timezone.now()
    with transaction.atomic():
        row = _locked(prepared)
        target = move(LIST_MOVES, row.state, "send", ListState(row.state).label)
        if leader.pk not in {one.pk for one in leaders()}:
            raise ActionRefused("no_leader")
        lines = still_late(row, now)
        if not lines:
            raise ActionRefused("nothing_late")
        row.state, row.sent_to, row.note = target, leader, note_text.strip()[:1000]
        row.content = [line.as_row() for line in lines]
        row.decided_at, row.decided_by_code, row.decided_by_name = now, actor.code, actor.name
        row.save()
        _close_asking(row, now)
        values = {"by": actor.name, "code": row.code, "count": str(len(lines))}
        url = f"/thong-bao/danh-sach/{row.code}"
        message(leader, words.LIST_SENT, values, url, by=actor, now=now, subject=f"list:{row.code}").save(
            force_insert=True
        )
        if _letters_reach(leader):
            queue([Channel.MAIL], account=leader.pk, now=now, by=actor, prepared_list=row)
        note(actor, "list.sent", row.code, after={"to": leader.code, "subjects": len(lines)})
    return row


def drop_list(*, prepared: PreparedList, reason: str, by: By, now: datetime | None = None) -> PreparedList:
    """Nothing is sent; what stays late comes onto the next list when its rule says so again."""
    actor = acting(by, "notices.send")
    now = now or timezone.now()
    if not reason.strip():
        raise ActionRefused("reason_missing")
    with transaction.atomic():
        row = _locked(prepared)
        row.state = move(LIST_MOVES, row.state, "drop", ListState(row.state).label)
        row.reason = reason.strip()[:500]
        row.decided_at, row.decided_by_code, row.decided_by_name = now, actor.code, actor.name
        row.save()
        _close_asking(row, now)
        after: dict[str, Any] = {"reason": row.reason}
        note(actor, "list.dropped", row.code, after=after)
    return row


def _locked(prepared: PreparedList) -> PreparedList:
    return PreparedList.objects.select_for_update().get(pk=prepared.pk)


def _close_asking(row: PreparedList, now: datetime) -> None:
    """Whoever was told that the list waits need not look any more."""
    asking = Message.objects.filter(kind=words.LIST_PREPARED, subject=f"list:{row.code}")
    asking.filter(closed_at__isnull=True).update(closed_at=now)


def _letters_reach(leader: Account) -> bool:
    from django.conf import settings

    return bool(settings.EMAIL_SERVER and leader.email)
