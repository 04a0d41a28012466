"""Parts of units in occurrences that have begun: who must do what, group items spread over the members of the day.

Belongs here: opening, and keeping parts in step with the task's units. Does not belong here: work on a part
(``progress``), planning (``planning``).

A unit has one part in an occurrence: leading before membership of a group before helping before watching. A unit that
no longer exists is followed by its successor. A name that the province does not know gives no part; pages list it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from sauro.audit.actor import Actor
from sauro.people.models import GroupMember, Unit, valid_on
from sauro.plans.actions.bulk import Row, day, insert_rows
from sauro.plans.actions.common import note
from sauro.plans.actions.rollup import lock_tasks, roll_up
from sauro.plans.models import Assignment, Occurrence, Task, TaskUnit
from sauro.plans.models.work import OccurrenceQuerySet
from sauro.plans.states import CLOSED, PartRole, Role, TaskLife, WorkState

CHUNK = 200
"""Tasks in one transaction; each may have a hundred members."""

STRENGTH = (PartRole.LEAD, PartRole.MEMBER, PartRole.SUPPORT, PartRole.MONITOR)
COLUMNS = (
    *("occurrence_id", "unit_id", "role", "group_id", "state", "note", "outcome", "reason", "document"),
    *("due_on", "first_due_on", "extensions", "revision", "changed_by_code", "changed_by_name"),
    *("confirmed_by_code", "confirmed_by_name"),
)


@dataclass(frozen=True, slots=True)
class Part:
    """A unit's role, and through which group it came to it."""

    role: str
    group: int | None


def open_due_periods(*, today: date, by: Actor) -> int:
    """Opens every period of the register that has begun; how many. Safe to run again and by two at once."""
    opened = 0
    waiting = begun(today).order_by("task").values_list("task", flat=True).distinct()
    tasks = list(waiting)
    for start in range(0, len(tasks), CHUNK):
        with transaction.atomic():
            held = list(lock_tasks(tasks[start : start + CHUNK]).values())
            opened += open_locked(tasks=held, by=by, today=today)
    return opened


def begun(today: date) -> OccurrenceQuerySet:
    """Occurrences of counted tasks whose time has come and that are not open yet."""
    started = Q(starts_on__isnull=True) | Q(starts_on__lte=today)
    return Occurrence.objects.filter(started, opened_at__isnull=True, task__life=TaskLife.ACTIVE)


def open_locked(*, tasks: Sequence[Task], by: Actor, today: date | None = None) -> int:
    """Opens the begun periods of tasks that the caller has locked."""
    today = today or timezone.localdate()
    waiting = list(begun(today).filter(task__in=tasks).order_by("pk"))
    if waiting:
        wanted = parts_of((task.pk for task in tasks), today)
        insert_rows(Assignment, COLUMNS, _rows(waiting, wanted))
        Occurrence.objects.filter(pk__in=[one.pk for one in waiting]).update(opened_at=timezone.now())
        note(by=by, action="open_periods", subject="occurrences", after={"opened": len(waiting)})
    roll_up(occurrences=[one.pk for one in waiting], tasks=[task.pk for task in tasks])
    return len(waiting)


def sync_parts(*, tasks: Sequence[Task]) -> None:
    """Open occurrences get the parts that the task's units now give; a part with a record stays."""
    running = list(Occurrence.objects.filter(task__in=tasks).opened().exclude(state__in=CLOSED))
    wanted = parts_of((task.pk for task in tasks), timezone.localdate())
    there: dict[int, list[Assignment]] = {}
    for part in Assignment.objects.filter(occurrence__in=running):
        there.setdefault(part.occurrence_id, []).append(part)
    rows: list[Row] = []
    for occurrence in running:
        units = wanted.get(occurrence.task_id, {})
        stored = {part.unit_id: part for part in there.get(occurrence.pk, [])}
        for unit, part in stored.items():
            _keep_or_drop(part, units.get(unit))
        rows += (_row(occurrence, unit, part) for unit, part in units.items() if unit not in stored)
    insert_rows(Assignment, COLUMNS, rows)


def _keep_or_drop(part: Assignment, wanted: Part | None) -> None:
    if wanted is not None:
        if (part.role, part.group_id) != (wanted.role, wanted.group):
            part.role, part.group_id = wanted.role, wanted.group
            part.save(update_fields=["role", "group"])
    elif part.revision == 1 and part.state == WorkState.NOT_STARTED:
        part.delete()


def _rows(waiting: Iterable[Occurrence], wanted: Mapping[int, Mapping[int, Part]]) -> Iterator[Row]:
    for occurrence in waiting:
        for unit, part in wanted.get(occurrence.task_id, {}).items():
            yield _row(occurrence, unit, part)


def _row(occurrence: Occurrence, unit: int, part: Part) -> Row:
    """A new part takes the deadline that the period first had: an extension was given to others."""
    due = day(occurrence.first_due_on)
    return (
        *(occurrence.pk, unit, part.role, part.group, str(WorkState.NOT_STARTED), "", "", "", ""),
        *(due, due, 0, 1, "", "", "", ""),
    )


def parts_of(tasks: Iterable[int], today: date) -> dict[int, dict[int, Part]]:
    """Task → unit → part on the day, in four queries however many tasks there are."""
    rows = list(
        TaskUnit.objects.filter(task__in=list(tasks))
        .exclude(unit__isnull=True, group__isnull=True)
        .order_by("task", "order")
        .values_list("task", "role", "unit", "group")
    )
    members = _members({group for _task, _role, _unit, group in rows if group}, today)
    heirs = _heirs(today)
    found: dict[int, dict[int, Part]] = {}
    for task, role, unit, group in rows:
        named = [unit] if unit else members.get(group, [])
        mine = found.setdefault(task, {})
        for one in named:
            heir = heirs.get(one)
            if heir is not None:
                _stronger(mine, heir, Part(_role(role, group), group))
    return found


def _role(role: str, group: int | None) -> str:
    if role == Role.LEAD:
        return str(PartRole.LEAD if group is None else PartRole.MEMBER)
    return str(PartRole.SUPPORT if role == Role.SUPPORT else PartRole.MONITOR)


def _stronger(mine: dict[int, Part], unit: int, part: Part) -> None:
    known = mine.get(unit)
    if known is None or STRENGTH.index(PartRole(part.role)) < STRENGTH.index(PartRole(known.role)):
        mine[unit] = part


def _members(groups: Iterable[int], today: date) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    rows = GroupMember.objects.filter(valid_on(today), group__in=list(groups))
    for group, unit in rows.values_list("group", "unit"):
        found.setdefault(group, []).append(unit)
    return found


def _heirs(today: date) -> dict[int, int | None]:
    """Each unit → the unit that does its work on the day: itself, or its successor; None where it ended without."""
    rows = {
        pk: (to, successor) for pk, to, successor in Unit.objects.values_list("pk", "valid_to", "successor")
    }

    def heir(unit: int) -> int | None:
        seen: set[int] = set()
        place: int | None = unit
        while place is not None and place not in seen:
            seen.add(place)
            to, successor = rows[place]
            if to is None or to >= today:
                return place
            place = successor
        return None

    return {unit: heir(unit) for unit in rows}
