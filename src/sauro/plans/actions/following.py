"""How a plan is followed: in which rhythm standing work is checked, and from which day.

Belongs here: that choice and what follows from it. Does not belong here: planning itself (``planning``).
"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from sauro.people.by import By
from sauro.plans.actions.common import note, require
from sauro.plans.actions.planning import replan_tasks
from sauro.plans.models import Plan, Task
from sauro.plans.refusals import ActionRefused
from sauro.plans.states import Rhythm


def set_following(*, plan: Plan, standing_rhythm: str, followed_from: date | None, by: By) -> Plan:
    """Periods that nobody has worked on come and go with the choice; work that was begun stays."""
    actor = require(by, "plans.confirm")
    if standing_rhythm not in Rhythm.values or standing_rhythm == Rhythm.ONCE:
        raise ActionRefused("following_rhythm")
    if followed_from is None:
        raise ActionRefused("following_day")
    with transaction.atomic():
        held = Plan.objects.select_for_update(no_key=True).get(pk=plan.pk)
        before = {"standing_rhythm": held.standing_rhythm, "followed_from": str(held.followed_from or "")}
        held.standing_rhythm, held.followed_from = standing_rhythm, followed_from
        held.save(update_fields=["standing_rhythm", "followed_from"])
        after = {"standing_rhythm": standing_rhythm, "followed_from": str(followed_from)}
        note(by=actor, action="set_following", subject=held.key, before=before, after=after)
        replan_tasks(tasks=Task.objects.in_force().filter(plan=held), by=actor)
    return held
