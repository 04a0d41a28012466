"""Tasks that may be the same work: looked for in the background, judged by a person.

Belongs here: keeping the pairs and the judgement. Does not belong here: how alike is alike (``engine.planning``,
``definitions/similarity.yaml``), merging (``editing_parts``). A judged pair is never asked again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from sauro.audit.actor import Actor
from sauro.audit.stamps import stamp
from sauro.engine.planning.similarity import Alike, Work, alike_pairs, bare_words_of
from sauro.jobs.actions import enqueue_or_join
from sauro.people.by import By
from sauro.people.models import GroupMember, valid_on
from sauro.plans.actions.common import note, require
from sauro.plans.definitions import similarity_limits
from sauro.plans.models import Duplicate, Task, TaskUnit
from sauro.plans.refusals_editing import EditRefused
from sauro.plans.states import (
    DUPLICATE_MOVES,
    FIND_DUPLICATES,
    DuplicateState,
    Role,
    TaskLife,
    may_move,
    target_of,
)

NOBODY = "nobody"
"""Tasks without a lead are compared with each other: nobody else would notice."""
MOST_NAMED = 200
"""Beyond so many tasks comparing all with all is the shorter way to say it."""


def ask_for_duplicates(*, tasks: Sequence[str] = (), by: Actor) -> None:
    """Asks the worker to compare these tasks with the others, without codes all with all. One job waits, however
    many tasks are changed before the worker comes to it."""
    enqueue_or_join(name=FIND_DUPLICATES, payload={"tasks": list(tasks)}, join=_both, by=by)


def _both(waiting: dict[str, Any], asked: dict[str, Any]) -> dict[str, Any]:
    if not waiting["tasks"] or not asked["tasks"]:
        return {"tasks": []}
    tasks = list(dict.fromkeys([*waiting["tasks"], *asked["tasks"]]))
    return {"tasks": tasks if len(tasks) <= MOST_NAMED else []}


def look_for_duplicates(*, by: By) -> None:
    """A person asks for all tasks to be compared anew."""
    actor = require(by, "tasks.edit")
    with transaction.atomic():
        ask_for_duplicates(by=actor)
        note(by=actor, action="look_for_duplicates", subject="register")


def find_duplicates(*, tasks: Sequence[str] = (), by: Actor) -> int:
    """Keeps every likely pair that nobody has judged and forgets proposals that no longer hold; how many stand.

    With ``tasks`` only pairs with one of these. Twice is as good as once.
    """
    least = similarity_limits()["duplicate"]["least"]
    works, parents = _works()
    only: frozenset[int] | None = None
    if tasks:
        only = frozenset(Task.objects.filter(code__in=list(tasks)).values_list("pk", flat=True))
    pairs = [
        pair
        for pair in alike_pairs(works, least, only=only)
        if parents.get(pair.first) != pair.second and parents.get(pair.second) != pair.first
    ]
    with transaction.atomic():
        made, gone = _keep(pairs, only)
        if made or gone:
            after = {"found": made, "gone": gone, "tasks": list(tasks)}
            note(by=by, action="find_duplicates", subject="register", after=after)
    return len(pairs)


def _keep(pairs: Sequence[Alike], only: frozenset[int] | None) -> tuple[int, int]:
    stored = Duplicate.objects.select_for_update()
    if only is not None:
        stored = stored.filter(Q(first__in=only) | Q(second__in=only))
    known = {(row.first_id, row.second_id): row for row in stored}
    found = {(pair.first, pair.second): pair.likeness for pair in pairs}
    proposals = [row for row in known.values() if row.state == DuplicateState.SUGGESTED]
    stale = [row.pk for row in proposals if (row.first_id, row.second_id) not in found]
    Duplicate.objects.filter(pk__in=stale).delete()
    changed = []
    for row in proposals:
        share = found.get((row.first_id, row.second_id), row.similarity)
        if share != row.similarity:
            row.similarity = share
            changed.append(row)
    Duplicate.objects.bulk_update(changed, ["similarity"], batch_size=500)
    new = [
        Duplicate(first_id=first, second_id=second, similarity=share)
        for (first, second), share in found.items()
        if (first, second) not in known
    ]
    Duplicate.objects.bulk_create(new, batch_size=500, ignore_conflicts=True)
    return len(new), len(stale)


def _works() -> tuple[list[Work], dict[int, int | None]]:
    tasks = Task.objects.filter(life=TaskLife.ACTIVE).order_by("pk").values_list("pk", "text", "parent")
    leads: dict[int, list[tuple[str, bool]]] = {}
    groups = _groups_of_units()
    led = TaskUnit.objects.filter(role=Role.LEAD, task__life=TaskLife.ACTIVE)
    for task, unit, group, text in led.values_list("task", "unit", "group", "text"):
        leads.setdefault(task, []).extend(_blocks(unit, group, text, groups))
    works = [
        Work(pk, bare_words_of(text), tuple(dict.fromkeys(leads.get(pk, [(NOBODY, True)]))))
        for pk, text, _parent in tasks
    ]
    return works, {pk: parent for pk, _text, parent in tasks}


def _blocks(
    unit: int | None, group: int | None, text: str, groups: dict[int, list[int]]
) -> Iterable[tuple[str, bool]]:
    if unit is not None:
        yield f"unit:{unit}", True
        yield from ((f"group:{found}", False) for found in groups.get(unit, ()))
    elif group is not None:
        yield f"group:{group}", True
    else:
        yield f"words:{bare_words_of(text)}", True


def _groups_of_units() -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    members = GroupMember.objects.filter(valid_on(timezone.localdate()))
    for unit, group in members.values_list("unit", "group"):
        found.setdefault(unit, []).append(group)
    return found


def judge_duplicate(*, pair: Duplicate, same: bool, by: By) -> Duplicate:
    """A person says whether the two are the same work; a judgement may be turned round."""
    actor = require(by, "tasks.edit")
    action = "mark_same" if same else "mark_different"
    with transaction.atomic():
        current = Duplicate.objects.select_for_update().get(pk=pair.pk)
        tasks = list(Task.objects.filter(pk__in=(current.first_id, current.second_id)).order_by("pk"))
        for task in tasks:
            if task.life != TaskLife.ACTIVE:
                raise EditRefused("pair_moot", task=task.code, life=task.get_life_display())
        if not may_move(DUPLICATE_MOVES, current.state, action):
            raise EditRefused("pair_state")
        before = str(current.state)
        current.state = DuplicateState(target_of(DUPLICATE_MOVES, current.state, action))
        stamp(current, "decided", actor)
        current.save()
        for task, other in ((tasks[0], tasks[1]), (tasks[1], tasks[0])):
            note(
                by=actor,
                action="judge_duplicate",
                subject=task.code,
                before={"state": before},
                after={"state": str(current.state), "other": other.code},
            )
    return current
