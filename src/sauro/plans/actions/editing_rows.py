"""What every edit of a task shares: the lock, the checks, rows about units, columns that follow from rows.

Belongs here: steps inside the caller's transaction. Does not belong here: an edit (``editing``, ``editing_parts``),
making a task from the reader's words (``building``), from a person's (``plans.made``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import F, Max
from django.utils import timezone

from sauro.audit.actor import Actor
from sauro.engine.planning.model import FACETS
from sauro.people.models import Unit, UnitGroup
from sauro.plans.actions import building
from sauro.plans.actions.bulk import insert_rows, moment
from sauro.plans.actions.search_words import SEARCH_FIELDS, refresh
from sauro.plans.codes import CodedTask
from sauro.plans.definitions import index_nodes
from sauro.plans.models import Clarity, Clause, IndexLink, Plan, Task, TaskUnit
from sauro.plans.models.task import GLYPH_LETTERS
from sauro.plans.named_units import Named, line_of
from sauro.plans.refusals_editing import EditRefused
from sauro.plans.states import TASK_MOVES, ClaritySource, Role, TaskLife, TaskOrigin, may_move

LONGEST_TEXT = 10_000
LONGEST_REASON = 2_000
LEAD_FIELDS = ("lead_unit", "lead_group", "lead_text", "lead_order", "lead_sort")
NO_LEAD = {"lead_unit": None, "lead_group": None, "lead_text": ""}


def need_reason(reason: str) -> str:
    words = " ".join(reason.split())
    if not words:
        raise EditRefused("no_reason", field="reason")
    return fitting(words, LONGEST_REASON, "reason")


def need_text(text: str, field: str = "text") -> str:
    words = " ".join(text.split())
    if not any(c.isalnum() for c in words):
        raise EditRefused("no_text", field=field)
    if len(words) > LONGEST_TEXT:
        raise EditRefused("text_too_long", field=field, limit=LONGEST_TEXT)
    return words


def fitting(text: str, limit: int, field: str) -> str:
    if len(text) > limit:
        raise EditRefused("too_long", field=field, limit=limit)
    return text


def locked_plan(plan: int, *, places: bool = False) -> Plan:
    """Codes and the order of a plan's tasks are given out one after another. ``places``: its tasks too, since making
    room moves them: taken in the order of all actions, so that nobody waits in a ring."""
    found = Plan.objects.select_for_update(no_key=True).get(pk=plan)
    if places:
        rows = Task.objects.select_for_update(no_key=True).filter(plan=found).order_by("pk")
        list(rows.values_list("pk", flat=True))
    return found


def locked(tasks: Iterable[int]) -> dict[int, Task]:
    rows = Task.objects.select_for_update(of=("self",), no_key=True).select_related("plan")
    return {task.pk: task for task in rows.filter(pk__in=list(tasks)).order_by("pk")}


def need_move(task: Task, action: str, revision: int | None = None) -> None:
    """The state table lets the task do this; the page that asks showed it as it is now."""
    if revision is not None and task.revision != revision:
        raise EditRefused("changed_meanwhile", task=task.code)
    if not may_move(TASK_MOVES, task.life, action):
        raise EditRefused("life", task=task.code, life=task.get_life_display())


def need_active(task: Task, revision: int | None = None) -> None:
    if revision is not None and task.revision != revision:
        raise EditRefused("changed_meanwhile", task=task.code)
    if task.life != TaskLife.ACTIVE:
        raise EditRefused("life", task=task.code, life=task.get_life_display())


def codes_of_register() -> set[str]:
    return set(Task.objects.values_list("code", flat=True))


def known_of(named: Iterable[Named]) -> building.Known:
    units: dict[str, Unit] = {}
    groups: dict[str, UnitGroup] = {}
    for one in named:
        if one.unit is not None:
            units[one.unit.code] = one.unit
        if one.group is not None:
            groups[one.group.code] = one.group
    return building.Known(units, groups)


def place_after(plan: Plan, last: int | None, count: int) -> int:
    """Makes room for ``count`` tasks behind the place ``last`` (None: at the end); the first free place.

    Two steps over a number beyond all others: no place may be held twice, not even within one statement.
    """
    highest = plan.tasks.aggregate(highest=Max("order"))["highest"] or 0
    if last is None or last >= highest:
        return highest + 1
    far = highest + count + 1
    plan.tasks.filter(order__gt=last).update(order=F("order") + far)
    plan.tasks.filter(order__gt=far).update(order=F("order") - far + count)
    return last + 1


def last_place_below(tasks: Sequence[Task]) -> int:
    """The last place that the tasks or anything below them hold."""
    frontier, last = [task.pk for task in tasks], max(task.order for task in tasks)
    while frontier:
        below = list(Task.objects.filter(parent__in=frontier).values_list("pk", "order"))
        frontier = [pk for pk, _order in below]
        last = max([last, *(order for _pk, order in below)])
    return last


def make_task(
    *,
    code: str,
    source: Mapping[str, Any],
    plan: Plan,
    order: int,
    clause: Clause | None,
    parent: Task | None,
    named: Sequence[Named],
    said: ClaritySource,
    by: Actor,
) -> Task:
    """A saved task of a person's words with its units and clarities; links and times are the caller's."""
    known = known_of(named)
    coded = CodedTask(code, parent.code if parent else None, 0, source)
    task = building.task_row(coded, order=order, plan=plan, clause=clause, parent=parent, known=known)
    task.origin = TaskOrigin.PERSON
    task.save()
    insert_rows(TaskUnit, building.UNIT_COLUMNS, building.unit_rows(task, source, known))
    now = moment(timezone.now())
    rows = building.clarity_rows(task, source, at=now, by=by, said=said)
    insert_rows(Clarity, building.CLARITY_COLUMNS, rows)
    return task


def set_role(task: Task, role: Role, named: Sequence[Named]) -> bool:
    """The parts of one role as they shall be; whether anything changed. A part that stays keeps its anchor."""
    there = list(TaskUnit.objects.filter(task=task, role=role).select_related("unit", "group"))
    if [line_of(part) for part in there] == [line_of(_row(task, role, one, 0)) for one in named]:
        return False
    old = {_key(part): part for part in there}
    TaskUnit.objects.filter(task=task, role=role).delete()
    rows = []
    for order, one in enumerate(named, start=1):
        kept = old.get(one.key)
        row = _row(task, role, one, order)
        if kept is not None:
            row.text, row.is_group, row.start, row.end = kept.text, kept.is_group, kept.start, kept.end
        rows.append(row)
    TaskUnit.objects.bulk_create(rows)
    return True


def _row(task: Task, role: Role, named: Named, order: int) -> TaskUnit:
    return TaskUnit(
        task=task,
        role=role,
        unit=named.unit,
        group=named.group,
        text=named.text,
        is_group=named.group is not None,
        order=order,
    )


def _key(part: TaskUnit) -> tuple[str, object]:
    return Named(part.text, part.unit, part.group).key


def parts_of(task: Task, role: Role) -> list[TaskUnit]:
    return list(TaskUnit.objects.filter(task=task, role=role).select_related("unit", "group"))


def follow_leads(task: Task, leads: Sequence[Named]) -> None:
    """The columns under which the register lists the task; unsaved."""
    columns = NO_LEAD | building.lead_columns([one.as_ref() for one in leads], known_of(leads))
    for name, value in columns.items():
        setattr(task, name, value)


def say_facet(task: Task, facet: str, state: str, value: str, *, note: str, by: Actor) -> None:
    """The office says a facet anew; the row is saved, the task's glyph is not."""
    Clarity.objects.filter(task=task, facet=facet).update(
        state=state,
        value=value,
        note=note,
        source=ClaritySource.OFFICE,
        review=False,
        start=None,
        end=None,
        at=timezone.now(),
        by_code=by.code,
        by_name=by.name,
    )
    place = FACETS.index(facet)
    task.glyph = task.glyph[:place] + GLYPH_LETTERS[state] + task.glyph[place + 1 :]


