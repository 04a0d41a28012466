"""The rows of an uploaded sheet beside the register as it is now.

Belongs here: finding the tasks, documents and units that the rows name, and judging every row. Reads only.
Does not belong here: the rules for one row (``register_sheet``), saving.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from sauro.engine.documents.sheets import Place
from sauro.engine.text import fold
from sauro.people.queries import unit_names
from sauro.plans.models import Plan, SheetImport, Task
from sauro.plans.register_sheet import (
    EDITABLE,
    CellFault,
    Current,
    Fault,
    Judged,
    Outcome,
    Returned,
    judge,
    plain_text,
    returned,
)
from sauro.plans.sheet_rows import rows_of

_BETWEEN = re.compile(r"[;\n]|,(?=\s)")


@dataclass(frozen=True, slots=True)
class Line:
    """One data row: where it stands, what it asks for, and what it needs to be written. ``lead`` and ``support`` are
    codes of units and groups, for a new task only; ``editable`` are the values as they would be afterwards."""

    number: int
    sheet: str
    row: int
    columns: Mapping[str, int]
    code: str
    judged: Judged
    editable: Mapping[str, str]
    current: Current | None = None
    task_pk: int = 0
    plan_pk: int = 0
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()

    def place(self, column: str = "") -> Place:
        return Place(self.sheet, self.row, self.columns.get(column))

    @property
    def place_words(self) -> str:
        return _("trang tính %(sheet)s, dòng %(row)s") % {"sheet": self.sheet, "row": self.row + 1}


@dataclass(frozen=True, slots=True)
class _Known:
    tasks: Mapping[str, tuple[int, Current]]
    plans: Mapping[str, int]
    units: Mapping[str, str]
    texts: Mapping[tuple[int, str], str]
    twice: frozenset[str]


def judged_lines(sheet: SheetImport) -> list[Line]:
    """Every data row of the upload, judged against the register as it is at this moment."""
    rows = [
        (number, stored, returned(stored["cells"], stored["absent"]))
        for number, stored in enumerate(sheet.rows)
    ]
    known = _known([row for _number, _stored, row in rows])
    return [_line(number, stored, row, known) for number, stored, row in rows]


def _known(rows: list[Returned]) -> _Known:
    codes = Counter(row.code for row in rows if row.code)
    tasks = {row.code: (row.pk, row.current) for row in rows_of(Task.objects.filter(code__in=codes))}
    new = [row for row in rows if not row.code]
    return _Known(
        tasks=tasks,
        plans=_plans() if new else {},
        units=_units() if new else {},
        texts=_texts() if new else {},
        twice=frozenset(code for code, n in codes.items() if n > 1),
    )


def _plans() -> dict[str, int]:
    """Documents in force by number and by the key in their address; a number that two of them have names none."""
    found: dict[str, int] = {}
    both: set[str] = set()
    rows = Plan.objects.filter(versions__state="in_force").values_list("pk", "number_folded", "key")
    for pk, number, key in rows:
        for name in filter(None, (number, key)):
            if found.setdefault(name, pk) != pk:
                both.add(name)
    return {name: pk for name, pk in found.items() if name not in both}


def _texts() -> dict[tuple[int, str], str]:
    """(document, wording) → code of the task that has it: a new row that was added before is not added again."""
    rows = Task.objects.in_force().values_list("plan_id", "text", "code")
    return {(plan, plain_text(text)): code for plan, text, code in rows}


def _units() -> dict[str, str]:
    """Folded name → code of the unit or group; a name that two of them have names none."""
    found: dict[str, str] = {}
    both: set[str] = set()
    for unit in unit_names(timezone.localdate()):
        for name in (unit.code, unit.name, *unit.aliases):
            if found.setdefault(fold(name), unit.code) != unit.code:
                both.add(fold(name))
    return {name: code for name, code in found.items() if name not in both}


def _line(number: int, stored: Mapping[str, Any], row: Returned, known: _Known) -> Line:
    pk, current = known.tasks.get(row.code, (0, None))
    judged = judge(row, current)
    if row.code in known.twice:
        fault = CellFault("code", Fault.CODE_TWICE, row.code)
        judged = Judged(Outcome.WRONG, judged.changes, (*judged.faults, fault), judged.ignored)
    base = current.values if current else dict.fromkeys(EDITABLE, "")
    line = Line(
        number=number,
        sheet=stored["sheet"],
        row=stored["row"],
        columns=stored["columns"],
        code=row.code,
        judged=judged,
        editable={name: row.values.get(name, base[name]) for name in EDITABLE},
        current=current,
        task_pk=pk,
    )
    return line if row.code else _new(line, row, known)


def _new(line: Line, row: Returned, known: _Known) -> Line:
    """A new task needs a document that the register has, and units that the province knows."""
    faults = list(line.judged.faults)
    plan = known.plans.get(fold(row.values.get("plan", "")), 0)
    if not plan:
        faults.append(CellFault("plan", Fault.UNKNOWN_PLAN, row.values.get("plan", "")))
    codes: dict[str, tuple[str, ...]] = {}
    for column in ("lead", "support"):
        named = [name.strip() for name in _BETWEEN.split(row.values.get(column, "")) if name.strip()]
        codes[column] = tuple(known.units[fold(name)] for name in named if fold(name) in known.units)
        faults += [
            CellFault(column, Fault.UNKNOWN_UNIT, name) for name in named if fold(name) not in known.units
        ]
    there = known.texts.get((plan, line.editable["text"]), "")
    judged = Judged(Outcome.WRONG, faults=tuple(faults)) if faults else line.judged
    if there and not faults:
        return replace(line, judged=Judged(Outcome.SAME), code=there)
    return replace(line, judged=judged, plan_pk=plan, lead=codes["lead"], support=codes["support"])
