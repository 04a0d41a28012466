"""A read document is compared with the version in force of a plan; a person looks at every line.

Belongs here: choosing the plan, keeping the proposed lines, changing one. Does not belong here: the proposal
itself (``engine.planning.compare``), putting the new version in force (``amending_apply``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max

from sauro.engine.planning.compare import Pair, compare, judged
from sauro.people.by import By
from sauro.plans.actions.common import note, require, require_move
from sauro.plans.comparing import NewTask, OldTask, new_tasks, old_tasks, taken_plan
from sauro.plans.definitions import similarity_limits
from sauro.plans.models import Plan, PlanImport, TaskMapping
from sauro.plans.refusals_editing import EditRefused
from sauro.plans.states import MappingKind

BATCH = 500


def _locked(plan_import: PlanImport) -> PlanImport:
    current = PlanImport.objects.select_for_update(of=("self",)).get(pk=plan_import.pk)
    require_move(current, "confirm_import")
    return current


def compare_import(*, plan_import: PlanImport, plan: Plan | None, by: By, part: bool = False) -> PlanImport:
    """Says which plan the document takes the place of and proposes what became of each task. ``part``: what the
    document does not speak of stays. Without a plan it is a plan of its own again. Comparing again begins anew."""
    actor = require(by, "plans.confirm")
    with transaction.atomic():
        current = _locked(plan_import)
        result: Mapping[str, Any] = current.result or {}
        taken = taken_plan(result)
        if taken is not None and (plan is None or plan.pk != taken.pk):
            raise EditRefused("amend_number", number=taken.number, task=taken.key, key=taken.key)
        TaskMapping.objects.filter(plan_import=current).delete()
        current.amends, current.amends_part, current.compared_with = plan, part, None
        counts: dict[str, int] = {}
        if plan is not None:
            current.compared_with = plan.versions.in_force().defer("text", "header").first()
            if current.compared_with is None:
                raise EditRefused("not_amendable")
            counts = _propose(current, plan, result)
        current.save(update_fields=["amends", "amends_part", "compared_with"])
        after = {"plan": plan.key if plan else "", "part": part, "lines": counts}
        note(by=actor, action="compare_import", subject=current.code, after=after)
    return current


def _propose(current: PlanImport, plan: Plan, result: Mapping[str, Any]) -> dict[str, int]:
    old, new = old_tasks(plan), new_tasks(result)
    limits = similarity_limits()["amended"]
    pairs = compare(
        [one.line for one in old],
        [one.line for one in new],
        least=limits["least"],
        in_place=limits["in_place"],
    )
    must = {one.line.key for one in old if one.must}
    keys = {one.line.key: one.task.pk for one in old}
    rows = [
        _row(current, pair, keys, order)
        for order, pair in enumerate(pairs, start=1)
        if pair.new or (pair.old in must and not current.amends_part)
    ]
    TaskMapping.objects.bulk_create(rows, batch_size=BATCH)
    counts: dict[str, int] = {}
    for row in rows:
        counts[row.kind] = counts.get(row.kind, 0) + 1
    return counts


def _row(current: PlanImport, pair: Pair, keys: Mapping[str, int], order: int) -> TaskMapping:
    return TaskMapping(
        plan_import=current,
        source_code=pair.new,
        task_id=keys.get(pair.old),
        kind=str(pair.fate),
        similarity=pair.likeness,
        order=order,
    )


def remap_line(*, plan_import: PlanImport, line: str, task: str, by: By) -> None:
    """A person says which task the line of the new document continues; an empty ``task``: it is new."""
    actor = require(by, "plans.confirm")
    wanted = task.strip().upper()
    with transaction.atomic():
        current, old, new = _compared(plan_import)
        row = (
            TaskMapping.objects.filter(plan_import=current, source_code=line).exclude(source_code="").first()
        )
        if row is None or line not in new:
            raise EditRefused("line_gone")
        if wanted and wanted not in old:
            raise EditRefused("line_old_unknown", field="task", task=wanted[:80])
        before = _told(row)
        left = row.task_id
        row.task = None
        row.kind, row.similarity = MappingKind.NEW, None
        row.set_by_code, row.set_by_name = actor.code, actor.name
        if wanted:
            chosen = old[wanted]
            other = (
                TaskMapping.objects.filter(plan_import=current, task=chosen.task).exclude(pk=row.pk).first()
            )
            if other is not None and other.source_code:
                raise EditRefused("line_old_taken", field="task", task=wanted, line=other.source_code)
            if other is not None:
                other.delete()
            pair = judged(chosen.line, new[line].line)
            row.task, row.kind, row.similarity = chosen.task, MappingKind(str(pair.fate)), pair.likeness
        row.save()
        if left is not None and left != row.task_id:
            _drop_left(current, left, old.values(), actor.code, actor.name)
        told = {"line": line, "before": before, "after": _told(row)}
        note(by=actor, action="remap_line", subject=current.code, after=told)


def _compared(plan_import: PlanImport) -> tuple[PlanImport, dict[str, OldTask], dict[str, NewTask]]:
    current = _locked(plan_import)
    if current.amends is None:
        raise EditRefused("not_compared")
    old = {one.line.key: one for one in old_tasks(current.amends)}
    return current, old, {one.line.key: one for one in new_tasks(current.result or {})}


def _drop_left(current: PlanImport, task: int, old: Iterable[OldTask], by_code: str, by_name: str) -> None:
    """What a line no longer continues is dropped, unless it may stay by itself."""
    must = any(one.must and one.task.pk == task for one in old)
    if not must or current.amends_part:
        return
    _drop_row(current, task, by_code, by_name)


def drop_line(*, plan_import: PlanImport, task: str, dropped: bool, by: By) -> None:
    """A document that amends a part of the plan abolishes a task that it does not word anew, or leaves it."""
    actor = require(by, "plans.confirm")
    with transaction.atomic():
        current, old, _new = _compared(plan_import)
        chosen = old.get(task.strip().upper())
        if chosen is None or not chosen.must or not current.amends_part:
            raise EditRefused("line_old_unknown", field="task", task=task.strip()[:80])
        row = TaskMapping.objects.filter(plan_import=current, task=chosen.task).first()
        if row is not None and row.source_code:
            raise EditRefused("line_old_taken", field="task", task=chosen.task.code, line=row.source_code)
        if row is None and dropped:
            _drop_row(current, chosen.task.pk, actor.code, actor.name)
        elif row is not None and not dropped:
            row.delete()
        else:
            return
        after = {"task": chosen.task.code, "dropped": dropped}
        note(by=actor, action="drop_line", subject=current.code, after=after)


def _drop_row(current: PlanImport, task: int, by_code: str, by_name: str) -> None:
    last = TaskMapping.objects.filter(plan_import=current).aggregate(last=Max("order"))["last"] or 0
    TaskMapping.objects.create(
        plan_import=current,
        task_id=task,
        kind=MappingKind.DROPPED,
        order=last + 1,
        set_by_code=by_code,
        set_by_name=by_name,
    )


def _told(row: TaskMapping) -> dict[str, Any]:
    return {"kind": str(row.kind), "task": row.task.code if row.task else ""}
