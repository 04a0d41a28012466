"""Contents kept once under their hash, and their places: which content belongs to what, under which name.

Belongs here: the tables, reading a content with its check. Does not belong here: writing (``actions``), where the
bytes lie (``shelf``), who may read (``permissions``).
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import IO, ClassVar

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from sauro.files import registry
from sauro.files.shelf import digest_of, shelf
from sauro.files.states import Access, AttachmentState
from sauro.people.permissions import can

SHA256_LENGTH = 64
CODE_BYTES = 16
LONGEST_SUBJECT = 200
LONGEST_NAME = 255
LONGEST_NOTE = 500


class BlobDamaged(Exception):  # noqa: N818 - the house word; it is an outcome, not a fault
    """The stored content is gone or is not what was stored; never answered with other bytes."""

    def __init__(self, sha256: str, code: str) -> None:
        super().__init__(f"blob {sha256}: {code}")
        self.sha256 = sha256
        self.code = code


class Blob(models.Model):
    """A content that was received; two equal contents are one blob."""

    sha256 = models.CharField(
        max_length=SHA256_LENGTH, primary_key=True, validators=[RegexValidator(r"\A[0-9a-f]{64}\Z")]
    )
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=120)
    stored_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="blob_has_hash_and_type", condition=~Q(sha256="") & ~Q(media_type="")
            ),
        ]

    def __str__(self) -> str:
        return self.sha256

    @property
    def path(self) -> Path:
        """Where the content lies on the server's disk."""
        return Path(settings.FILES_ROOT) / self.sha256[:2] / self.sha256[2:4] / self.sha256

    def open_checked(self) -> IO[bytes]:
        """The content as an open file, compared with its hash first; BlobDamaged where it is gone or altered."""
        try:
            file = shelf().open(self.sha256)
        except FileNotFoundError:
            raise BlobDamaged(self.sha256, "missing") from None
        if digest_of(file)[0] != self.sha256:
            file.close()
            raise BlobDamaged(self.sha256, "altered")
        return file

    def read_bytes(self) -> bytes:
        """The whole content in memory, compared with its hash at every read."""
        with self.open_checked() as file:
            return file.read()


class Preview(models.Model):
    """A small picture of a content, itself a blob; made once when the content first came in as evidence."""

    blob = models.OneToOneField(Blob, on_delete=models.CASCADE, related_name="preview", primary_key=True)
    picture = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="+")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"preview of {self.blob_id}"


def new_code() -> str:
    """The name of an attachment in addresses; nobody finds another one by counting."""
    return secrets.token_urlsafe(CODE_BYTES)


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def visible_to(self, account: object, subjects: Iterable[str]) -> AttachmentQuerySet:
        """What hangs on these subjects, as far as the account may know of it; withdrawn ones included."""
        asked = set(subjects)
        own = registry.readable(account, asked)
        seen = Q(subject__in=sorted(own))
        if can(account, "files.download"):
            open_to_all = Q(state=AttachmentState.KEPT) & ~Q(access=Access.PRIVATE)
            seen |= open_to_all & Q(subject__in=sorted(asked - own))
        return self.filter(seen)

    def kept(self) -> AttachmentQuerySet:
        return self.filter(state=AttachmentState.KEPT)


class Attachment(models.Model):
    """A content in its place: what it belongs to, under which name it came, who brought it.

    ``subject`` is the upper room's own text ("report:2026-Q3/stp"). ``media_type`` is what the content was found to
    be. ``words_read`` says whether its words could be looked through for a mark of secrecy; in a picture they cannot.
    """

    code = models.CharField(max_length=32, unique=True, default=new_code, editable=False)
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="attachments")
    subject = models.CharField(max_length=LONGEST_SUBJECT)
    name = models.CharField(max_length=LONGEST_NAME)
    note = models.CharField(max_length=LONGEST_NOTE, blank=True)
    media_type = models.CharField(max_length=120)
    words_read = models.BooleanField()
    access = models.CharField(max_length=8, choices=Access.choices, default=Access.PRIVATE)
    state = models.CharField(max_length=10, choices=AttachmentState.choices, default=AttachmentState.KEPT)
    attached_at = models.DateTimeField()
    attached_by_code = models.CharField(max_length=60)
    attached_by_name = models.CharField(max_length=150)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by_code = models.CharField(max_length=60, blank=True)
    withdrawn_by_name = models.CharField(max_length=150, blank=True)
    reason = models.CharField(max_length=LONGEST_NOTE, blank=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ("subject", "attached_at", "id")
        indexes: ClassVar = [models.Index(fields=("subject", "state"), name="attachment_subject")]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="attachment_state", condition=Q(state__in=[code for code, _ in AttachmentState.choices])
            ),
            models.CheckConstraint(
                name="attachment_access", condition=Q(access__in=[code for code, _ in Access.choices])
            ),
            models.UniqueConstraint(
                fields=("subject", "blob"), condition=Q(state="kept"), name="attachment_once"
            ),
            models.CheckConstraint(
                name="attachment_is_named",
                condition=~Q(subject="") & ~Q(name="") & ~Q(media_type="") & ~Q(attached_by_code=""),
            ),
            models.CheckConstraint(
                name="attachment_withdrawn_by",
                condition=Q(state="kept", withdrawn_at__isnull=True, withdrawn_by_code="", reason="")
                | (
                    Q(state="withdrawn", withdrawn_at__isnull=False)
                    & ~Q(withdrawn_by_code="")
                    & ~Q(reason="")
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.subject})"
