"""The sessions of an account as they stand.

Belongs here: reading them. Does not belong here: ending them (``actions.sessions``), words (``presenters``).

Nothing: a session that ended, that was cut off by a new password or that is too old is not in the list, although
the library keeps its row until the next sign-in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from sauro.people.models import Account

SEEN = "seen_at"
"""Where config's middleware of the age of sessions notes the last sign of life, in seconds since 1970."""


@dataclass(frozen=True, slots=True)
class OpenSession:
    """``mark`` names the session outward: its key would open it."""

    mark: str
    user_agent: str
    address: str
    began: datetime
    seen: datetime
    current: bool


def mark_of(session_key: str) -> str:
    return salted_hmac("sauro.people.session", session_key, algorithm="sha256").hexdigest()[:20]


def open_sessions(account: Account, current_key: str | None) -> list[OpenSession]:
    """Sessions that still open something, the current one first, then the last seen."""
    rows = {row.session_key: row for row in UserSession.objects.filter(user=account)}
    stored = Session.objects.filter(session_key__in=rows, expire_date__gt=timezone.now())
    found = []
    for session in stored:
        data, row = session.get_decoded(), rows[session.session_key]
        if not constant_time_compare(data.get(HASH_SESSION_KEY, ""), account.get_session_auth_hash()):
            continue
        seen = datetime.fromtimestamp(data[SEEN], UTC) if SEEN in data else row.last_seen_at
        current = session.session_key == current_key
        found.append(
            OpenSession(mark_of(row.session_key), row.user_agent, row.ip, row.created_at, seen, current)
        )
    return sorted(found, key=lambda s: (not s.current, -s.seen.timestamp()))
