"""Asking a unit for what is missing of the six clarities, its answer, and the office's decision.

Belongs here: the state of one asked facet. Does not belong here: clear, partial or missing (``engine.planning``).
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sauro.people.moves import Move


class AskState(TextChoices):
    """One facet of one task within a request; the request itself is as far as its least advanced facet."""

    ASKED = "asked", _("Chờ đơn vị trả lời")
    ANSWERED = "answered", _("Chờ cơ quan theo dõi xem xét")
    ACCEPTED = "accepted", _("Đã chấp nhận")
    RETURNED = "returned", _("Trả lại để hoàn thiện")
    WITHDRAWN = "withdrawn", _("Không hỏi nữa")


OPEN_ASKS = (AskState.ASKED, AskState.ANSWERED, AskState.RETURNED)


class DecidingLevel(TextChoices):
    """Who decides or issues the product of a task ("rõ thẩm quyền")."""

    COUNCIL = "council", _("Hội đồng nhân dân")
    COMMITTEE = "committee", _("Ủy ban nhân dân")
    CHAIRMAN = "chairman", _("Chủ tịch Ủy ban nhân dân")
    UNIT_HEAD = "unit_head", _("Thủ trưởng đơn vị")


CLARITY_MOVES: tuple[Move, ...] = (
    Move("asked", "answer", "clarity.answer", "a value that names what was missing", "answered"),
    Move("returned", "answer", "clarity.answer", "a value that names what was missing", "answered"),
    Move(
        "answered",
        "accept",
        "clarity.accept",
        "the facet becomes clear, or partial with a reason",
        "accepted",
    ),
    Move("answered", "return", "clarity.accept", "a reason", "returned"),
    Move("asked", "withdraw", "clarity.ask", "a reason", "withdrawn"),
    Move("returned", "withdraw", "clarity.ask", "a reason", "withdrawn"),
)


_FROM_LEAST = (AskState.RETURNED, AskState.ASKED, AskState.ANSWERED, AskState.ACCEPTED)


def request_state(states: Iterable[str]) -> AskState:
    """How far a request is: as far as its least advanced facet; what is no longer asked does not hold it up."""
    found = set(states)
    for state in _FROM_LEAST:
        if state in found:
            return state
    return AskState.WITHDRAWN
