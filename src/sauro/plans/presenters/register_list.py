"""The list of the register: groups, their counts, and the rows of one page.

Belongs here: which tasks stand on a page, in which group and order. Does not belong here: the rows' words
(``register_rows``), filters (``register_options``).

A task stands once in a list by state, agency or document. It may move several indices or miss several clarities: in a
list by index or by what is missing it stands in each of its groups, every group counts its own tasks, and the total
says how many different tasks there are. A search with marks makes two runs of groups: the same marks first, then
the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, F, IntegerField, Q, Value, When
from django.db.models.expressions import OrderBy
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sauro.engine.planning.model import FACETS
from sauro.plans.filters import RegisterFilters
from sauro.plans.models import IndexLink, PlanVersion, Task
from sauro.plans.models.task import TaskQuerySet
from sauro.plans.presenters import words
from sauro.plans.presenters.register_rows import Row, lead_name, rows_of
from sauro.plans.presenters.row_markup import line, together
from sauro.plans.queries import ClarityCounts, counts_by_key, inexact
from sauro.plans.searching import conditions
from sauro.plans.urgency import TITLES, Urgency, by_span, span_column, where
from sauro.plans.urgency import Span as DueSpan
from sauro.web.glyph import FACET_LABELS

SAME_MARKS, OTHER_MARKS = 0, 1
BLOCK_ORDERS = frozenset(("tinh-trang", "chi-so", "dieu-thieu"))
"""Lists whose groups are conditions; the others follow one order of all tasks."""


@dataclass(frozen=True, slots=True)
class Cell:
    """How many tasks have the same rank, urgency and glyph."""

    rank: int
    urgency: Urgency
    glyph: str
    tasks: int


@dataclass(frozen=True, slots=True)
class Block:
    """One group of the whole list: which tasks, and how many. ``narrowing`` holds on top of the filters."""

    rank: int
    title: str
    tasks: int
    narrowing: Q


@dataclass(frozen=True, slots=True)
class Line:
    row: Row
    panel: str
    open: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A group as far as it stands on the page. ``run`` is the heading of a new run of groups, mostly empty;
    ``counts`` is given where the heading shows a glyph."""

    title: str
    slug: str
    tasks: int
    counts: ClarityCounts | None
    lines: list[Line]
    run: str = ""

    @property
    def shown(self) -> int:
        return len(self.lines)

    @property
    def markup(self) -> SafeString:
        """The rows."""
        return together(
            *(line(one.panel, one.row.short_code, one.row.markup, opened=one.open) for one in self.lines)
        )


def cells(tasks: TaskQuerySet, query: str, today: date) -> list[Cell]:
    """One grouped query, from which every count of the page follows."""
    rows = (
        tasks.order_by()
        .annotate(rank=inexact(query), due_span=span_column(today))
        .values_list("rank", "state", "due_span", "glyph")
        .annotate(n=Count("*"))
    )
    return [
        Cell(rank, by_span(state, DueSpan(due_span)), glyph, n) for rank, state, due_span, glyph, n in rows
    ]


def blocks(order: str, counted: Sequence[Cell], tasks: TaskQuerySet, query: str, today: date) -> list[Block]:
    """All groups of the list that hold a task, in their order. Only for orders that make groups of conditions."""
    ranks = sorted({cell.rank for cell in counted})
    if order == "tinh-trang":
        made = [
            Block(rank, str(TITLES[one]), _sum(counted, rank, {one}), where(one, today))
            for rank in ranks
            for one in Urgency
        ]
    elif order == "dieu-thieu":
        made = [block for rank in ranks for block in _by_facet(counted, rank)]
    else:
        made = [block for rank in ranks for block in _by_index(counted, rank, tasks, query)]
    return [block for block in made if block.tasks]


def _sum(counted: Iterable[Cell], rank: int, wanted: set[Urgency]) -> int:
    return sum(cell.tasks for cell in counted if cell.rank == rank and cell.urgency in wanted)


