"""States of this room, one table per workflow, and the closed lists of the register.

Belongs here: codes, their words, who may move what from where to where. Does not belong here: the moves
themselves.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

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


class TaskState(TextChoices):
    """Due soon and overdue are computed from the clock and never stored."""

    NOT_STARTED = "not_started", _("Chưa bắt đầu")
    IN_PROGRESS = "in_progress", _("Đang làm")
    DONE = "done", _("Hoàn thành")
    SUSPENDED = "suspended", _("Tạm dừng")


class Role(TextChoices):
    LEAD = "lead", _("Chủ trì")
    SUPPORT = "support", _("Phối hợp")
    MONITOR = "monitor", _("Theo dõi, đôn đốc")


class ClauseKind(TextChoices):
    AGENCY = "agency", _("Mục giao cơ quan")
    LABELLED = "labelled", _("Mục có nhãn")
    ANNEX = "annex", _("Phụ lục")
    GENERAL = "general", _("Mục chung")


class WhenKind(TextChoices):
    DATE = "date", _("Có ngày cụ thể")
    PERIOD = "period", _("Theo khoảng thời gian")
    RECURRING = "recurring", _("Định kỳ")
    ONGOING = "ongoing", _("Thường xuyên")
    UNCLEAR = "unclear", _("Chưa xác định được")
    MISSING = "missing", _("Chưa ghi")


class ClaritySource(TextChoices):
    """Who says that a facet is clear: the document itself, the assigned unit or the office in charge."""

    DOCUMENT = "document", _("Theo văn bản")
    UNIT = "unit", _("Theo trả lời của đơn vị")
    OFFICE = "office", _("Theo cơ quan theo dõi")


@dataclass(frozen=True, slots=True)
class Move:
    """One line of a state table. ``who`` is a permission, or "system" for what the product does by itself."""

    source: str
    action: str
    who: str
    needs: str
    target: str


IMPORT_MOVES: tuple[Move, ...] = (
    Move("received", "read_import", "system", "the content is still stored", "reading"),
    Move("reading", "read_import", "system", "the reader understood the file", "ready"),
    Move("reading", "read_import", "system", "the reader refused the file, or was stopped", "refused"),
    Move(
        "ready",
        "confirm_import",
        "plans.confirm",
        "at least one task, a number not in the register",
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


def may_move(moves: tuple[Move, ...], source: str, action: str) -> bool:
    return any(move.source == source and move.action == action for move in moves)
