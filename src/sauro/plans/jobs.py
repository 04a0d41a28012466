"""Background work of this room. Belongs here: handlers by name. Does not belong here: what they do
(actions)."""

from __future__ import annotations

from typing import Any

from sauro.audit.actor import Actor
from sauro.jobs.registry import handler
from sauro.plans.states import READ_IMPORT


@handler(READ_IMPORT)
def read_import(payload: dict[str, Any]) -> dict[str, Any]:
    """Reads one upload; an upload that was discarded meanwhile is left alone."""
    from sauro.plans.actions import read_import as read
    from sauro.plans.models import PlanImport

    plan_import = read(plan_import=PlanImport.objects.get(code=payload["import"]), by=Actor.system("worker"))
    return {"state": plan_import.state, "refusal": plan_import.refusal_code}
