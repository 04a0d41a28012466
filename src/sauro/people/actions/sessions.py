"""Sessions of an account: ended by the person or by whoever manages accounts.

Belongs here: ending with its trail. Does not belong here: listing them (``access.sessions``), their age
(config's middleware).
"""

from __future__ import annotations

from collections.abc import Iterable

from allauth.usersessions.models import UserSession
from django.db import transaction

from sauro.audit import actions as audit
from sauro.people.access.sessions import mark_of
from sauro.people.actions.common import managing
from sauro.people.by import By, as_actor
from sauro.people.models import Account


@transaction.atomic
def end_session(*, account: Account, mark: str, by: By) -> bool:
    """Ends the session of that mark; False where the account has none of it (any more)."""
    chosen = [s for s in UserSession.objects.filter(user=account) if mark_of(s.session_key) == mark]
    return _end(account, chosen, by) > 0


@transaction.atomic
def end_other_sessions(*, account: Account, keep: str, by: By) -> int:
    """Ends every session but the one whose key is ``keep``; how many there were."""
    return _end(account, UserSession.objects.filter(user=account).exclude(session_key=keep), by)


@transaction.atomic
def end_sessions(*, account: Account, by: By) -> int:
    """Ends every session, for whoever manages accounts."""
    managing(by, account)
    return end_every_session(account=account, by=by)


@transaction.atomic
def end_every_session(*, account: Account, by: By) -> int:
    return _end(account, UserSession.objects.filter(user=account), by)


def _end(account: Account, sessions: Iterable[UserSession], by: By) -> int:
    count = 0
    for session in sessions:
        session.end()
        count += 1
    if count:
        after = {"ended": count}
        audit.record(
            by=as_actor(by), room="people", action="sessions.ended", subject=account.code, after=after
        )
    return count
