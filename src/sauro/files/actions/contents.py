"""Storing and erasing contents.

Belongs here: the rows of contents and their trail. Does not belong here: where the bytes lie (``shelf``), checking
what a content is (the room that takes it in, or ``checking``), serving.

What is stored is never overwritten; the same content again is the same blob.
"""

from __future__ import annotations

import io
from datetime import datetime
from typing import IO

from django.db import transaction

from sauro.audit import actions as audit
from sauro.files.models import Blob, BlobDamaged
from sauro.files.shelf import digest_of, shelf
from sauro.people.by import By, as_actor


def store(*, data: bytes, media_type: str, by: By) -> Blob:
    """The blob of these bytes. A damaged stored content is put right by the same bytes coming in again."""
    return store_file(source=io.BytesIO(data), media_type=media_type, by=by)


@transaction.atomic
def store_file(*, source: IO[bytes], media_type: str, by: By) -> Blob:
    """The blob of an open file, read piece by piece: a large content is never held in memory."""
    sha256, size = digest_of(source)
    blob = Blob(sha256=sha256, size=size, media_type=media_type)
    if _stored_whole(blob):
        shelf().touch(sha256)
    else:
        shelf().put(sha256, source)
    known, created = Blob.objects.get_or_create(
        sha256=sha256, defaults={"size": size, "media_type": media_type}
    )
    if created:
        after = {"size": size, "media_type": media_type}
        audit.record(by=as_actor(by), room="files", action="blob.stored", subject=sha256, after=after)
    return known


@transaction.atomic
def erase(*, blob: Blob, reason: str, by: By) -> None:
    """Takes a content out for good where it must not be kept; the trail keeps its hash and the reason.

    The file goes when the transaction is committed: a rollback must not leave a row without its content.
    """
    if not reason.strip():
        raise ValueError("erasing a stored content needs a reason")
    sha256 = blob.sha256
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
    transaction.on_commit(lambda: _remove_unless_stored_again(sha256))


def sweep(*, before: datetime) -> int:
    """Takes away what a killed process left on the shelf: contents without a row, untouched since ``before``."""
    return shelf().tidy(before=before, wanted=frozenset(Blob.objects.values_list("sha256", flat=True)))


def _remove_unless_stored_again(sha256: str) -> None:
    if not Blob.objects.filter(pk=sha256).exists():
        shelf().remove(sha256)


def _stored_whole(blob: Blob) -> bool:
    try:
        blob.open_checked().close()
    except BlobDamaged:
        return False
    return True
