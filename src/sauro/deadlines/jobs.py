"""Background work of this room. Belongs here: handlers by name, what runs each night. Does not belong here: what they do
(actions)."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sauro.audit.actor import Actor
from sauro.deadlines.states import RECOMPUTE
from sauro.jobs.registry import handler, scheduled

NIGHTLY = "deadlines.check"


@handler(RECOMPUTE)
def recompute(payload: dict[str, Any]) -> dict[str, Any]:
    """Computes the open deadlines of some years anew, in the name of who decided."""
    from sauro.deadlines.actions import recompute as run

    by = Actor(code=payload["by_code"], name=payload["by_name"])
    done = run(by=by, years=payload["years"], document=payload["document"])
    return {"looked_at": done.looked_at, "moved": done.moved}


def check_all(_moment: datetime) -> dict[str, Any]:
    """Every open deadline, as after an upgrade other public holidays may be known."""
    from sauro.deadlines.actions import recompute as run

    done = run(by=Actor.system("worker"))
    return {"looked_at": done.looked_at, "moved": done.moved}


def told(result: dict[str, Any]) -> str:
    return _("Đã đối chiếu %(looked_at)s thời hạn đang mở, đổi ngày %(moved)s thời hạn.") % result


scheduled(
    NIGHTLY,
    title=gettext_lazy("Đối chiếu thời hạn với lịch làm việc"),
    function=check_all,
    daily_at=time(0, 20),
    told=told,
)
