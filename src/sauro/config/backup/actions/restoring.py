"""Putting an archive in force: everything is checked first, loaded into a new place, compared, then switched.

Belongs here: this order. Does not belong here: the kinds of database (``places``), the archive (``archive``).
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model

from sauro.audit.actions import record
from sauro.audit.actor import Actor
from sauro.audit.queries import verify
from sauro.config.backup.actions.making import ROOM, key_mark
from sauro.config.backup.actions.places import Place, new_place
from sauro.config.backup.archive import PIECE, Reader
from sauro.config.backup.manifest import Manifest
from sauro.config.backup.refusals import BackupRefused, Say
from sauro.config.backup.rows import columns_of, digest_of, tables_of, values_of
from sauro.config.language import gettext as _
from sauro.files.models import Blob, BlobDamaged
from sauro.files.shelf import digest_of as digest_of_file
from sauro.files.shelf import shelf, unnamed

RESTORED = "backup.restored"
AT_ONCE = 500
FILLED_BY_ITSELF = frozenset(
    {"django_content_type", "django_session", "auth_permission", "jobs_worker", "jobs_job", "jobs_jobrun"}
)
"""What a new installation holds before anybody has done anything with it."""


@dataclass(frozen=True, slots=True)
class Restored:
    """``upgraded``: the archive was of an earlier version. ``other_key``: the secret key is not that of the archive."""

    manifest: Manifest
    upgraded: bool
    other_key: bool


def check(*, archive: Path, say: Say) -> Manifest:
    """What the archive holds, when all of it is whole and this version can read it; else BackupRefused."""
    with _opened(archive) as reader:
        return _checked(reader, say)


def restore(*, archive: Path, replace: bool, by: Actor, say: Say) -> Restored:
    """BackupRefused leaves the present data as they are; contents that were already copied are tidied away later."""
    with _opened(archive) as reader, _alone():
        manifest = _checked(reader, say)
        if not replace and not _is_empty():
            raise BackupRefused("not_empty")
        try:
            say(_("Đang dựng cơ sở dữ liệu mới bên cạnh dữ liệu hiện có…"))
            with new_place() as place:
                targets = _targets(manifest.head.migrations)
                models = _built(targets)
                _load(reader, manifest, models, place, say)
                _compare(manifest, models, say)
                _take_contents(reader, manifest, say)
                call_command("migrate", interactive=False, verbosity=0)
                upgraded = len(MigrationRecorder(connection).applied_migrations()) > len(
                    manifest.head.migrations
                )
                _finish(manifest, archive, by)
                say(_("Đang thay dữ liệu hiện có bằng dữ liệu khôi phục…"))
                place.put_in_force()
        except OSError as wrong:
            raise BackupRefused("no_room", reason=wrong.strerror or str(wrong)) from wrong
    return Restored(manifest, upgraded, manifest.head.key != key_mark())


@contextmanager
def _opened(archive: Path) -> Iterator[Reader]:
    try:
        stream = archive.open("rb")
    except OSError as wrong:
        raise BackupRefused("unreadable", str(archive), reason=wrong.strerror or str(wrong)) from wrong
    with stream:
        yield Reader(stream)


@contextmanager
def _alone() -> Iterator[None]:
    descriptor = os.open(Path(settings.DATA) / ".restore.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as busy:
        raise BackupRefused("another_restore") from busy
    finally:
        os.close(descriptor)


def _checked(reader: Reader, say: Say) -> Manifest:
    head = reader.head()
    if not set(head.migrations) <= _known():
        raise BackupRefused("newer", version=head.version[:40])
    say(_("Đang kiểm tra toàn bộ bản sao lưu…"))
    return reader.check()


def _known() -> frozenset[str]:
    """The steps of the schema that this version has."""
    return frozenset(f"{room}.{name}" for room, name in MigrationLoader(None).disk_migrations)


def _is_empty() -> bool:
    """Whether nobody has done anything here: no tables, or nothing in them but what a set-up puts there."""
    if connection.vendor == "sqlite" and not Path(str(connection.settings_dict["NAME"])).parent.exists():
        return True  # not even a folder, which is no database that is broken
    try:
        there = set(connection.introspection.table_names())
        models = [m for m in tables_of(apps) if m._meta.db_table in there - FILLED_BY_ITSELF]
        return not any(model._base_manager.exists() for model in models)
    except DatabaseError:  # broken: whoever replaces it should say so
        connection.close()
        return False


def _targets(applied: tuple[str, ...]) -> list[tuple[str, str]]:
    """The last migrations of the archive, room by room."""
    done = {(room, name) for room, _dot, name in (one.partition(".") for one in applied)}
    graph = MigrationLoader(None).graph
    return [
        key
        for key in sorted(done)
        if key in graph.nodes
        and not any(c.key in done and c.key[0] == key[0] for c in graph.node_map[key].children)
    ]


def _built(targets: list[tuple[str, str]]) -> list[type[Model]]:
    """The tables as they were in the version of the archive, empty; their models."""
    executor = MigrationExecutor(connection)
    state = executor.migrate(targets)
    return tables_of(state.apps)


def _load(reader: Reader, manifest: Manifest, models: list[type[Model]], place: Place, say: Say) -> None:
    say(_("Đang nạp %(rows)d dòng dữ liệu…") % {"rows": manifest.rows})
    known = {str(model._meta.db_table): model for model in models}
    named = {table.name: table.columns for table in manifest.tables}
    if named.keys() != known.keys() or any(named[name] != columns_of(known[name]) for name in named):
        raise BackupRefused("foreign")
    try:
        # keys between tables are looked at when the transaction ends, so the order of the tables is free
        with transaction.atomic(), connection.cursor() as cursor:
            place.must_be_inside()
            for model in models:  # steps of the migrations may have put rows of their own
                cursor.execute(f"DELETE FROM {_quoted(model._meta.db_table)}")  # noqa: S608 - names of our own models
            for name, lines in reader.tables():
                _fill(cursor, known[name], lines)
    except (DatabaseError, ValueError, TypeError) as wrong:
        raise BackupRefused("does_not_fit", reason=str(wrong).splitlines()[0]) from wrong


def _fill(cursor: Any, model: type[Model], lines: Iterator[bytes]) -> None:
    columns = columns_of(model)
    places = ", ".join(["%s"] * len(columns))
    names = ", ".join(_quoted(column) for column in columns)
    statement = f"INSERT INTO {_quoted(model._meta.db_table)} ({names}) VALUES ({places})"  # noqa: S608 - names of our own models
    batch: list[list[Any]] = []
    for line in lines:
        batch.append(values_of(model, line))
        if len(batch) == AT_ONCE:
            cursor.executemany(statement, batch)
            batch = []
    if batch:
        cursor.executemany(statement, batch)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def _compare(manifest: Manifest, models: list[type[Model]], say: Say) -> None:
    """What stands in the new place is written out again: it must be the archive, row by row."""
    say(_("Đang đối chiếu dữ liệu đã nạp với bản sao lưu…"))
    for model in models:
        table = manifest.table(str(model._meta.db_table))
        if table is None or digest_of(model) != (table.rows, table.sha256):
            raise BackupRefused("not_the_same", str(model._meta.db_table))


def _take_contents(reader: Reader, manifest: Manifest, say: Say) -> None:
    """Contents lie under their hash and are never overwritten, so that they can come in before the switch."""
    say(_("Đang chép %(count)d tệp…") % {"count": len(manifest.files)})
    target = shelf()
    for sha256, source in reader.contents():
        if _whole_already(sha256):
            target.touch(sha256)
            continue
        with unnamed() as held:
            shutil.copyfileobj(source, held, PIECE)
            held.flush()
            if digest_of_file(held)[0] != sha256:  # the archive was changed since it was checked
                raise BackupRefused("damaged", sha256)
            target.put(sha256, held)


def _whole_already(sha256: str) -> bool:
    try:
        Blob(sha256=sha256).open_checked().close()
    except BlobDamaged:
        return False
    return True


def _finish(manifest: Manifest, archive: Path, by: Actor) -> None:
    """The next keys follow the loaded ones; the trail is as it was and says that it was restored."""
    statements = connection.ops.sequence_reset_sql(no_style(), tables_of(apps))
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    trail = manifest.trail
    if trail.whole:
        head = (trail.events, trail.head) if trail.events else None
        if not verify(expected_head=head).whole:
            raise BackupRefused("audit_broken")
    after = {
        "made_at": manifest.head.made_at,
        "head": f"{trail.events}:{trail.head}",
        "database": manifest.head.database,
    }
    with transaction.atomic():
        record(by=by, room=ROOM, action=RESTORED, subject=archive.name[:200], after=after)
