"""What an attachment can be, and who may change it.

Belongs here: codes, their words, the table. Does not belong here: the moves themselves (``actions``).
"""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sauro.people.moves import Move, Workflow


class AttachmentState(TextChoices):
    KEPT = "kept", _("Đã nhận")
    WITHDRAWN = "withdrawn", _("Đã rút")


class Access(TextChoices):
    """Who may open a file beside those who work on what it belongs to."""

    PRIVATE = "private", _("Chỉ người được xem nội dung kèm tệp")
    INTERNAL = "internal", _("Mọi cơ quan trong tỉnh")
    PUBLIC = "public", _("Công khai")


ATTACHMENT_MOVES: tuple[Move, ...] = (
    Move("kept", "withdraw", "who may write what it belongs to", "a reason", "withdrawn"),
)

WORKFLOWS: tuple[Workflow, ...] = (Workflow("Evidence file", ATTACHMENT_MOVES),)
