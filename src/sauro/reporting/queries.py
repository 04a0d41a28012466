"""Questions about one report: its values, what stood there before, what is wrong, how it differs from what was sent.

Belongs here: reads of one report that more than one page or an action needs. Does not belong here: counts of a period
(``queries_board``), what all units say (``queries_units``), rights, writes.

The caller has taken the report through ``visible_to``, or asked for the right.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Count, Q

from sauro.deadlines.models import Deadline
from sauro.deadlines.queries import deadline_of
from sauro.engine.reports.carry import Last
from sauro.engine.reports.compute import computed
from sauro.engine.reports.differences import differences
from sauro.engine.reports.findings import Finding
from sauro.engine.reports.rows import VALUE, Place
from sauro.engine.reports.snapshot import read as read_snapshot
from sauro.engine.reports.validate import validate
from sauro.engine.reports.values import Value, Values, shown
from sauro.files.queries import kept_counts
from sauro.people.models import Unit
from sauro.plans.models import Plan
from sauro.plans.states import VersionState
from sauro.reporting.asked import Asked, asked_of
from sauro.reporting.models import Entry, Issued, Period, ProvinceReport, Remark, Report, Snapshot, YearlyPlan
from sauro.reporting.period_forms import checks, forms_of, spans_of
from sauro.reporting.states import EDITABLE, Occasion, PeriodKind, PeriodState, ReportState
from sauro.reporting.stored import values_in

REPORT, AGAIN = "report", "return"
"""Kinds of deadlines of a report: the day of the period, and the day until which a returned report is mended."""


def report_named(key: str) -> Report | None:
    """The report of a key such as 2026-Q3/snv; the caller narrows it by ``visible_to``."""
    period, _slash, unit = key.partition("/")
    rows = Report.objects.select_related("period", "unit", "filled_by")
    return rows.filter(period__code=period, unit__code=unit.upper()).first()


def period_before(period: Period) -> Period | None:
    """The quarter before; a report on demand stands for itself."""
    if period.kind != PeriodKind.QUARTER or period.quarter is None:
        return None
    earlier = Q(year__lt=period.year) | Q(year=period.year, quarter__lt=period.quarter)
    rows = Period.objects.filter(
        earlier, kind=PeriodKind.QUARTER, state__in=(PeriodState.OPEN, PeriodState.CLOSED)
    )
    return rows.order_by("-year", "-quarter").first()


def yearly_plans(year: int) -> tuple[Plan | None, list[Plan]]:
    """The plan chosen as the yearly one, and those in force in the year among which a person may choose."""
    chosen = YearlyPlan.objects.filter(year=year).select_related("plan").first()
    covering = Q(versions__year_from__isnull=True) | Q(versions__year_from__lte=year)
    until = Q(versions__year_to__isnull=True) | Q(versions__year_to__gte=year)
    rows = Plan.objects.filter(covering, until, versions__state=VersionState.IN_FORCE)
    return chosen.plan if chosen else None, list(rows.order_by("sort_key", "pk").distinct())


def values_of(report: Report) -> dict[Place, Entry]:
    """The stored places of the report, empty ones included."""
    return {(one.row, one.field): one for one in Entry.objects.filter(report=report)}


def engine_values(report: Report, entries: Mapping[Place, Entry] | None = None) -> Values:
    """What is given."""
    held = values_of(report) if entries is None else entries
    return values_in(held.values(), forms_of(report.period))


def last_snapshot(report: Report, occasions: Iterable[str] = ()) -> Snapshot | None:
    rows = Snapshot.objects.filter(report=report)
    wanted = list(occasions)
    if wanted:
        rows = rows.filter(occasion__in=wanted)
    return rows.order_by("made_at", "pk").last()


def came_from(units: Iterable[int]) -> dict[int, int]:
    """Unit → the one unit that it goes on from, as after a renaming. Of several that were merged none is named: what their
    figures make together is for a person to say."""
    found: dict[int, list[int]] = {}
    for former, unit in Unit.objects.filter(successor__in=list(units)).values_list("pk", "successor"):
        assert unit is not None
        found.setdefault(unit, []).append(former)
    return {unit: former[0] for unit, former in found.items() if len(former) == 1}


def last_of(report: Report) -> Last | None:
    """What the unit last sent in the period before; None where it sent nothing, or took all of it back."""
    before = period_before(report.period)
    if before is None:
        return None
    rows = Snapshot.objects.filter(report__period=before, report__sent_at__isnull=False).exclude(
        report__state=ReportState.WITHDRAWN
    )
    snapshot = rows.filter(report__unit=report.unit_id).order_by("made_at", "pk").last()
    if snapshot is None:
        former = came_from([report.unit_id]).get(report.unit_id)
        snapshot = rows.filter(report__unit=former).order_by("made_at", "pk").last()
    if snapshot is None:
        return None
    return Last(before.code, read_snapshot(snapshot.text).values, spans_of(before))


def with_tasks(last: Last, keys: Iterable[str]) -> Last:
    """The same with the rows of tasks joined: the same occurrence, else the last one told of the same task."""
    told: dict[str, list[str]] = {}
    for row, _field in last.values:
        if row.startswith("task:"):
            told.setdefault(row.rpartition("@")[0], []).append(row)
    rows = {}
    for key in keys:
        earlier = sorted(told.get(key.rpartition("@")[0], ()))
        if key.startswith("task:") and earlier and key not in earlier:
            rows[key] = earlier[-1]
    return Last(last.code, last.values, last.period, rows)


def previous_values(report: Report) -> dict[Place, Value]:
    """What stood at each place of the report in the period before; a task's row shows its occurrence before."""
    last = last_of(report)
    if last is None:
        return {}
    keys = set(Entry.objects.filter(report=report).values_list("row", flat=True))
    joined = with_tasks(last, keys).rows or {}
    back = {then: key for key, then in joined.items()}
    return {(back.get(row, row), code): value for (row, code), value in last.values.items()}


