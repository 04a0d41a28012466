"""The lines of a plan's register and of a read document, so that the engine can compare them.

Belongs here: stored rows and the reader's result → lines. Does not belong here: comparing (``engine.planning``),
keeping what somebody decided (``actions.amending``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sauro.engine.planning.compare import Line
from sauro.engine.text import fold
from sauro.plans.actions.building import day, header_value
from sauro.plans.models import Plan, PlanImport, Task, TaskText
from sauro.plans.queries import plan_with_number
from sauro.plans.states import ImportState, TaskLife

Source = Mapping[str, Any]

DETAILS: Sequence[str | Promise] = (
    _("Chủ trì"),
    _("Phối hợp"),
    _("Theo dõi, đôn đốc"),
    _("Thời hạn"),
    _("Sản phẩm"),
)
"""What ``Line.details`` holds, in this order."""


@dataclass(frozen=True, slots=True)
class OldTask:
    """A task that a line of the new document may continue. ``must``: without such a line it is dropped, unless
    the document amends a part only. ``text`` is empty for a task that a person added."""

    task: Task
    line: Line
    source: Source | None
    text: TaskText | None
    must: bool


@dataclass(frozen=True, slots=True)
class NewTask:
    """A task of the read document with the index of its section and the code of what it lies under."""

    line: Line
    source: Source
    section: int
    parent: str


def details_of(source: Source) -> tuple[str, ...]:
    """Units by code where the province knows them: another spelling of a name is no change."""
    roles = tuple(
        "; ".join(ref["code"] or " ".join(ref["text"].split()) for ref in source[role])
        for role in ("lead", "support", "monitor")
    )
    times = "; ".join(
        " ".join((one["text"] or "").split()) for one in (source["when"], *source["when"]["more"])
    )
    product = " ".join(source["product"]["text"].split()) if source["product"] else ""
    return (*roles, times, product)


def shown_details(source: Source | None) -> tuple[str, ...]:
    """The same in the words of the document."""
    if source is None:
        return ("",) * len(DETAILS)
    roles = tuple(
        "; ".join(" ".join((ref["name"] or ref["text"]).split()) for ref in source[role])
        for role in ("lead", "support", "monitor")
    )
    return (*roles, *details_of(source)[3:])


def new_tasks(result: Source) -> list[NewTask]:
    found: list[NewTask] = []
    for n, section in enumerate(result["sections"]):
        heading = " ".join(section["heading"].split())
        found += [
            NewTask(
                Line(task["code"], task["text"], task["code"], heading, details_of(task)), task, n, parent
            )
            for task, parent in _walk(section["tasks"], "")
        ]
    return found


def _walk(tasks: Iterable[Source], parent: str) -> Iterator[tuple[Source, str]]:
    for task in tasks:
        yield task, parent
        yield from _walk(task["children"], task["code"])


def old_tasks(plan: Plan) -> list[OldTask]:
    """Tasks that have stood in a version of the plan, and those that people added, in the order of the plan.

    A dropped task does not come back by itself: a line that brings its work again is new.
    """
    tasks = plan.tasks.exclude(life=TaskLife.DROPPED).select_related("clause", "plan").order_by("order")
    texts: dict[int, TaskText] = {}
    rows = TaskText.objects.filter(task__plan=plan).select_related("version").defer("version__text")
    for row in rows.order_by("version__number"):
        texts[row.task_id] = row
    sources = _sources(plan, {text.version_id for text in texts.values()})
    found = []
    for task in tasks:
        text = texts.get(task.pk)
        if text is None and task.life != TaskLife.ACTIVE:
            continue
        source = sources.get(text.version_id, {}).get(task.source_code) if text is not None else None
        heading = " ".join(task.clause.heading.split()) if task.clause else ""
        details = details_of(source) if source is not None else ()
        words = text.text if text is not None else task.text
        line = Line(task.code, words, task.source_code, heading, details)
        must = text is not None and task.life in (TaskLife.ACTIVE, TaskLife.SPLIT)
        found.append(OldTask(task, line, source, text, must))
    return found


def _sources(plan: Plan, versions: Iterable[int]) -> dict[int, dict[str, Source]]:
    """What the reader said of each version: place → task."""
    imports = PlanImport.objects.filter(
        version__plan=plan, version__in=list(versions), state=ImportState.CONFIRMED
    )
    found: dict[int, dict[str, Source]] = {}
    for version, result in imports.order_by("pk").values_list("version", "result"):
        if version is not None and version not in found and result is not None:
            found[version] = {new.line.key: new.source for new in new_tasks(result)}
    return found


def taken_plan(result: Source) -> Plan | None:
    """The plan that holds this number of this issuer. Numbers begin anew each year, so the year counts; a document
    without a date is taken for the newest of its number."""
    header = result["header"]
    number, issuer = fold(header_value(header, "number")), fold(header_value(header, "issuer"))
    issued = day(header_value(header, "issued_on") or None)
    found = plan_with_number(number, issuer, issued.year if issued else None)
    if found is not None or not number:
        return found
    same = Plan.objects.filter(number_folded=number, issuer_folded=issuer)
    if issued is not None:
        return same.filter(year=None).first()
    return same.order_by("-year").first()
