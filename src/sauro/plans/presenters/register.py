"""The register's page: rows under their agencies, filters with counts, the way through the pages.

Belongs here: everything _register.html shows. Does not belong here: reading the address (``forms``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db.models import Count, Prefetch, Q
from django.utils.translation import gettext as _

from sauro.engine.planning.model import FACETS
from sauro.plans.filters import RegisterFilters
from sauro.plans.models import IndexLink, PlanVersion, Task, TaskUnit
from sauro.plans.models.task import ALL_CLEAR, TaskQuerySet
from sauro.plans.presenters import words
from sauro.plans.queries import (
    ClarityCounts,
    clarity_by_lead,
    counts_from_glyphs,
    matching,
    register_of,
    versions_in_force,
)
from sauro.plans.states import Role, WhenKind
from sauro.web.glyph import FACET_LABELS

PAGE = 50
NO_LEAD = "khong"


@dataclass(frozen=True, slots=True)
class Row:
    code: str
    short_code: str
    text: str
    child: bool
    states: dict[str, str]
    leads: list[str]
    supports: int
    when: str
    tags: list[str]
    panel: str
    open: bool


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    slug: str
    counts: ClarityCounts
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Chip:
    facet: str
    label: str
    count: int
    chosen: bool
    address: str


@dataclass(frozen=True, slots=True)
class RegisterPage:
    filters: RegisterFilters
    total: int
    first: int
    last: int
    groups: list[Group]
    chips: list[Chip]
    full_chip: Chip
    versions: list[PlanVersion]
    plans: list[Option]
    units: list[Option]
    indices: list[Option]
    whens: list[Option]
    clarities: list[Option]
    orders: list[Option]
    previous_page: str
    next_page: str
    sample: bool


def register_page(account: object, filters: RegisterFilters, *, opened: str = "") -> RegisterPage:
    """One page of the register. The number of queries does not depend on the number of tasks."""
    everything = register_of(account)
    base = narrowed(everything, filters)
    glyphs = list(base.order_by().values_list("glyph").annotate(n=Count("pk")))
    counts = counts_from_glyphs(glyphs)
    chosen_glyphs = {glyph: n for glyph, n in glyphs if glyph_matches(glyph, filters)}
    total = sum(chosen_glyphs.values())
    filters = replace(filters, page=min(max(filters.page, 1), max(1, -(-total // PAGE))))
    chosen = base if len(chosen_glyphs) == len(glyphs) else base.filter(glyph__in=list(chosen_glyphs))
    tasks = page_of_tasks(chosen, filters)
    versions = versions_in_force(account)
    on_page = {task.plan_id for task in tasks}
    return RegisterPage(
        filters=filters,
        total=total,
        first=(filters.page - 1) * PAGE + 1 if total else 0,
        last=min(filters.page * PAGE, total),
        groups=_groups(tasks, chosen, filters, opened),
        chips=_chips(counts, filters),
        full_chip=_full_chip(counts, filters),
        versions=versions,
        plans=[Option(v.plan.key, v.label, v.plan.key == filters.plan) for v in versions],
        units=_unit_options(everything, filters),
        indices=_index_options(everything, filters),
        whens=[Option(str(kind), str(kind.label), str(kind) == filters.when) for kind in WhenKind],
        clarities=_clarity_options(filters),
        orders=_order_options(filters),
        previous_page=filters.address(page=filters.page - 1) if filters.page > 1 else "",
        next_page=filters.address(page=filters.page + 1) if filters.page * PAGE < total else "",
        sample=any(v.is_sample for v in versions if v.plan_id in on_page or not on_page),
    )


def narrowed(tasks: TaskQuerySet, filters: RegisterFilters) -> TaskQuerySet:
    """Every condition but those on the glyph, which are answered from its counts."""
    tasks = matching(tasks, filters.q)
    if filters.plan:
        tasks = tasks.filter(plan__key=filters.plan)
    if filters.unit == NO_LEAD:
        tasks = tasks.exclude(units__role=Role.LEAD)
    elif filters.unit:
        code = filters.unit.upper()
        led = TaskUnit.objects.filter(Q(unit__code=code) | Q(group__code=code), role=Role.LEAD)
        tasks = tasks.filter(pk__in=led.values("task"))
    if filters.index:
        tasks = tasks.filter(pk__in=IndexLink.objects.filter(index=filters.index).values("task"))
    if filters.when:
        tasks = tasks.filter(when_kind=filters.when)
    return tasks


def glyph_matches(glyph: str, filters: RegisterFilters) -> bool:
    letters = dict(zip(FACETS, glyph, strict=True))
    if any(letters[facet] != "m" for facet in filters.missing):
        return False
    return {
        "": True,
        "du": glyph == ALL_CLEAR,
        "thieu": "m" in glyph,
        "chua-du": "p" in glyph,
    }[filters.clarity]


def with_parts(tasks: TaskQuerySet) -> TaskQuerySet:
    """Tasks with what a row shows; three queries for any number of rows."""
    return tasks.select_related("plan", "lead_unit", "lead_group").prefetch_related(
        Prefetch("units", TaskUnit.objects.select_related("unit", "group")),
        "links",
    )


def page_of_tasks(tasks: TaskQuerySet, filters: RegisterFilters) -> list[Task]:
    by_agency = ("lead_order", "lead_sort", "plan__sort_key", "plan_id", "order")
    by_document = ("plan__sort_key", "plan_id", "order")
    ordered = tasks.order_by(*(by_document if filters.order == "van-ban" else by_agency))
    start = (filters.page - 1) * PAGE
    return list(with_parts(ordered)[start : start + PAGE])


def row_of(task: Task, *, panel: str = "", opened: str = "") -> Row:
    leads = [words.unit_name(part) for part in words.units_of(task, Role.LEAD)]
    tags = dict.fromkeys(words.index_label(link.index, link.node) for link in task.links.all())
    return Row(
        code=task.code,
        short_code=task.code.removeprefix("NV-"),
        text=words.shortened(task.text),
        child=task.parent_id is not None,
        states=task.clarity,
        leads=leads,
        supports=len(words.units_of(task, Role.SUPPORT)),
        when=words.shortened(words.when_words(task), 70),
        tags=list(tags),
        panel=panel,
        open=task.code == opened,
    )


def lead_name(task: Task) -> str:
    if task.lead_unit is not None:
        return task.lead_unit.short_name
    if task.lead_group is not None:
        return task.lead_group.name
    return task.lead_text or _("Chưa rõ cơ quan chủ trì")


def _groups(
    tasks: Sequence[Task], chosen: TaskQuerySet, filters: RegisterFilters, opened: str
) -> list[Group]:
    rows = [(task, row_of(task, panel=_panel(filters, task.code), opened=opened)) for task in tasks]
    if not rows:
        return []
    if filters.order == "van-ban":
        return [Group("", "", ClarityCounts(), [row for _task, row in rows])]
    counts = clarity_by_lead(chosen.filter(lead_sort__in={task.lead_sort for task in tasks}))
    groups: list[Group] = []
    key: tuple[int, str] | None = None
    for task, row in rows:
        if key != (task.lead_order, task.lead_sort):
            key = (task.lead_order, task.lead_sort)
            slug = task.lead_unit.slug if task.lead_unit else ""
            groups.append(Group(lead_name(task), slug, counts[task.lead_sort], []))
        groups[-1].rows.append(row)
    return groups


def _panel(filters: RegisterFilters, code: str) -> str:
    address = filters.address(page=filters.page)
    return f"{address}{'&' if len(address) > 1 else ''}mo={code}#nv"


def _chips(counts: ClarityCounts, filters: RegisterFilters) -> list[Chip]:
    chips = []
    for facet in FACETS:
        chosen = facet in filters.missing
        others = tuple(f for f in filters.missing if f != facet)
        missing = others if chosen else (*others, facet)
        chips.append(
            Chip(
                facet,
                str(FACET_LABELS[facet]),
                counts.missing[facet],
                chosen,
                filters.address(missing=tuple(f for f in FACETS if f in missing), clarity=""),
            )
        )
    return chips


def _full_chip(counts: ClarityCounts, filters: RegisterFilters) -> Chip:
    chosen = filters.clarity == "du"
    address = filters.address(clarity="" if chosen else "du", missing=())
    return Chip("", _("Đủ cả sáu"), counts.full, chosen, address)


def _unit_options(tasks: TaskQuerySet, filters: RegisterFilters) -> list[Option]:
    """Every first lead of the register, in the order of the groups. Names unknown to the province cannot
    be chosen."""
    leads = (
        tasks.order_by("lead_order", "lead_sort")
        .values_list(
            "lead_unit__code", "lead_unit__short_name", "lead_group__code", "lead_group__name", "lead_order"
        )
        .distinct()
    )
    options: dict[str, Option] = {}
    for unit_code, unit, group_code, group, _order in leads:
        code, name = (unit_code, unit) if unit_code else (group_code, group)
        if code:
            value = code.lower()
            options[value] = Option(value, name, value == filters.unit.lower())
    return [
        *options.values(),
        Option(NO_LEAD, _("Chưa rõ cơ quan chủ trì"), filters.unit == NO_LEAD),
    ]


def _index_options(tasks: TaskQuerySet, filters: RegisterFilters) -> list[Option]:
    found: Iterable[str] = (
        IndexLink.objects.filter(task__in=tasks.order_by().values("pk"))
        .order_by("index")
        .values_list("index", flat=True)
        .distinct()
    )
    return [Option(index, words.index_label(index, ""), index == filters.index) for index in found]


def _clarity_options(filters: RegisterFilters) -> list[Option]:
    labels = {"du": _("Đủ cả sáu"), "thieu": _("Có điều còn thiếu"), "chua-du": _("Có điều chưa đủ rõ")}
    return [Option(code, label, code == filters.clarity) for code, label in labels.items()]


def _order_options(filters: RegisterFilters) -> list[Option]:
    labels = {"co-quan": _("Cơ quan chủ trì"), "van-ban": _("Thứ tự trong văn bản")}
    return [Option(code, label, code == filters.order) for code, label in labels.items()]
