"""What stands in a report before anybody has typed: every asked place, figures of the register, values carried over.

Belongs here: writing them for many reports at once, and again for one report on demand. Does not belong here: what is
carried (``engine.reports.carry``), what the register says (``register``).

Every place that a unit is asked gets an entry, empty where nothing is known: the rows of a report are those of its entries.
A first value has no line of history; the entry itself says where it came from. What a person typed is never replaced.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from sauro.audit.actor import Actor
from sauro.audit.stamps import stamp
from sauro.engine.reports.carry import Last, SourceKind, prefill
from sauro.engine.reports.forms import Form
from sauro.engine.reports.rows import Carry, Place, Row
from sauro.engine.reports.values import Value
from sauro.people.by import By
from sauro.people.models import Unit
from sauro.people.queries import owner_office
from sauro.plans.actions.bulk import Row as Line
from sauro.plans.actions.bulk import Value as Cell
from sauro.plans.actions.bulk import day, insert_rows, moment
from sauro.reporting.actions.common import locked_report, must_be_open, note
from sauro.reporting.actions.values import WRITTEN, history_of
from sauro.reporting.asking import Asked, asked_of
from sauro.reporting.models import Entry, EntryChange, Period, Report
from sauro.reporting.period_forms import PeriodForms, forms_of, spans_of
from sauro.reporting.permissions import acting
from sauro.reporting.queries import came_from, period_before
from sauro.reporting.refusals import ActionRefused
from sauro.reporting.register import PartLine, TargetLine, figures, parts_of, targets_for, task_values
from sauro.reporting.states import CONSOLIDATED, EDITABLE, WRITE, ValueSource
from sauro.reporting.stored import put, value_of, values_in

COLUMNS = (
    *("report_id", "row", "field", "value", "absent", "reason", "estimated", "as_of"),
    *("source", "source_ref", "revision", "changed_at", "changed_by_code", "changed_by_name"),
)
FROM_REGISTER = ("task:", "target:")
UNTOUCHED = (ValueSource.REGISTER, ValueSource.CARRIED)


@dataclass(frozen=True, slots=True)
class Filled:
    """What a place begins with; ``value`` None is a place that is asked and not known."""

    value: Value | None = None
    source: ValueSource = ValueSource.REGISTER
    ref: str = ""


@dataclass
class Filling:
    """All that is read once for a period, however many units."""

    period: Period
    units: Sequence[Unit]
    today: date
    asked: Mapping[int, Asked] = field(init=False)
    parts: Mapping[int, list[PartLine]] = field(init=False)
    targets: Mapping[int, list[TargetLine]] = field(init=False)
    figures: Mapping[str, Decimal] = field(init=False)
    last: Mapping[int, Last] = field(init=False)

    def __post_init__(self) -> None:
        keys = [unit.pk for unit in self.units]
        self.forms: PeriodForms = forms_of(self.period)
        self.spans = spans_of(self.period)
        self.asked = asked_of(self.units, self.today)
        self.parts = parts_of(keys, self.period) if "task" in self.forms.by_prefix else {}
        owner = owner_office(self.today)
        self.targets = (
            targets_for(owner.pk if owner else None, keys, self.period.year)
            if "target" in self.forms.by_prefix
            else {}
        )
        self.figures = figures(self.period) if "cchc" in self.forms.by_prefix else {}
        self.last = _carried(self.period, keys)

    def of(self, unit: Unit) -> dict[Place, Filled]:
        """Every place of the unit's report, in the order of its forms."""
        found: dict[Place, Filled] = {}
        for form in self.forms.by_prefix.values():
            rows = list(self._rows(form, unit))
            for row in rows:
                if row.fields:
                    found[row.key, row.fields[0].code] = Filled()
            for one in prefill(
                form, rows, now=self.spans, last=self.last.get(unit.pk), register=self.figures
            ):
                if one.how is Carry.FILL:
                    source = (
                        ValueSource.REGISTER
                        if one.source.kind is SourceKind.REGISTER
                        else ValueSource.CARRIED
                    )
                    found[one.place] = Filled(one.value, source, one.source.name)
            if form.prefix == "task":
                found |= self._tasks(form, unit)
        return found

    def _rows(self, form: Form, unit: Unit) -> Iterator[Row]:
        if not form.template:
            yield from self.asked[unit.pk].rows(form)
        elif form.prefix == "task":
            for part in self.parts.get(unit.pk, ()):
                yield form.row_for(part.code, part.code)
        elif form.prefix == "target":
            for target in self.targets.get(unit.pk, ()):
                yield form.row_for(target.code, target.code)

    def _tasks(self, form: Form, unit: Unit) -> dict[Place, Filled]:
        return {
            (f"{form.prefix}:{part.code}", code): Filled(value, ValueSource.REGISTER, part.task)
            for part in self.parts.get(unit.pk, ())
            for code, value in task_values(part, form, self.today).items()
        }


