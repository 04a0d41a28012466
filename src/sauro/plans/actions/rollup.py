"""Storing roll-ups of parts on occurrence and task, in the transaction of what changed them.

Belongs here: writing what ``plans.rolling`` counts, and the lock that makes it safe. Does not belong here: the rule.

Locks, in this order and never back: task (by key), occurrence, assignment, extension. Whoever changes work takes the
task first (``lock_tasks``), so that of 102 members finishing at once each counts what the one before has committed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import connection

from sauro.plans.actions.bulk import Row, day
from sauro.plans.models import Occurrence, Task
from sauro.plans.rolling import OccurrenceLine, Rolled, current, rolled, tallies

_OCCURRENCE = ("state", "parts", "parts_done", "done_on", "due_on", "extensions")
_TASK = ("state", "due_on", "parts", "parts_done")


def lock_tasks(tasks: Iterable[int]) -> dict[int, Task]:
    """The tasks, locked until the transaction ends. ``no_key``: rows that point at them need not wait."""
    rows = Task.objects.select_for_update(no_key=True).filter(pk__in=list(tasks)).order_by("pk")
    return {task.pk: task for task in rows}


def lock_task(task: int) -> Task:
    return Task.objects.select_for_update(no_key=True).get(pk=task)


def roll_up(*, occurrences: Iterable[int], tasks: Sequence[int]) -> None:
    """Counts the parts of the occurrences anew and then the tasks. The tasks must be locked by the caller."""
    chosen = list(occurrences)
    counted = tallies(chosen)
    planned = dict(Occurrence.objects.filter(pk__in=chosen).values_list("pk", "due_on"))
    results = {key: rolled(counted.get(key, [])) for key in chosen}
    write_rows(
        "plans_occurrence", _OCCURRENCE, [_occurrence_row(key, results[key], planned[key]) for key in chosen]
    )
    roll_up_tasks(tasks)


def roll_up_tasks(tasks: Sequence[int]) -> None:
    lines = lines_of(tasks)
    rows: list[Row] = []
    for task in tasks:
        now = current(lines.get(task, []))
        if now is not None:
            rows.append((now.state, day(now.due_on), now.parts, now.parts_done, task))
    write_rows("plans_task", _TASK, rows)


def lines_of(tasks: Iterable[int]) -> dict[int, list[OccurrenceLine]]:
    """The occurrences of some tasks as the rule sees them."""
    rows = Occurrence.objects.filter(task__in=list(tasks)).order_by()
    fields = ("task", "pk", "opened_at", "state", "due_on", "starts_on", "parts", "parts_done")
    found: dict[int, list[OccurrenceLine]] = {}
    for task, pk, opened, state, due, starts, parts, done in rows.values_list(*fields):
        found.setdefault(task, []).append(
            OccurrenceLine(pk, opened is not None, state, due, starts, parts, done)
        )
    return found


def _occurrence_row(key: int, result: Rolled, planned: date | None) -> Row:
    due = day(result.due_on or planned)
    return (result.state, result.parts, result.parts_done, day(result.done_on), due, result.extensions, key)


def write_rows(table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
    """Many rows by key in one call; instances would cost ten times as much."""
    sets = ", ".join(f"{connection.ops.quote_name(name)} = %s" for name in columns)
    with connection.wrap_database_errors, connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {connection.ops.quote_name(table)} SET {sets} WHERE id = %s",  # noqa: S608 - own names
            list(rows),
        )
