"""The door for writes of stored contents.

Belongs here: storing. Does not belong here: checking what a content is (the room that takes it in), serving.

A content is written beside its place, flushed to the disk, then renamed: a reader sees all of it or nothing.
What is stored is never overwritten; the same content again is the same blob.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from django.db import transaction

from sauro.audit import actions as audit
from sauro.files.models import Blob, BlobDamaged
from sauro.people.by import By, as_actor


@transaction.atomic
def store(*, data: bytes, media_type: str, by: By) -> Blob:
    """The blob of these bytes. A damaged stored content is put right by the same bytes coming in again."""
    blob = Blob(sha256=hashlib.sha256(data).hexdigest(), size=len(data), media_type=media_type)
    if not _stored_whole(blob):
        _write(blob.path, data)
    known, created = Blob.objects.get_or_create(
        sha256=blob.sha256, defaults={"size": blob.size, "media_type": media_type}
    )
    if created:
        after = {"size": blob.size, "media_type": media_type}
        audit.record(by=as_actor(by), room="files", action="blob.stored", subject=blob.sha256, after=after)
    return known


@transaction.atomic
def erase(*, blob: Blob, reason: str, by: By) -> None:
    """Takes a content out for good where it must not be kept; the trail keeps its hash and the reason.

    The file goes when the transaction is committed: a rollback must not leave a row without its content.
    """
    if not reason.strip():
        raise ValueError("erasing a stored content needs a reason")
    path, sha256 = blob.path, blob.sha256
    Blob.objects.filter(pk=sha256).delete()
    before = {"size": blob.size, "media_type": blob.media_type}
    audit.record(
        by=as_actor(by),
        room="files",
        action="blob.erased",
        subject=sha256,
        before=before,
        after={"reason": reason},
    )
    transaction.on_commit(lambda: _remove_unless_stored_again(sha256, path))


def _remove_unless_stored_again(sha256: str, path: Path) -> None:
    if not Blob.objects.filter(pk=sha256).exists():
        path.unlink(missing_ok=True)


def _stored_whole(blob: Blob) -> bool:
    try:
        blob.read_bytes()
    except BlobDamaged:
        return False
    return True


def _write(target: Path, data: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".incoming-", dir=target.parent)
    incoming = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        incoming.chmod(0o440)
        incoming.replace(target)
    except BaseException:
        incoming.unlink(missing_ok=True)
        raise
    _flush_folder(target.parent)


def _flush_folder(folder: Path) -> None:
    """The new name survives a power cut only when the folder is flushed too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
