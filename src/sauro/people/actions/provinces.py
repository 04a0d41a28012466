"""A province pack becomes units and groups.

Belongs here: comparing the pack with what is installed and writing the difference, audited once for each
change.
Does not belong here: reading packs (``people.packs``), rules of meaning (``engine.text.pack_rules``).

Installing again with nothing new writes nothing. A unit that the pack no longer names stays and is listed:
ending a unit is a decision with a date, written in the pack as ``valid_to``. A changed name stays as a
former alias.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from sauro.audit import actions as audit
from sauro.audit.actor import Actor
from sauro.engine.text.fold import fold, sort_key
from sauro.engine.text.packs import COMMUNES, Pack, PackGroup, PackUnit
from sauro.people import packs
from sauro.people.by import By, as_actor
from sauro.people.models import GroupMember, Unit, UnitAlias, UnitGroup, UnitGroupAlias
from sauro.people.permissions import acting
from sauro.people.states import COMMUNE_KINDS, UnitKind

_AFTER_AGENCIES, _AFTER_COMMUNES = 10_000, 20_000
_SEARCH_LENGTH = 2000
_FIELDS = (
    "kind",
    "relation",
    "name",
    "short_name",
    "name_en",
    "official_code",
    "order",
    "sort_key",
    "search",
    "confidence",
    "source",
    "valid_from",
    "valid_to",
)


@dataclass(slots=True)
class Installed:
    """What an installation did, in codes; ``not_in_pack`` are installed units that the pack does not name."""

    pack: str
    created: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: int = 0
    groups_created: list[str] = field(default_factory=list)
    groups_changed: list[str] = field(default_factory=list)
    groups_unchanged: int = 0
    not_in_pack: list[str] = field(default_factory=list)

    @property
    def nothing_changed(self) -> bool:
        return not (self.created or self.changed or self.groups_created or self.groups_changed)


@transaction.atomic
def install_province(*, pack: str, by: By, on: date | None = None) -> Installed:
    """Installs a pack by its name or folder; PackRefused before anything is written where the pack is wrong.

    ``on`` is the day from which a changed membership of a group counts, today when not given.
    """
    read = packs.load(pack)
    actor = as_actor(by)
    result = Installed(read.code)
    units = _install_units(read.units, actor, result, _order)
    _install_groups(read, units, actor, result, on or timezone.localdate())
    if not result.nothing_changed:
        after = {
            "units_created": len(result.created),
            "units_changed": len(result.changed),
            "groups_created": len(result.groups_created),
            "groups_changed": len(result.groups_changed),
        }
        audit.record(by=actor, room="people", action="province.installed", subject=read.code, after=after)
    return result


@transaction.atomic
def install_units(*, entries: Sequence[PackUnit], by: By) -> Installed:
    """Writes these units, checked before (``sheets.units``); other units, and the order of all, stay as they are."""
    actor = acting(by, "people.manage")
    places = {unit.code: unit.order for unit in Unit.objects.all()}
    last = max((place for place in places.values() if place < _AFTER_AGENCIES), default=-1)

    def order(entry: PackUnit, index: int) -> int:
        if entry.code in places:
            return places[entry.code]
        if entry.kind in COMMUNE_KINDS:
            return _AFTER_AGENCIES
        return _AFTER_COMMUNES if entry.kind == UnitKind.SERVICE_CENTER else last + 1 + index

    result = Installed("")
    _install_units(entries, actor, result, order)
    return result


def _install_units(
    entries: Sequence[PackUnit], actor: Actor, result: Installed, order: Callable[[PackUnit, int], int]
) -> dict[str, Unit]:
    known = {unit.code: unit for unit in Unit.objects.select_for_update()}
    aliases: dict[str, list[UnitAlias]] = {}
    for alias in UnitAlias.objects.select_related("unit"):
        aliases.setdefault(alias.unit.code, []).append(alias)
    before = {code: _state(unit, aliases.get(code, [])) for code, unit in _with_links(known).items()}
    for index, entry in enumerate(entries):
        unit = known.setdefault(entry.code, Unit(code=entry.code))
        former = unit.name if unit.pk and unit.name != entry.name else ""
        _fill(unit, entry, order(entry, index))
        if unit.pk is None or _differs(before[entry.code], unit):
            unit.save()
        aliases[entry.code] = _write_aliases(unit, entry, aliases.get(entry.code, []), former)
    for entry in entries:
        _link(known[entry.code], entry, known)
        _note(known[entry.code], before.get(entry.code), aliases[entry.code], actor, result)
    result.not_in_pack = sorted(set(known) - {entry.code for entry in entries})
    return known


def _with_links(units: dict[str, Unit]) -> dict[str, Unit]:
    """The same units with parent and successor loaded: states name them by code without a query each."""
    by_id = {unit.pk: unit for unit in units.values()}
    for unit in units.values():
        unit.parent = by_id.get(unit.parent_id or 0)
        unit.successor = by_id.get(unit.successor_id or 0)
    return units


def _fill(unit: Unit, entry: PackUnit, order: int) -> None:
    unit.kind, unit.relation = entry.kind, entry.relation
    unit.name, unit.short_name, unit.name_en = entry.name, entry.short_name, entry.name_en
    unit.official_code = entry.official_code
    unit.order = order
    unit.sort_key = sort_key(entry.name)
    words = (entry.code, entry.name, entry.short_name, entry.official_code, *entry.aliases)
    unit.search = fold(" ".join(words))[:_SEARCH_LENGTH]
    unit.confidence, unit.source = entry.confidence, entry.source
    unit.valid_from, unit.valid_to = entry.valid_from, entry.valid_to
    if entry.valid_to is None:
        unit.successor = None


def _order(entry: PackUnit, index: int) -> int:
    """Agencies stay in the order of the pack; communes and their centres follow, sorted by name."""
    if entry.file == COMMUNES:
        return _AFTER_AGENCIES
    return _AFTER_COMMUNES if entry.kind == UnitKind.SERVICE_CENTER else index


def _differs(before: dict[str, Any], unit: Unit) -> bool:
    return any(before[name] != _plain(getattr(unit, name)) for name in _FIELDS)


def _link(unit: Unit, entry: PackUnit, known: dict[str, Unit]) -> None:
    parent = known[entry.parent] if entry.parent else None
    successor = known[entry.successor] if entry.successor else None
    if unit.parent_id != (parent and parent.pk) or unit.successor_id != (successor and successor.pk):
        unit.parent, unit.successor = parent, successor
        unit.save(update_fields=["parent", "successor"])
    unit.parent, unit.successor = parent, successor


def _by_folded(entry: PackUnit | PackGroup) -> dict[str, str]:
    """The aliases, each once: of two that fold alike the first counts. In the reverse order of the pack."""
    return {fold(text): text for text in reversed(entry.aliases)}


def _write_aliases(unit: Unit, entry: PackUnit, present: list[UnitAlias], former: str) -> list[UnitAlias]:
    wanted = _by_folded(entry)
    kept: list[UnitAlias] = []
    for alias in present:
        if alias.former or wanted.get(alias.folded) == alias.text:
            wanted.pop(alias.folded, None)
            kept.append(alias)
        else:
            alias.delete()
    new = [UnitAlias(unit=unit, text=text, folded=folded) for folded, text in reversed(wanted.items())]
    if former and fold(former) not in {alias.folded for alias in (*kept, *new)}:
        new.append(UnitAlias(unit=unit, text=former, folded=fold(former), former=True))
    return [*kept, *UnitAlias.objects.bulk_create(new)]


def _note(
    unit: Unit, before: dict[str, Any] | None, aliases: list[UnitAlias], actor: Actor, result: Installed
) -> None:
    after = _state(unit, aliases)
    if before == after:
        result.unchanged += 1
        return
    if before is None:
        result.created.append(unit.code)
        change: dict[str, Any] = {"after": _shown(after)}
        action = "unit.created"
    else:
        result.changed.append(unit.code)
        names = [name for name in after if after[name] != before[name]]
        change = {"before": _shown(before, names), "after": _shown(after, names)}
        action = "unit.changed"
    audit.record(by=actor, room="people", action=action, subject=unit.code, **change)


def _state(unit: Unit, aliases: list[UnitAlias]) -> dict[str, Any]:
    state = {name: _plain(getattr(unit, name)) for name in _FIELDS}
    state["parent"] = unit.parent.code if unit.parent else None
    state["successor"] = unit.successor.code if unit.successor else None
    state["aliases"] = sorted(alias.text for alias in aliases)
    return state


def _shown(state: dict[str, Any], names: list[str] | None = None) -> dict[str, Any]:
    """A state for the trail, without what is computed from the rest."""
    return {
        name: value
        for name, value in state.items()
        if name not in ("sort_key", "search", "order") and (name in names if names is not None else value)
    }


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else str(value) if isinstance(value, str) else value


def _install_groups(pack: Pack, units: dict[str, Unit], actor: Actor, result: Installed, on: date) -> None:
    known = {group.code: group for group in UnitGroup.objects.select_for_update()}
    for index, entry in enumerate(pack.groups):
        group = known.get(entry.code)
        before = _group_state(group) if group else None
        group = group or UnitGroup(code=entry.code)
        group.name, group.name_en = entry.name, entry.name_en
        group.complete, group.order = entry.complete, index
        wanted = _wanted_group_state(entry)
        if before == wanted:
            result.groups_unchanged += 1
            continue
        group.save()
        _write_group(group, entry, units, on, first=before is None)
        (result.groups_created if before is None else result.groups_changed).append(entry.code)
        action = "group.created" if before is None else "group.changed"
        audit.record(by=actor, room="people", action=action, subject=entry.code, before=before, after=wanted)


def _wanted_group_state(entry: PackGroup) -> dict[str, Any]:
    return {
        "name": entry.name,
        "name_en": entry.name_en,
        "complete": entry.complete,
        "aliases": sorted(_by_folded(entry).values()),
        "members": sorted(set(entry.members)),
    }


def _group_state(group: UnitGroup) -> dict[str, Any]:
    return {
        "name": group.name,
        "name_en": group.name_en,
        "complete": group.complete,
        "aliases": sorted(group.aliases.values_list("text", flat=True)),
        "members": sorted(_open_members(group).values_list("unit__code", flat=True)),
    }


def _open_members(group: UnitGroup) -> Any:
    return GroupMember.objects.filter(group=group, valid_to__isnull=True)


def _write_group(
    group: UnitGroup, entry: PackGroup, units: dict[str, Unit], on: date, *, first: bool
) -> None:
    """Members of a new group count from the beginning, later ones from ``on``; dropped ones end before it."""
    aliases = _by_folded(entry)
    group.aliases.all().delete()
    UnitGroupAlias.objects.bulk_create(
        [UnitGroupAlias(group=group, text=text, folded=folded) for folded, text in reversed(aliases.items())]
    )
    present = {member.unit.code: member for member in _open_members(group).select_related("unit")}
    for code in sorted(set(present) - set(entry.members)):
        member = present[code]
        if member.valid_from is not None and member.valid_from >= on:
            member.delete()
        else:
            member.valid_to = on - timedelta(days=1)
            member.save(update_fields=["valid_to"])
    new = dict.fromkeys(code for code in entry.members if code not in present)
    GroupMember.objects.bulk_create(
        [GroupMember(group=group, unit=units[code], valid_from=None if first else on) for code in new]
    )