def _by_facet(counted: Sequence[Cell], rank: int) -> list[Block]:
    """A group for each facet that is missing somewhere, then the tasks that miss none."""
    own = [cell for cell in counted if cell.rank == rank]
    made = []
    for place, facet in enumerate(FACETS):
        glyphs = {cell.glyph for cell in own if cell.glyph[place] == "m"}
        n = sum(cell.tasks for cell in own if cell.glyph in glyphs)
        title = _("Thiếu: %(facet)s") % {"facet": str(FACET_LABELS[facet]).lower()}
        made.append(Block(rank, title, n, Q(glyph__in=sorted(glyphs))))
    whole = {cell.glyph for cell in own if "m" not in cell.glyph}
    n = sum(cell.tasks for cell in own if cell.glyph in whole)
    return [*made, Block(rank, _("Không thiếu điều nào"), n, Q(glyph__in=sorted(whole)))]


def _by_index(counted: Sequence[Cell], rank: int, tasks: TaskQuerySet, query: str) -> list[Block]:
    """A group for each index, then the tasks that move none."""
    own = tasks.annotate(rank=inexact(query)).filter(rank=rank)
    keys = own.order_by().values("pk")
    found = IndexLink.objects.filter(task__in=keys).order_by("index").values_list("index")
    made = [
        Block(
            rank,
            words.index_label(index, ""),
            n,
            Q(pk__in=IndexLink.objects.filter(index=index).values("task")),
        )
        for index, n in found.annotate(n=Count("task", distinct=True))
    ]
    linked = IndexLink.objects.filter(task__in=keys).aggregate(n=Count("task", distinct=True))["n"]
    rest = sum(cell.tasks for cell in counted if cell.rank == rank) - linked
    without = ~Q(pk__in=IndexLink.objects.values("task"))
    return [*made, Block(rank, _("Chưa gắn chỉ số"), rest, without)]


def block_groups(
    tasks: TaskQuerySet, made: Sequence[Block], filters: RegisterFilters, size: int, today: date, opened: str
) -> list[Group]:
    """The groups that stand on the page; one narrow query for each of them and three for their rows."""
    first, last = (filters.page - 1) * size, filters.page * size
    ranked = tasks.annotate(rank=inexact(filters.q))
    keys: list[list[int]] = []
    shown: list[Block] = []
    begin = 0
    for block in made:
        low, high = max(first - begin, 0), min(last - begin, block.tasks)
        begin += block.tasks
        if low >= high:
            continue
        own = ranked.filter(block.narrowing, rank=block.rank).order_by(*_pressing_first())
        keys.append(list(own.values_list("pk", flat=True)[low:high]))
        shown.append(block)
    rows = _rows_by_key([key for group in keys for key in group], today)
    groups: list[Group] = []
    for block, own_keys in zip(shown, keys, strict=True):
        lines = lines_of((rows[key] for key in own_keys if key in rows), filters, opened)
        run = "" if groups and shown[len(groups) - 1].rank == block.rank else run_title(filters.q, block.rank)
        groups.append(Group(block.title, "", block.tasks, None, lines, run))
    return groups


def _pressing_first() -> tuple[OrderBy | str, ...]:
    """The nearest deadline first, then the order of the documents. Both databases put a missing date last."""
    return (F("due_on").asc(nulls_last=True), "plan_id", "order")


def ordered(tasks: TaskQuerySet, filters: RegisterFilters, today: date) -> TaskQuerySet:
    """Each task once, in the order of the list."""
    ranked = tasks.annotate(rank=inexact(filters.q))
    if filters.order == "co-quan":
        return ranked.order_by("rank", "lead_order", "lead_sort", "plan_id", "order")
    if filters.order == "tinh-trang":
        whens = [When(where(one, today), then=Value(place)) for place, one in enumerate(Urgency)]
        place = Case(*whens, output_field=IntegerField())
        return ranked.annotate(place=place).order_by("rank", "place", *_pressing_first())
    # plans in the order in which they entered the register: their names would cost a sort of all tasks
    return ranked.order_by("rank", "plan_id", "order")


