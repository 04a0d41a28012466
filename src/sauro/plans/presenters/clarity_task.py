"""The six clarities on a task's page, the page that sets one, and what stood there before.

Belongs here: _task_clarity.html, _six.html, clarity_set.html. Does not belong here: requests (``clarity_request``).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _

from sauro.audit.queries import history
from sauro.engine.planning.model import FACETS
from sauro.people.models import Unit
from sauro.plans.answers import answer_words
from sauro.plans.models import Clarity, ClarityAsk, Task, TaskUnit
from sauro.plans.permissions import may, refusal
from sauro.plans.presenters import words
from sauro.plans.presenters.clarity_lines import (
    MARKS,
    document_lack,
    document_words,
    first_state,
    from_document,
    stands_there,
    value_words,
    verdict_words,
)
from sauro.plans.states import AskState, ClaritySource, DecidingLevel, TaskLife
from sauro.web.glyph import FACET_TITLES
from sauro.web.text import who_when


@dataclass(frozen=True, slots=True)
class SixLine:
    """One clarity in short: what stands now and what is wanting."""

    state: str
    title: str
    value: str
    lack: str
    source: str


@dataclass(frozen=True, slots=True)
class OpenAsk:
    code: str
    address: str
    unit: str
    mark: str
    state: str
    to_decide: bool


@dataclass(frozen=True, slots=True)
class Earlier:
    """A value that no longer stands: what it was, who had said it, when it was replaced and by whom."""

    value: str
    state: str
    source: str
    said_by: str
    replaced: str


@dataclass(frozen=True, slots=True)
class Part:
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class FacetBlock:
    facet: str
    title: str
    state: str
    value: str
    parts: list[Part]
    lack: str
    gap: str
    source: str
    by: str
    note: str
    document: str
    review: bool
    ask: OpenAsk | None
    earlier: list[Earlier]
    set_address: str


@dataclass(frozen=True, slots=True)
class TaskClarity:
    facets: list[FacetBlock]
    may_ask: bool
    why_not_ask: str
    ask_address: str
    may_set: bool
    why_not_set: str
    moot: str
    answers: bool


def six_lines(task: Task) -> list[SixLine]:
    """The short list of a panel; needs ``clarities`` and ``units`` prefetched."""
    rows: Mapping[str, Clarity] = {row.facet: row for row in task.clarities.all()}
    names = _names(rows.values())
    lines = []
    for facet in FACETS:
        row = rows[facet]
        from_people = row.source != ClaritySource.DOCUMENT
        why, _gap = verdict_words(facet, row.data) if from_people else (_lack(row), "")
        lines.append(
            SixLine(
                row.state,
                str(FACET_TITLES[facet]),
                value_words(row, task, names),
                why if row.state != "clear" else "",
                str(row.get_source_display()) if from_people else "",
            )
        )
    return lines


def _lack(row: Clarity) -> str:
    return str(words.LACKS.get((row.facet, row.state), ""))


def _names(rows: Any) -> dict[str, str]:
    """Short names of the units that answers name; no query where none does."""
    codes = {row.data["unit"] for row in rows if row.data.get("unit")}
    return dict(Unit.objects.filter(code__in=codes).values_list("code", "short_name")) if codes else {}


def task_clarity(account: object, task: Task) -> TaskClarity:
    """The section of the task's page; needs ``clarities`` and ``units`` prefetched."""
    rows: Mapping[str, Clarity] = {row.facet: row for row in task.clarities.all()}
    told = _told(task)
    said = [fact for facts in told.values() for fact in facts]
    names = _names(rows.values()) | _names_of(said)
    asks = {
        ask.facet: ask
        for ask in ClarityAsk.objects.visible_to(account)
        .open()
        .filter(task=task)
        .select_related("request__unit")
    }
    life = TaskLife(task.life)
    may_ask, may_set = may(account, "clarity.ask", task=task), may(account, "clarity.accept", task=task)
    office = may_ask or may_set
    blocks = [
        _block(task, rows[facet], asks.get(facet), told.get(facet, []), names, may_set) for facet in FACETS
    ]
    return TaskClarity(
        facets=blocks,
        may_ask=may_ask and life == TaskLife.ACTIVE,
        why_not_ask="" if may_ask or not office else refusal(account, "clarity.ask", task=task).why,
        ask_address=f"{reverse('plans:clarity_ask')}?nv={task.code}",
        may_set=may_set and life == TaskLife.ACTIVE,
        why_not_set="" if may_set or not office else refusal(account, "clarity.accept", task=task).why,
        moot="" if life == TaskLife.ACTIVE else str(life.label),
        answers=any(row.source != ClaritySource.DOCUMENT for row in rows.values()),
    )


