"""The list of plans, a plan's overview and its whole text.

Belongs here: everything those three pages show. Does not belong here: rows of tasks (``register``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from sauro.plans.models import Clause, PlanImport, PlanTarget, PlanVersion, Task, TaskTarget, TaskText
from sauro.plans.presenters import words
from sauro.plans.presenters.imports import (
    LONGEST_TEXT,
    FacetShare,
    FindingLine,
    shares,
    signatory_words,
    stored_findings,
    years_words,
)
from sauro.plans.presenters.marking import Span, marked
from sauro.plans.presenters.overview import Overview, Standing, overview, standings
from sauro.plans.presenters.spans import header_spans, text_id
from sauro.plans.queries import ClarityCounts, plan_in_force, register_of, versions_in_force
from sauro.plans.states import ImportState
from sauro.web.text import number_words

MOST_TARGETS = 100
"""Targets on the page of a plan; the others stand on the pages of their tasks."""


@dataclass(frozen=True, slots=True)
class PlanLine:
    version: PlanVersion
    standing: Standing
    counts: ClarityCounts


@dataclass(frozen=True, slots=True)
class PlansPage:
    plans: list[PlanLine]
    waiting: list[PlanImport]
    sample: bool


def plans_page(account: object) -> PlansPage:
    versions = versions_in_force(account)
    by_plan = standings(register_of(account), "plan", timezone.localdate())
    waiting = PlanImport.objects.visible_to(account).exclude(
        state__in=(ImportState.CONFIRMED, ImportState.DISCARDED)
    )
    return PlansPage(
        plans=[_plan_line(v, by_plan.get(v.plan_id, Standing())) for v in versions],
        waiting=list(waiting.defer("text", "result")[:20]),
        sample=any(v.is_sample for v in versions),
    )


def _plan_line(version: PlanVersion, standing: Standing) -> PlanLine:
    return PlanLine(version, standing, standing.counts)


@dataclass(frozen=True, slots=True)
class Figure:
    year: str
    value: str


@dataclass(frozen=True, slots=True)
class TargetLine:
    code: str
    text: str
    value: str
    figures: list[Figure]
    task: str


@dataclass(frozen=True, slots=True)
class PlanPage:
    version: PlanVersion
    kind: str
    years: str
    signatory: str
    counts: ClarityCounts
    shares: list[FacetShare]
    missing_most: str
    overview: Overview
    findings: list[FindingLine]
    targets: list[TargetLine]
    targets_cut: bool
    target_years: list[str]
    sample: bool


def plan_page(account: object, key: str) -> PlanPage | None:
    version = plan_in_force(account, key)
    if version is None:
        return None
    tasks = Task.objects.visible_to(account).in_force().filter(plan=version.plan_id)
    whole = overview(tasks, key, timezone.localdate())
    counts = whole.standing.counts
    rows = _target_rows(version)
    years = sorted({year for target, _task in rows for year in target.by_year})
    lines = shares(counts.clear, counts.tasks)
    least = min(lines, key=lambda line: line.clear) if counts.tasks else None
    return PlanPage(
        version=version,
        kind=words.sentence_case(version.plan.kind),
        years=years_words([version.year_from, version.year_to]),
        signatory=signatory_words(version.signatory),
        counts=counts,
        shares=lines,
        missing_most=least.label.lower() if least and least.clear < counts.tasks else "",
        overview=whole,
        findings=stored_findings(version),
        targets=[_target_line(target, task, years) for target, task in rows],
        targets_cut=len(rows) == MOST_TARGETS,
        target_years=years,
        sample=version.is_sample,
    )


def _target_rows(version: PlanVersion) -> list[tuple[PlanTarget | TaskTarget, str]]:
    """Targets of the whole plan, then those of its tasks with the task's code."""
    rows: list[tuple[PlanTarget | TaskTarget, str]] = [
        (target, "") for target in PlanTarget.objects.filter(version=version)[:MOST_TARGETS]
    ]
    tasks = TaskTarget.objects.filter(task__clause__version=version).order_by("task__order", "order")
    for target in tasks.annotate(code_of_task=F("task__code"))[: MOST_TARGETS - len(rows)]:
        rows.append((target, target.code_of_task))
    return rows


def _target_line(target: PlanTarget | TaskTarget, task: str, years: list[str]) -> TargetLine:
    value = ""
    if target.value is not None:
        value = f"{number_words(target.value)} {target.unit}".strip()
    figures = [
        Figure(year, number_words(target.by_year[year]) if year in target.by_year else "–") for year in years
    ]
    return TargetLine(target.code, words.shortened(target.text), value, figures, task)


@dataclass(frozen=True, slots=True)
class DocumentPage:
    version: PlanVersion
    document: SafeString
    cut: bool
    sample: bool


def document_page(account: object, key: str) -> DocumentPage | None:
    """The whole text as filed, each task marked and linked to its page."""
    version = plan_in_force(account, key)
    if version is None:
        return None
    spans = [
        *header_spans(version.header),
        *(
            Span(c.start, c.end, "sec-mark")
            for c in Clause.objects.filter(version=version, tasks__isnull=False).distinct()
        ),
        *_task_spans(version),
    ]
    return DocumentPage(
        version=version,
        document=marked(version.text[:LONGEST_TEXT], spans),
        cut=len(version.text) > LONGEST_TEXT,
        sample=version.is_sample,
    )


def _task_spans(version: PlanVersion) -> Iterator[Span]:
    for text in TaskText.objects.filter(version=version).select_related("task"):
        task = text.task
        yield Span(
            text.start,
            text.end,
            "task-mark",
            id=text_id(task.source_code),
            back=reverse("plans:task", args=[task.code]),
            label=task.code,
        )
