"""The tasks of the register as rows of a sheet, read narrowly so that ten thousand cost about a second.

Belongs here: reading. Does not belong here: what a row means (``register_sheet``), workbooks (presenters), saving.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from sauro.plans.models import Clarity, Task, TaskUnit
from sauro.plans.models.task import TaskQuerySet
from sauro.plans.register_sheet import WORDS, Current, cell_text
from sauro.plans.register_words import LATE
from sauro.plans.states import ClaritySource, Role, TaskLife, WhenKind
from sauro.plans.urgency import Urgency, urgency

AT_ONCE = 2000
_FACETS = ("when", "responsibility", "product", "authority")
_COLUMNS = (
    *("pk", "code", "plan__number", "plan__key", "source_code", "text", "rhythm", "state", "life", "due_on"),
    *("when_kind", "when_due", "when_relation"),
)


@dataclass(frozen=True, slots=True)
class TaskRow:
    """``current`` holds the plain texts of the columns; ``pk`` finds the task again."""

    pk: int
    code: str
    current: Current


def rows_of(tasks: TaskQuerySet) -> Iterator[TaskRow]:
    """The tasks in their own order; three queries for each two thousand."""
    keys = list(tasks.values_list("pk", flat=True))
    today = timezone.localdate()
    for start in range(0, len(keys), AT_ONCE):
        some = keys[start : start + AT_ONCE]
        found = {row["pk"]: row for row in Task.objects.filter(pk__in=some).values(*_COLUMNS)}
        units = _units(some)
        said = _answers(some)
        yield from (
            _row(found[key], units.get(key, {}), said.get(key, {}), today) for key in some if key in found
        )


def _row(
    task: Mapping[str, Any], units: Mapping[str, list[str]], said: Mapping[str, Any], today: date
) -> TaskRow:
    when = said.get("when", ("", {}, ""))[1]
    person = said.get("responsibility", ("", {}, ""))[1]
    authority = said.get("authority", ("", {}, ""))[1]
    values = {
        "plan": task["plan__number"] or task["plan__key"],
        "place": task["source_code"],
        "text": task["text"],
        "lead": "; ".join(units.get(Role.LEAD, [])),
        "support": "; ".join(units.get(Role.SUPPORT, [])),
        "rhythm": task["rhythm"],
        "due": when.get("due", "") if when else _due(task),
        "person": person.get("person", ""),
        "post": person.get("post", ""),
        "product": said.get("product", ("", {}, ""))[0],
        "level": authority.get("level", ""),
        "ground": authority.get("ground", ""),
        "delegation": authority.get("delegation", ""),
        "state": _state(task, today),
    }
    span = {part: when[part] for part in ("from", "to") if when.get(part)}
    clean = {column: cell_text(value) for column, value in values.items()}
    current = Current(clean, task["life"] == TaskLife.ACTIVE, {"when": span} if span else {})
    return TaskRow(task["pk"], task["code"], current)


def _state(task: Mapping[str, Any], today: date) -> str:
    """As the register shows it on the day the sheet leaves."""
    if task["life"] != TaskLife.ACTIVE:
        return WORDS.lives[task["life"]]
    late = urgency(task["state"], task["due_on"], today) is Urgency.LATE
    return WORDS.states[LATE if late else task["state"]]


def _due(task: Mapping[str, Any]) -> str:
    """The last day on time as the document writes it; "before" a day ends the day before."""
    day: date | None = task["when_due"]
    if day is None or task["when_kind"] != WhenKind.DATE:
        return ""
    return (day - timedelta(days=1) if task["when_relation"] == "before" else day).isoformat()


def _units(keys: Iterable[int]) -> dict[int, dict[str, list[str]]]:
    parts = TaskUnit.objects.filter(task__in=keys, role__in=(Role.LEAD, Role.SUPPORT)).order_by("order")
    found: dict[int, dict[str, list[str]]] = {}
    for task, role, unit, group, text in parts.values_list(
        "task_id", "role", "unit__short_name", "group__name", "text"
    ):
        found.setdefault(task, {}).setdefault(role, []).append(unit or group or " ".join(text.split()))
    return found


def _answers(keys: Iterable[int]) -> dict[int, dict[str, tuple[str, dict[str, str], str]]]:
    """Task → facet → (value, parts, source); parts are empty where the document itself speaks."""
    found: dict[int, dict[str, tuple[str, dict[str, str], str]]] = {}
    rows = Clarity.objects.filter(task__in=keys, facet__in=_FACETS)
    for task, facet, value, data, source in rows.values_list("task_id", "facet", "value", "data", "source"):
        parts = {} if source == ClaritySource.DOCUMENT else data
        found.setdefault(task, {})[facet] = (value, parts, source)
    return found