def save_edited(task: Task, *fields: str) -> None:
    """Saves with new search columns and the next revision."""
    task.revision += 1
    refresh(task)
    task.save(update_fields=["revision", "glyph", *SEARCH_FIELDS, *fields])


def known_links(links: Iterable[tuple[str, str]]) -> list[tuple[str, str, str]]:
    """(index, node, name) of each chosen node, each once; a node that no index has is refused."""
    names = index_nodes()
    found: dict[tuple[str, str], str] = {}
    for index, node in links:
        if (index, node) not in names:
            raise EditRefused("unknown_index", field="links", node=f"{index} {node}".strip())
        found[index, node] = names[index, node]
    return [(index, node, name) for (index, node), name in found.items()]


def add_links(task: Task, links: Iterable[tuple[str, str, str]]) -> None:
    """Links that a person sets; one that the text quotes already stays the text's."""
    there = set(IndexLink.objects.filter(task=task).values_list("index", "node"))
    IndexLink.objects.bulk_create(
        IndexLink(task=task, index=index, node=node, text=name, set_by="person")
        for index, node, name in links
        if (index, node) not in there
    )


def told_units(task: Task) -> dict[str, list[str]]:
    """For the trail: who has which part."""
    parts = TaskUnit.objects.filter(task=task).select_related("unit", "group")
    told: dict[str, list[str]] = {}
    for part in parts:
        told.setdefault(str(part.role), []).append(line_of(part))
    return told