def _block(
    task: Task,
    row: Clarity,
    ask: ClarityAsk | None,
    told: list[dict[str, Any]],
    names: Mapping[str, str],
    may_set: bool,
) -> FacetBlock:
    from_people = row.source != ClaritySource.DOCUMENT
    why, gap = verdict_words(row.facet, row.data) if from_people else (_lack(row), "")
    return FacetBlock(
        facet=row.facet,
        title=str(FACET_TITLES[row.facet]),
        state=row.state,
        value=value_words(row, task, names),
        parts=_authority_parts(row) if row.facet == "authority" and from_people else [],
        lack=why if row.state != "clear" else "",
        gap=gap,
        source=_source(task, row),
        by=who_when(row.by_name, row.at) if from_people else "",
        note=row.note,
        document=_document(task, row.facet) if from_people else "",
        review=row.review,
        ask=_open_ask(ask, may_set) if ask else None,
        earlier=[_earlier(fact, names) for fact in told],
        set_address=reverse("plans:clarity_set", args=[task.code, row.facet]),
    )


def _document(task: Task, facet: str) -> str:
    """What the document says, beside the answer that took its place."""
    if not from_document(task):
        return ""
    clear = first_state(task, facet) == "clear"
    said = document_words(task, facet) or document_lack(task, facet)
    return said or (stands_there(task) if clear else "")


def _source(task: Task, row: Clarity) -> str:
    read = row.source == ClaritySource.DOCUMENT
    if read and not from_document(task) and task.parent_id is None:
        return _("Theo nội dung nhiệm vụ")
    return str(row.get_source_display())


def _authority_parts(row: Clarity) -> list[Part]:
    """Who decides, the legal ground and the delegation, each by itself; what is unknown stays empty."""
    level = row.data.get("level", "")
    return [
        Part(_("Cấp quyết định"), str(DecidingLevel(level).label) if level else ""),
        Part(_("Căn cứ pháp lý"), row.data.get("ground", "")),
        Part(_("Ủy quyền, phân cấp"), row.data.get("delegation", "")),
    ]


def _open_ask(ask: ClarityAsk, may_accept: bool) -> OpenAsk:
    return OpenAsk(
        code=ask.request.code,
        address=f"{reverse('plans:clarity_request', args=[ask.request.code])}#a{ask.pk}",
        unit=ask.request.unit.short_name,
        mark=MARKS[ask.state],
        state=str(AskState(ask.state).label),
        to_decide=may_accept and ask.state == AskState.ANSWERED,
    )


def _told(task: Task) -> dict[str, list[dict[str, Any]]]:
    """Facet → earlier values that a person had given, the newest first, from the trail."""
    found: dict[str, list[dict[str, Any]]] = {}
    events = history(room="plans", subject=task.code).filter(action="set_clarity")
    for event in events:
        before = json.loads(event.before)
        if before.get("source") == ClaritySource.DOCUMENT:
            continue
        fact = before | {"replaced_by": event.by_name, "replaced_at": event.at}
        found.setdefault(before["facet"], []).insert(0, fact)
    return found


def _names_of(facts: list[dict[str, Any]]) -> dict[str, str]:
    codes = {fact["data"]["unit"] for fact in facts if fact.get("data", {}).get("unit")}
    return dict(Unit.objects.filter(code__in=codes).values_list("code", "short_name")) if codes else {}


def _earlier(fact: Mapping[str, Any], names: Mapping[str, str]) -> Earlier:
    return Earlier(
        value=answer_words(fact["facet"], fact["data"], names) or fact["value"],
        state=fact["state"],
        source=str(ClaritySource(fact["source"]).label),
        said_by=who_when(fact["by"], datetime.fromisoformat(fact["at"])),
        replaced=who_when(fact["replaced_by"], fact["replaced_at"]),
    )


def task_for_setting(account: object, code: str) -> Task | None:
    """The task with what the section shows, or None where the account sees no such task."""
    units = Prefetch("units", TaskUnit.objects.select_related("unit", "group"))
    tasks = Task.objects.visible_to(account).filter(code=code).select_related("plan")
    return tasks.prefetch_related("clarities", units).first()


def one_facet(account: object, task: Task, facet: str) -> FacetBlock:
    return next(block for block in task_clarity(account, task).facets if block.facet == facet)
