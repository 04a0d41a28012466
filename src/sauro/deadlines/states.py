"""States of this room, one table per workflow.

Belongs here: codes, their words, who may move what from where to where. Does not belong here: the moves themselves
(``actions``); that a deadline has passed is read from the clock and never stored.
"""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sauro.people.moves import Move, Workflow


class DecisionState(TextChoices):
    DRAFT = "draft", _("Bản đang soạn")
    IN_FORCE = "in_force", _("Đang áp dụng")
    SUPERSEDED = "superseded", _("Đã thay bằng bản sau")
    WITHDRAWN = "withdrawn", _("Đã hủy áp dụng")
    DISCARDED = "discarded", _("Bỏ bản soạn")


class DayChoice(TextChoices):
    """What a decision makes of a day; a half day says which half is worked."""

    HOLIDAY = "holiday", _("Nghỉ lễ, tết")
    IN_LIEU = "in_lieu", _("Nghỉ bù, nghỉ hoán đổi")
    WORKED = "worked", _("Làm bù, làm việc")
    MORNING = "morning", _("Chỉ làm việc buổi sáng")
    AFTERNOON = "afternoon", _("Chỉ làm việc buổi chiều")


class DeadlineState(TextChoices):
    OPEN = "open", _("Đang tính")
    CLOSED = "closed", _("Đã xong")


class ChangeKind(TextChoices):
    EXTENDED = "extended", _("Gia hạn")
    MOVED = "moved", _("Lịch làm việc thay đổi")
    RESET = "reset", _("Ấn định lại")


DECISION_MOVES: tuple[Move, ...] = (
    Move("draft", "save_draft", "calendar.decide", "", "draft"),
    Move("draft", "confirm", "calendar.decide", "number and date of the document", "in_force"),
    Move("draft", "discard", "calendar.decide", "", "discarded"),
    Move("in_force", "supersede", "system", "a later version of the year is confirmed", "superseded"),
    Move("in_force", "withdraw", "calendar.decide", "a reason", "withdrawn"),
)

DEADLINE_MOVES: tuple[Move, ...] = (
    Move("open", "set", "the room of the subject", "another rule or another basis", "open"),
    Move("open", "extend", "the room of the subject", "a later day and a reason", "open"),
    Move("open", "recompute", "system", "the calendar gives another derivation", "open"),
    Move("open", "close", "the room of the subject", "", "closed"),
    Move("closed", "reopen", "the room of the subject", "", "open"),
)

WORKFLOWS: tuple[Workflow, ...] = (
    Workflow("Calendar of a year", DECISION_MOVES),
    Workflow("Deadline", DEADLINE_MOVES),
)

RECOMPUTE = "deadlines.recompute"
"""The background job that computes open deadlines anew."""
