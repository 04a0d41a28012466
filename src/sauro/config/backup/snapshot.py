"""Looking at the whole database as it was at one moment, while others go on writing.

Belongs here: the moment. Does not belong here: what is read in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def snapshot() -> Iterator[None]:
    """Inside, every question sees the same moment and nothing can be written. Nobody waits for it."""
    if connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
        return
    # atomic() would take SQLite's one lock for writing (see config.database)
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")
        try:
            cursor.execute(
                "SELECT count(*) FROM sqlite_master"
            ).fetchone()  # the moment begins with the first look
            yield
        finally:
            cursor.execute("ROLLBACK")
