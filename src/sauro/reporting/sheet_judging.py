"""A returned spreadsheet beside the report as it stands: what would change, what cannot be read, what somebody else changed.

Belongs here: one judgement for the page that shows it and for the saving. Does not belong here: rules of cells (``unit_sheet``), words
of the page (``presenters.sheet_check``), writes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sauro.engine.reports.forms import Field
from sauro.engine.reports.rows import Place
from sauro.engine.reports.values import Value, ValueWrong
from sauro.reporting import unit_sheet
from sauro.reporting.actions.values import Change, read
from sauro.reporting.models import Entry, Report
from sauro.reporting.period_forms import PeriodForms, forms_of
from sauro.reporting.queries import values_of
from sauro.reporting.refusals import ActionRefused, sentence
from sauro.reporting.stored import value_of
from sauro.reporting.unit_sheet import AS_OF, INPUT, REASON, ReturnedCell
from sauro.reporting.words import wrong_words


@dataclass(frozen=True, slots=True)
class Faulty:
    """``column`` is the cell of the line that is wrong."""

    cell: ReturnedCell
    column: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Changed:
    """What the file says of a place, and what stands there. ``entry`` is its row, None where nothing was ever stored."""

    cell: ReturnedCell
    change: Change
    field: Field
    before: Value | None
    after: Value | None
    entry: Entry | None


@dataclass(frozen=True, slots=True)
class Judged:
    """``conflicts`` were changed here since the file left: they are never overwritten. ``same``: lines that ask for nothing."""

    changes: tuple[Changed, ...]
    conflicts: tuple[Changed, ...]
    faults: tuple[Faulty, ...]
    same: int


def judge(report: Report, cells: Iterable[ReturnedCell]) -> Judged:
    forms, entries = forms_of(report.period), values_of(report)
    rows = {row for row, _field in entries}
    changes: list[Changed] = []
    conflicts: list[Changed] = []
    faults: list[Faulty] = []
    seen: set[Place] = set()
    same = 0
    for cell in cells:
        field = _field(forms, rows, cell)
        if field is None or cell.place in seen:
            code = "value_place" if field is None else "sheet_twice"
            faults.append(Faulty(cell, INPUT, sentence(code, {"row": "|".join(cell.place)})))
            continue
        seen.add(cell.place)
        found = _one(cell, field, entries)
        if found is None:
            same += 1
        elif isinstance(found, Faulty):
            faults.append(found)
        elif found.entry is not None and found.entry.revision != cell.revision:
            conflicts.append(found)
        else:
            changes.append(found)
    return Judged(tuple(changes), tuple(conflicts), tuple(faults), same)


def _field(forms: PeriodForms, rows: set[str], cell: ReturnedCell) -> Field | None:
    """The field of an asked place that people fill in."""
    key, code = cell.place
    row = forms.row(key) if key in rows else None
    return row.field(code) if row is not None and row.is_entered else None


def _one(cell: ReturnedCell, field: Field, entries: Mapping[Place, Entry]) -> Changed | Faulty | None:
    """None where the person left the cell as it was, or where the report holds the same by now."""
    entry = entries.get(cell.place)
    before = value_of(entry, field) if entry is not None else None
    try:
        change = _change(cell, field)
        after = read(field, change)
    except ValueWrong as wrong:
        return Faulty(cell, INPUT, wrong_words(wrong))
    except ActionRefused as refused:
        return Faulty(cell, _COLUMN.get(refused.code, INPUT), refused.sentence)
    if unit_sheet.mark_of(after) == cell.mark or unit_sheet.same(before, after):
        return None
    return Changed(cell, change, field, before, after, entry)


_COLUMN: Mapping[str, int] = {"value_reason": REASON, "value_no_day": AS_OF}


def _change(cell: ReturnedCell, field: Field) -> Change:
    return Change(
        row=cell.place[0],
        field=cell.place[1],
        typed=unit_sheet.typed_words(field, cell.value),
        reason=unit_sheet.words(cell.reason),
        estimated=field.is_figure and unit_sheet.said_yes(cell.estimated),
        as_of=unit_sheet.day_typed(cell.as_of) if field.is_figure else "",
        revision=cell.revision,
    )
