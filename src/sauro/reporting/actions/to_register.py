"""What a passed report says of the unit's parts, taken over by the register of tasks.

Belongs here: calling the register's own actions for each told part. Does not belong here: when (``flow``), what a part may
become (``plans``).

Only what a person wrote into the report is taken over; figures that came from the register say nothing new. The step is
written down under the author of the report, who has said it. A part that has moved on since (finished, suspended, withdrawn)
refuses, and the refusal is kept in the trail: the report passes all the same. The day of completion is the day on which the
unit said so: what the office needs to look at the report does not make the unit late.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils import timezone

from sauro.audit.actor import Actor
from sauro.engine.reports.values import Value
from sauro.people.permissions import Refused
from sauro.plans.actions import progress
from sauro.plans.models import Assignment
from sauro.plans.refusals import ActionRefused as WorkRefused
from sauro.plans.states import DOERS, WorkState
from sauro.reporting.actions.common import note
from sauro.reporting.models import Entry, Report
from sauro.reporting.period_forms import forms_of
from sauro.reporting.permissions import units_of
from sauro.reporting.register import PRODUCT, PROGRESS, RESULT, STATE
from sauro.reporting.states import ValueSource
from sauro.reporting.stored import value_of

FROM_PEOPLE = (ValueSource.TYPED, ValueSource.SHEET)
EXCUSE = "no_evidence"
DONE = "done"


def apply_to_register(*, report: Report, by: Actor) -> list[str]:
    """The rows whose part was changed. The caller holds the report and has asked for the right."""
    told = _told(report)
    if not told:
        return []
    author = Actor(report.author_code, report.author_name) if report.author_code else by
    said_on = timezone.localdate(report.last_sent_at)
    taken: list[str] = []
    kept_out: dict[str, str] = {}
    for part in _parts(report, told):
        key = f"task:{part.occurrence.task.code}@{part.occurrence.period}"
        values = told[key]
        try:
            if _take(part, values, author, said_on):
                taken.append(key)
        except WorkRefused as refused:
            kept_out[key] = refused.code
        except Refused as refused:
            kept_out[key] = refused.code
    note(by, "to_register", report.key, after={"taken": taken, "kept_out": kept_out})
    return taken


def _told(report: Report) -> dict[str, Mapping[str, Value]]:
    """Row → its values, for the rows of tasks in which a person wrote something that the register keeps."""
    forms = forms_of(report.period)
    rows: dict[str, dict[str, Value]] = {}
    written: set[str] = set()
    for entry in Entry.objects.filter(report=report, row__startswith="task:").order_by("row", "field"):
        value = value_of(entry, forms.field(entry.row, entry.field))
        if value is None or value.is_absent:
            continue
        rows.setdefault(entry.row, {})[entry.field] = value
        if entry.source in FROM_PEOPLE and entry.field in (PROGRESS, STATE, RESULT, PRODUCT):
            written.add(entry.row)
    return {row: values for row, values in rows.items() if row in written}


def _parts(report: Report, told: Mapping[str, object]) -> list[Assignment]:
    """The unit's parts that were told, by task: all that change the register take tasks in this order."""
    codes = {row.removeprefix("task:").rpartition("@")[0] for row in told}
    rows = Assignment.objects.filter(
        unit__in=units_of(report), role__in=DOERS, occurrence__task__code__in=codes
    )
    parts = rows.select_related("occurrence__task").order_by("occurrence__task__pk", "pk")
    return [one for one in parts if f"task:{one.occurrence.task.code}@{one.occurrence.period}" in told]


def _take(part: Assignment, values: Mapping[str, Value], author: Actor, said_on: date) -> bool:
    state, told = values.get(STATE), values.get(PROGRESS)
    result, product = _words(values, RESULT), _words(values, PRODUCT)
    if state is not None and state.text == DONE:
        if part.state in (WorkState.WAITING, WorkState.DONE):
            return False
        progress.report_done(
            assignment=part,
            by=author,
            done_on=said_on,
            outcome=product[: progress.LONGEST["outcome"]],
            reason="" if product else _words(values, EXCUSE) or result,
        )
        return True
    share = int(told.number) if told is not None and told.number is not None else None
    share = min(share, 100) if share is not None else None
    note_now = result[: progress.LONGEST["note"]]
    if share == part.progress and (not note_now or note_now == part.note):
        return False
    if share is None and not note_now:
        return False
    progress.update(assignment=part, by=author, progress=share, note=note_now)
    return True


def _words(values: Mapping[str, Value], code: str) -> str:
    value = values.get(code)
    return value.text.strip() if value is not None else ""
