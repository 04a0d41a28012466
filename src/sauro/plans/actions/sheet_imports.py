"""A spreadsheet comes back into the register: received, compared, and what a person chose written.

Belongs here: the upload and applying it, all chosen rows or nothing. Does not belong here: what a row means
(``register_sheet``), how a workbook is opened (``jobs.sheets``), each single change (the actions it calls).
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from sauro.audit.actor import Actor
from sauro.audit.stamps import signature, stamp
from sauro.engine.documents.sheet_tables import NoTable, SheetTable, find_table
from sauro.engine.documents.sheets import Sheet, Value
from sauro.jobs.sheets import open_sheets
from sauro.people.by import By
from sauro.plans.actions.clarity import PLANNED_BY, set_facet
from sauro.plans.actions.common import note, require
from sauro.plans.actions.editing import add_task, reword_task
from sauro.plans.actions.planning import replan_tasks
from sauro.plans.models import Plan, SheetImport, Task
from sauro.plans.refusals import ActionRefused
from sauro.plans.register_sheet import COLUMNS, FACETS_OF, HEADINGS, Outcome, answer_parts, returned
from sauro.plans.sheet_judging import Line, judged_lines
from sauro.plans.states import SHEET_MOVES, SheetState, may_move

MOST_ROWS = 20_000
MOST_CHOSEN = 1_000
"""Rows written at once: about half a minute, during which others wait for the same tasks. The same file brings the
others: what was written is then unchanged."""


def receive_sheet(*, data: bytes, filename: str, by: By) -> SheetImport:
    """Reads the file and keeps what its rows say; nothing is written to the register yet.

    SheetRefused where the file cannot be read, ActionRefused where it holds no table of tasks.
    """
    actor = require(by, "register.write_back")
    tables = _tables(open_sheets(data))
    rows = [_kept(table, row.index, row.values) for table in tables for row in table.rows]
    if not rows:
        raise ActionRefused("sheet_no_rows")
    if len(rows) > MOST_ROWS:
        raise ActionRefused("sheet_many_rows", rows=len(rows), limit=MOST_ROWS)
    unknown = [heading for table in tables for _at, heading in table.unknown]
    with transaction.atomic():
        sheet = SheetImport.objects.create(
            filename=filename[:255],
            sha256=hashlib.sha256(data).hexdigest(),
            rows=rows,
            unknown_columns=list(dict.fromkeys(unknown)),
            **signature("received", actor),
        )
        note(
            by=actor,
            action="receive_sheet",
            subject=sheet.code,
            after={"filename": sheet.filename, "sha256": sheet.sha256, "rows": len(rows)},
        )
    return sheet


def _tables(sheets: Collection[Sheet]) -> list[SheetTable]:
    """Every sheet with a table of tasks. A sheet without its headings (a guide, a cover) is passed over; when none
    has them, the first one that came near says what is missing."""
    found = [find_table(sheet, COLUMNS) for sheet in sheets]
    tables = [table for table in found if isinstance(table, SheetTable)]
    twice = next((t for t in found if isinstance(t, NoTable) and t.twice), None)
    if twice is not None:
        raise ActionRefused("sheet_column_twice", sheet=twice.sheet, columns=", ".join(twice.twice))
    if not tables:
        raise ActionRefused("sheet_no_table", column=HEADINGS["text"])
    return tables


def _kept(table: SheetTable, index: int, values: Mapping[str, Value]) -> dict[str, Any]:
    """A row as it is stored until somebody decides: its sheet, its row as people count, its cells."""
    cells = {code: _plain(value) for code, value in values.items() if code != "stt" and value is not None}
    absent = [column.code for column in COLUMNS if column.code not in table.columns]
    where = {"sheet": table.sheet, "row": index, "columns": dict(table.columns)}
    return {**where, "cells": cells, "absent": absent}


def _plain(value: Value) -> Any:
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else value


@dataclass(frozen=True, slots=True)
class Applied:
    """How many tasks were changed and added, and which rows could not be chosen any more."""

    changed: int
    added: int


def apply_sheet(*, sheet: SheetImport, chosen: Collection[int], reason: str, by: By) -> Applied:
    """Writes the chosen rows (their numbers in ``sheet.rows``), all or nothing.

    Rows are compared anew first: one that is now in conflict or wrong refuses the whole, so that nothing is written
    which nobody saw. Applied twice, the second time is refused.
    """
    actor = require(by, "register.write_back")
    with transaction.atomic():
        current = SheetImport.objects.select_for_update().get(pk=sheet.pk)
        if not may_move(SHEET_MOVES, current.state, "apply"):
            raise ActionRefused("not_ready", state=current.get_state_display())
        _lock(current)
        lines = judged_lines(current)
        picked = [line for line in lines if line.number in chosen]
        for line in picked:
            if line.judged.outcome not in (Outcome.CHANGED, Outcome.NEW, Outcome.UNMARKED):
                raise ActionRefused("sheet_row_moved", place=line.place_words)
        if not picked:
            raise ActionRefused("sheet_nothing_chosen")
        if len(picked) > MOST_CHOSEN:
            raise ActionRefused("sheet_many_chosen", limit=MOST_CHOSEN)
        said = reason.strip() or f"{current.filename}"
        replanned: dict[int, Task] = {}
        for line in picked:
            try:
                task, anew = (_add if line.judged.outcome is Outcome.NEW else _change)(line, said, by)
                if anew:
                    replanned[task.pk] = task
            except ActionRefused as refused:
                why = refused.sentence
                raise ActionRefused("sheet_row_refused", place=line.place_words, why=why) from refused
        replan_tasks(tasks=replanned.values(), by=actor)
        added = sum(line.judged.outcome is Outcome.NEW for line in picked)
        result = {"changed": len(picked) - added, "added": added}
        _close(current, SheetState.APPLIED, "apply_sheet", actor, result)
    return Applied(**result)


def _lock(sheet: SheetImport) -> None:
    """The documents where rows are new, then every named task: under lock, in the order that all actions keep, before
    any row is compared anew."""
    codes = {returned(row["cells"], row["absent"]).code for row in sheet.rows}
    if "" in codes:
        list(Plan.objects.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True))
    tasks = Task.objects.select_for_update(no_key=True).filter(code__in=codes)
    list(tasks.order_by("pk").values_list("pk", flat=True))


def discard_sheet(*, sheet: SheetImport, by: By) -> None:
    actor = require(by, "register.write_back")
    with transaction.atomic():
        current = SheetImport.objects.select_for_update().get(pk=sheet.pk)
        if not may_move(SHEET_MOVES, current.state, "discard"):
            raise ActionRefused("not_ready", state=current.get_state_display())
        _close(current, SheetState.DISCARDED, "discard_sheet", actor, {})


def _close(sheet: SheetImport, state: SheetState, action: str, actor: Actor, result: dict[str, int]) -> None:
    before = sheet.state
    sheet.state, sheet.result = state, result
    stamped = stamp(sheet, "decided", actor)
    sheet.save(update_fields=["state", "result", *stamped])
    note(
        by=actor,
        action=action,
        subject=sheet.code,
        before={"state": before},
        after={"state": str(state), **result},
    )


def _change(line: Line, reason: str, by: By) -> tuple[Task, bool]:
    """The task, and whether its work must be planned anew: all of the sheet together, at the end."""
    task = Task.objects.select_related("lead_unit").get(pk=line.task_pk)
    changed = {change.column: change.new for change in line.judged.changes}
    anew = False
    if "text" in changed:
        reword_task(task=task, text=changed["text"], reason=reason, by=by)
    for facet, columns in FACETS_OF.items():
        if changed.keys() & columns.keys():
            parts = answer_parts(facet, line.editable, line.current)
            _set(task, facet, parts, reason, by)
            anew = anew or facet in PLANNED_BY
    return task, anew


def _add(line: Line, reason: str, by: By) -> tuple[Task, bool]:
    """A new task with what its row says; its units were matched when the row was judged."""
    plan = Plan.objects.get(pk=line.plan_pk)
    lead, support = "\n".join(line.lead), "\n".join(line.support)
    task = add_task(plan=plan, text=line.editable["text"], lead=lead, support=support, reason=reason, by=by)
    anew = False
    for facet, columns in FACETS_OF.items():
        if any(line.editable.get(column) for column in columns):
            _set(task, facet, answer_parts(facet, line.editable, None), reason, by)
            anew = anew or facet in PLANNED_BY
    return task, anew


def _set(task: Task, facet: str, parts: Mapping[str, str], reason: str, by: By) -> None:
    """The row is locked and judged in this transaction, so the revision of now is the one that was seen."""
    task.refresh_from_db(fields=["revision"])
    set_facet(task=task, facet=facet, parts=parts, reason=reason, revision=task.revision, by=by, replan=False)
