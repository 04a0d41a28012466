"""A compared document comes into force: the new version replaces the old one, tasks continue under their codes.

Belongs here: the decision, the version, which task each line is, codes and order. Does not belong here: the lines
themselves (``amending``), what changes about one task (``amending_tasks``). All of it or nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import F, Max

from sauro.audit.actor import Actor
from sauro.people.by import By
from sauro.plans.actions import building, confirm
from sauro.plans.actions.amending_tasks import Continued, continue_tasks
from sauro.plans.actions.common import note, require, require_move
from sauro.plans.actions.duplicates import ask_for_duplicates
from sauro.plans.actions.editing_rows import codes_of_register, locked_plan, save_edited
from sauro.plans.actions.planning import replan_tasks
from sauro.plans.codes import CodeBook, CodedTask, most_common_stem, next_section
from sauro.plans.comparing import NewTask, OldTask, new_tasks, old_tasks
from sauro.plans.models import Clause, Plan, PlanImport, PlanTarget, PlanVersion, Task, TaskMapping
from sauro.plans.queries import confirmed_import_of
from sauro.plans.refusals_editing import EditRefused
from sauro.plans.states import (
    TASK_MOVES,
    VERSION_MOVES,
    ImportState,
    MappingKind,
    TaskLife,
    VersionState,
    may_move,
    target_of,
)

BATCH = 500


@dataclass(slots=True)
class Work:
    """What one confirmation knows while it runs."""

    plan: Plan
    version: PlanVersion
    clauses: Sequence[Clause]
    new: Sequence[NewTask]
    old: Mapping[int, OldTask]
    of_line: Mapping[str, int | None]
    by: Actor
    known: building.Known
    codes: dict[str, str] = field(default_factory=dict)
    tasks: dict[str, Task] = field(default_factory=dict)


def confirm_amendment(*, plan_import: PlanImport, looked: bool, by: By) -> PlanVersion:
    """The new version, in force. ``looked``: the person says to have looked at every changed, new and dropped
    line. A confirmed import answers with its version and changes nothing."""
    actor = require(by, "plans.confirm")
    with transaction.atomic():
        current = PlanImport.objects.select_for_update(of=("self",)).get(pk=plan_import.pk)
        if current.state == ImportState.CONFIRMED and current.version is not None:
            return current.version
        require_move(current, "confirm_import")
        if current.amends_id is None:
            raise EditRefused("not_compared")
        plan = locked_plan(current.amends_id)
        same = confirmed_import_of(current.sha256)
        if same is not None and same.version is not None:
            confirm.close_import(current, same.version, actor)
            return same.version
        replaced = plan.versions.in_force().first()
        if replaced is None or replaced.pk != current.compared_with_id:
            raise EditRefused("comparison_stale")
        lines = _lines(current, looked=looked)
        version = _enter(current, plan, replaced, lines, actor)
        confirm.close_import(current, version, actor)
    return version


def _lines(current: PlanImport, *, looked: bool) -> list[TaskMapping]:
    """Every line of the comparison; stale where a line or a task is missing from it."""
    lines = list(TaskMapping.objects.filter(plan_import=current))
    if {one.line.key for one in new_tasks(current.result or {})} != {
        m.source_code for m in lines if m.source_code
    }:
        raise EditRefused("comparison_stale")
    if not looked and any(line.kind != MappingKind.KEPT for line in lines):
        raise EditRefused("not_looked_at", field="looked")
    return lines


def _enter(
    current: PlanImport, plan: Plan, replaced: PlanVersion, lines: Sequence[TaskMapping], actor: Actor
) -> PlanVersion:
    # nobody edits a task of the plan between the reading of its rows and their saving
    list(Task.objects.select_for_update(no_key=True).filter(plan=plan).order_by("pk").values_list("pk"))
    old = {one.task.pk: one for one in old_tasks(plan)}
    covered = {line.task_id for line in lines if line.task_id is not None}
    must = {pk for pk, one in old.items() if one.must}
    if not covered <= old.keys() or (not current.amends_part and not must <= covered):
        raise EditRefused("comparison_stale")
    result: Mapping[str, Any] = current.result or {}
    replaced.state = VersionState(target_of(VERSION_MOVES, replaced.state, "replace"))
    replaced.save(update_fields=["state"])
    version = confirm.new_version(plan, current, result, actor, replaces=replaced)
    work = Work(
        plan=plan,
        version=version,
        clauses=confirm.save_clauses(version, result),
        new=new_tasks(result),
        old=old,
        of_line={line.source_code: line.task_id for line in lines if line.source_code},
        by=actor,
        known=confirm.known_units(),
    )
    dropped = [line.task_id for line in lines if line.kind == MappingKind.DROPPED and line.task_id]
    counts = _apply(work, dropped)
    confirm.save_findings(version, result, current)
    PlanTarget.objects.bulk_create(
        (PlanTarget(version=version, **values) for values in building.target_values(result["targets"])),
        batch_size=BATCH,
    )
    version.state = VersionState.IN_FORCE
    version.save(update_fields=["state"])
    after = {
        "import": current.code,
        "version": version.number,
        "sha256": version.sha256,
        "part": current.amends_part,
        **counts,
    }
    before = {"version": replaced.number, "sha256": replaced.sha256}
    note(by=actor, action="amend_plan", subject=plan.key, before=before, after=after)
    return version


def _apply(work: Work, dropped: Sequence[int]) -> dict[str, int]:
    continued = _continued(work)
    fresh = _new_tasks(work)
    changed = continue_tasks(continued, version=work.version, known=work.known, by=work.by)
    _parents_and_order(work)
    gone = _drop(work, dropped)
    touched = [*changed, *fresh]
    replan_tasks(tasks=touched, by=work.by)
    if touched:
        ask_for_duplicates(tasks=[task.code for task in touched] if len(touched) <= BATCH else [], by=work.by)
    return {
        "kept": len(continued) - len(changed),
        "changed": len(changed),
        "new": len(fresh),
        "dropped": len(gone),
    }


def _continued(work: Work) -> list[Continued]:
    found = []
    for new in work.new:
        key = work.of_line[new.line.key]
        if key is None:
            continue
        task = work.old[key].task
        work.tasks[new.line.key], work.codes[new.line.key] = task, task.code
        found.append(Continued(work.old[key], new, work.clauses[new.section]))
    return found


def _new_tasks(work: Work) -> list[Task]:
    """New lines get codes that no task has had, then rows like any task of a document."""
    book = CodeBook(codes_of_register())
    stems = _stems(work, book)
    coded: list[CodedTask] = []
    lines: list[NewTask] = []
    for new in work.new:
        if new.line.key in work.codes:
            continue
        code = book.part(work.codes[new.parent]) if new.parent else book.item(stems[new.section])
        work.codes[new.line.key] = code
        coded.append(CodedTask(code, None, new.section, new.source))
        lines.append(new)
    highest = work.plan.tasks.aggregate(highest=Max("order"))["highest"] or 0
    rows = [
        building.task_row(
            one,
            order=highest + n,
            plan=work.plan,
            clause=work.clauses[one.section],
            parent=None,
            known=work.known,
        )
        for n, one in enumerate(coded, start=1)
    ]
    saved = {row.code: row for row in Task.objects.bulk_create(rows, batch_size=BATCH)}
    confirm.save_parts(coded, saved, work.version, work.known, work.by)
    for new, one in zip(lines, coded, strict=True):
        work.tasks[new.line.key] = saved[one.code]
        after = {"version": work.version.number, "place": new.line.place, "text": new.line.text}
        note(by=work.by, action="new_in_version", subject=one.code, after=after)
    return list(saved.values())


def _stems(work: Work, book: CodeBook) -> dict[int, str]:
    """Section → the stem under which its new items are numbered: that of most of its tasks that continue, else a
    section number that the plan has never used."""
    top: dict[int, list[str]] = {}
    for new in work.new:
        code = work.codes.get(new.line.key)
        found = top.setdefault(new.section, [])
        if code is not None and not new.parent and work.tasks[new.line.key].parent_id is None:
            found.append(code)
    used = [code for code in book.taken if code.startswith("NV")]
    own = set(work.plan.tasks.values_list("code", flat=True))
    used = [code for code in used if code in own]
    stems: dict[int, str] = {}
    for section, codes in top.items():
        stems[section] = most_common_stem(codes) or next_section(work.plan.prefix, used)
        used.append(f"{stems[section]}.00")
    return stems


def _parents_and_order(work: Work) -> None:
    """The tasks stand as the new document has them. A part of a split task stays a part; what the document does
    not hold follows behind."""
    everything = list(work.plan.tasks.order_by("order"))
    by_pk = {task.pk: task for task in everything}
    in_document = [by_pk[work.tasks[new.line.key].pk] for new in work.new]
    for new, task in zip(work.new, in_document, strict=True):
        above = work.tasks[new.parent].pk if new.parent else None
        holder = by_pk.get(task.parent_id or 0)
        if holder is not None and holder.life == TaskLife.SPLIT:
            continue
        task.parent_id = above if above is None or not _below(above, task.pk, by_pk) else None
    ordered = _ordered(in_document, everything)
    far = (everything[-1].order if everything else 0) + len(everything) + 1
    work.plan.tasks.update(order=F("order") + far)
    for place, task in enumerate(ordered, start=1):
        task.order = place
    Task.objects.bulk_update(ordered, ["order", "parent"], batch_size=BATCH)


def _below(task: int, top: int, by_pk: Mapping[int, Task]) -> bool:
    """Whether ``task`` lies under ``top`` or is it: a parent must not."""
    current: int | None = task
    while current is not None:
        if current == top:
            return True
        current = by_pk[current].parent_id
    return False


def _ordered(in_document: Sequence[Task], everything: Sequence[Task]) -> list[Task]:
    """The document's order; behind each task those under it that the document does not hold, at the end the rest."""
    held = {task.pk for task in in_document}
    beside: dict[int | None, list[Task]] = {}
    for task in everything:
        if task.pk not in held:
            beside.setdefault(task.parent_id, []).append(task)
    ordered: list[Task] = []
    placed: set[int] = set()

    def place(task: Task) -> None:
        waiting = [task]
        while waiting:
            one = waiting.pop()
            if one.pk in placed:
                continue
            placed.add(one.pk)
            ordered.append(one)
            waiting += reversed(beside.get(one.pk, []))

    for task in (*in_document, *everything):
        place(task)
    return ordered


def _drop(work: Work, dropped: Iterable[int]) -> list[Task]:
    """Tasks that the new document no longer holds keep their record. A split task stays split; its parts go."""
    tasks = list(
        Task.objects.select_for_update(of=("self",), no_key=True)
        .select_related("plan")
        .filter(pk__in=list(dropped))
    )
    split = [task.pk for task in tasks if task.life == TaskLife.SPLIT]
    continued = [task.pk for task in work.tasks.values()]
    while split:
        parts = Task.objects.select_related("plan").filter(parent__in=split).exclude(pk__in=continued)
        found = list(parts)
        tasks += found
        split = [task.pk for task in found if task.life == TaskLife.SPLIT]
    gone = []
    for task in tasks:
        if not may_move(TASK_MOVES, task.life, "drop"):
            continue
        before = str(task.life)
        task.life = TaskLife(target_of(TASK_MOVES, task.life, "drop"))
        save_edited(task, "life")
        after = {"life": str(task.life), "version": work.version.number}
        note(by=work.by, action="drop_task", subject=task.code, before={"life": before}, after=after)
        gone.append(task)
    return gone
