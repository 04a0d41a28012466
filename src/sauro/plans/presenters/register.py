"""The register's page: the list under its groups, filters with counts, the way through the pages.

Belongs here: everything register.html and _register.html show, put together, and what of it is kept between requests.
Does not belong here: reading the address (``forms``), groups and rows (``register_list``, ``register_rows``), choices
(``register_options``).

Kept (see docs/decisions/0009): counts, groups, choices, and the markup of the filters and of the list. All of them follow
from committed data, how far the person sees, the filters, the day and the language; these are the key. What belongs
to one person or session (forms with a token, saved views, an opened task, buttons) is made anew each time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sauro.audit.queries import data_version
from sauro.audit.remembered import Remembered
from sauro.engine.planning.model import FACETS
from sauro.people.granted import Granted
from sauro.people.models import Unit
from sauro.people.permissions import reach
from sauro.people.queries import groups_of
from sauro.plans.filters import LIVES, NO_LEAD, RegisterFilters
from sauro.plans.models import IndexLink, PlanVersion, Task, TaskUnit
from sauro.plans.models.task import ALL_CLEAR, TaskQuerySet
from sauro.plans.presenters import register_options as options
from sauro.plans.presenters.register_list import (
    BLOCK_ORDERS,
    Block,
    Group,
    block_groups,
    blocks,
    cells,
    ordered,
    ordered_groups,
)
from sauro.plans.presenters.register_options import Chip, Choices, Option, OptionGroup
from sauro.plans.presenters.register_rows import Row, lead_name, row_of, with_parts
from sauro.plans.queries import ClarityCounts, counts_from_glyphs, matching, of_unit, register_of
from sauro.plans.states import Role, WhenKind
from sauro.plans.urgency import Urgency, where
from sauro.web.glyph import FACET_LABELS

__all__ = [
    "NO_LEAD",
    "RegisterPage",
    "Row",
    "lead_name",
    "register_page",
    "row_of",
    "tasks_of",
    "with_parts",
]

PAGE = 50
PRINTED = 1000
"""Rows of the printed register; the page says how many it leaves out."""
NAMED = 4
"""Documents that the head of the page names; a register has dozens of them."""
KEPT = Remembered(1024)
"""Counts, groups and choices: small values that are worked out from all tasks."""
KEPT_MARKUP = Remembered(768)
"""Filters, chips and list of some 250 addresses, about 45 kB each. A morning's addresses must fit: where they are asked in
turn, one too many puts out each before it is asked again."""
_WHEN_KINDS = frozenset(str(kind) for kind in WhenKind)


@dataclass(frozen=True, slots=True)
class Summary:
    """What is counted for some filters, whichever page is looked at. ``total`` is the number of different tasks,
    ``lines`` that of rows. ``glyphs`` narrows to the chosen clarities; None where all are chosen."""

    counts: ClarityCounts
    total: int
    lines: int
    glyphs: tuple[str, ...] | None
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class RegisterPage:
    """One page; its parts are worked out when they are first asked for, the kept ones mostly never."""

    account: object
    filters: RegisterFilters
    opened: str
    size: int
    today: date
    version: int | None
    rights: Granted
    given: Choices
    summary: Summary

    @property
    def total(self) -> int:
        return self.summary.total

    @property
    def lines(self) -> int:
        return self.summary.lines

    @property
    def first(self) -> int:
        return (self.filters.page - 1) * self.size + 1 if self.lines else 0

    @property
    def last(self) -> int:
        return min(self.filters.page * self.size, self.lines)

    @cached_property
    def groups(self) -> list[Group]:
        if not self.lines:
            return []
        tasks = _chosen(self.account, self.filters, self.summary.glyphs, self.today)
        view = (self.filters, self.size, self.today, self.opened)
        if self.summary.blocks:
            return block_groups(tasks, self.summary.blocks, *view)
        return ordered_groups(tasks, self.given.versions, *view)

    @property
    def form(self) -> SafeString:
        """The filters, the same for everybody who sees the same register."""
        return self._kept("plans/_filters.html")

    @property
    def listed(self) -> SafeString:
        return self._kept("plans/_list.html")

    @property
    def chips_shown(self) -> SafeString:
        return self._kept("plans/_chips.html")

    def _kept(self, template: str) -> SafeString:
        key = (template, self.rights, self.today, self.filters, self.size, self.opened, get_language())
        return KEPT_MARKUP.get(self.version, key, lambda: render_to_string(template, {"page": self}))

    @property
    def chips(self) -> Sequence[Chip]:
        return options.chips(self.summary.counts, self.filters)

    @property
    def full_chip(self) -> Chip:
        return options.full_chip(self.summary.counts, self.filters)

    @property
    def versions(self) -> Sequence[PlanVersion]:
        return self.given.versions

    @property
    def named_versions(self) -> Sequence[PlanVersion]:
        return self.versions[:NAMED]

    @property
    def more_versions(self) -> int:
        return max(len(self.versions) - NAMED, 0)

    @property
    def plans(self) -> Sequence[Option]:
        return options.plan_options(self.given, self.filters)

    @property
    def units(self) -> Sequence[Option]:
        return options.unit_options(self.given, self.filters)

    @property
    def indices(self) -> Sequence[Option]:
        return options.index_options(self.given, self.filters)

    @property
    def states(self) -> Sequence[Option]:
        return options.state_options(self.filters)

    @property
    def dues(self) -> Sequence[OptionGroup]:
        return options.due_options(self.given, self.filters)

    @property
    def clarities(self) -> Sequence[Option]:
        return options.clarity_options(self.filters)

    @property
    def lives(self) -> Sequence[Option]:
        return options.life_options(self.filters)

    @property
    def orders(self) -> Sequence[Option]:
        return options.order_options(self.filters)

    @property
    def order_words(self) -> str:
        return next(option.label for option in self.orders if option.chosen)

    @property
    def previous_page(self) -> str:
        return self.filters.address(page=self.filters.page - 1) if self.filters.page > 1 else ""

    @property
    def next_page(self) -> str:
        return self.filters.address(page=self.filters.page + 1) if self.last < self.lines else ""

    @property
    def print_address(self) -> str:
        address = self.filters.address()
        return f"{address}{'&' if len(address) > 1 else ''}in=1"

    @property
    def left_out(self) -> int:
        """Rows that the printed register does not hold."""
        return self.lines - self.last

    @property
    def condition_words(self) -> Sequence[str]:
        """The chosen filters in words, for paper."""
        chosen = [*self.plans, *self.units, *self.indices, *self.states, *self.clarities, *self.lives]
        chosen += [option for group in self.dues for option in group.options]
        said = [option.label for option in chosen if option.chosen]
        said += [_("Thiếu: %(facet)s") % {"facet": FACET_LABELS[facet]} for facet in self.filters.missing]
        return [*said, *([_("Từ khóa: %(words)s") % {"words": self.filters.q}] if self.filters.q else [])]

    @property
    def sample(self) -> bool:
        return any(one.is_sample for one in self.versions if self.filters.plan in ("", one.plan.key))


def register_page(
    account: object, filters: RegisterFilters, *, opened: str = "", printed: bool = False
) -> RegisterPage:
    """One page of the register. The number of queries does not depend on the number of tasks."""
    today, version, rights = timezone.localdate(), data_version(), reach(account, "plans.view")
    # the panel is not kept with the list: whoever opens one task sees a list of one's own
    given = KEPT.get(version, ("choices", rights), lambda: options.choices(account, register_of(account)))
    first = replace(filters, page=1)
    summary = KEPT.get(version, ("summary", rights, today, first), lambda: _summary(account, first, today))
    size = PRINTED if printed else PAGE
    page = min(max(filters.page, 1), max(1, -(-summary.lines // size)))
    return RegisterPage(
        account=account,
        filters=replace(filters, page=page),
        opened=opened,
        size=size,
        today=today,
        version=version,
        rights=rights,
        given=given,
        summary=summary,
    )


def tasks_of(account: object, filters: RegisterFilters) -> TaskQuerySet:
    """All tasks of the filters, each once, in the order of the list; where the list shows a task in several groups,
    in the order of the documents."""
    today = timezone.localdate()
    glyphs = _summary(account, replace(filters, page=1, order="van-ban"), today).glyphs
    return ordered(_chosen(account, filters, glyphs, today), filters, today)


def _summary(account: object, filters: RegisterFilters, today: date) -> Summary:
    tasks = narrowed(_of_life(account, filters), filters, today)
    counted = cells(tasks, filters.q, today)
    of_state = [cell for cell in counted if filters.state in ("", cell.urgency)]
    chosen = [cell for cell in of_state if glyph_matches(cell.glyph, filters)]
    glyphs = None
    if filters.clarity or filters.missing:
        glyphs = tuple(sorted({cell.glyph for cell in chosen}))
    made: tuple[Block, ...] = ()
    if filters.order in BLOCK_ORDERS:
        own = _chosen(account, filters, glyphs, today)
        made = tuple(blocks(filters.order, chosen, own, filters.q, today))
    total = sum(cell.tasks for cell in chosen)
    return Summary(
        counts=counts_from_glyphs((cell.glyph, cell.tasks) for cell in of_state),
        total=total,
        lines=sum(block.tasks for block in made) if made else total,
        glyphs=glyphs,
        blocks=made,
    )


def _chosen(
    account: object, filters: RegisterFilters, glyphs: tuple[str, ...] | None, today: date
) -> TaskQuerySet:
    """The tasks of all filters."""
    tasks = narrowed(_of_life(account, filters), filters, today)
    if filters.state:
        tasks = tasks.filter(where(Urgency(filters.state), today))
    return tasks if glyphs is None else tasks.filter(glyph__in=glyphs)


def _of_life(account: object, filters: RegisterFilters) -> TaskQuerySet:
    if filters.life:
        return Task.objects.visible_to(account).filter(life=LIVES[filters.life])
    return register_of(account)


def narrowed(tasks: TaskQuerySet, filters: RegisterFilters, today: date) -> TaskQuerySet:
    """Every condition but those on state and glyph, which are answered from the counts."""
    tasks = matching(tasks, filters.q)
    if filters.plan:
        tasks = tasks.filter(plan__key=filters.plan)
    if filters.unit == NO_LEAD:
        # no lead has no heading: the index of the groups answers that without the table of units
        tasks = tasks.filter(lead_sort="")
    elif filters.unit:
        code = filters.unit.upper()
        led = TaskUnit.objects.filter(Q(unit__code=code) | Q(group__code=code), role=Role.LEAD)
        tasks = tasks.filter(pk__in=led.values("task"))
    if filters.part:
        tasks = _with_part(tasks, filters.part.upper(), today)
    if filters.index:
        tasks = tasks.filter(pk__in=IndexLink.objects.filter(index=filters.index).values("task"))
    if filters.due in _WHEN_KINDS:
        tasks = tasks.filter(when_kind=filters.due)
    elif filters.due:
        tasks = tasks.filter(due_on__range=days_of(filters.due))
    return tasks


def _with_part(tasks: TaskQuerySet, code: str, today: date) -> TaskQuerySet:
    """A part by itself or through a group; of a unit that nobody knows there is none."""
    unit = Unit.objects.filter(code=code).first()
    if unit is None:
        return tasks.none()
    return of_unit(tasks, unit=unit.pk, groups=groups_of(unit, today).values_list("pk", flat=True))


def days_of(period: str) -> tuple[date, date]:
    """First and last day of "2026" or "2026-Q3"."""
    year, _dash, quarter = period.partition("-Q")
    if not quarter:
        return date(int(year), 1, 1), date(int(year), 12, 31)
    first = 3 * int(quarter) - 2
    following = date(int(year) + (first == 10), (first + 3) % 12, 1)
    return date(int(year), first, 1), following - timedelta(days=1)


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
