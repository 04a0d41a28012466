"""A new place for the data beside the present one, and putting it in force in one step.

Belongs here: what differs between the kinds of database. Does not belong here: what is loaded (``restoring``).

SQLite: a new file beside the database's file, which takes its name. PostgreSQL: a schema of its own in the same
database, whose tables take the place of the present ones in one transaction. Killed at any moment, the old data stand
as they were; what is left of a new place is thrown away by the next restore.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from django.apps import apps
from django.db import DatabaseError, OperationalError, connection, transaction

from sauro.config.backup.refusals import BackupRefused

NEW_SCHEMA = "sauro_restoring"
NEW_FILE = ".restoring"
WAIT = "20s"
BESIDE = ("-wal", "-shm", "-journal")


class Place(Protocol):
    """Somewhere to load data without touching the present ones."""

    def open(self) -> None:
        """From now on the connection works in the new place, which is empty."""

    def close(self) -> None:
        """The connection works where it worked before; what was not put in force is gone."""

    def must_be_inside(self) -> None:
        """RuntimeError where the connection works anywhere else: asked before anything is emptied."""

    def put_in_force(self) -> None:
        """Once, when everything is there."""


@contextmanager
def new_place() -> Iterator[Place]:
    """The connection works in the new place, inside; outside, where it worked before."""
    place: Place = (
        PostgresPlace()
        if connection.vendor == "postgresql"
        else SqlitePlace(Path(str(connection.settings_dict["NAME"])).resolve())
    )
    place.open()
    try:
        yield place
    finally:
        place.close()


class SqlitePlace:
    def __init__(self, path: Path) -> None:
        self.path, self.new = path, path.with_name(path.name + NEW_FILE)

    def open(self) -> None:
        connection.close()
        self._forget()
        self.path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(self.new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, self._mode()))
        connection.settings_dict["NAME"] = str(self.new)

    def close(self) -> None:
        connection.close()
        connection.settings_dict["NAME"] = str(self.path)
        self._forget()

    def must_be_inside(self) -> None:
        if connection.settings_dict["NAME"] != str(self.new):
            raise RuntimeError("the connection left the new place")

    def put_in_force(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()  # the last connection takes the write-ahead log away with it
        with self.new.open("rb+") as file:
            os.fsync(file.fileno())
        with self._old_shut():
            self.new.replace(self.path)
        folder = os.open(self.path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    @contextmanager
    def _old_shut(self) -> Iterator[None]:
        """Nobody is in the old file, and it has no write-ahead log that the new file would be read with."""
        if not self.path.exists():
            yield
            return
        try:
            old = sqlite3.connect(self.path, timeout=1, isolation_level=None)
            try:
                mode = old.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
                if mode != "delete":
                    raise BackupRefused("in_use", str(self.path))
                old.execute("BEGIN EXCLUSIVE")
                yield
            finally:
                old.close()
        except sqlite3.OperationalError as busy:
            raise BackupRefused("in_use", str(self.path)) from busy
        except sqlite3.DatabaseError:  # the old file is broken, which may be why somebody restores
            for end in BESIDE:
                Path(f"{self.path}{end}").unlink(missing_ok=True)
            yield

    def _mode(self) -> int:
        return self.path.stat().st_mode & 0o777 if self.path.exists() else 0o600

    def _forget(self) -> None:
        for end in ("", *BESIDE):
            Path(f"{self.new}{end}").unlink(missing_ok=True)


class PostgresPlace:
    def __init__(self) -> None:
        self.old = ""

    def open(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_schema()")
            self.old = str(cursor.fetchone()[0])
            try:
                cursor.execute(f"DROP SCHEMA IF EXISTS {NEW_SCHEMA} CASCADE")
                cursor.execute(f"CREATE SCHEMA {NEW_SCHEMA}")
            except DatabaseError as wrong:
                raise BackupRefused("not_allowed", reason=str(wrong).splitlines()[0]) from wrong
            cursor.execute(f"SET search_path TO {NEW_SCHEMA}")

    def close(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f'SET search_path TO "{self.old}"')
            cursor.execute(f"DROP SCHEMA IF EXISTS {NEW_SCHEMA} CASCADE")

    def must_be_inside(self) -> None:
        """A connection that was lost and opened anew would be back in the old schema."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_schema()")
            if cursor.fetchone()[0] != NEW_SCHEMA:
                raise RuntimeError("the connection left the new place")

    def put_in_force(self) -> None:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"SET LOCAL lock_timeout = '{WAIT}'")
                for table in self._tables(self.old):
                    cursor.execute(f'DROP TABLE "{self.old}"."{table}" CASCADE')
                for name, arguments in self._functions(self.old):
                    cursor.execute(f'DROP FUNCTION "{self.old}"."{name}"({arguments})')
                for table in self._tables(NEW_SCHEMA):
                    cursor.execute(f'ALTER TABLE {NEW_SCHEMA}."{table}" SET SCHEMA "{self.old}"')
                for name, arguments in self._functions(NEW_SCHEMA):
                    cursor.execute(
                        f'ALTER FUNCTION {NEW_SCHEMA}."{name}"({arguments}) SET SCHEMA "{self.old}"'
                    )
                cursor.execute(f"DROP SCHEMA {NEW_SCHEMA}")  # refuses to go while anything is left in it
        except OperationalError as busy:
            raise BackupRefused("in_use") from busy
        except DatabaseError as wrong:
            raise BackupRefused("not_allowed", reason=str(wrong).splitlines()[0]) from wrong

    def _tables(self, schema: str) -> list[str]:
        """Tables of this product, of later versions too, by the names of rooms with tables; others may live beside."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s ORDER BY 1", [schema])
            names = [str(row[0]) for row in cursor.fetchall()]
        ours = tuple(
            f"{room}_" for room in (*{model._meta.app_label for model in apps.get_models()}, "django")
        )
        return [name for name in names if name.startswith(ours)]

    def _functions(self, schema: str) -> list[tuple[str, str]]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT proname, pg_get_function_identity_arguments(p.oid) FROM pg_proc p "
                "JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = %s AND proname LIKE %s",
                [schema, "audit_event_%"],
            )
            return [(str(name), str(arguments)) for name, arguments in cursor.fetchall()]
