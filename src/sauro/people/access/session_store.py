"""Sessions in the database, as the library keeps them; only reading one is written out.

Belongs here: that one statement. Does not belong here: how old a session may be (config's middleware), the list of open
sessions (``sessions``).
Every request reads its session. The library builds and compiles the query each time, which costs five times the
statement itself; what it says is the same: the row of this key, unless it is over.
"""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends import db
from django.db import connection
from django.utils import timezone

FIND = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(db.SessionStore):
    """The class's name is part of the key that signs the data, so it stays the library's."""

    def load(self) -> dict[str, Any]:
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        with connection.cursor() as cursor:
            cursor.execute(FIND, [self.session_key, now])
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return {}
        found: dict[str, Any] = self.decode(row[0])
        return found