def computed_values(report: Report, asked: Asked, entries: Mapping[Place, Entry]) -> dict[Place, Value]:
    """The rows that are made of others; left out where they cannot be computed yet."""
    values = engine_values(report, entries)
    found: dict[Place, Value] = {}
    for form in asked.forms:
        if form.rows:
            made = computed(form, values)
            found |= {(key, VALUE): one.value for key, one in made.items() if one.value is not None}
    return found


@dataclass(frozen=True, slots=True)
class Findings:
    all: tuple[Finding, ...] = ()
    errors: tuple[Finding, ...] = field(init=False)
    warnings: tuple[Finding, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "errors", tuple(one for one in self.all if one.is_error))
        object.__setattr__(self, "warnings", tuple(one for one in self.all if not one.is_error))


def findings_of(
    report: Report, asked: Asked | None = None, entries: Mapping[Place, Entry] | None = None
) -> Findings:
    """Everything that the checks say of the report as it is stored."""
    held = values_of(report) if entries is None else entries
    rows = asked_of(report, [row for row, _field in held]) if asked is None else asked
    values = engine_values(report, held)
    last = last_of(report)
    joined = with_tasks(last, [row for row, _field in held]) if last is not None else None
    evidence = evidence_counts(report, rows)
    found: list[Finding] = []
    for form in rows.forms:
        own = {place: value for place, value in values.items() if place[0].startswith(f"{form.prefix}:")}
        found += validate(
            form,
            rows.rows_of(form),
            own,
            checks=checks(),
            evidence=evidence,
            now=spans_of(report.period),
            last=joined,
        )
    return Findings(tuple(found))


def evidence_subject(report: Report, row: str) -> str:
    """Under what the evidence of a row hangs."""
    return f"report:{report.key}/{row}"


def issued_subject(report: Report) -> str:
    """Under what the signed documents of a report hang."""
    return f"issued:{report.key}"


def paper_subject(paper: ProvinceReport) -> str:
    """Under what the signed documents of the province's paper hang."""
    return f"paper:{paper.key}"


def evidence_counts(report: Report, asked: Asked) -> dict[str, int]:
    """How many files are kept at each row whose form asks for evidence."""
    keys = [row.key for form in asked.forms if form.evidence is not None for row in asked.rows_of(form)]
    counted = kept_counts(evidence_subject(report, key) for key in keys)
    return {key: counted[evidence_subject(report, key)] for key in keys}


def remark_counts(report: Report) -> dict[Place, tuple[int, int]]:
    """Place → (all, still open). Place ("", "") is the whole report."""
    rows = Remark.objects.filter(report=report).order_by().values("row", "field")
    counted = rows.annotate(every=Count("pk"), open=Count("pk", filter=Q(closed_at__isnull=True)))
    return {(one["row"], one["field"]): (one["every"], one["open"]) for one in counted}


@dataclass(frozen=True, slots=True)
class Compared:
    """``lines``: (place, what stood in ``before``, what stands now), as it is shown."""

    before: Snapshot
    lines: list[tuple[Place, str, str]]


def differences_of(report: Report) -> Compared | None:
    """Now against what was last sent or passed; None before the first sending.

    While the report is being looked at its own snapshot says the same; then it is compared with the one before.
    """
    rows = Snapshot.objects.filter(report=report, occasion__in=(Occasion.SENT, Occasion.PASSED))
    if report.state not in EDITABLE:
        rows = rows.exclude(round=report.round)
    before = rows.order_by("made_at", "pk").last()
    if before is None:
        return None
    forms = forms_of(report.period)
    entries = values_of(report)
    found = differences(
        read_snapshot(before.text).values, engine_values(report, entries), [key for key, _code in entries]
    )
    lines = []
    for one in found:
        place = forms.field(*one.place)
        lines.append((one.place, shown(one.before, place), shown(one.after, place)))
    return Compared(before, lines)


def running_deadline(report: Report) -> Deadline | None:
    """The deadline that runs now: of a returned report the day until which it is mended."""
    subject = f"report:{report.key}"
    row = None
    if report.state in EDITABLE and report.round:
        row = deadline_of(subject, AGAIN)
    return row or deadline_of(subject, REPORT)


def file_address(issued: Issued) -> str:
    """Where the signed document is downloaded; empty without a file."""
    from django.urls import reverse

    from sauro.files.queries import kept_at

    if not issued.file_sha256 or issued.report is None:
        return ""
    kept = kept_at(issued_subject(issued.report), issued.file_sha256)
    return reverse("files:download", args=[kept.code]) if kept is not None else ""


def may_ask_reopen(report: Report) -> bool:
    """Values that are locked may still be wrong, also after the period is closed."""
    return report.state not in EDITABLE and report.period.state in (PeriodState.OPEN, PeriodState.CLOSED)
