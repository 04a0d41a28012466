"""What the filters of the register offer: choices of the selects and the chips of the six clarities.

Belongs here: options and their words. Does not belong here: the list (``register_list``), cleaning (``forms``).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Max, Min
from django.utils.translation import gettext as _

from sauro.engine.planning.model import FACETS
from sauro.people.models import Unit, UnitGroup
from sauro.plans.filters import LIVES, NO_LEAD, RegisterFilters
from sauro.plans.models import IndexLink, PlanVersion
from sauro.plans.models.task import TaskQuerySet
from sauro.plans.presenters import words
from sauro.plans.queries import ClarityCounts, versions_in_force
from sauro.plans.states import WhenKind
from sauro.plans.urgency import TITLES, Urgency
from sauro.web.glyph import FACET_LABELS

MOST_YEARS = 15
QUARTERS = ("I", "II", "III", "IV")


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class OptionGroup:
    label: str
    options: list[Option]


@dataclass(frozen=True, slots=True)
class Chip:
    facet: str
    label: str
    count: int
    chosen: bool
    address: str


@dataclass(frozen=True, slots=True)
class Choices:
    """(value, label) pairs that depend on the whole register only, the same for everybody who may see it."""

    versions: list[PlanVersion]
    units: list[tuple[str, str]]
    indices: list[str]
    years: list[int]
    missing_leads: bool


def choices(account: object, tasks: TaskQuerySet) -> Choices:
    """Five queries over the whole register; their answers are kept until something changes."""
    units, missing = _leads(tasks)
    links = IndexLink.objects.filter(task__in=tasks.order_by().values("pk")).order_by("index")
    span = tasks.aggregate(first=Min("due_on"), last=Max("due_on"))
    years: list[int] = []
    if span["first"] and span["last"]:
        years = list(range(span["first"].year, span["last"].year + 1))[:MOST_YEARS]
    return Choices(
        versions=versions_in_force(account),
        units=units,
        indices=list(links.values_list("index", flat=True).distinct()),
        years=years,
        missing_leads=missing,
    )


def _leads(tasks: TaskQuerySet) -> tuple[list[tuple[str, str]], bool]:
    """Every first lead, in the order of the groups, and whether some task has none. A name unknown to the
    province cannot be chosen."""
    rows = list(
        tasks.order_by("lead_order", "lead_sort")
        .values_list("lead_unit", "lead_group", "lead_order", "lead_sort")
        .distinct()
    )
    units = {unit.pk: unit for unit in Unit.objects.filter(pk__in={row[0] for row in rows if row[0]})}
    groups = {one.pk: one for one in UnitGroup.objects.filter(pk__in={row[1] for row in rows if row[1]})}
    named: dict[str, str] = {}
    for unit, group, _order, _sort in rows:
        if unit is not None:
            named[units[unit].slug] = units[unit].short_name
        elif group is not None:
            named[groups[group].code.lower()] = groups[group].name
    return list(named.items()), any(not sort for _unit, _group, _order, sort in rows)


def plan_options(given: Choices, filters: RegisterFilters) -> list[Option]:
    pairs = [(version.plan.key, version.label) for version in given.versions]
    return _options(pairs, filters.plan)


def unit_options(given: Choices, filters: RegisterFilters) -> list[Option]:
    pairs = [*given.units]
    if given.missing_leads:
        pairs.append((NO_LEAD, _("Chưa rõ cơ quan chủ trì")))
    return _options(pairs, filters.unit.lower())


def index_options(given: Choices, filters: RegisterFilters) -> list[Option]:
    return _options([(index, words.index_label(index, "")) for index in given.indices], filters.index)


def state_options(filters: RegisterFilters) -> list[Option]:
    return _options([(str(one), str(TITLES[one])) for one in Urgency], filters.state)


def due_options(given: Choices, filters: RegisterFilters) -> list[OptionGroup]:
    times: list[tuple[str, str]] = []
    for year in given.years:
        times.append((str(year), _("Năm %(year)s") % {"year": year}))
        times += [
            (f"{year}-Q{n}", _("Quý %(quarter)s/%(year)s") % {"quarter": roman, "year": year})
            for n, roman in enumerate(QUARTERS, start=1)
        ]
    kinds = [(str(kind), str(kind.label)) for kind in WhenKind]
    chosen = filters.due
    of_document = chosen in {value for value, _label in kinds}
    groups = [
        OptionGroup(_("Thời hạn hiện tại"), _options(times, "" if of_document else chosen)),
        OptionGroup(_("Cách ghi trong văn bản"), _options(kinds, chosen if of_document else "")),
    ]
    return [group for group in groups if group.options]


def clarity_options(filters: RegisterFilters) -> list[Option]:
    labels = {"du": _("Đủ cả sáu"), "thieu": _("Có điều còn thiếu"), "chua-du": _("Có điều chưa đủ rõ")}
    return _options(list(labels.items()), filters.clarity)


def life_options(filters: RegisterFilters) -> list[Option]:
    return _options([(code, str(life.label)) for code, life in LIVES.items()], filters.life)


def order_options(filters: RegisterFilters) -> list[Option]:
    labels = {
        "tinh-trang": _("Tình trạng"),
        "co-quan": _("Cơ quan chủ trì"),
        "chi-so": _("Chỉ số"),
        "dieu-thieu": _("Điều còn thiếu"),
        "van-ban": _("Thứ tự trong văn bản"),
    }
    return _options(list(labels.items()), filters.order)


def _options(pairs: list[tuple[str, str]], chosen: str) -> list[Option]:
    """A chosen value that is not offered any more is shown as it was typed: the page must not hide a condition."""
    options = [Option(value, label, value == chosen) for value, label in pairs]
    if chosen and all(not option.chosen for option in options):
        options.append(Option(chosen, chosen, True))
    return options


def chips(counts: ClarityCounts, filters: RegisterFilters) -> list[Chip]:
    found = []
    for facet in FACETS:
        chosen = facet in filters.missing
        others = tuple(f for f in filters.missing if f != facet)
        missing = others if chosen else (*others, facet)
        address = filters.address(missing=tuple(f for f in FACETS if f in missing), clarity="")
        found.append(Chip(facet, str(FACET_LABELS[facet]), counts.missing[facet], chosen, address))
    return found


def full_chip(counts: ClarityCounts, filters: RegisterFilters) -> Chip:
    chosen = filters.clarity == "du"
    address = filters.address(clarity="" if chosen else "du", missing=())
    return Chip("", _("Đủ cả sáu"), counts.full, chosen, address)
