"""Blobs: contents kept once under their hash.

Belongs here: the table, where a content lies, reading with its check. Does not belong here: writing
(``actions``), who may read (the room that holds the subject).
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import ClassVar

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

SHA256_LENGTH = 64


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
        """Where the content lies: two levels of folders, so that none grows large."""
        return Path(settings.FILES_ROOT) / self.sha256[:2] / self.sha256[2:4] / self.sha256

    def read_bytes(self) -> bytes:
        """The content, compared with its hash at every read; BlobDamaged where it is gone or altered."""
        try:
            data = self.path.read_bytes()
        except FileNotFoundError:
            raise BlobDamaged(self.sha256, "missing") from None
        if hashlib.sha256(data).hexdigest() != self.sha256:
            raise BlobDamaged(self.sha256, "altered")
        return data