def _carried(period: Period, units: Sequence[int]) -> dict[int, Last]:
    """Unit → the fields that are written in from the period before; only reports whose values have been sent speak."""
    before = period_before(period)
    if before is None:
        return {}
    forms = forms_of(before)
    wanted = {
        one.code
        for form in forms.by_prefix.values()
        for one in (*form.template, *(one for row in form.rows for one in row.fields))
        if one.carry is Carry.FILL
    }
    former = came_from(units)
    rows = Entry.objects.filter(
        report__period=before,
        report__unit__in=[*units, *former.values()],
        report__state__in=CONSOLIDATED,
        field__in=wanted,
    ).select_related("report")
    held: dict[int, list[Entry]] = {}
    for entry in rows:
        held.setdefault(entry.report.unit_id, []).append(entry)
    spans = spans_of(before)
    told = {unit: held.get(unit) or held.get(former.get(unit, unit)) for unit in units}
    return {
        unit: Last(before.code, values_in(entries, forms), spans) for unit, entries in told.items() if entries
    }


def fill_new(*, period: Period, reports: Sequence[Report], by: Actor) -> int:
    """The entries of reports that were just made; how many. The caller holds the period."""
    filling = Filling(period, [report.unit for report in reports], timezone.localdate())
    at = moment(timezone.now())
    lines = [
        _line(report.pk, place, one, at, by)
        for report in reports
        for place, one in filling.of(report.unit).items()
    ]
    insert_rows(Entry, COLUMNS, lines)
    return len(lines)


def _line(report: int, place: Place, one: Filled, at: Cell, by: Actor) -> Line:
    row, code = place
    source, ref = str(one.source), one.ref[:120]
    value = one.value
    if value is None:
        return (report, row, code, "", False, "", False, None, source, ref, 1, at, by.code, by.name)
    as_of = day(value.as_of) if value.as_of is not None else None
    given = (value.text, value.is_absent, value.reason, value.estimated, as_of)
    return (report, row, code, *given, source, ref, 1, at, by.code, by.name)


def refresh(*, report: Report, by: By) -> int:
    """Asks the register once more: new tasks and targets get their rows, untouched figures their value of today.

    How many places changed. What a person typed stays as it is; the row of a task or target that is no longer given to the
    unit goes, unless somebody has written in it.
    """
    with transaction.atomic():
        row = locked_report(report)
        actor = acting(by, WRITE, row)
        must_be_open(row.period)
        if row.state not in EDITABLE:
            raise ActionRefused("report_locked", unit=row.unit.short_name, state=row.get_state_display())
        wanted = Filling(row.period, [row.unit], timezone.localdate()).of(row.unit)
        known = {(one.row, one.field): one for one in Entry.objects.filter(report=row)}
        at = moment(timezone.now())
        new = [_line(row.pk, place, one, at, actor) for place, one in wanted.items() if place not in known]
        insert_rows(Entry, COLUMNS, new)
        changed = _refreshed(row, wanted, known, actor)
        gone = _dropped(wanted, known)
        if new or changed or gone:
            after = {"new": len(new), "changed": changed, "gone": gone}
            note(actor, "refresh", row.key, after=after)
    return len(new) + changed + len(gone)


def _dropped(wanted: Mapping[Place, Filled], known: Mapping[Place, Entry]) -> list[str]:
    """Rows of tasks and targets that the unit no longer has and in which nobody has written."""
    kept = {row for row, _field in wanted}
    own = {row for (row, _field), entry in known.items() if entry.source not in UNTOUCHED}
    gone = {row for row, _field in known if row.startswith(FROM_REGISTER)} - kept - own
    keys = [entry.pk for (row, _field), entry in known.items() if row in gone]
    Entry.objects.filter(pk__in=keys).delete()
    return sorted(gone)


def _refreshed(
    report: Report, wanted: Mapping[Place, Filled], known: Mapping[Place, Entry], actor: Actor
) -> int:
    forms = forms_of(report.period)
    touched: list[Entry] = []
    history: list[EntryChange] = []
    for place, one in wanted.items():
        entry = known.get(place)
        if entry is None or one.value is None or entry.source not in UNTOUCHED:
            continue
        before = value_of(entry, forms.field(*place))
        if before == one.value:
            continue
        put(entry, one.value)
        entry.source, entry.source_ref = one.source, one.ref[:120]
        entry.revision += 1
        stamp(entry, "changed", actor)
        touched.append(entry)
        history.append(history_of(entry, report.round, before, one.value, one.source, actor))
    Entry.objects.bulk_update(touched, WRITTEN)
    EntryChange.objects.bulk_create(history)
    return len(touched)
