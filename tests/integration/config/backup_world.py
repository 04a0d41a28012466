"""What the tests of backup and restore share: another place for the installation, all its rows, quick tables.

Belongs here: these helpers; processes of the tests import them too. Does not belong here: tests.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.utils import load_backend

from sauro.audit import triggers
from sauro.audit.remembered import forget_everything
from sauro.config.backup.rows import lines_of, tables_of
from sauro.config.database import DatabaseAddress, django_database
from sauro.files.models import Blob

Tables = dict[str, list[bytes]]


def quiet(_line: str) -> None:
    pass


@contextmanager
def at(path: Path) -> Iterator[None]:
    """The installation at another SQLite file."""
    home = connections["default"]
    given = {**home.settings_dict, **django_database(DatabaseAddress("sqlite", path=path), pool=0)}
    connections["default"] = load_backend(given["ENGINE"]).DatabaseWrapper(given, "default")
    try:
        yield
    finally:
        connections["default"].close()
        connections["default"] = home
        forget()


def forget() -> None:
    """What this process remembers of the database that was there before."""
    ContentType.objects.clear_cache()
    forget_everything()


def everything() -> Tables:
    return {str(model._meta.db_table): list(lines_of(model)) for model in tables_of(apps)}


def contents() -> dict[str, bytes]:
    return {blob.sha256: blob.read_bytes() for blob in Blob.objects.all()}


def same(found: Tables, wanted: Tables, more: int) -> None:
    """Equal row by row; the trail alone goes on, by ``more`` events."""
    assert set(wanted["audit_event"]) <= set(found["audit_event"])
    assert len(found["audit_event"]) == len(wanted["audit_event"]) + more
    assert {name for name in wanted if found[name] != wanted[name]} <= {"audit_event"}
    assert found.keys() == wanted.keys()


def quick_tables(_targets: Any) -> list[Any]:
    """The tables of this version made at once, where a test is not about the migrations (they cost many seconds)."""
    with connection.schema_editor() as editor:
        for model in apps.get_models():
            if model._meta.managed and not model._meta.proxy:
                editor.create_model(model)
    triggers.install(connection)
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    for room, name in MigrationLoader(None).disk_migrations:
        recorder.record_applied(room, name)
    return tables_of(apps)
