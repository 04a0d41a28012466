"""Questions about tasks that may be the same work.

Belongs here: reads that pages and lists share. Does not belong here: finding pairs (``engine.planning.similarity``),
deciding (``actions.duplicates``).
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from sauro.plans.models import Duplicate
from sauro.plans.states import DuplicateState, TaskLife


def open_pairs() -> QuerySet[Duplicate]:
    """Pairs of tasks that the register counts and nobody has judged."""
    return Duplicate.objects.filter(
        state=DuplicateState.SUGGESTED, first__life=TaskLife.ACTIVE, second__life=TaskLife.ACTIVE
    )


def suggested_with(tasks: Iterable[int]) -> dict[int, list[str]]:
    """Task → codes of tasks that may be the same work, most alike first; one query."""
    wanted = set(tasks)
    if not wanted:
        return {}
    pairs = open_pairs().filter(Q(first__in=wanted) | Q(second__in=wanted))
    found: dict[int, list[str]] = {}
    for first, second, first_code, second_code in pairs.values_list(
        "first", "second", "first__code", "second__code"
    ):
        if first in wanted:
            found.setdefault(first, []).append(second_code)
        if second in wanted:
            found.setdefault(second, []).append(first_code)
    return found
