"""Receiving and discarding an upload.

Belongs here: the first and the last-but-one step of an import. Does not belong here: reading (``reading``),
entering into the register (``confirm``).
"""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.db import IntegrityError, transaction

from sauro.audit.actor import Actor
from sauro.audit.stamps import signature, stamp
from sauro.files.actions import store
from sauro.jobs.actions import enqueue
from sauro.people.by import By
from sauro.plans.actions.common import note, require, require_move
from sauro.plans.actions.contents import forget_content
from sauro.plans.models import PlanImport
from sauro.plans.queries import confirmed_import_of, open_import_of
from sauro.plans.refusals import ActionRefused
from sauro.plans.states import READ_IMPORT, ImportState, job_key

LONGEST_NAME = 255
UNREAD = "application/octet-stream"
"""The type of an upload before its content has been looked at; the file's name is never believed."""


def _check_content(data: bytes, filename: str) -> None:
    limit = int(settings.UPLOAD_BYTES)
    if not data:
        raise ActionRefused("empty_file")
    if len(data) > limit:
        raise ActionRefused("too_large", limit=limit // (1024 * 1024))
    if len(filename) > LONGEST_NAME:
        raise ActionRefused("name_too_long")


def receive_import(*, data: bytes, filename: str, by: By, is_sample: bool = False) -> PlanImport:
    """Stores the file and asks the worker to read it.

    A file that is already in force answers with its confirmed import, one that waits with the waiting import;
    then nothing changes and no job is made.
    """
    actor = require(by, "plans.import")
    _check_content(data, filename)
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        return _receive(data, sha256, filename, actor, is_sample=is_sample)
    except IntegrityError:  # the same file came in twice at this moment: the first one counts
        earlier = confirmed_import_of(sha256) or open_import_of(sha256)
        if earlier is None:
            raise
        return earlier


def _receive(data: bytes, sha256: str, filename: str, actor: Actor, *, is_sample: bool) -> PlanImport:
    with transaction.atomic():
        earlier = confirmed_import_of(sha256) or open_import_of(sha256)
        if earlier is not None:
            return earlier
        blob = store(data=data, media_type=UNREAD, by=actor)
        received = PlanImport.objects.create(
            blob=blob,
            sha256=sha256,
            filename=filename,
            size=len(data),
            is_sample=is_sample,
            **signature("received", actor),
        )
        enqueue(name=READ_IMPORT, payload={"import": received.code}, by=actor, key=job_key(received.code))
        note(
            by=actor,
            action="receive_import",
            subject=received.code,
            after={"filename": filename, "sha256": sha256, "size": len(data), "state": received.state},
        )
    return received


def discard_import(*, plan_import: PlanImport, by: By) -> PlanImport:
    """Puts an upload aside; the register is not touched.

    A file that was read stays stored as evidence of what was received. One that nobody has looked into goes:
    it may bear the mark of a secret paper.
    """
    actor = require(by, "plans.import")
    with transaction.atomic():
        current = PlanImport.objects.select_for_update().get(pk=plan_import.pk)
        if current.state == ImportState.DISCARDED:
            return current
        require_move(current, "discard_import")
        before = current.state
        if before == ImportState.RECEIVED:
            forget_content(current=current, reason="discarded_unread", by=actor)
        current.state = ImportState.DISCARDED
        stamp(current, "decided", actor)
        current.save()
        note(
            by=actor,
            action="discard_import",
            subject=current.code,
            before={"state": before},
            after={"state": current.state},
        )
    return current
