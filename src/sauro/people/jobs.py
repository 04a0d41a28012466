"""Background work of this room. Belongs here: handlers by name. Does not belong here: what they do
(actions)."""

from __future__ import annotations

from typing import Any

from sauro.jobs.registry import handler
from sauro.people.actions.passwords import SEND_RESET


@handler(SEND_RESET)
def send_reset(payload: dict[str, Any]) -> dict[str, Any]:
    """The letter with a link for a new password; nothing is sent where there is nobody to write to."""
    from sauro.people import actions

    return {"sent": actions.send_reset(code=payload["account"], root=payload["root"])}
