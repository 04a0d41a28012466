"""Occurrences of tasks: planned for all years of the plan, planned anew when a person's answer changes the time.

Belongs here: turning stored time words and answers into stored occurrences. Does not belong here: the rule itself
(``engine.planning.occurrences``), who gets a part (``fanout``).

Only what nobody has worked on is made anew. Work that was begun stays: its occurrence keeps its record and takes the
new deadline, except where an extension was granted. Work begun once becomes the current period of a new rhythm, and
the only begun period becomes the one occurrence where the answer says once.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from sauro.audit.actor import Actor
from sauro.engine.planning.model import When
from sauro.engine.planning.occurrences import Answer, Frame, PlannedOccurrence, planned, rhythm_of
from sauro.engine.planning.occurrences import Rhythm as EngineRhythm
from sauro.plans.actions import fanout
from sauro.plans.actions.bulk import Row, day, insert_rows
from sauro.plans.actions.common import note
from sauro.plans.actions.rollup import lock_tasks, roll_up, write_rows
from sauro.plans.models import Assignment, Clarity, Occurrence, Plan, PlanVersion, Task
from sauro.plans.rolling import stale
from sauro.plans.states import CLOSED, ClaritySource, SetBy, TaskLife, VersionState, WhenKind, WorkState

CHUNK = 500
"""Tasks in one transaction: large enough to be fast, small enough that nobody waits long."""

COLUMNS = (
    *("task_id", "period", "rhythm", "year", "starts_on", "ends_on", "due_on", "first_due_on", "due_by"),
    *(
        "due_basis",
        "due_values",
        "extensions",
        "product",
        "state",
        "parts",
        "parts_done",
        "done_on",
        "opened_at",
    ),
)


@dataclass(frozen=True, slots=True)
class Intended:
    """The occurrences that a task should have, and who says so."""

    occurrences: tuple[PlannedOccurrence, ...]
    by: str
    product: str

    def due_by(self, one: PlannedOccurrence) -> str:
        if one.due_on is None:
            return ""
        return str(SetBy.OFFICE) if one.basis == "standing" else self.by


def ensure_occurrences(*, tasks: Iterable[int], by: Actor) -> int:
    """Plans what is missing for the tasks and opens what has begun; how many occurrences were made."""
    made = 0
    for chunk in chunks(sorted(set(tasks))):
        with transaction.atomic():
            held = [task for task in lock_tasks(chunk).values() if task.life == TaskLife.ACTIVE]
            made += _add_missing(held, _plans(held))
            fanout.open_locked(tasks=held, by=by)
    return made


def open_register(*, by: Actor, today: date | None = None) -> tuple[int, int]:
    """The day's round over the whole register: (occurrences planned, periods opened)."""
    day_of_round = today or timezone.localdate()
    mend_roll_ups(by=by)
    follow_from_the_first_day()
    made = ensure_occurrences(tasks=unplanned_tasks(day_of_round), by=by)
    return made, fanout.open_due_periods(today=day_of_round, by=by)


def follow_from_the_first_day(plans: Iterable[int] | None = None) -> None:
    """A plan that nobody has set is followed from the day its document came into force, also after amendments."""
    unset = Plan.objects.filter(followed_from__isnull=True)
    chosen = unset if plans is None else unset.filter(pk__in=list(plans))
    for key, version in _versions(chosen.values_list("pk", flat=True)).items():
        Plan.objects.filter(pk=key, followed_from__isnull=True).update(followed_from=first_day(version))


def mend_roll_ups(*, by: Actor) -> list[str]:
    """Counts anew where something else than an action has written; the trail names the tasks."""
    wrong = stale()
    for start in range(0, len(wrong), CHUNK):
        codes = wrong[start : start + CHUNK]
        with transaction.atomic():
            keys = list(lock_tasks(Task.objects.filter(code__in=codes).values_list("pk", flat=True)))
            chosen = Occurrence.objects.filter(task__in=keys).values_list("pk", flat=True)
            roll_up(occurrences=chosen, tasks=keys)
            note(by=by, action="mend_roll_ups", subject="occurrences", after={"tasks": codes})
    return wrong


def replan_task(*, task: Task, by: Actor) -> None:
    """After an answer about the time, or a change of units: see ``replan_tasks``."""
    replan_tasks(tasks=[task], by=by)


def replan_tasks(*, tasks: Iterable[Task], by: Actor) -> None:
    """Occurrences and parts of the tasks as they now must be. No right is asked: the caller has asked.

    A task that the register does not count (split, withdrawn) keeps what it has and gets nothing new.
    """
    given = list(tasks)
    for chunk in chunks(sorted({task.pk for task in given})):
        with transaction.atomic():
            held = [task for task in lock_tasks(chunk).values() if task.life == TaskLife.ACTIVE]
            plans = _plans(held)
            stored, touched = _stored(held)
            for task in held:
                _replan(task, plans[task.pk], stored.get(task.pk, []), touched, by)
            _add_missing(held, plans)
            fanout.sync_parts(tasks=held)
            fanout.open_locked(tasks=held, by=by)
            chosen = Occurrence.objects.filter(task__in=held).values_list("pk", flat=True)
            roll_up(occurrences=chosen, tasks=[task.pk for task in held])
    for task in given:
        task.refresh_from_db(fields=["rhythm", "rhythm_by", "state", "due_on", "parts", "parts_done"])


