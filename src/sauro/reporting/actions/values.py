"""Values of a report as people give them: each one stored, refused or held back by itself.

Belongs here: saving typed values and cells of a sheet. Does not belong here: what opens with the period (``prefill``), what
a value must be (``engine.reports``), whether values fit together (asked at the sending).

Saving a field is no event of the trail: the history of the value (``EntryChange``) tells it. The same again changes nothing,
so a page that saves twice does no harm. Where another person has changed the value since it was seen, nothing is written:
the answer says who, when and what stands there now.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from sauro.audit.actor import Actor
from sauro.audit.stamps import columns, stamp
from sauro.engine.reports import typed
from sauro.engine.reports.forms import Field
from sauro.engine.reports.rows import Place
from sauro.engine.reports.values import Value, ValueWrong, shown
from sauro.engine.text.days import read_day
from sauro.people.by import By
from sauro.reporting.actions.common import locked_report, must_be_open
from sauro.reporting.models import Entry, EntryChange, Report
from sauro.reporting.period_forms import PeriodForms, forms_of
from sauro.reporting.permissions import acting
from sauro.reporting.refusals import ActionRefused, sentence
from sauro.reporting.states import EDITABLE, WRITE, ValueSource
from sauro.reporting.stored import packed, put, value_of
from sauro.reporting.words import wrong_words
from sauro.web.text import moment_words

MOST = 2000
"""Places in one saving: a whole sheet of one unit."""
WRITTEN = (
    *("value", "absent", "reason", "estimated", "as_of", "source", "source_ref", "revision"),
    *columns("changed"),
)


@dataclass(frozen=True, slots=True)
class Change:
    """One place as somebody typed it. "-" says that there is no figure, with ``reason``; ``as_of`` is a typed day.

    ``revision`` is the number seen with the value (0 where the place was not there); None asks for no comparison.
    """

    row: str
    field: str
    typed: str
    reason: str = ""
    estimated: bool = False
    as_of: str = ""
    revision: int | None = None

    @property
    def place(self) -> Place:
        return self.row, self.field


@dataclass(frozen=True, slots=True)
class RefusedValue:
    row: str
    field: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """``entry`` is the value as it stands now, with who changed it and when."""

    row: str
    field: str
    entry: Entry
    sentence: str


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of each change; one that changed nothing is in none of the three."""

    saved: tuple[Entry, ...] = ()
    refused: tuple[RefusedValue, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


def save_values(
    *, report: Report, changes: Iterable[Change], by: By, source: ValueSource = ValueSource.TYPED
) -> Saved:
    wanted = list(changes)
    if len(wanted) > MOST:
        raise ActionRefused("value_many", most=MOST)
    with transaction.atomic():
        row = locked_report(report)
        actor = acting(by, WRITE, row)
        must_be_open(row.period)
        if row.state not in EDITABLE:
            raise ActionRefused("report_locked", unit=row.unit.short_name, state=row.get_state_display())
        return _Saving(row, actor, source).save(wanted)


class _Saving:
    """One saving: loads the touched rows once, judges each change, writes all at the end."""

    def __init__(self, report: Report, actor: Actor, source: ValueSource) -> None:
        self.report, self.actor, self.source = report, actor, source
        self.forms: PeriodForms = forms_of(report.period)
        self.saved: dict[Place, Entry] = {}
        self.history: list[EntryChange] = []
        self.refused: list[RefusedValue] = []
        self.conflicts: list[Conflict] = []

    def save(self, changes: list[Change]) -> Saved:
        rows = {change.row for change in changes}
        entries = Entry.objects.filter(report=self.report, row__in=rows)
        self.known: dict[Place, Entry] = {(one.row, one.field): one for one in entries}
        self.rows = {row for row, _field in self.known}
        for change in changes:
            try:
                self._one(change)
            except (ActionRefused, ValueWrong) as wrong:
                words = wrong.sentence if isinstance(wrong, ActionRefused) else wrong_words(wrong)
                self.refused.append(RefusedValue(change.row, change.field, words))
        there = [one for one in self.saved.values() if one.pk is not None]
        Entry.objects.bulk_create([one for one in self.saved.values() if one.pk is None])
        Entry.objects.bulk_update(there, WRITTEN)
        EntryChange.objects.bulk_create(self.history)
        return Saved(tuple(self.saved.values()), tuple(self.refused), tuple(self.conflicts))

    def _one(self, change: Change) -> None:
        field = self._field(change)
        value = read(field, change)
        entry = self.known.get(change.place)
        before = value_of(entry, field) if entry is not None else None
        if value == before:
            return
        seen = entry.revision if entry is not None else 0
        if entry is not None and change.revision is not None and change.revision != seen:
            self.conflicts.append(Conflict(change.row, change.field, entry, _told(entry, before, field)))
            return
        if entry is None:
            entry = Entry(report=self.report, row=change.row, field=change.field, revision=0)
            self.known[change.place] = entry
        put(entry, value)
        entry.revision += 1
        entry.source, entry.source_ref = self.source, ""
        stamp(entry, "changed", self.actor)
        self.saved[change.place] = entry
        line = history_of(entry, self.report.round, before, value, self.source, self.actor)
        self.history.append(line)

    def _field(self, change: Change) -> Field:
        row = self.forms.row(change.row)
        field = row.field(change.field) if row is not None else None
        if row is None or field is None or change.row not in self.rows:
            raise ActionRefused("value_place", row=f"{change.row} {change.field}".strip()[:120])
        if not row.is_entered:
            raise ActionRefused("value_computed")
        return field


def read(field: Field, change: Change) -> Value | None:
    """The typed value; ValueWrong or ActionRefused says what is wrong."""
    day = _day(change.as_of)
    value = typed.read(field, change.typed, reason=change.reason, estimated=change.estimated, as_of=day)
    if value is not None and value.is_absent and not value.reason:
        raise ActionRefused("value_reason")
    return value


def _day(text: str) -> date | None:
    words = text.strip()
    if not words:
        return None
    try:
        return read_day(words)
    except ValueError:
        raise ActionRefused("value_no_day", typed=words[:40]) from None


def _told(entry: Entry, now: Value | None, field: Field) -> str:
    values = {"who": entry.changed_by_name, "when": moment_words(entry.changed_at)}
    if now is None:
        return sentence("value_emptied", values)
    return sentence("value_changed", values | {"value": shown(now, field)})


def history_of(
    entry: Entry, round_: int, before: Value | None, after: Value | None, source: ValueSource, by: Actor
) -> EntryChange:
    """A line of history, unsaved."""
    return EntryChange(
        entry=entry,
        round=round_,
        before=packed(before),
        after=packed(after),
        source=source,
        at=entry.changed_at,
        by_code=by.code,
        by_name=by.name,
    )
