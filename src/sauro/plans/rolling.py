"""How parts roll up: assignments to their occurrence, occurrences to their task. The rule, and the count it needs.

Belongs here: the rule as plain functions and one grouped read. Does not belong here: writing (``actions.rollup``).

Occurrence: only leads and members of a group count; those who were let off (waived) are not expected. Nobody expected:
waived where somebody was let off, else not started. All closed: done, on the day of the last. Else the state of those
still expected: all suspended; all waiting; none begun and nobody done: not started; otherwise in progress.
Its deadline is the earliest one still running, and once all are closed the latest one; parts without a deadline do not
speak, and without parts the planned deadline stays. Its extensions are those that all parts have.

Task: its current occurrence is the earliest opened one that is not closed, else the last opened one, else the first
planned one. A parent's state is that of its own work; its children are counted beside it, never into it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Min

from sauro.plans.models import Assignment, Occurrence, Task
from sauro.plans.states import CLOSED, DOERS, TaskLife, WorkState

CHUNK = 500
"""Tasks compared at once."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Leads and members of one occurrence in one state."""

    state: str
    number: int
    earliest: date | None
    latest: date | None
    last_done: date | None
    extensions: int


@dataclass(frozen=True, slots=True)
class Rolled:
    """What an occurrence stores about its parts. ``due_on`` is None where no part has a deadline."""

    state: str
    parts: int
    parts_done: int
    due_on: date | None
    done_on: date | None
    extensions: int


@dataclass(frozen=True, slots=True)
class OccurrenceLine:
    """What a task's roll-up needs of an occurrence."""

    pk: int
    opened: bool
    state: str
    due_on: date | None
    starts_on: date | None
    parts: int
    parts_done: int


def rolled(tallies: Sequence[Tally]) -> Rolled:
    expected = [one for one in tallies if one.state != WorkState.WAIVED]
    running = [one for one in expected if one.state not in CLOSED and one.state != WorkState.SUSPENDED]
    done = sum(one.number for one in expected if one.state == WorkState.DONE)
    days = [one.earliest for one in running if one.earliest] if running else []
    due = min(days, default=None) or max((one.latest for one in expected if one.latest), default=None)
    state = _state(tallies, expected, running)
    finished = state in (WorkState.DONE, WorkState.WAITING)
    return Rolled(
        state=state,
        parts=sum(one.number for one in expected),
        parts_done=done,
        due_on=due,
        done_on=max((one.last_done for one in expected if one.last_done), default=None) if finished else None,
        extensions=min((one.extensions for one in expected), default=0),
    )


def _state(tallies: Sequence[Tally], expected: Sequence[Tally], running: Sequence[Tally]) -> str:
    states = {one.state for one in expected}
    if not expected:
        return str(WorkState.WAIVED if tallies else WorkState.NOT_STARTED)
    if states == {WorkState.DONE}:
        return str(WorkState.DONE)
    if not running:
        return str(WorkState.SUSPENDED)
    working = {one.state for one in running}
    if working == {WorkState.WAITING}:
        return str(WorkState.WAITING)
    if working == {WorkState.NOT_STARTED} and WorkState.DONE not in states:
        return str(WorkState.NOT_STARTED)
    return str(WorkState.IN_PROGRESS)


def current(lines: Iterable[OccurrenceLine]) -> OccurrenceLine | None:
    """The occurrence that a list shows for the task."""
    ordered = sorted(lines, key=_in_time)
    opened = [one for one in ordered if one.opened]
    return next((one for one in opened if one.state not in CLOSED), None) or next(
        iter(opened[-1:] or ordered), None
    )


def _in_time(line: OccurrenceLine) -> tuple[date, date, int]:
    """By beginning; work without one begins at once and is ordered by its deadline."""
    return line.starts_on or date.min, line.due_on or date.max, line.pk


def tallies(occurrences: Iterable[int]) -> dict[int, list[Tally]]:
    """Leads and members by occurrence and state, in one query; an occurrence without any is not in it."""
    rows = (
        Assignment.objects.filter(occurrence__in=list(occurrences), role__in=DOERS)
        .order_by()
        .values("occurrence", "state")
        .annotate(
            number=Count("pk"),
            earliest=Min("due_on"),
            latest=Max("due_on"),
            last_done=Max("done_on"),
            least=Min("extensions"),
        )
    )
    found: dict[int, list[Tally]] = {}
    for row in rows:
        tally = Tally(
            row["state"], row["number"], row["earliest"], row["latest"], row["last_done"], row["least"]
        )
        found.setdefault(row["occurrence"], []).append(tally)
    return found


def stale() -> list[str]:
    """Codes of counted tasks whose stored roll-up differs from a recount, in order; for the doctor and the daily round."""
    keys = list(Task.objects.filter(life=TaskLife.ACTIVE).order_by("pk").values_list("pk", flat=True))
    return [code for start in range(0, len(keys), CHUNK) for code in _stale(keys[start : start + CHUNK])]


def line_of(one: Occurrence) -> OccurrenceLine:
    return OccurrenceLine(
        one.pk, one.opened_at is not None, one.state, one.due_on, one.starts_on, one.parts, one.parts_done
    )


def _stale(keys: Sequence[int]) -> Iterator[str]:
    tasks = (
        Task.objects.filter(pk__in=keys).only("code", "state", "due_on", "parts", "parts_done").order_by("pk")
    )
    rows: dict[int, list[Occurrence]] = {}
    for one in Occurrence.objects.filter(task__in=keys).defer("product", "due_values").order_by("pk"):
        rows.setdefault(one.task_id, []).append(one)
    counted = tallies(one.pk for those in rows.values() for one in those)
    for task in tasks:
        those = rows.get(task.pk, [])
        agree = all(_agrees(one, counted.get(one.pk, [])) for one in those)
        if not agree or not _task_agrees(task, [line_of(one) for one in those]):
            yield task.code


def _agrees(one: Occurrence, counted: Sequence[Tally]) -> bool:
    now = rolled(counted)
    stored = (one.state, one.parts, one.parts_done, one.done_on, one.due_on, one.extensions)
    return stored == (
        *(now.state, now.parts, now.parts_done, now.done_on, now.due_on or one.due_on, now.extensions),
    )


def _task_agrees(task: Task, lines: Iterable[OccurrenceLine]) -> bool:
    now = current(lines)
    stored = (task.state, task.due_on, task.parts, task.parts_done)
    return now is None or stored == (now.state, now.due_on, now.parts, now.parts_done)
