"""A consolidated row in words: the notes that must stand beside its value.

Belongs here: coverage, estimates, absences and counts as short notes. Does not belong here: sentences of a section, tables.

A figure never stands without what qualifies it: how many of the units asked gave one, that it is estimated, until when it
runs, who said "-" and why. Nothing is said where all units gave a plain figure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sauro.engine.reports.consolidate import COUNTED
from sauro.engine.reports.coverage import Consolidated
from sauro.engine.reports.rows import Row
from sauro.reporting.gathering import Gathered
from sauro.reporting.gathering.counts import GROUPS
from sauro.reporting.papers.marks import printable, so
from sauro.reporting.papers.spoken import plain_day
from sauro.reporting.papers.wording import wording
from sauro.reporting.standing import UnitClass
from sauro.reporting.words import messages

MOST_NAMED = 3
"""So many units are named in a note; of more the number is said."""


def lacking(one: Consolidated) -> str:
    """Why there is no value, in Vietnamese, without a full stop."""
    return messages().sentence("notes", one.lacks).rstrip(".") if one.lacks else ""


def covered(one: Consolidated, *, marked: bool = False) -> str:
    """98/102 xã; 14/22 sở, ngành: the groups that are not complete. Nothing where every unit asked gave a figure."""
    words = wording("shared")
    return "; ".join(
        words.say("coverage", given=part, units=words.get(f"coverage_groups.{UnitClass(group)}"))
        for group, part in coverages(one, marked=marked)
    )


def coverages(one: Consolidated, *, marked: bool = False) -> list[tuple[str, str]]:
    """(group, "98/102") of the groups that are not complete; ``marked``: the figure's mark instead of its words."""
    return [
        (group, so(coverage_name(one.key, group)) if marked else f"{part.given}/{part.expected}")
        for group, part in one.groups
        if not part.complete and part.expected > 1
    ]


def coverage_name(key: str, group: str) -> str:
    """The name of a coverage among the figures: cchc:1.5.1@cap-xa."""
    return f"{key}@{GROUPS[UnitClass(group)]}"


def count_name(key: str, code: str) -> str:
    """The name of a count of one code: cchc:1.6=1."""
    return f"{key}={code}"


def counted(row: Row, one: Consolidated, *, marked: bool = False) -> str:
    """How many units chose each code: Có 3 đơn vị; Không 5 đơn vị."""
    field = row.value_field
    if field is None or not one.counts:
        return ""
    labels = {choice.code: choice.label for choice in field.choices}
    words = wording("cchc")
    return "; ".join(
        words.say(
            "figure.count", label=labels[code], count=so(count_name(one.key, code)) if marked else count
        )
        for code, count in one.counts
        if count
    )


def notes(row: Row, one: Consolidated, gathered: Gathered) -> Iterator[str]:
    """Everything that stands in the column Ghi chú, the most important first."""
    words = wording("cchc")
    if one.value is None and one.lacks and one.lacks != COUNTED and not _all_absent(one):
        yield lacking(one)
    if one.value is None and one.counts and any(count for _code, count in one.counts):
        yield counted(row, one)
    coverage = covered(one)
    if coverage:
        yield words.say("notes.coverage", coverage=coverage)
    if one.value is not None and one.value.estimated:
        more = len(one.estimated)
        whole = one.coverage.expected > 1 and more
        yield words.say("notes.estimated_of", count=more) if whole else words.get("notes.estimated")
    if one.value is not None and one.value.as_of is not None:
        yield words.say("notes.as_of", day=plain_day(one.value.as_of))
    if one.left_out:
        yield words.say("notes.left_out", count=len(one.left_out))
    yield from _absences(one, {unit.code: unit.short_name for unit in gathered.units})
    if one.lacks == "sources_differ":
        yield from _sources(one, gathered)


def _all_absent(one: Consolidated) -> bool:
    """Every unit asked said "-": then its reason is the note."""
    return bool(one.absent) and len(one.absent) == one.coverage.expected


def _absences(one: Consolidated, names: Mapping[str, str]) -> Iterator[str]:
    words = wording("cchc")
    said: dict[str, list[str]] = {}
    for unit, reason in one.absent:
        said.setdefault(" ".join(printable(reason).split()), []).append(names.get(unit, unit))
    for reason, units in said.items():
        who = ", ".join(units) if len(units) <= MOST_NAMED else words.say("notes.units", count=len(units))
        yield words.say("notes.absent", units=who, reason=reason or words.get("notes.no_reason"))


def _sources(one: Consolidated, gathered: Gathered) -> Iterator[str]:
    """Several units gave different figures for one row: each is named, and a person decides."""
    words = wording("cchc")
    for unit, value in one.drill[:MOST_NAMED]:
        if value.number is not None:
            name = gathered.by_code[unit].short_name
            yield words.say("notes.source", unit=name, value=value.text.replace(".", ","))
