"""Background work of this room. Belongs here: what runs each night. Does not belong here: what it does (actions)."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sauro.jobs.registry import scheduled

SWEEP = "files.sweep"
YOUNG = timedelta(days=1)
"""A content younger than this may belong to somebody who is sending it at the moment."""


def sweep(moment: datetime) -> dict[str, Any]:
    """Contents that a killed process stored without a row; put aside one night, taken away the next."""
    from sauro.files.actions import sweep as run

    return {"removed": run(before=moment - YOUNG)}


def told(result: dict[str, Any]) -> str:
    return _("Đã dọn %(removed)s tệp dở dang.") % result


scheduled(
    SWEEP,
    title=gettext_lazy("Dọn phần tệp dở dang do máy chủ bị ngắt"),
    function=sweep,
    daily_at=time(2, 40),
    told=told,
)
