"""A facet gets a value that a person gave: the row, the task's glyph and what follows from it.

Belongs here: everything that changes with a facet, in the caller's transaction. Does not belong here: rights and
states of asks (``asking``, ``answering``, ``deciding``, ``setting``).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Max

from sauro.audit.actor import Actor
from sauro.engine.planning.answers import Answer, Verdict, WhenAnswer, WhoAnswer, parts_of
from sauro.engine.planning.model import FACETS
from sauro.people.models import Unit
from sauro.plans.actions import building
from sauro.plans.actions.clarity.common import stored_words
from sauro.plans.actions.common import note
from sauro.plans.actions.planning import replan_task
from sauro.plans.actions.search_words import SEARCH_FIELDS, refresh
from sauro.plans.models import Clarity, Task, TaskUnit
from sauro.plans.models.task import GLYPH_LETTERS
from sauro.plans.states import ClaritySource, Role, SetBy, TaskLife

_SET_BY = {ClaritySource.UNIT: SetBy.UNIT, ClaritySource.OFFICE: SetBy.OFFICE}
PLANNED_BY = ("who", "when", "product")
"""Facets from which occurrences and parts follow."""
_LEAD_FIELDS = ("lead_unit", "lead_group", "lead_text", "lead_order", "lead_sort")


def fill(
    *,
    task: Task,
    facet: str,
    answer: Answer,
    verdict: Verdict,
    source: ClaritySource,
    reason: str,
    units: Mapping[str, Unit],
    at: datetime,
    by: Actor,
    decided_by: Actor,
    request: str = "",
    replan: bool = True,
) -> None:
    """``by`` says the value, ``decided_by`` lets it stand. ``task`` is locked. The document's own words stay where
    they are: in the task's columns and its quotation. Without ``replan`` the caller plans the work anew."""
    row = Clarity.objects.select_for_update().get(task=task, facet=facet)
    before = _told(row)
    row.state = str(verdict.state)
    row.value, row.data = stored_words(facet, answer, units), parts_of(answer)
    row.note, row.source = reason, source
    row.start = row.end = None
    row.at, row.by_code, row.by_name = at, by.code, by.name
    row.review = False
    row.save()
    fields = _follow(task, answer, source, units)
    place = FACETS.index(facet)
    task.glyph = task.glyph[:place] + GLYPH_LETTERS[row.state] + task.glyph[place + 1 :]
    task.revision += 1
    refresh(task)
    task.save(update_fields=["glyph", "revision", *SEARCH_FIELDS, *fields])
    after = _told(row) | ({"request": request} if request else {})
    note(by=decided_by, action="set_clarity", subject=task.code, before=before, after=after)
    if replan and facet in PLANNED_BY and task.life == TaskLife.ACTIVE:
        replan_task(task=task, by=decided_by)


def _told(row: Clarity) -> dict[str, Any]:
    """What the trail keeps, so that an earlier value can be read again on the task's page."""
    return {
        "facet": row.facet,
        "state": row.state,
        "value": row.value,
        "data": row.data,
        "note": row.note,
        "source": str(row.source),
        "at": row.at.isoformat(),
        "by": row.by_name,
    }


def _follow(task: Task, answer: Answer, source: ClaritySource, units: Mapping[str, Unit]) -> tuple[str, ...]:
    """Columns of the task that follow from the answer; the work is planned anew where there are any."""
    if isinstance(answer, WhenAnswer):
        task.rhythm = answer.rhythm
        task.rhythm_by = _SET_BY[source] if answer.rhythm else ""
        return ("rhythm", "rhythm_by")
    if isinstance(answer, WhoAnswer) and answer.unit:
        _lead(task, units[answer.unit])
        return _LEAD_FIELDS
    return ()


def _lead(task: Task, unit: Unit) -> None:
    """The unit leads, and the register lists the task under it; the units of the document keep their parts."""
    led = TaskUnit.objects.filter(task=task, role=Role.LEAD)
    if not led.filter(unit=unit).exists():
        last = led.aggregate(last=Max("order"))["last"] or 0
        TaskUnit.objects.create(
            task=task, role=Role.LEAD, unit=unit, text=unit.name, is_group=False, order=last + 1
        )
    task.lead_unit, task.lead_group, task.lead_text = unit, None, ""
    task.lead_order, task.lead_sort = unit.order, building.lead_key(unit)
