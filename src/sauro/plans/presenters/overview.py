"""Progress and clarity together: of a plan, of each agency in it, of each of its sections.

Belongs here: counting and the sentence that opens the overview. Does not belong here: before and after
(``clarity_progress``), years (``phases``), the rest of the plan's page (``plan``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sauro.plans.filters import NO_LEAD, RegisterFilters
from sauro.plans.models import Clause, Task
from sauro.plans.models.task import TaskQuerySet
from sauro.plans.presenters import words
from sauro.plans.presenters.register_rows import lead_name
from sauro.plans.queries import ClarityCounts, counts_from_glyphs
from sauro.plans.urgency import TITLES, Span, Urgency, by_span, span_column
from sauro.web.text import number_words

SEGMENT = {
    Urgency.DONE: "done",
    Urgency.WAITING: "run",
    Urgency.RUN: "run",
    Urgency.SOON: "soon",
    Urgency.LATE: "late",
    Urgency.TODO: "rest",
    Urgency.UNDATED: "rest",
}
"""The parts of a progress bar; halted work is in none of them and is said beside it."""


@dataclass(slots=True)
class Standing:
    """How far some tasks are and how clear: filled while rows are read, shown afterwards."""

    by_urgency: dict[Urgency, int] = field(default_factory=lambda: dict.fromkeys(Urgency, 0))
    glyphs: dict[str, int] = field(default_factory=dict)

    def add(self, state: str, span: str, glyph: str, n: int) -> None:
        self.by_urgency[by_span(state, Span(span))] += n
        self.glyphs[glyph] = self.glyphs.get(glyph, 0) + n

    @property
    def counts(self) -> ClarityCounts:
        return counts_from_glyphs(self.glyphs.items())

    @property
    def tasks(self) -> int:
        return sum(self.glyphs.values())

    @property
    def done(self) -> int:
        return self.by_urgency[Urgency.DONE]

    @property
    def late(self) -> int:
        return self.by_urgency[Urgency.LATE]

    @property
    def segments(self) -> dict[str, int]:
        bar = dict.fromkeys(SEGMENT.values(), 0)
        for urgency, part in SEGMENT.items():
            bar[part] += self.by_urgency[urgency]
        return bar


@dataclass(frozen=True, slots=True)
class StateLine:
    words: str
    count: int
    address: str


@dataclass(frozen=True, slots=True)
class AgencyLine:
    name: str
    slug: str
    address: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class SectionLine:
    """A section of the document, or with ``part`` the part (II, PL1) that holds the sections below it."""

    code: str
    heading: str
    part: bool
    standing: Standing


@dataclass(frozen=True, slots=True)
class Overview:
    standing: Standing
    sentence: str
    states: list[StateLine]
    agencies: list[AgencyLine]
    sections: list[SectionLine]


def standings(tasks: TaskQuerySet, column: str, today: date) -> dict[Any, Standing]:
    """For each value of the column, in one grouped query."""
    found: dict[Any, Standing] = {}
    rows = tasks.order_by().annotate(due_span=span_column(today))
    grouped = rows.values_list(column, "state", "due_span", "glyph").annotate(n=Count("*"))
    for value, state, span, glyph, n in grouped:
        found.setdefault(value, Standing()).add(state, span, glyph, n)
    return found


def overview(tasks: TaskQuerySet, plan: str, today: date) -> Overview:
    """Of the tasks of one plan; ``plan`` is its key for addresses."""
    by_lead = standings(tasks, "lead_sort", today)
    whole = together(by_lead.values())
    return Overview(
        standing=whole,
        sentence=sentence(whole),
        states=_states(whole, plan),
        agencies=_agencies(tasks, by_lead, plan),
        sections=_sections(standings(tasks, "clause", today)),
    )


def together(parts: Iterable[Standing]) -> Standing:
    whole = Standing()
    for part in parts:
        for urgency, n in part.by_urgency.items():
            whole.by_urgency[urgency] += n
        for glyph, n in part.glyphs.items():
            whole.glyphs[glyph] = whole.glyphs.get(glyph, 0) + n
    return whole


def sentence(whole: Standing) -> str:
    """How many are done, then what needs somebody, each only where there is one."""
    n = whole.tasks
    if not n:
        return ""
    said = ngettext(
        "%(done)s trong %(n)s nhiệm vụ đã hoàn thành", "%(done)s trong %(n)s nhiệm vụ đã hoàn thành", n
    ) % {"done": number_words(whole.done), "n": number_words(n)}
    wanting: list[tuple[Urgency, Callable[[], str]]] = [
        (Urgency.LATE, lambda: _("%(n)s quá hạn")),
        (Urgency.WAITING, lambda: _("%(n)s chờ xác nhận")),
        (Urgency.SOON, lambda: _("%(n)s đến hạn trong 14 ngày")),
        (Urgency.UNDATED, lambda: _("%(n)s chưa có thời hạn")),
        (Urgency.HALTED, lambda: _("%(n)s tạm dừng hoặc được đồng ý không thực hiện")),
    ]
    named = [
        words_of() % {"n": number_words(whole.by_urgency[one])}
        for one, words_of in wanting
        if whole.by_urgency[one]
    ]
    return f"{said}; {', '.join(named)}." if named else f"{said}."


def _states(whole: Standing, plan: str) -> list[StateLine]:
    return [
        StateLine(
            str(TITLES[one]),
            whole.by_urgency[one],
            f"{reverse('plans:register')}{RegisterFilters(plan=plan, state=str(one)).address()}",
        )
        for one in Urgency
        if whole.by_urgency[one]
    ]


def _agencies(tasks: TaskQuerySet, by_lead: dict[str, Standing], plan: str) -> list[AgencyLine]:
    """A line for each group of the register, read from one task of each that the database chooses."""
    firsts = tasks.order_by().values("lead_sort").annotate(first=Min("pk")).values_list("first", flat=True)
    shown = Task.objects.filter(pk__in=list(firsts)).select_related("lead_unit", "lead_group")
    lines = []
    for task in shown.defer("search", "search_marked").order_by("lead_order", "lead_sort"):
        slug = task.lead_unit.slug if task.lead_unit else ""
        chosen = slug or (task.lead_group.code.lower() if task.lead_group else "")
        if not chosen and not task.lead_text:
            chosen = NO_LEAD
        address = RegisterFilters(plan=plan, unit=chosen).address() if chosen else ""
        lines.append(AgencyLine(lead_name(task), slug, address, by_lead.get(task.lead_sort, Standing())))
    return lines


def _sections(by_clause: dict[int | None, Standing]) -> list[SectionLine]:
    """In the order of the document, each part with its sum above its sections; tasks that a person added come
    last. One part alone needs no sum."""
    clauses = Clause.objects.filter(pk__in=[key for key in by_clause if key is not None])
    rows = list(clauses.order_by("order").values_list("pk", "code", "heading"))
    parts: dict[str, list[Standing]] = {}
    for key, code, _heading in rows:
        parts.setdefault(_part_of(code), []).append(by_clause[key])
    lines: list[SectionLine] = []
    last = ""
    for key, code, heading in rows:
        part = _part_of(code)
        if len(parts) > 1 and part != last:
            lines.append(SectionLine(part, _part_words(part), True, together(parts[part])))
        last = part
        lines.append(SectionLine(code, words.shortened(" ".join(heading.split())), False, by_clause[key]))
    if None in by_clause:
        lines.append(SectionLine("", _("Bổ sung sau khi xác nhận"), True, by_clause[None]))
    return lines


def _part_of(code: str) -> str:
    return code.split(".", 1)[0]


def _part_words(part: str) -> str:
    if part.startswith("PL"):
        return _("Phụ lục %(n)s") % {"n": part.removeprefix("PL")}
    return _("Phần %(n)s") % {"n": part}
