"""The list of units and a unit's page.

Belongs here: what those pages show about a unit's part in the plans. Does not belong here: accounts, rights.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F
from django.utils import timezone
from django.utils.translation import gettext as _

from sauro.engine.text import fold
from sauro.people.models import Unit, UnitGroup
from sauro.people.permissions import can
from sauro.people.queries import groups_of
from sauro.people.states import COMMUNE_KINDS, UnitKind
from sauro.plans.filters import RegisterFilters
from sauro.plans.models import Assignment, PlanVersion, TaskUnit
from sauro.plans.models.task import TaskQuerySet
from sauro.plans.presenters.my_lines import Line
from sauro.plans.presenters.overview import SEGMENT
from sauro.plans.presenters.part_groups import group_line, grouped
from sauro.plans.presenters.register_rows import Row, rows_of
from sauro.plans.queries import ClarityCounts, clarity_counts, counts_by_key, of_unit, register_of
from sauro.plans.states import CLOSED, Role, SourceKind
from sauro.plans.urgency import Span, Urgency, by_span, span_column, where

MOST_ROWS = 50
MOST_PARTS = 20


@dataclass(frozen=True, slots=True)
class UnitLine:
    unit: Unit
    lead: ClarityCounts
    support: int
    monitor: int


@dataclass(frozen=True, slots=True)
class UnitSection:
    title: str
    lines: list[UnitLine]
    plain: bool


@dataclass(frozen=True, slots=True)
class UnitsPage:
    """Without ``tasks_shown`` the counts are not for this reader: the page leaves them out, zero would be untrue."""

    sections: list[UnitSection]
    q: str
    found: int
    tasks_shown: bool
    sample: bool


def _has_sample(account: object) -> bool:
    return PlanVersion.objects.visible_to(account).in_force().filter(is_sample=True).exists()


def units_page(account: object, q: str) -> UnitsPage:
    """Agencies with their part in the register; communes and their centres as plain lists, for their part
    is shared."""
    units = Unit.objects.visible_to(account).on(timezone.localdate()).exclude(kind=UnitKind.PROVINCE)
    for word in fold(q).split():
        units = units.filter(search__contains=word)
    rows = list(units.order_by("order", "sort_key"))
    tasks = register_of(account).order_by()
    leads = _led_by_unit(tasks)
    others = {
        (unit, role): n
        for unit, role, n in TaskUnit.objects.filter(task__in=tasks.values("pk"), unit__isnull=False)
        .exclude(role=Role.LEAD)
        .order_by()
        .values_list("unit", "role")
        .annotate(n=Count("task", distinct=True))
    }
    lines = [
        UnitLine(
            unit,
            leads.get(unit.pk, ClarityCounts()),
            others.get((unit.pk, str(Role.SUPPORT)), 0),
            others.get((unit.pk, str(Role.MONITOR)), 0),
        )
        for unit in rows
    ]
    return UnitsPage(_sections(lines), q, len(rows), can(account, "plans.view"), _has_sample(account))


def _sections(lines: list[UnitLine]) -> list[UnitSection]:
    communes = {str(kind) for kind in COMMUNE_KINDS}
    agencies = [n for n in lines if n.unit.kind not in communes | {UnitKind.SERVICE_CENTER}]
    sections = [
        UnitSection(_("Cơ quan cấp tỉnh, ngành dọc và tổ chức"), agencies, plain=False),
        UnitSection(_("Xã, phường, đặc khu"), [n for n in lines if n.unit.kind in communes], plain=True),
        UnitSection(
            _("Trung tâm Phục vụ hành chính công"),
            [n for n in lines if n.unit.kind == UnitKind.SERVICE_CENTER],
            plain=True,
        ),
    ]
    return [section for section in sections if section.lines]


def _led_by_unit(tasks: TaskQuerySet) -> dict[int, ClarityCounts]:
    led = TaskUnit.objects.filter(task__in=tasks.values("pk"), role=Role.LEAD, unit__isnull=False)
    rows = led.order_by().values_list("unit", "task__glyph").annotate(n=Count("task", distinct=True))
    return counts_by_key(rows)


@dataclass(frozen=True, slots=True)
class PartRows:
    title: str
    total: int
    rows: list[Row]
    more: str


@dataclass(frozen=True, slots=True)
class UnitWork:
    """The unit's parts in work that has begun, for those who may see them: ``late`` and ``open`` by task, the oldest
    first; ``late_tasks`` and ``open_tasks`` count the tasks of all of them."""

    parts: int
    done: int
    segments: dict[str, int]
    late_total: int
    late_tasks: int
    late: list[Line]
    open_tasks: int
    open: list[Line]
    waiting: int


@dataclass(frozen=True, slots=True)
class SourceLine:
    """Tasks of one kind of document."""

    kind: str
    tasks: int


@dataclass(frozen=True, slots=True)
class UnitPage:
    unit: Unit
    aliases: list[str]
    groups: list[UnitGroup]
    below: list[Unit]
    counts: ClarityCounts
    shared: int
    parts: list[PartRows]
    work: UnitWork | None
    sources: list[SourceLine]
    tasks_shown: bool
    sample: bool


def unit_page(account: object, code: str) -> UnitPage | None:
    today = timezone.localdate()
    unit = Unit.objects.visible_to(account).select_related("parent").filter(code=code.upper()).first()
    if unit is None:
        return None
    groups = list(groups_of(unit, today))
    ids = [group.pk for group in groups]
    everything = register_of(account)
    own = of_unit(everything, unit=unit.pk, groups=[], role=Role.LEAD)
    lead = of_unit(everything, unit=unit.pk, groups=ids, role=Role.LEAD)
    parts = [_part(everything, unit, ids, role, today) for role in (Role.LEAD, Role.SUPPORT, Role.MONITOR)]
    counts = clarity_counts(lead)
    return UnitPage(
        unit=unit,
        aliases=list(dict.fromkeys(alias.text for alias in unit.aliases.all())),
        groups=groups,
        below=list(Unit.objects.visible_to(account).on(today).filter(parent=unit)),
        counts=counts,
        shared=counts.tasks - own.count() if ids else 0,
        parts=[part for part in parts if part.total or part.title == str(Role.LEAD.label)],
        work=_work(account, unit, today),
        sources=_sources(of_unit(everything, unit=unit.pk, groups=ids)),
        tasks_shown=can(account, "plans.view"),
        sample=_has_sample(account),
    )


def _part(everything: TaskQuerySet, unit: Unit, groups: Iterable[int], role: Role, today: date) -> PartRows:
    """The most pressing first; a longer list goes on in the register."""
    tasks = of_unit(everything, unit=unit.pk, groups=groups, role=role)
    ordered = tasks.order_by(F("due_on").asc(nulls_last=True), "plan_id", "order")
    keys = list(ordered.values_list("pk", flat=True)[: MOST_ROWS + 1])
    total = len(keys) if len(keys) <= MOST_ROWS else tasks.count()
    rows = dict(rows_of(keys[:MOST_ROWS], today)) if keys else {}
    more = RegisterFilters(part=unit.slug).address() if total > MOST_ROWS else ""
    return PartRows(str(role.label), total, [rows[key] for key in keys if key in rows], more)


def _work(account: object, unit: Unit, today: date) -> UnitWork | None:
    """None where the account may not see the unit's parts, or there are none."""
    parts = Assignment.objects.visible_to(account).filter(unit=unit).doing().current()
    by_urgency = dict.fromkeys(Urgency, 0)
    counted = parts.order_by().annotate(due_span=span_column(today)).values_list("state", "due_span")
    for state, found, n in counted.annotate(n=Count("*")):
        by_urgency[by_span(state, Span(found))] += n
    if not any(by_urgency.values()):
        return None
    bar = dict.fromkeys(SEGMENT.values(), 0)
    for urgency, part in SEGMENT.items():
        bar[part] += by_urgency[urgency]
    overdue = where(Urgency.LATE, today)
    late = grouped(parts.filter(overdue), MOST_PARTS)
    still_open = grouped(parts.exclude(overdue).exclude(state__in=CLOSED), MOST_PARTS)
    return UnitWork(
        parts=sum(by_urgency.values()),
        done=by_urgency[Urgency.DONE],
        segments=bar,
        late_total=by_urgency[Urgency.LATE],
        late_tasks=late.tasks,
        late=[group_line(group, today, unit=False) for group in late.groups],
        open_tasks=still_open.tasks,
        open=[group_line(group, today, unit=False) for group in still_open.groups],
        waiting=by_urgency[Urgency.WAITING],
    )


def _sources(tasks: TaskQuerySet) -> list[SourceLine]:
    counted = dict(tasks.order_by().values_list("plan__source").annotate(n=Count("pk", distinct=True)))
    return [SourceLine(str(kind.label), counted[kind]) for kind in SourceKind if counted.get(kind)]
