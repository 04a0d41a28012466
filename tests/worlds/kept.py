"""A world is built by the product's actions once in each process; after that its rows are put back.

Belongs here: taking up and putting back rows and stored files. Does not belong here: building (``cast``), fixtures.
Building takes ten times as long as the tests that stand on it. What the actions write is put back as it was written:
the same keys, the same events, the same files. A world is kept for the day it was built on (tests stop the clock), and
only where it was built on nothing or on its whole parent; else the test builds its own.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

Value = TypeVar("Value")
Rows = dict[str, list[tuple[Any, ...]]]
FROM_MIGRATIONS = frozenset(("django_migrations", "django_content_type", "auth_permission"))


@dataclass
class World:
    """``rows`` are those of the world without its parent's; ``made`` is what the builder gave."""

    made: Any
    rows: Rows
    columns: dict[str, list[str]]
    all_rows: Rows
    files: tempfile.TemporaryDirectory[str] | None = None
    statements: list[str] = field(default_factory=list)

    def put_back(self) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                self.statements = self.statements or [self._whole(cursor, table) for table in self.rows]
                cursor.execute(";".join(self.statements))
                self._count_on(cursor)
            else:
                for table, rows in self.rows.items():
                    cursor.executemany(self._insert(table, 1), rows)
        if self.files is not None:
            shutil.copytree(self.files.name, settings.FILES_ROOT, dirs_exist_ok=True)

    def _count_on(self, cursor: Any) -> None:
        """Rows put back with their keys leave the sequences behind: a test that commits would meet the same key again."""
        for table, rows in self.rows.items():
            if "id" not in self.columns[table] or not isinstance(
                rows[0][self.columns[table].index("id")], int
            ):
                continue
            quoted = connection.ops.quote_name(table)
            last = max(row[self.columns[table].index("id")] for row in rows)
            cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [quoted])
            sequence = cursor.fetchone()[0]
            if sequence is not None:
                cursor.execute(
                    f"SELECT setval(%s, GREATEST(%s, (SELECT last_value FROM {sequence})))",  # noqa: S608
                    [sequence, last],
                )

    def _insert(self, table: str, times: int) -> str:
        quote, columns = connection.ops.quote_name, self.columns[table]
        places = ", ".join(["(" + ", ".join(["%s"] * len(columns)) + ")"] * times)
        named = ", ".join(quote(column) for column in columns)
        return f"INSERT INTO {quote(table)} ({named}) VALUES {places}"  # noqa: S608 - names of our own tables

    def _whole(self, cursor: Any, table: str) -> str:
        rows = self.rows[table]
        whole: str = cursor.mogrify(self._insert(table, len(rows)), [value for row in rows for value in row])
        return whole


_kept: dict[tuple[object, ...], World] = {}


def key_of(name: str) -> tuple[object, ...]:
    """Worlds of another day or another database are other worlds."""
    return name, timezone.localdate(), timezone.now().date(), connection.vendor


def kept(name: str, build: Callable[[], Value], *, parent: str = "") -> Value:
    """What ``build`` gave when it built this world; the database holds the world afterwards.

    The value is shared by the tests of the process: it should name rows, not hold them.
    """
    world = _kept.get(key_of(name))
    if world is not None:
        world.put_back()
        return world.made  # type: ignore[no-any-return]
    below = _kept[key_of(parent)].all_rows if key_of(parent) in _kept else {}
    before, _columns = _everything()
    if before != below:
        return build()
    made = build()
    after, columns = _everything()
    if any(row not in after.get(table, ()) for table, rows in before.items() for row in rows):
        raise AssertionError(f"the world {name!r} changes rows of the one below it and cannot be put back")
    known = {table: set(rows) for table, rows in before.items()}
    new = {table: [row for row in rows if row not in known.get(table, ())] for table, rows in after.items()}
    _kept[key_of(name)] = World(
        made, {table: rows for table, rows in new.items() if rows}, columns, after, _files()
    )
    return made


def _everything() -> tuple[Rows, dict[str, list[str]]]:
    """All rows of all tables that hold any, and the names of their columns."""
    found: Rows = {}
    columns: dict[str, list[str]] = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.django_table_names(only_existing=True)):
            if table in FROM_MIGRATIONS:
                continue
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} ORDER BY 1")  # noqa: S608
            rows = [tuple(map(_plain, row)) for row in cursor.fetchall()]
            if rows:
                found[table], columns[table] = rows, [column[0] for column in cursor.description]
    return found, columns


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value


def _files() -> tempfile.TemporaryDirectory[str] | None:
    stored = Path(settings.FILES_ROOT)
    if not stored.is_dir() or not any(stored.iterdir()):
        return None
    folder = tempfile.TemporaryDirectory(prefix="sauro-world-")
    shutil.copytree(stored, folder.name, dirs_exist_ok=True)
    return folder
