"""Who reports, and what each unit is asked of the forms.

Belongs here: the units of a day that report, voluntary ones among them, and the places that a form asks of a unit. Does not
belong here: what a row means (``engine.reports``), the tasks of a unit (``register``), writing.

Which kinds of units report is data (``definitions/periods/reporters.yaml``). A unit that the People's Committee does not
order (vertical agencies, bodies on request, associations, press) is asked, never chased, and gives no statistics: these are
figures of the Committee's own units. It may still tell its tasks and write the short texts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

import yaml

from sauro import definitions
from sauro.engine.reports.forms import Form, Respondent
from sauro.engine.reports.rows import Row
from sauro.people.models import Membership, Unit, valid_on
from sauro.people.queries import owner_office, units_on
from sauro.people.roles import all_roles
from sauro.people.states import COMMUNE_KINDS, UnitKind
from sauro.people.wording import is_ordered

STATISTICS, TEXTS = "cchc", "text"


@dataclass(frozen=True, slots=True)
class Reporters:
    """Kinds of units that report, and kinds that are only asked whatever their relation is."""

    kinds: tuple[str, ...]
    voluntary_kinds: tuple[str, ...]


@cache
def reporters() -> Reporters:
    data = yaml.safe_load(definitions.text("periods/reporters.yaml"))
    kinds, voluntary = tuple(data["kinds"]), tuple(data["voluntary_kinds"])
    for kind in (*kinds, *voluntary):
        UnitKind(kind)
    return Reporters(kinds, voluntary)


def reporting_units(day: date) -> list[Unit]:
    """The units that exist on the day and report."""
    return list(units_on(day).filter(kind__in=reporters().kinds).order_by("order", "sort_key"))


def is_voluntary(unit: Unit) -> bool:
    return unit.kind in reporters().voluntary_kinds or not is_ordered(unit.relation)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a unit is in statistics, and what it is in texts and in forms of an officer."""

    figures: Respondent
    words: Respondent

    def rows(self, form: Form) -> Sequence[Row]:
        """The entered rows of a fixed form that the unit gives, in its order."""
        keys = form.asked_of(self.figures if form.prefix == STATISTICS else self.words)
        return [row for row in form.rows if row.key in keys]


def asked_of(units: Iterable[Unit], day: date) -> dict[int, Asked]:
    """By the unit's key; two queries however many units."""
    owner = owner_office(day)
    nodes = _nodes(day)
    found = {}
    for unit in units:
        commune = unit.kind in COMMUNE_KINDS
        is_owner = owner is not None and unit.pk == owner.pk
        field = frozenset(nodes.get(unit.pk, ()))
        ordered = not is_voluntary(unit)
        found[unit.pk] = Asked(
            Respondent(is_owner, field, agency=ordered and not commune, commune=ordered and commune),
            Respondent(is_owner, field, agency=not commune, commune=commune),
        )
    return found


def _nodes(day: date) -> dict[int, set[str]]:
    """Unit → the index nodes whose field its people lead."""
    leading = [role.code for role in all_roles().values() if role.takes_field]
    held = Membership.objects.filter(valid_on(day), role__in=leading, account__is_active=True).exclude(
        scope=""
    )
    found: dict[int, set[str]] = {}
    for unit, scope in held.values_list("unit", "scope"):
        found.setdefault(unit, set()).add(scope)
    return found
