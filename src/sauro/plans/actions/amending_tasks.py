"""What a new version changes about the tasks that go on: wording, place, units, time, product, clarities.

Belongs here: rows of continued tasks. Does not belong here: which task a line continues (``amending``), codes and
order (``amending_apply``).

The document's own words always follow the new text, with its anchors. What people changed stays where the document
says the same as before: their wording, their units, their answers. Where the document changed, its new words count;
an answer of a unit or the office stays and waits to be looked at again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from sauro.audit.actor import Actor
from sauro.engine.planning.compare import Fate, judged
from sauro.engine.planning.model import FACETS
from sauro.engine.planning.similarity import words_of
from sauro.plans.actions import building
from sauro.plans.actions.bulk import Row, insert_rows, moment
from sauro.plans.actions.common import note
from sauro.plans.actions.editing_parts import WHEN_FIELDS
from sauro.plans.actions.editing_rows import LEAD_FIELDS
from sauro.plans.actions.search_words import SEARCH_FIELDS, refresh
from sauro.plans.codes import CodedTask
from sauro.plans.comparing import NewTask, OldTask
from sauro.plans.models import Clarity, Clause, IndexLink, PlanVersion, Task, TaskTarget, TaskText, TaskUnit
from sauro.plans.models.task import GLYPH_LETTERS
from sauro.plans.states import ClaritySource

BATCH = 500
PRODUCT_FIELDS = ("product_text", "product_start", "product_end")
FIELDS = (
    *("clause", "source_code", "text", "glyph", "revision"),
    *WHEN_FIELDS,
    *PRODUCT_FIELDS,
    *LEAD_FIELDS,
    *SEARCH_FIELDS,
)
UnitKey = tuple[str, int | None, int | None, str]


@dataclass(frozen=True, slots=True)
class Continued:
    """A task that goes on, the line that continues it and the clause under which it now stands."""

    old: OldTask
    new: NewTask
    clause: Clause

    @property
    def task(self) -> Task:
        return self.old.task

    @property
    def changed(self) -> bool:
        return judged(self.old.line, self.new.line).fate is not Fate.KEPT


def continue_tasks(
    continued: Sequence[Continued], *, version: PlanVersion, known: building.Known, by: Actor
) -> list[Task]:
    """Saves all of it; the tasks whose words, units, time or product changed."""
    keys = [one.task.pk for one in continued]
    units = _units(keys)
    clarities = _clarities(keys)
    changed = []
    unit_rows: list[Row] = []
    moved: list[int] = []
    for one in continued:
        if one.changed:
            changed.append(one)
            note(by=by, action="amend_task", subject=one.task.code, **_told(one, version))
        rows = _unit_rows(one, units.get(one.task.pk, []), known)
        unit_rows += rows
        moved.append(one.task.pk)
        _columns(one, known, replaced=_follows(one, units.get(one.task.pk, []), known))
    _save_units(moved, unit_rows)
    _save_texts(continued, version)
    _save_clarities(continued, clarities, by)
    _save_targets_and_links(continued)
    for one in changed:
        refresh(one.task)
    Task.objects.bulk_update([one.task for one in continued], FIELDS, batch_size=BATCH)
    return [one.task for one in changed]


def _told(one: Continued, version: PlanVersion) -> dict[str, Any]:
    before = {"text": one.old.line.text, "place": one.old.line.place, "details": list(one.old.line.details)}
    after = {
        "text": one.new.line.text,
        "place": one.new.line.place,
        "details": list(one.new.line.details),
        "version": version.number,
    }
    return {"before": before, "after": after}


def _columns(one: Continued, known: building.Known, *, replaced: bool) -> None:
    """The document's columns as a new task would have them; the wording of a person stays where the words of the
    document are the same."""
    task, source = one.task, one.new.source
    fresh = building.task_row(
        CodedTask(task.code, None, one.new.section, source),
        order=task.order,
        plan=task.plan,
        clause=one.clause,
        parent=None,
        known=known,
    )
    own_wording = task.text != one.old.line.text
    same_words = words_of(one.old.line.text) == words_of(one.new.line.text)
    task.clause, task.source_code = one.clause, fresh.source_code
    if not (own_wording and same_words):
        task.text = fresh.text
    for name in (*WHEN_FIELDS, *PRODUCT_FIELDS, *(LEAD_FIELDS if replaced else ())):
        setattr(task, name, getattr(fresh, name))
    if one.changed:
        task.revision += 1


def _units(tasks: Sequence[int]) -> dict[int, list[TaskUnit]]:
    found: dict[int, list[TaskUnit]] = {}
    for part in TaskUnit.objects.filter(task__in=tasks).order_by("task", "role", "order"):
        found.setdefault(part.task_id, []).append(part)
    return found


def _generated(task: Task, source: Mapping[str, Any] | None, known: building.Known) -> list[Row]:
    return list(building.unit_rows(task, source, known)) if source is not None else []


def _key(row: Row) -> UnitKey:
    _task, role, unit, group, text = row[:5]
    return str(role), _int(unit), _int(group), "" if unit or group else " ".join(str(text).split())


def _int(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _stored_key(part: TaskUnit) -> UnitKey:
    known = part.unit_id or part.group_id
    return str(part.role), part.unit_id, part.group_id, "" if known else " ".join(part.text.split())


def _follows(one: Continued, stored: Sequence[TaskUnit], known: building.Known) -> bool:
    """The document's units count: nobody changed the old ones, or the document names others now."""
    before = {_key(row) for row in _generated(one.task, one.old.source, known)}
    after = {_key(row) for row in _generated(one.task, one.new.source, known)}
    return before != after or before == {_stored_key(part) for part in stored}


