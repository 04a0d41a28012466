"""States of this room, and the one workflow that people move: the list for a vice chair.

Belongs here: codes, their words, who may move what. Does not belong here: the moves themselves (``actions``).
"""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sauro.people.moves import Move, Workflow


class FiringState(TextChoices):
    """What became of one due moment of a rule for a subject."""

    SENT = "sent", _("Đã nhắc")
    LISTED = "listed", _("Đã đưa vào danh sách")
    MISSED = "missed", _("Không nhắc")
    NOBODY = "nobody", _("Không có người nhận")


class Why(TextChoices):
    """Why a moment passed without a reminder of its own."""

    SAME_DAY = "same_day", _("Cùng ngày có mức nhắc cao hơn")
    LATER = "later", _("Hệ thống không chạy vào lúc đó; lần nhắc sau thay thế")
    NO_ACCOUNT = "no_account", _("Đơn vị chưa có tài khoản nào nhận nhắc việc")


class ListState(TextChoices):
    PREPARED = "prepared", _("Chờ gửi")
    SENT = "sent", _("Đã gửi")
    DROPPED = "dropped", _("Không gửi")


LIST_MOVES: tuple[Move, ...] = (
    Move(
        ListState.PREPARED,
        "send",
        "notices.send",
        "a leader to send to; something on it is still late",
        ListState.SENT,
    ),
    Move(ListState.PREPARED, "drop", "notices.send", "a reason", ListState.DROPPED),
)

WORKFLOWS: tuple[Workflow, ...] = (Workflow("List for a vice chair", LIST_MOVES),)


class Channel(TextChoices):
    MAIL = "mail", _("Thư điện tử")
    WEBHOOK = "webhook", _("Kênh trao đổi của cơ quan")


class DeliveryState(TextChoices):
    WAITING = "waiting", _("Đang gửi")
    SENT = "sent", _("Đã gửi")
    NEEDLESS = "needless", _("Không cần gửi: đã xem hết")
    FAILED = "failed", _("Không gửi được")


DELIVER = "notices.deliver"
"""Name of the job that brings one delivery to its channel."""


def delivery_key(code: str) -> str:
    return f"{DELIVER}:{code}"
