"""Rows of lists of tasks: what one row says, and its markup.

Belongs here: one task → one row, for the register and every other list. Does not belong here: which tasks (``register``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sauro.engine.planning.model import FACETS
from sauro.plans.models import IndexLink, Task, TaskUnit
from sauro.plans.models.task import LETTER_STATES, TaskQuerySet
from sauro.plans.presenters import row_markup as cells
from sauro.plans.presenters import words
from sauro.plans.queries_duplicates import suggested_with
from sauro.plans.states import Role
from sauro.plans.urgency import due_words, status
from sauro.web.text import day_words

SHOWN = (
    *("pk", "code", "text", "parent_id", "glyph", "state", "due_on", "parts", "parts_done"),
    *("when_kind", "when_text", "when_due", "when_relation"),
)
"""The columns of a row: the long columns of a task stay in the database."""


@dataclass(frozen=True, slots=True)
class Row:
    """Plain values only: rows that say the same are equal."""

    code: str
    text: str
    child: bool
    glyph: str
    leads: tuple[str, ...]
    supports: int
    when: str
    days: str
    pressing: bool
    parts: int
    parts_done: int
    status: str
    status_words: str
    tags: tuple[str, ...]

    @property
    def short_code(self) -> str:
        return self.code.removeprefix("NV-")

    @property
    def states(self) -> dict[str, str]:
        return {facet: LETTER_STATES[letter] for facet, letter in zip(FACETS, self.glyph, strict=True)}

    @property
    def shared(self) -> bool:
        """Given to many: the row says how many of them are done."""
        return self.parts > 1

    @property
    def markup(self) -> SafeString:
        """The cells of the row behind the first one, which holds the way to the panel."""
        language = cells.language_now()
        parts = (self.parts_done, self.parts) if self.shared else None
        return cells.together(
            cells.task_cell(self.code, self.text, self.child, self.tags),
            cells.clarity_cell(self.glyph, language),
            cells.lead_cell(self.leads, self.supports, language),
            cells.when_cell(self.when, self.days, self.pressing, parts, language),
            cells.state_cell(self.status, self.status_words, language),
        )


def with_parts(tasks: TaskQuerySet) -> TaskQuerySet:
    """Tasks with what a row shows; three queries for any number of rows."""
    return tasks.select_related("plan", "lead_unit", "lead_group").prefetch_related(
        Prefetch("units", TaskUnit.objects.select_related("unit", "group")),
        "links",
    )


def row_of(task: Task) -> Row:
    """Needs ``with_parts``."""
    leads = tuple(words.unit_name(part) for part in words.units_of(task, Role.LEAD))
    tags = dict.fromkeys(words.index_label(link.index, link.node) for link in task.links.all())
    return _row(task, leads, len(words.units_of(task, Role.SUPPORT)), tuple(tags), timezone.localdate())


def rows_of(keys: Sequence[int], today: date) -> Iterator[tuple[int, Row]]:
    """Rows of the tasks with these keys, in four narrow queries; none for a task that has gone meanwhile."""
    leads, supports = _unit_names(keys)
    tags: dict[int, dict[str, None]] = {}
    links = IndexLink.objects.filter(task__in=keys).order_by("task", "index", "node")
    for task, index, node in links.values_list("task", "index", "node"):
        tags.setdefault(task, {})[words.index_label(index, node)] = None
    for task, codes in suggested_with(keys).items():
        tags.setdefault(task, {})[_("có thể trùng %(code)s") % {"code": codes[0]}] = None
    for one in Task.objects.filter(pk__in=keys).values_list(*SHOWN, named=True):
        led, helped = tuple(leads.get(one.pk, ())), supports.get(one.pk, 0)
        # the columns of a row by their names, without the price of a whole task
        yield one.pk, _row(cast(Task, one), led, helped, tuple(tags.get(one.pk, ())), today)


def _unit_names(keys: Iterable[int]) -> tuple[dict[int, list[str]], dict[int, int]]:
    """Names of the leads and number of supporting units of each task."""
    leads: dict[int, list[str]] = {}
    supports: dict[int, int] = {}
    rows = TaskUnit.objects.filter(task__in=keys, role__in=(Role.LEAD, Role.SUPPORT)).order_by(
        "task", "order"
    )
    for task, role, unit, group, text in rows.values_list(
        "task", "role", "unit__short_name", "group__name", "text"
    ):
        if role == Role.SUPPORT:
            supports[task] = supports.get(task, 0) + 1
        else:
            leads.setdefault(task, []).append(unit or group or " ".join(text.split()))
    return leads, supports


def _row(task: Task, leads: tuple[str, ...], supports: int, tags: tuple[str, ...], today: date) -> Row:
    code, said = status(task.state, task.due_on, today)
    due = task.due_on
    return Row(
        code=task.code,
        text=words.shortened(task.text),
        child=task.parent_id is not None,
        glyph=task.glyph,
        leads=leads,
        supports=supports,
        when=day_words(due) if due else words.shortened(words.when_words(task), 70),
        days=due_words(task.state, due, today),
        pressing=code == "late",
        parts=task.parts,
        parts_done=task.parts_done,
        status=code,
        status_words=said,
        tags=tags,
    )


def lead_name(task: Task) -> str:
    if task.lead_unit is not None:
        return task.lead_unit.short_name
    if task.lead_group is not None:
        return task.lead_group.name
    return task.lead_text or _("Chưa rõ cơ quan chủ trì")
