"""Questions that actions and pages ask of the register's tables.

Belongs here: reads that more than one page or an action needs. Does not belong here: rows prepared for a
template (presenters), any write.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from django.db.models import Case, Count, IntegerField, Q, Value, When
from django.db.models.functions import StrIndex

from sauro.engine.planning.model import FACETS
from sauro.plans.models import Plan, PlanImport, PlanVersion, Task, TaskUnit
from sauro.plans.models.task import ALL_CLEAR, TaskQuerySet
from sauro.plans.searching import conditions
from sauro.plans.states import ImportState, VersionState

Key = TypeVar("Key", bound=Hashable)


def confirmed_import_of(sha256: str) -> PlanImport | None:
    """The import through which this very file came into force."""
    return PlanImport.objects.filter(
        sha256=sha256, state=ImportState.CONFIRMED, version__state=VersionState.IN_FORCE
    ).first()


def open_import_of(sha256: str) -> PlanImport | None:
    return PlanImport.objects.open().filter(sha256=sha256).first()


def plan_with_number(number_folded: str, issuer_folded: str, year: int | None) -> Plan | None:
    """A number begins anew each year and with each issuer; without a number no plan is the same as
    another."""
    if not number_folded:
        return None
    return Plan.objects.filter(number_folded=number_folded, issuer_folded=issuer_folded, year=year).first()


@dataclass(frozen=True, slots=True)
class ClarityCounts:
    """How many of ``tasks`` are clear, partial and missing in each facet, and clear in all six."""

    tasks: int = 0
    full: int = 0
    clear: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FACETS, 0))
    partial: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FACETS, 0))
    missing: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FACETS, 0))


def counts_from_glyphs(glyphs: Iterable[tuple[str, int]]) -> ClarityCounts:
    """Counts from (glyph, number of tasks) pairs; no pair is no task."""
    tasks = full = 0
    by_letter: dict[str, Counter[str]] = {letter: Counter() for letter in "cpm"}
    for glyph, n in glyphs:
        tasks += n
        full += n if glyph == ALL_CLEAR else 0
        for facet, letter in zip(FACETS, glyph, strict=True):
            by_letter[letter][facet] += n
    clear, partial, missing = ({f: by_letter[letter][f] for f in FACETS} for letter in "cpm")
    return ClarityCounts(tasks, full, clear, partial, missing)


def counts_by_key(rows: Iterable[tuple[Key, str, int]]) -> dict[Key, ClarityCounts]:
    """Counts for each key of (key, glyph, number of tasks) rows."""
    glyphs: dict[Key, list[tuple[str, int]]] = {}
    for key, glyph, n in rows:
        glyphs.setdefault(key, []).append((glyph, n))
    return {key: counts_from_glyphs(pairs) for key, pairs in glyphs.items()}


def clarity_counts(tasks: TaskQuerySet) -> ClarityCounts:
    """One grouped query over one column, however many tasks there are."""
    rows = tasks.order_by().values_list("glyph").annotate(n=Count("pk"))
    return counts_from_glyphs((glyph, n) for glyph, n in rows)


def clarity_by_lead(tasks: TaskQuerySet) -> dict[str, ClarityCounts]:
    """Counts per heading of the register's groups (``lead_sort``), in one query."""
    return counts_by_key(tasks.order_by().values_list("lead_sort", "glyph").annotate(n=Count("pk")))


def matching(tasks: TaskQuerySet, query: str) -> TaskQuerySet:
    """Tasks that hold every word of the query, with whatever marks."""
    for condition in conditions(query):
        # position of a substring: half the time of LIKE, and nothing in a query has a second meaning
        tasks = tasks.annotate(found=StrIndex("search", Value(condition.part))).filter(found__gt=0)
    return tasks


def inexact(query: str) -> Case | Value:
    """0 for a task that carries the marks of every word that was written with marks, else 1."""
    marked = [condition.exact for condition in conditions(query) if condition.exact]
    if not marked:
        return Value(0)
    same = Q()
    for part in marked:
        same &= Q(search_marked__contains=part)
    return Case(When(same, then=Value(0)), default=Value(1), output_field=IntegerField())


def of_unit(
    tasks: TaskQuerySet, *, unit: int, groups: Iterable[int], role: str | None = None
) -> TaskQuerySet:
    """Tasks in which the unit has a part by itself or through one of its groups."""
    parts = TaskUnit.objects.filter(Q(unit=unit) | Q(group__in=list(groups)))
    if role is not None:
        parts = parts.filter(role=role)
    return tasks.filter(pk__in=parts.values("task"))


def register_of(account: object) -> TaskQuerySet:
    """The tasks in force that the account may see."""
    return Task.objects.visible_to(account).in_force()


def versions_in_force(account: object) -> list[PlanVersion]:
    """The version in force of each plan, without the long columns, in the order in which lists show plans."""
    versions = PlanVersion.objects.visible_to(account).in_force().select_related("plan")
    return list(versions.defer("text", "header").order_by("plan__sort_key", "plan_id"))


def plan_in_force(account: object, key: str) -> PlanVersion | None:
    """The version in force of the plan, with its plan; where none is in force, the newest."""
    versions = PlanVersion.objects.visible_to(account).filter(plan__key=key).select_related("plan")
    return versions.in_force().first() or versions.order_by("-number").first()