def ordered_groups(
    tasks: TaskQuerySet,
    versions: Sequence[PlanVersion],
    filters: RegisterFilters,
    size: int,
    today: date,
    opened: str,
) -> list[Group]:
    """By agency, or by document."""
    column = "lead_sort" if filters.order == "co-quan" else "plan_id"
    start = (filters.page - 1) * size
    chosen = ordered(tasks, filters, today)
    found = list(chosen.values_list("pk", "rank", column)[start : start + size])
    rows = _rows_by_key([key for key, _rank, _group in found], today)
    lines = dict(zip(rows, lines_of(rows.values(), filters, opened), strict=True))
    ranked = tasks.annotate(rank=inexact(filters.q))
    heads = _agencies(ranked, found) if column == "lead_sort" else _documents(ranked, found, versions)
    groups: list[Group] = []
    place: tuple[int, object] | None = None
    for key, rank, group in found:
        if place != (rank, group):
            run = run_title(filters.q, rank) if place is None or place[0] != rank else ""
            place = (rank, group)
            title, slug, counts = heads[place]
            groups.append(Group(title, slug, counts.tasks, counts, [], run))
        if key in lines:
            groups[-1].lines.append(lines[key])
    return groups


Heads = dict[tuple[int, object], tuple[str, str, ClarityCounts]]


def _counts_by(
    ranked: TaskQuerySet, column: str, wanted: set[object]
) -> dict[tuple[int, object], ClarityCounts]:
    rows = ranked.filter(**{f"{column}__in": wanted}).order_by().values_list("rank", column, "glyph")
    return counts_by_key(((rank, group), glyph, n) for rank, group, glyph, n in rows.annotate(n=Count("*")))


def _documents(
    ranked: TaskQuerySet, found: Sequence[tuple[int, int, object]], versions: Sequence[PlanVersion]
) -> Heads:
    """Number and counts of each document on the page: one query."""
    names = {version.plan_id: version.label for version in versions}
    counts = _counts_by(ranked, "plan_id", {plan for _key, _rank, plan in found})
    return {place: (names.get(int(str(place[1])), "–"), "", own) for place, own in counts.items()}


def _agencies(ranked: TaskQuerySet, found: Sequence[tuple[int, int, object]]) -> Heads:
    """Name, address and counts of each agency on the page: two queries."""
    counts = _counts_by(ranked, "lead_sort", {sort for _key, _rank, sort in found})
    firsts: dict[tuple[int, object], int] = {}
    for key, rank, sort in found:
        firsts.setdefault((rank, sort), key)
    columns = ("lead_text", "lead_unit__code", "lead_unit__short_name", "lead_group__name")
    tasks = Task.objects.filter(pk__in=firsts.values()).select_related("lead_unit", "lead_group")
    by_key = {task.pk: task for task in tasks.only(*columns)}
    heads: Heads = {}
    for place, key in firsts.items():
        task = by_key[key]
        heads[place] = (lead_name(task), task.lead_unit.slug if task.lead_unit else "", counts[place])
    return heads


def _rows_by_key(keys: Sequence[int], today: date) -> dict[int, Row]:
    distinct = list(dict.fromkeys(keys))
    return dict(rows_of(distinct, today))


def lines_of(rows: Iterable[Row], filters: RegisterFilters, opened: str) -> list[Line]:
    address = filters.address(page=filters.page)
    before = f"{address}{'&' if len(address) > 1 else ''}mo="
    return [Line(row, f"{before}{row.code}#nv", row.code == opened) for row in rows]


def run_title(query: str, rank: int) -> str:
    """Where a word was written with marks, the list says which tasks carry them."""
    if not any(condition.exact for condition in conditions(query)):
        return ""
    return _("Khớp cả dấu") if rank == SAME_MARKS else _("Khớp khi bỏ dấu")
