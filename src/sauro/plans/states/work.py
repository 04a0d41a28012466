"""The work on a task: occurrences, each unit's part, extensions.

Belongs here: states that a person sets. Does not belong here: due soon and overdue, which the clock says.
"""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sauro.people.moves import Move


class WorkState(TextChoices):
    """State of an assignment, of the occurrence that rolls it up and of the task that rolls up its current
    occurrence. On time or late follows from ``done_on`` and the deadline and is never stored."""

    NOT_STARTED = "not_started", _("Chưa bắt đầu")
    IN_PROGRESS = "in_progress", _("Đang làm")
    WAITING = "waiting", _("Chờ xác nhận hoàn thành")
    DONE = "done", _("Hoàn thành")
    SUSPENDED = "suspended", _("Tạm dừng")
    WAIVED = "waived", _("Được đồng ý không thực hiện")


CLOSED = (WorkState.DONE, WorkState.WAIVED)
"""Nothing more is expected."""
HALTED = (*CLOSED, WorkState.SUSPENDED)
"""No deadline runs."""


class PartRole(TextChoices):
    """A unit's part in an occurrence. Leads and members of a group finish the work; the others help or watch."""

    LEAD = "lead", _("Chủ trì")
    MEMBER = "member", _("Thành viên nhóm được giao")
    SUPPORT = "support", _("Phối hợp")
    MONITOR = "monitor", _("Theo dõi, đôn đốc")


DOERS = (PartRole.LEAD, PartRole.MEMBER)


class SetBy(TextChoices):
    """Who set a deadline; the same decides its extension."""

    DOCUMENT = "document", _("Theo văn bản giao việc")
    OFFICE = "office", _("Cơ quan theo dõi ấn định")
    UNIT = "unit", _("Đơn vị đề xuất, cơ quan theo dõi chấp nhận")


class ExtensionState(TextChoices):
    ASKED = "asked", _("Đang xin gia hạn")
    GRANTED = "granted", _("Đồng ý gia hạn")
    REFUSED = "refused", _("Không đồng ý gia hạn")
    WITHDRAWN = "withdrawn", _("Đơn vị rút đề nghị")


WORK_MOVES: tuple[Move, ...] = (
    Move("not_started", "start", "assignments.report", "", "in_progress"),
    Move("in_progress", "update", "assignments.report", "", "in_progress"),
    Move(
        "not_started", "report_done", "assignments.report", "the product, or a reason without one", "waiting"
    ),
    Move(
        "in_progress", "report_done", "assignments.report", "the product, or a reason without one", "waiting"
    ),
    Move("waiting", "take_back", "assignments.report", "", "in_progress"),
    Move("waiting", "confirm", "assignments.confirm", "", "done"),
    Move("waiting", "send_back", "assignments.confirm", "a reason", "in_progress"),
    Move("done", "reopen", "assignments.confirm", "a reason", "in_progress"),
    Move(
        "not_started",
        "suspend",
        "assignments.confirm",
        "a reason; the document where there is one",
        "suspended",
    ),
    Move(
        "in_progress",
        "suspend",
        "assignments.confirm",
        "a reason; the document where there is one",
        "suspended",
    ),
    Move("suspended", "resume", "assignments.confirm", "", "in_progress"),
    Move("not_started", "waive", "assignments.confirm", "the number of the document that agrees", "waived"),
    Move("in_progress", "waive", "assignments.confirm", "the number of the document that agrees", "waived"),
    Move("suspended", "waive", "assignments.confirm", "the number of the document that agrees", "waived"),
    Move("waived", "reopen", "assignments.confirm", "a reason", "in_progress"),
)

EXTENSION_MOVES: tuple[Move, ...] = (
    Move(
        "asked",
        "grant",
        "deadlines.decide",
        "whoever set the deadline; the document where one decides",
        "granted",
    ),
    Move("asked", "refuse", "deadlines.decide", "whoever set the deadline; a reason", "refused"),
    Move("asked", "withdraw", "assignments.report", "", "withdrawn"),
)
