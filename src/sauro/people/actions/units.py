"""Units from a sheet, all or nothing.

Belongs here: checking a sheet against the units that exist and handing it to the installer. Does not belong here:
reading the sheet (``sheets.units``), writing units (``provinces``).
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import get_language

from sauro.engine.documents.sheets import Sheet
from sauro.engine.text.pack_model import PackUnit
from sauro.engine.text.pack_source import PackProblem
from sauro.people import packs
from sauro.people.actions.bulk import SheetWrong
from sauro.people.actions.provinces import Installed, install_units
from sauro.people.by import By
from sauro.people.models import Unit
from sauro.people.permissions import acting
from sauro.people.sheets.cells import key
from sauro.people.sheets.units import UnitSheet, UnitWorld, read_units
from sauro.people.states import Relation, UnitKind


def present_units() -> tuple[PackUnit, ...]:
    """The installed units as entries of a pack."""
    rows = Unit.objects.select_related("parent", "successor").prefetch_related("aliases")
    return tuple(
        PackUnit(
            code=unit.code,
            kind=unit.kind,
            relation=unit.relation,
            name=unit.name,
            short_name=unit.short_name,
            name_en=unit.name_en,
            official_code=unit.official_code,
            parent=unit.parent.code if unit.parent else None,
            aliases=tuple(alias.text for alias in unit.aliases.all() if not alias.former),
            valid_from=unit.valid_from,
            valid_to=unit.valid_to,
            successor=unit.successor.code if unit.successor else None,
            confidence=unit.confidence,
            source=unit.source,
        )
        for unit in rows.order_by("order", "sort_key", "code")
    )


def unit_world() -> UnitWorld:
    language = "en" if (get_language() or "vi").startswith("en") else "vi"

    def sentence(problem: PackProblem) -> str:
        return str(packs.messages()[problem.code][language]).format(**dict(problem.values))

    return UnitWorld(
        units=present_units(),
        kinds=_words(UnitKind),
        relations=_words(Relation),
        kind_names=[str(one.label) for one in UnitKind],
        relation_names=[str(one.label) for one in Relation],
        sentence=sentence,
    )


def _words(choices: type[UnitKind] | type[Relation]) -> dict[str, str]:
    return {
        word: str(one.value) for one in choices for word in (one.value, key(one.value), key(str(one.label)))
    }


@transaction.atomic
def bring_units(*, sheets: Sequence[Sheet], by: By) -> Installed:
    """SheetWrong, with nothing written, where any line is wrong."""
    acting(by, "people.manage")
    read: UnitSheet = read_units(sheets, unit_world())
    if read.problems:
        raise SheetWrong(read.problems)
    return install_units(entries=read.units, by=by)
