"""Background work of this room. Belongs here: handlers by name. Does not belong here: what they do
(actions)."""

from __future__ import annotations

from typing import Any

from sauro.audit.actor import Actor
from sauro.jobs.registry import every, handler
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
OPEN_SECONDS = 900.0
"""How soon after midnight periods open, and after an upgrade tasks get their first occurrences."""


@handler(OPEN_PERIODS)
def open_periods(_payload: dict[str, Any]) -> dict[str, Any]:
    """Plans what has no occurrence yet and opens what has begun; what is done already is left alone."""
    from sauro.plans.actions.planning import open_register

    planned, opened = open_register(by=Actor.system("worker"))
    return {"planned": planned, "opened": opened}


def ask_for_periods() -> None:
    """Once a day: the key makes a second asking the same job."""
    from django.utils import timezone

    from sauro.jobs.actions import enqueue

    today = timezone.localdate().isoformat()
    enqueue(name=OPEN_PERIODS, payload={}, by=Actor.system("worker"), key=f"{OPEN_PERIODS}:{today}")


every("plans.ask_for_periods", OPEN_SECONDS, ask_for_periods)
