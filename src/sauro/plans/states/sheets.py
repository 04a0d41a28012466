"""A spreadsheet on its way back into the register.

Belongs here: the states of one upload. Does not belong here: what a row means (``plans.register_sheet``).
"""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sauro.people.moves import Move


class SheetState(TextChoices):
    READY = "ready", _("Chờ xác nhận")
    APPLIED = "applied", _("Đã ghi vào sổ")
    DISCARDED = "discarded", _("Đã hủy lần nhập")


SHEET_MOVES: tuple[Move, ...] = (
    Move(
        "ready", "apply", "register.write_back", "chosen rows that are still as they were compared", "applied"
    ),
    Move("ready", "discard", "register.write_back", "", "discarded"),
)
