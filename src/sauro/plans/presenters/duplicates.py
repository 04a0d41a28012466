"""The list of tasks that may be the same work.

Belongs here: everything duplicates.html shows. Does not belong here: finding pairs, deciding (``actions.duplicates``).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Prefetch

from sauro.engine.planning.compare import Piece, word_changes
from sauro.plans.models import Duplicate, Task, TaskUnit
from sauro.plans.permissions import may, refusal
from sauro.plans.presenters import words
from sauro.plans.queries_duplicates import open_pairs
from sauro.plans.states import DuplicateState, SourceKind, TaskLife
from sauro.web.text import day_words

PAGE = 50
STATES = (DuplicateState.SUGGESTED, DuplicateState.SAME, DuplicateState.DIFFERENT)


@dataclass(frozen=True, slots=True)
class Side:
    code: str
    source: str
    lead: str
    when: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class PairLine:
    key: int
    likeness: int
    state: str
    first: Side
    second: Side
    by: str


@dataclass(frozen=True, slots=True)
class Tab:
    code: str
    label: str
    current: bool
    count: int


@dataclass(frozen=True, slots=True)
class DuplicatesPage:
    tabs: list[Tab]
    lines: list[PairLine]
    total: int
    page: int
    pages: int
    closed: str
    state: str


def duplicates_page(account: object, state: str, page: int) -> DuplicatesPage:
    chosen = state if state in {str(one) for one in STATES} else str(DuplicateState.SUGGESTED)
    active = {"first__life": TaskLife.ACTIVE, "second__life": TaskLife.ACTIVE}
    pairs = (
        open_pairs()
        if chosen == DuplicateState.SUGGESTED
        else Duplicate.objects.filter(state=chosen, **active)
    )
    if not may(account, "plans.view"):
        pairs = pairs.none()
    total = pairs.count()
    pages = max(1, -(-total // PAGE))
    page = min(max(page, 1), pages)
    tasks = Prefetch("units", TaskUnit.objects.select_related("unit", "group"))
    rows = pairs.order_by("-similarity", "pk")[(page - 1) * PAGE : page * PAGE]
    rows = rows.prefetch_related(
        Prefetch("first", Task.objects.select_related("plan").prefetch_related(tasks)),
        Prefetch("second", Task.objects.select_related("plan").prefetch_related(tasks)),
    )
    return DuplicatesPage(
        tabs=[_tab(one, chosen, total) for one in STATES],
        lines=[_line(row) for row in rows],
        total=total,
        page=page,
        pages=pages,
        closed="" if may(account, "tasks.edit") else refusal(account, "tasks.edit").why,
        state=chosen,
    )


def _tab(one: DuplicateState, chosen: str, total: int) -> Tab:
    current = str(one) == chosen
    return Tab(str(one), str(one.label), current, total if current else 0)


def _line(row: Duplicate) -> PairLine:
    old, new = word_changes(row.first.text, row.second.text)
    decided = "" if row.decided_at is None else f"{row.decided_by_name} · {day_words(row.decided_at)}"
    return PairLine(
        key=row.pk,
        likeness=row.similarity,
        state=str(row.state),
        first=_side(row.first, old),
        second=_side(row.second, new),
        by=decided,
    )


def _side(task: Task, pieces: tuple[Piece, ...]) -> Side:
    kind = str(SourceKind(task.plan.source).label)
    return Side(
        task.code,
        f"{kind} {task.plan.number or task.plan.key}",
        words.lead_words(task),
        words.when_words(task),
        pieces,
    )