def chunks(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    return (keys[start : start + CHUNK] for start in range(0, len(keys), CHUNK))


def _plans(tasks: Sequence[Task]) -> dict[int, Intended]:
    """What each task should have; also writes the rhythm that its page names."""
    versions = _versions({task.plan_id for task in tasks})
    rows = Clarity.objects.filter(task__in=tasks, facet__in=("when", "product"))
    facets = {(row.task_id, row.facet): row for row in rows}
    today = timezone.localdate()
    followed = Plan.objects.in_bulk({task.plan_id for task in tasks})
    plans, changed = {}, []
    for task in tasks:
        said, product = facets.get((task.pk, "when")), facets.get((task.pk, "product"))
        answer = answer_of(said) if said is not None else None
        frame = frame_of(followed[task.plan_id], versions.get(task.plan_id), today)
        if said is not None and answer is not None and task.when_kind != WhenKind.RECURRING:
            frame = from_the_answer(frame, timezone.localdate(said.at))
        found = planned(when_of(task), frame, answer)
        by = str(SetBy.UNIT if said and said.source == ClaritySource.UNIT else SetBy.OFFICE)
        plan = Intended(found, by if answer else str(SetBy.DOCUMENT), product.value if product else "")
        plans[task.pk] = plan
        rhythm = str(rhythm_of(found) or "")
        owner = str(SetBy.OFFICE) if any(one.basis == "standing" for one in found) else plan.by
        wanted = (rhythm, owner if rhythm else "")
        if (task.rhythm, task.rhythm_by) != wanted:
            task.rhythm, task.rhythm_by = wanted
            changed.append(task)
    rows_of = [(task.rhythm, task.rhythm_by, task.pk) for task in changed]
    write_rows("plans_task", ("rhythm", "rhythm_by"), rows_of)
    return plans


def _versions(plans: Iterable[int]) -> dict[int, PlanVersion]:
    """The version in force of each plan, else its newest one."""
    rows = PlanVersion.objects.filter(plan__in=list(plans)).defer("text", "header")
    ordered = sorted(rows, key=lambda v: (v.state == VersionState.IN_FORCE, v.number))
    return {version.plan_id: version for version in ordered}


def frame_of(plan: Plan, version: PlanVersion | None, today: date) -> Frame:
    standing = EngineRhythm(plan.standing_rhythm)
    if version is None:
        return Frame(None, None, today.year, standing, plan.followed_from)
    since = plan.followed_from or first_day(version)
    return Frame(version.year_from, version.year_to, today.year, standing, since)


def from_the_answer(frame: Frame, answered: date) -> Frame:
    """Nobody could keep a rhythm before it was set: periods that were over by then are not asked for."""
    return replace(frame, since=max(frame.since or answered, answered))


def first_day(version: PlanVersion) -> date | None:
    """From when the document asks for anything."""
    return version.in_force_from or version.issued_on


def when_of(task: Task) -> When:
    """The document's own words about the time, as the reader understood them."""
    return When(
        task.when_kind,  # type: ignore[arg-type]
        task.when_text,
        start=task.when_from,
        end=task.when_to,
        due=task.when_due,
        relation=task.when_relation or None,  # type: ignore[arg-type]
        every=task.when_every or None,  # type: ignore[arg-type]
        on_day=task.when_on_day or None,
        more=tuple(_more(one) for one in task.when_more),
    )


def _more(data: Mapping[str, Any]) -> When:
    return When(
        data["kind"],
        data["text"] or "",
        start=_date(data["from"]),
        end=_date(data["to"]),
        due=_date(data["due"]),
        relation=data["relation"],
        every=data["every"],
        on_day=data["on_day"],
        more=tuple(_more(one) for one in data.get("more") or ()),
    )


def _date(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def answer_of(row: Clarity) -> Answer | None:
    """A person's answer; None where the document speaks, or where the answer names no time."""
    data: Mapping[str, str] = row.data
    if row.source == ClaritySource.DOCUMENT or not any(
        data.get(key) for key in ("rhythm", "due", "from", "to")
    ):
        return None
    return Answer(
        EngineRhythm(data.get("rhythm") or "once"),
        _date(data.get("due")),
        _date(data.get("from")),
        _date(data.get("to")),
    )


def _add_missing(tasks: Sequence[Task], plans: Mapping[int, Intended]) -> int:
    there = set(Occurrence.objects.filter(task__in=tasks).values_list("task", "period"))
    rows = [
        _row(task.pk, one, plans[task.pk])
        for task in tasks
        for one in plans[task.pk].occurrences
        if (task.pk, one.period) not in there
    ]
    insert_rows(Occurrence, COLUMNS, rows)
    return len(rows)


def _row(task: int, one: PlannedOccurrence, plan: Intended) -> Row:
    due = day(one.due_on)
    return (
        *(task, one.period, str(one.rhythm), one.year, day(one.starts_on), day(one.ends_on), due, due),
        *(plan.due_by(one), one.basis, json.dumps(dict(one.values)), 0, plan.product),
        *(str(WorkState.NOT_STARTED), 0, 0, None, None),
    )


def _stored(tasks: Sequence[Task]) -> tuple[dict[int, list[Occurrence]], set[int]]:
    """The occurrences of each task, and those that somebody has worked on."""
    found: dict[int, list[Occurrence]] = {}
    for one in Occurrence.objects.filter(task__in=tasks).order_by("pk"):
        found.setdefault(one.task_id, []).append(one)
    worked_on = Assignment.objects.filter(occurrence__task__in=tasks)
    worked_on = worked_on.exclude(revision=1, state=WorkState.NOT_STARTED)
    return found, set(worked_on.values_list("occurrence", flat=True))


def _replan(
    task: Task, plan: Intended, stored: Sequence[Occurrence], touched: Collection[int], by: Actor
) -> None:
    """Drops what nobody worked on and the plan no longer holds; moves the rest to it."""
    wanted = {one.period: one for one in plan.occurrences}
    before = sorted(occurrence.period for occurrence in stored)
    changed = before != sorted(wanted)
    for occurrence in stored:
        if occurrence.pk not in touched and not _same(occurrence, wanted.get(occurrence.period), plan):
            occurrence.delete()
            changed = True
    worked = [occurrence for occurrence in stored if occurrence.pk in touched]
    _adopt(worked, wanted)
    for occurrence in worked:
        one = wanted.get(occurrence.period)
        if one is not None and not _same(occurrence, one, plan):
            _move(occurrence, one, plan)
            changed = True
    if changed:
        note(
            by=by,
            action="replan",
            subject=task.code,
            before={"periods": before},
            after={"periods": sorted(wanted)},
        )


def _same(stored: Occurrence, one: PlannedOccurrence | None, plan: Intended) -> bool:
    """Span, basis and its values decide the deadline; the stored one may have been extended."""
    return one is not None and (
        *(stored.rhythm, stored.year, stored.starts_on, stored.ends_on, stored.due_by),
        *(stored.due_basis, stored.due_values),
    ) == (
        *(str(one.rhythm), one.year, one.starts_on, one.ends_on, plan.due_by(one)),
        *(one.basis, dict(one.values)),
    )


def _adopt(worked: list[Occurrence], wanted: Mapping[str, PlannedOccurrence]) -> None:
    """Begun work whose period the plan no longer knows takes the place that now stands for it."""
    free = [one for period, one in wanted.items() if period not in {o.period for o in worked}]
    open_ones = [o for o in worked if o.period not in wanted and o.state not in CLOSED]
    if len(open_ones) != 1 or not free:
        return
    chosen = open_ones[0]
    if chosen.rhythm == EngineRhythm.ONCE or all(one.rhythm is EngineRhythm.ONCE for one in free):
        chosen.period = _now(free).period


def _now(free: Sequence[PlannedOccurrence]) -> PlannedOccurrence:
    """The period of today, else the next one, else the last one."""
    today = timezone.localdate()
    ordered = sorted(free, key=lambda one: one.ends_on or one.due_on or date.max)
    return next((one for one in ordered if (one.ends_on or one.due_on or today) >= today), ordered[-1])


def _move(occurrence: Occurrence, one: PlannedOccurrence, plan: Intended) -> None:
    """The begun occurrence takes the new span and deadline; who was granted an extension keeps it."""
    occurrence.period, occurrence.rhythm, occurrence.year = one.period, str(one.rhythm), one.year
    occurrence.starts_on, occurrence.ends_on = one.starts_on, one.ends_on
    occurrence.due_basis, occurrence.due_values = one.basis, dict(one.values)
    occurrence.due_on, occurrence.due_by = one.due_on, plan.due_by(one)
    occurrence.first_due_on = occurrence.first_due_on or one.due_on
    occurrence.save()
    parts = Assignment.objects.filter(occurrence=occurrence, extensions=0).exclude(state__in=CLOSED)
    parts.filter(Q(first_due_on__isnull=True)).update(first_due_on=one.due_on)
    parts.exclude(extension_requests__state="asked").update(due_on=one.due_on, revision=F("revision") + 1)


def unplanned_tasks(today: date) -> Iterator[int]:
    """Active tasks without any occurrence, and repeated work of plans without a last year that has none this year."""
    active = Task.objects.filter(life=TaskLife.ACTIVE).order_by("pk")
    yield from active.filter(occurrences__isnull=True).values_list("pk", flat=True)
    endless = PlanVersion.objects.in_force().filter(year_to__isnull=True).values("plan")
    this_year = Occurrence.objects.filter(year=today.year).values("task")
    repeated = active.filter(plan__in=endless).exclude(rhythm__in=("", "once")).exclude(pk__in=this_year)
    yield from repeated.values_list("pk", flat=True)


def is_standing(task: Task) -> bool:
    """Work that is checked in the rhythm of the plan's owner."""
    return task.when_kind == WhenKind.ONGOING or task.when_every in ("day", "week")
