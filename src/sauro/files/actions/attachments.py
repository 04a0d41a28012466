"""Adding files to what they belong to, and withdrawing them.

Belongs here: the door for attachments. Does not belong here: looking through a file (``checking``).

Each file stands for itself: one that is refused does not lose the others. Nothing is deleted: a file that was
withdrawn stays with its reason.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from sauro.audit import actions as audit
from sauro.audit.actor import Actor
from sauro.files.actions.contents import store, store_file
from sauro.files.checking import Checked, Upload, checked
from sauro.files.inspection.types import rules
from sauro.files.models import LONGEST_NOTE, LONGEST_SUBJECT, Attachment, Blob, Preview
from sauro.files.names import clean_name
from sauro.files.permissions import writing
from sauro.files.queries import kept_at
from sauro.files.refusals import FileRefused
from sauro.files.states import ATTACHMENT_MOVES, Access, AttachmentState
from sauro.people.by import By
from sauro.people.moves import may_move, target_of

ROOM = "files"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file. ``already`` says that the same content was there before."""

    name: str
    attachment: Attachment | None = None
    refused: FileRefused | None = None
    already: bool = False


def attach(
    *, subject: str, uploads: Iterable[Upload], by: By, access: str = Access.PRIVATE, note: str = ""
) -> list[Outcome]:
    """Takes in what is fit and says of every file what became of it, in the order in which they came.

    The right is asked once; without it nothing is looked at. KeyError for a subject that no room knows.
    """
    actor = writing(by, subject)
    if len(subject) > LONGEST_SUBJECT:
        raise ValueError(f"the subject {subject!r} is longer than {LONGEST_SUBJECT} characters")
    access, note = Access(access), _line(note, "note_long")
    most = rules().limits.request_files
    outcomes = []
    for place, upload in enumerate(uploads):
        name = clean_name(upload.name or "")
        try:
            if place >= most:
                raise FileRefused("many_at_once", limit=most)
            outcomes.append(_take(subject, upload, actor, access, note))
        except FileRefused as refused:
            _note_mark(subject, refused, actor)
            outcomes.append(Outcome(name, refused=refused))
    return outcomes


def _take(subject: str, upload: Upload, actor: Actor, access: Access, note: str) -> Outcome:
    """The check costs seconds, so it stands outside of the transaction."""
    with checked(upload) as found:
        try:
            with transaction.atomic():
                there = kept_at(subject, found.sha256)
                if there is not None:
                    return Outcome(there.name, there, already=True)
                return Outcome(found.name, _keep(subject, found, actor, access, note))
        except IntegrityError:  # the same content came in twice at this moment: the first one counts
            there = kept_at(subject, found.sha256)
            if there is None:
                raise
            return Outcome(there.name, there, already=True)


def _keep(subject: str, found: Checked, actor: Actor, access: Access, note: str) -> Attachment:
    most = rules().limits.subject_files
    if Attachment.objects.kept().filter(subject=subject).count() >= most:
        raise FileRefused("many_kept", limit=most)
    blob = store_file(source=found.file, media_type=found.type.media_type, by=actor)
    _keep_picture(blob, found, actor)
    kept = Attachment.objects.create(
        blob=blob,
        subject=subject,
        name=found.name,
        note=note,
        media_type=found.type.media_type,
        words_read=found.words_read,
        access=access,
        attached_at=timezone.now(),
        attached_by_code=actor.code,
        attached_by_name=actor.name,
    )
    after = {
        "subject": subject,
        "sha256": blob.sha256,
        "size": blob.size,
        "name": found.name,
        "access": access,
    }
    audit.record(by=actor, room=ROOM, action="attach", subject=kept.code, after=after)
    return kept


def _keep_picture(blob: Blob, found: Checked, actor: Actor) -> None:
    picture = found.picture
    if picture is None or Preview.objects.filter(blob=blob).exists():
        return
    drawn = store(data=picture.data, media_type="image/jpeg", by=actor)
    Preview.objects.create(blob=blob, picture=drawn, width=picture.width, height=picture.height)


def _note_mark(subject: str, refused: FileRefused, actor: Actor) -> None:
    """The trail keeps that a marked paper came and was not stored; neither its name nor anything of its content."""
    if refused.code != "secrecy_mark":
        return
    with transaction.atomic():
        audit.record(by=actor, room=ROOM, action="refuse_marked", subject=subject, after=dict(refused.values))


def detach(*, attachment: Attachment, reason: str, by: By) -> Attachment:
    """Withdraws a file: it no longer counts as evidence and stays to be seen with its reason."""
    actor = writing(by, attachment.subject)
    why = _line(reason, "reason_long")
    if not why:
        raise FileRefused("reason_missing")
    with transaction.atomic():
        current = Attachment.objects.select_for_update().get(pk=attachment.pk)
        if not may_move(ATTACHMENT_MOVES, current.state, "withdraw"):
            raise FileRefused("not_kept")
        before = {"state": str(current.state)}
        current.state = AttachmentState(target_of(ATTACHMENT_MOVES, current.state, "withdraw"))
        current.withdrawn_at, current.reason = timezone.now(), why
        current.withdrawn_by_code, current.withdrawn_by_name = actor.code, actor.name
        current.save()
        audit.record(
            by=actor,
            room=ROOM,
            action="detach",
            subject=current.code,
            before=before,
            after={"state": str(current.state), "reason": why},
        )
    return current


def _line(text: str, refusal: str) -> str:
    line = " ".join(text.replace("\x00", "").split())
    if len(line) > LONGEST_NOTE:
        raise FileRefused(refusal, limit=LONGEST_NOTE)
    return line
