"""Background work of this room. Belongs here: handlers by name. Does not belong here: what they do
(actions)."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sauro.audit.actor import Actor
from sauro.jobs.registry import every, handler, scheduled
from sauro.plans.states import FIND_DUPLICATES, READ_IMPORT

LOOK_SECONDS = 5.0


@handler(READ_IMPORT)
def read_import(payload: dict[str, Any]) -> dict[str, Any]:
    """Reads one upload; an upload that was discarded meanwhile is left alone."""
    from sauro.plans.actions import read_import as read
    from sauro.plans.models import PlanImport

    plan_import = read(plan_import=PlanImport.objects.get(code=payload["import"]), by=Actor.system("worker"))
    return {"state": plan_import.state, "refusal": plan_import.refusal_code}


@handler(FIND_DUPLICATES)
def find_duplicates(payload: dict[str, Any]) -> dict[str, Any]:
    """Compares some tasks, or all, with the others."""
    from sauro.plans.actions.duplicates import find_duplicates as find

    return {"pairs": find(tasks=payload["tasks"], by=Actor.system("worker"))}


def refuse_unread() -> None:
    """An upload whose job has failed for good says so, instead of being read for ever."""
    from sauro.plans.actions.reading import refuse_unread as refuse

    refuse()


every("plans.refuse_unread", LOOK_SECONDS, refuse_unread)


OPEN_PERIODS = "plans.open_periods"
OPEN_AT = time(0, 5)
"""Periods open with their first day; a worker that was off opens them when it comes back."""


def open_periods(_moment: datetime) -> dict[str, Any]:
    """Plans what has no occurrence yet and opens what has begun; what is done already is left alone."""
    from sauro.plans.actions.planning import open_register

    planned, opened = open_register(by=Actor.system("worker"))
    return {"planned": planned, "opened": opened}


def _opened_words(result: dict[str, Any]) -> str:
    return _("Lập kỳ cho %(planned)d nhiệm vụ, mở %(opened)d kỳ.") % result


scheduled(
    OPEN_PERIODS,
    title=gettext_lazy("Mở kỳ thực hiện mới của các nhiệm vụ"),
    daily_at=OPEN_AT,
    function=open_periods,
    told=_opened_words,
)
