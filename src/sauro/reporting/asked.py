"""What one report asks, in the parts in which people fill it in.

Belongs here: rows of a report by part, with what the register says beside a task or a target. Does not belong here: values
(``queries``), who is asked what when a period opens (``asking``).

The rows of a report are those of its entries: opening the period writes an entry for every place asked, empty where nothing
is known. So a row stays although the register changes, and a task that is no longer found keeps its code.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from sauro.engine.reports.forms import Form
from sauro.engine.reports.rows import Row
from sauro.people.queries import owner_office
from sauro.plans.models import Assignment, Task
from sauro.reporting.models import Entry, Report
from sauro.reporting.period_forms import PeriodForms, forms_of
from sauro.reporting.permissions import units_of
from sauro.reporting.register import TargetLine, figure_of, targets_for
from sauro.web.text import number_words

DIRECTION, TASKS, FIGURES, TARGETS, VIEWS, OWN = "direction", "tasks", "figures", "targets", "views", "own"
FIRST_SECTION = "I"
"""The section of the outline that comes before the tasks."""


@dataclass(frozen=True, slots=True)
class TaskRow:
    """What stands beside the row of a task; ``clarity`` is facet → state."""

    code: str
    text: str
    due_on: date | None = None
    product: str = ""
    clarity: Mapping[str, str] = field(default_factory=dict)
    assignment: int | None = None


@dataclass(frozen=True, slots=True)
class TargetRow:
    """``line``: unit of measure and the figure of the year; ``wanted`` is canonical, empty where none is stated."""

    text: str
    line: str = ""
    unit: str = ""
    wanted: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    code: str
    form: Form
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    parts: tuple[Part, ...]
    tasks: Mapping[str, TaskRow]
    targets: Mapping[str, TargetRow]

    def rows_of(self, form: Form) -> tuple[Row, ...]:
        """The asked rows of a form; the outline stands in two parts."""
        return tuple(row for part in self.parts if part.form.code == form.code for row in part.rows)

    @property
    def forms(self) -> tuple[Form, ...]:
        return tuple({part.form.code: part.form for part in self.parts}.values())

    def row(self, key: str) -> Row | None:
        return next((row for part in self.parts for row in part.rows if row.key == key), None)


def asked_of(report: Report, keys: Iterable[str] | None = None) -> Asked:
    """``keys`` are the rows of the report's entries where the caller has them already."""
    if keys is None:
        keys = Entry.objects.filter(report=report).order_by().values_list("row", flat=True).distinct()
    forms = forms_of(report.period)
    found: dict[str, list[str]] = {}
    for key in dict.fromkeys(keys):
        found.setdefault(key.partition(":")[0], []).append(key)
    tasks = _tasks(report, found.get("task", []))
    targets = _targets(report, found.get("target", []))
    return Asked(tuple(_parts(forms, found, tasks, targets)), tasks, targets)


def _parts(
    forms: PeriodForms,
    keys: Mapping[str, list[str]],
    tasks: Mapping[str, TaskRow],
    targets: Mapping[str, TargetRow],
) -> Iterable[Part]:
    outline = forms.by_prefix.get("text")
    texts = _fixed(outline, keys)
    first = [row for row in texts if outline and outline.section_of[row.key].code == FIRST_SECTION]
    if outline is not None and first:
        yield Part(DIRECTION, outline, tuple(first))
    names: Mapping[str, Mapping[str, TaskRow | TargetRow]] = {"task": tasks, "target": targets}
    for code, prefix in ((TASKS, "task"), (FIGURES, "cchc"), (TARGETS, "target")):
        form = forms.by_prefix.get(prefix)
        if form is None or prefix not in keys:
            continue
        if form.template:
            rows = tuple(form.row_for(key.partition(":")[2], one.text) for key, one in names[prefix].items())
        else:
            rows = _fixed(form, keys)
        yield Part(code, form, rows)
    rest = tuple(row for row in texts if row not in first)
    if outline is not None and rest:
        yield Part(VIEWS, outline, rest)
    own = forms.by_prefix.get("own")
    if own is not None and "own" in keys:
        yield Part(OWN, own, _fixed(own, keys))


def _fixed(form: Form | None, keys: Mapping[str, list[str]]) -> tuple[Row, ...]:
    if form is None:
        return ()
    return form.shown_to(frozenset(keys.get(form.prefix, ())) & form.by_key.keys())


def _tasks(report: Report, keys: list[str]) -> dict[str, TaskRow]:
    """In the order of the register; what it does not know any more comes last."""
    codes = {key: key.partition(":")[2].rpartition("@") for key in keys}
    wanted = {task for task, _at, _period in codes.values()}
    parts = {
        (part.occurrence.task.code, part.occurrence.period): part
        for part in Assignment.objects.filter(unit__in=units_of(report), occurrence__task__code__in=wanted)
        .select_related("occurrence__task")
        .order_by("pk")
    }
    missing = wanted - {task for task, _period in parts}
    others = {task.code: task for task in Task.objects.filter(code__in=missing)} if missing else {}
    found: list[tuple[tuple[int, int, int, str], str, TaskRow]] = []
    for key, (code, _at, period) in codes.items():
        part = parts.get((code, period))
        task = part.occurrence.task if part is not None else others.get(code)
        if task is None:
            found.append(((1, 0, 0, key), key, TaskRow(code, code)))
            continue
        row = TaskRow(
            code,
            task.text,
            part.due_on if part is not None else None,
            (part.occurrence.product if part is not None else "") or task.product_text,
            task.clarity,
            part.pk if part is not None else None,
        )
        found.append(((0, task.plan_id, task.order, period), key, row))
    return {key: row for _order, key, row in sorted(found, key=lambda one: one[0])}


def _targets(report: Report, keys: list[str]) -> dict[str, TargetRow]:
    if not keys:
        return {}
    day = report.period.plan_to or report.period.data_to
    owner = owner_office(day) if day is not None else None
    units = units_of(report)
    lines = targets_for(owner.pk if owner else None, units, report.period.year)
    known = {f"target:{line.code}": line for unit in units for line in lines.get(unit, [])}
    ordered = [key for key in known if key in keys] + sorted(key for key in keys if key not in known)
    return {key: _target(key, known.get(key), report.period.year) for key in ordered}


def _target(key: str, line: TargetLine | None, year: int) -> TargetRow:
    if line is None:
        return TargetRow(key.partition(":")[2])
    wanted = figure_of(line)
    if wanted is None:
        return TargetRow(line.text, line.unit, line.unit)
    said = _("Chỉ tiêu năm %(year)s: %(value)s %(unit)s") % {
        "year": year,
        "value": number_words(wanted),
        "unit": line.unit,
    }
    return TargetRow(line.text, said.strip(), line.unit, line.value)
