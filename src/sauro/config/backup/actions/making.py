"""Making a backup while the product goes on working.

Belongs here: one moment of the database and its stored contents into one archive, the event that tells of it. Does not
belong here: the archive's form (``archive``), how a row is written (``rows``).

The archive has no name until it is complete and flushed: a killed backup leaves nothing. A content that is erased
between the moment and its copying would leave a row without bytes: then a new moment is taken.
"""

from __future__ import annotations

import errno
import hashlib
import hmac
import os
import secrets
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import IO

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model
from django.utils import timezone

from sauro.audit.actions import record
from sauro.audit.actor import Actor
from sauro.audit.queries import verify
from sauro.config.backup.archive import Writer
from sauro.config.backup.manifest import Content, Head, Manifest, Table, Trail
from sauro.config.backup.refusals import BackupRefused, Say
from sauro.config.backup.rows import columns_of, lines_of, tables_of
from sauro.config.backup.snapshot import snapshot
from sauro.config.language import gettext as _
from sauro.files.models import Blob, BlobDamaged

ROOM, MADE = "config", "backup.made"
ATTEMPTS = 3
READABLE_BY_OWNER = 0o600
_NO_SUCH_FILES = (errno.EOPNOTSUPP, errno.EINVAL)


@dataclass(frozen=True, slots=True)
class Made:
    """``sha256`` is the hash of the whole file."""

    path: Path
    size: int
    sha256: str
    manifest: Manifest


def make_backup(*, target: Path, by: Actor, say: Say) -> Made:
    """Writes the archive to ``target``, which must not exist yet. BackupRefused leaves nothing behind."""
    if target.exists():
        raise BackupRefused("exists", str(target))
    try:
        with _draft(target) as draft:
            digest, manifest = _filled(draft, say)
            size = draft.tell()
    except OSError as wrong:
        raise BackupRefused("not_writable", str(target), reason=wrong.strerror or str(wrong)) from wrong
    with transaction.atomic():
        record(by=by, room=ROOM, action=MADE, subject=target.name[:200], after=_told(manifest, size, digest))
    return Made(target, size, digest, manifest)


def key_mark() -> str:
    """Tells one secret key from another and gives nothing of it away."""
    return hmac.new(settings.SECRET_KEY.encode(), b"sauro.backup.key", hashlib.sha256).hexdigest()[:16]


def _told(manifest: Manifest, size: int, digest: str) -> dict[str, object]:
    return {
        "sha256": digest,
        "bytes": size,
        "rows": manifest.rows,
        "files": len(manifest.files),
        "lost": len(manifest.lost),
        "head": f"{manifest.trail.events}:{manifest.trail.head}",
    }


def _filled(draft: IO[bytes], say: Say) -> tuple[str, Manifest]:
    for _attempt in range(ATTEMPTS):
        draft.seek(0)
        draft.truncate()
        digest, manifest = _written(draft, say)
        if Blob.objects.filter(sha256__in=manifest.lost).count() == len(manifest.lost):
            return digest, manifest
        say(_("Có tệp vừa bị xóa trong khi sao lưu; làm lại từ đầu."))
    raise BackupRefused("files_moving")


def _written(draft: IO[bytes], say: Say) -> tuple[str, Manifest]:
    models = tables_of(apps)
    say(_("Đang sao lưu %(count)d bảng dữ liệu…") % {"count": len(models)})
    with snapshot():
        head = _head()
        writer = Writer(draft, head)
        tables = tuple(_table(writer, model) for model in models)
        blobs = list(Blob.objects.order_by("sha256"))
        verdict = verify()
    # contents never change under their name, so the moment need not be held while they are copied
    files, lost = _contents(writer, blobs, say)
    manifest = Manifest(head, tables, files, lost, Trail(verdict.events, verdict.head, verdict.whole))
    return writer.seal(manifest), manifest


def _table(writer: Writer, model: type[Model]) -> Table:
    with tempfile.TemporaryFile(dir=settings.DATA) as spool:
        return writer.add_table(str(model._meta.db_table), columns_of(model), lines_of(model), spool)


def _contents(writer: Writer, blobs: Sequence[Blob], say: Say) -> tuple[tuple[Content, ...], tuple[str, ...]]:
    """The contents written, and those that are gone from the disk or no longer what was stored."""
    say(_("Đang sao lưu %(count)d tệp…") % {"count": len(blobs)})
    step = max(len(blobs) // 10, 1)
    files, lost = [], []
    for number, blob in enumerate(blobs, start=1):
        try:
            with blob.open_checked() as source:
                size = source.seek(0, os.SEEK_END)
                source.seek(0)
                content = Content(blob.sha256, size)
                writer.add_content(content, source)
                files.append(content)
        except BlobDamaged:
            lost.append(blob.sha256)
        if number % step == 0 and number < len(blobs):
            say(_("  %(done)d/%(count)d tệp") % {"done": number, "count": len(blobs)})
    return tuple(files), tuple(lost)


def _head() -> Head:
    applied = MigrationRecorder(connection).applied_migrations()
    return Head(
        metadata.version("sauro"),
        timezone.now().isoformat(),
        connection.vendor,
        tuple(sorted(f"{room}.{name}" for room, name in applied)),
        key_mark(),
    )


@contextmanager
def _draft(target: Path) -> Iterator[IO[bytes]]:
    """A file without a name, readable by its owner, which becomes ``target`` when the block ends well."""
    anonymous = getattr(os, "O_TMPFILE", 0)
    descriptor = _unnamed(target.parent, anonymous) if anonymous else None
    named: Path | None = None
    if descriptor is None:  # a file system without such files: a hidden name, which only a kill leaves behind
        named = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
        descriptor = os.open(named, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, READABLE_BY_OWNER)
    try:
        with os.fdopen(descriptor, "w+b") as draft:
            yield draft
            draft.flush()
            os.fsync(draft.fileno())
            _name(draft.fileno(), named, target)
    finally:
        if named is not None:
            named.unlink(missing_ok=True)


def _unnamed(folder: Path, anonymous: int) -> int | None:
    try:
        return os.open(folder, anonymous | os.O_RDWR | os.O_CLOEXEC, READABLE_BY_OWNER)
    except IsADirectoryError:
        return None
    except OSError as wrong:
        if wrong.errno in _NO_SUCH_FILES:
            return None
        raise


def _name(number: int, named: Path | None, target: Path) -> None:
    """A link is never made over another file, unlike a renaming."""
    try:
        if named is not None:
            os.link(named, target)
        else:
            folder = os.open(target.parent, os.O_RDONLY)
            try:
                # with a folder given, the system follows the link in /proc to the file itself
                os.link(f"/proc/self/fd/{number}", target, src_dir_fd=folder, follow_symlinks=True)
                os.fsync(folder)
            finally:
                os.close(folder)
    except FileExistsError as taken:
        raise BackupRefused("exists", str(target)) from taken