def _unit_rows(one: Continued, stored: Sequence[TaskUnit], known: building.Known) -> list[Row]:
    fresh = _generated(one.task, one.new.source, known)
    if _follows(one, stored, known):
        return fresh
    places = {_key(row): (row[4], row[7], row[8]) for row in fresh}
    kept: list[Row] = []
    for part in stored:
        text, start, end = places.get(_stored_key(part), (part.text, None, None))
        kept.append(
            (
                part.task_id,
                part.role,
                part.unit_id,
                part.group_id,
                text,
                part.is_group,
                part.order,
                start,
                end,
            )
        )
    return kept


def _save_units(tasks: Sequence[int], rows: Iterable[Row]) -> None:
    for first in range(0, len(tasks), BATCH):
        TaskUnit.objects.filter(task__in=tasks[first : first + BATCH]).delete()
    insert_rows(TaskUnit, building.UNIT_COLUMNS, rows)


def _save_texts(continued: Sequence[Continued], version: PlanVersion) -> None:
    rows = (building.text_row(one.task, one.new.source, version) for one in continued)
    insert_rows(TaskText, building.TEXT_COLUMNS, rows)


def _clarities(tasks: Sequence[int]) -> dict[int, list[Clarity]]:
    found: dict[int, list[Clarity]] = {}
    for row in Clarity.objects.filter(task__in=tasks):
        found.setdefault(row.task_id, []).append(row)
    return found


def _save_clarities(
    continued: Sequence[Continued], stored: Mapping[int, Sequence[Clarity]], by: Actor
) -> None:
    """Facets that the document says follow it; answers stay, and wait for another look where the task changed."""
    now = moment(timezone.now())
    gone: list[int] = []
    fresh: list[Row] = []
    looked_at: list[int] = []
    for one in continued:
        states: dict[str, str] = {}
        answered: set[str] = set()
        for row in stored.get(one.task.pk, ()):
            if row.source == ClaritySource.DOCUMENT:
                gone.append(row.pk)
            else:
                answered.add(row.facet)
                states[row.facet] = row.state
                if one.changed and not row.review:
                    looked_at.append(row.pk)
        for made in building.clarity_rows(one.task, one.new.source, at=now, by=by):
            facet, state = str(made[1]), str(made[2])
            if facet not in answered:
                fresh.append(made)
                states[facet] = state
        one.task.glyph = "".join(GLYPH_LETTERS[states[facet]] for facet in FACETS)
    for first in range(0, len(gone), BATCH):
        Clarity.objects.filter(pk__in=gone[first : first + BATCH]).delete()
    for first in range(0, len(looked_at), BATCH):
        Clarity.objects.filter(pk__in=looked_at[first : first + BATCH]).update(review=True)
    insert_rows(Clarity, building.CLARITY_COLUMNS, fresh)


def _save_targets_and_links(continued: Sequence[Continued]) -> None:
    keys = [one.task.pk for one in continued]
    for first in range(0, len(keys), BATCH):
        some = keys[first : first + BATCH]
        TaskTarget.objects.filter(task__in=some).delete()
        IndexLink.objects.filter(task__in=some, set_by="text").delete()
    by_person = set(IndexLink.objects.filter(task__in=keys).values_list("task", "index", "node"))
    TaskTarget.objects.bulk_create(
        (row for one in continued for row in building.target_rows(one.task, one.new.source)), batch_size=BATCH
    )
    IndexLink.objects.bulk_create(_quoted(continued, by_person), batch_size=BATCH)


def _quoted(continued: Sequence[Continued], by_person: set[tuple[int, str, str]]) -> Iterator[IndexLink]:
    for one in continued:
        for link in building.link_rows(one.task, one.new.source):
            if (one.task.pk, link.index, link.node) not in by_person:
                yield link
