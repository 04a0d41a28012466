"""Uploads and versions of documents: their states and tables.

Belongs here: from the file received to a version in force. Does not belong here: tasks (``tasks``), work (``work``).
"""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sauro.people.moves import Move

READ_IMPORT = "plans.read_import"
"""The background job that moves an upload from received to ready or refused."""


def job_key(code: str) -> str:
    """The key of the one job that reads the upload of this code."""
    return f"import:{code}"


class ImportState(TextChoices):
    RECEIVED = "received", _("Đã nhận")
    READING = "reading", _("Đang đọc")
    READY = "ready", _("Chờ xác nhận")
    CONFIRMED = "confirmed", _("Đã đưa vào sổ")
    REFUSED = "refused", _("Không nhận")
    DISCARDED = "discarded", _("Đã hủy lần nhập")


BEING_READ = (ImportState.RECEIVED, ImportState.READING)
"""The worker has the upload, or will have it."""


class VersionState(TextChoices):
    DRAFT = "draft", _("Dự thảo")
    IN_FORCE = "in_force", _("Đang thực hiện")
    SUPERSEDED = "superseded", _("Đã thay thế")
    WITHDRAWN = "withdrawn", _("Đã thu hồi")


class SourceKind(TextChoices):
    """Where the tasks of a register come from."""

    PLAN = "plan", _("Kế hoạch")
    DECISION = "decision", _("Quyết định")
    DIRECTIVE = "directive", _("Chỉ thị")
    LETTER = "letter", _("Công văn")
    CONCLUSION = "conclusion", _("Thông báo kết luận")
    PRIME_MINISTER = "prime_minister", _("Nhiệm vụ Chính phủ, Thủ tướng Chính phủ giao")
    OTHER = "other", _("Văn bản khác")


IMPORT_MOVES: tuple[Move, ...] = (
    Move("received", "read_import", "system", "the content is still stored", "reading"),
    Move("reading", "read_import", "system", "the reader understood the file", "ready"),
    Move("reading", "read_import", "system", "the reader refused the file, or was stopped", "refused"),
    Move(
        "ready",
        "confirm_import",
        "plans.confirm",
        "at least one task; a number already in the register needs the comparison with its version in force",
        "confirmed",
    ),
    Move("received", "discard_import", "plans.import", "", "discarded"),
    Move("ready", "discard_import", "plans.import", "", "discarded"),
    Move("refused", "discard_import", "plans.import", "", "discarded"),
)

VERSION_MOVES: tuple[Move, ...] = (
    Move("draft", "confirm_import", "plans.confirm", "no other version of the plan in force", "in_force"),
    Move("in_force", "replace", "plans.confirm", "a newer version takes its place", "superseded"),
    Move("in_force", "withdraw", "plans.confirm", "a document that withdraws it", "withdrawn"),
)
