"""Before and after: how many tasks of a plan were clear when they entered, and are now.

Belongs here: the section "Làm rõ" of a plan's page. Does not belong here: the rest of that page (``plan``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sauro.engine.planning.model import FACETS
from sauro.plans.filters import RegisterFilters
from sauro.plans.models import ClarityAsk, ClarityRequest, Task
from sauro.plans.models.task import TaskQuerySet
from sauro.plans.permissions import may
from sauro.plans.presenters.clarity_lines import MARKS
from sauro.plans.presenters.register import NO_LEAD, lead_name
from sauro.plans.queries_clarity import Change, askable, changes_by_lead, late_requests
from sauro.plans.states import OPEN_ASKS, AskState
from sauro.web.glyph import FACET_LABELS, FACET_TITLES
from sauro.web.text import number_words, percent


@dataclass(frozen=True, slots=True)
class Pair:
    """Clear when it entered and now; ``rose`` where people made it clearer, ``fell`` where they corrected."""

    label: str
    before: int
    after: int
    before_percent: int | None
    after_percent: int | None

    @property
    def rose(self) -> bool:
        return self.after > self.before

    @property
    def changed(self) -> bool:
        return self.after != self.before


@dataclass(frozen=True, slots=True)
class AgencyChange:
    name: str
    tasks: int
    pairs: list[Pair]
    full: Pair
    register: str
    ask: str


@dataclass(frozen=True, slots=True)
class StateCount:
    mark: str
    words: str
    count: int


@dataclass(frozen=True, slots=True)
class LateLine:
    code: str
    address: str
    unit: str
    answer_by: object


@dataclass(frozen=True, slots=True)
class ProgressSection:
    sentence: str
    tasks: int
    pairs: list[Pair]
    full: Pair
    agencies: list[AgencyChange]
    states: list[StateCount]
    late: list[LateLine]
    may_ask: bool
    ask: str
    requests: str


def clarity_progress(account: object, plan: int, key: str) -> ProgressSection | None:
    """The section for a plan, None where nothing is counted. A fixed number of queries."""
    tasks = Task.objects.visible_to(account).in_force().filter(plan=plan)
    by_lead = changes_by_lead(tasks)
    whole = Change()
    for change in by_lead.values():
        _join(whole, change)
    if not whole.tasks:
        return None
    may_ask = may(account, "clarity.ask")
    return ProgressSection(
        sentence=_sentence(whole),
        tasks=whole.tasks,
        pairs=_pairs(whole),
        full=_full(whole),
        agencies=_agencies(account, tasks, by_lead, key, may_ask),
        states=_states(account, tasks),
        late=_late(account, tasks),
        may_ask=may_ask,
        ask=f"{reverse('plans:clarity_ask')}{RegisterFilters(plan=key).address()}",
        requests=reverse("plans:clarity") if _sees_requests(account) else "",
    )


def _sees_requests(account: object) -> bool:
    return any(may(account, f"clarity.{verb}") for verb in ("ask", "accept", "answer"))


def _join(whole: Change, part: Change) -> None:
    whole.tasks += part.tasks
    whole.full_before += part.full_before
    whole.full_after += part.full_after
    for facet in FACETS:
        whole.before[facet] += part.before[facet]
        whole.after[facet] += part.after[facet]


def _pairs(change: Change) -> list[Pair]:
    return [_pair(str(FACET_LABELS[f]), change.before[f], change.after[f], change.tasks) for f in FACETS]


def _full(change: Change) -> Pair:
    return _pair(_("Đủ cả sáu"), change.full_before, change.full_after, change.tasks)


def _pair(label: str, before: int, after: int, tasks: int) -> Pair:
    return Pair(label, before, after, percent(before, tasks), percent(after, tasks))


def _sentence(whole: Change) -> str:
    """The facet that gained most, in numbers; where nothing has changed, the one that is least clear."""
    gained = max(FACETS, key=lambda facet: whole.after[facet] - whole.before[facet])
    if whole.after[gained] > whole.before[gained]:
        return ngettext(
            "Khi đưa vào sổ: %(before)s trên %(tasks)s nhiệm vụ %(facet)s; nay %(after)s.",
            "Khi đưa vào sổ: %(before)s trên %(tasks)s nhiệm vụ %(facet)s; nay %(after)s.",
            whole.tasks,
        ) % {
            "before": number_words(whole.before[gained]),
            "tasks": number_words(whole.tasks),
            "facet": _lower(str(FACET_TITLES[gained])),
            "after": number_words(whole.after[gained]),
        }
    least = min(FACETS, key=lambda facet: whole.after[facet])
    return _("%(now)s trên %(tasks)s nhiệm vụ %(facet)s, như khi đưa vào sổ.") % {
        "now": number_words(whole.after[least]),
        "tasks": number_words(whole.tasks),
        "facet": _lower(str(FACET_TITLES[least])),
    }


def _lower(title: str) -> str:
    return title[:1].lower() + title[1:]


def _agencies(
    account: object, tasks: TaskQuerySet, by_lead: Mapping[str, Change], key: str, may_ask: bool
) -> list[AgencyChange]:
    """A line for each group of the register, read from one task of each that the database chooses."""
    firsts = tasks.order_by().values("lead_sort").annotate(first=Min("pk")).values_list("first", flat=True)
    shown = Task.objects.filter(pk__in=list(firsts)).select_related("lead_unit", "lead_group")
    open_leads = _open_leads(account, tasks) if may_ask else set()
    lines = []
    for task in shown.order_by("lead_order", "lead_sort"):
        change = by_lead[task.lead_sort]
        chosen = _chosen(task)
        address = RegisterFilters(plan=key, unit=chosen).address() if chosen else ""
        asks = bool(address) and task.lead_sort in open_leads
        lines.append(
            AgencyChange(
                name=lead_name(task),
                tasks=change.tasks,
                pairs=_pairs(change),
                full=_full(change),
                register=f"{reverse('plans:register')}{address}" if address else "",
                ask=f"{reverse('plans:clarity_ask')}{address}" if asks else "",
            )
        )
    return lines


def _open_leads(account: object, tasks: TaskQuerySet) -> set[str]:
    """Headings under which there is something to ask."""
    unclear = askable(account, tasks).exclude(glyph="c" * len(FACETS))
    return set(unclear.order_by().values_list("lead_sort", flat=True).distinct())


def _chosen(task: Task) -> str:
    if task.lead_unit is not None:
        return task.lead_unit.slug
    if task.lead_group is not None:
        return task.lead_group.code.lower()
    return "" if task.lead_text else NO_LEAD


def _states(account: object, tasks: TaskQuerySet) -> list[StateCount]:
    """Open asks about the plan's tasks by state; those that the account may see."""
    asks = ClarityAsk.objects.visible_to(account).filter(task__in=tasks.order_by().values("pk"))
    counted = dict(asks.order_by().values_list("state").annotate(n=Count("pk")))
    shown = [*OPEN_ASKS, AskState.ACCEPTED]
    return [
        StateCount(MARKS[state], str(state.label), counted[state]) for state in shown if counted.get(state)
    ]


def _late(account: object, tasks: TaskQuerySet) -> list[LateLine]:
    requests: list[ClarityRequest] = late_requests(account, tasks, timezone.localdate())
    return [
        LateLine(
            request.code,
            reverse("plans:clarity_request", args=[request.code]),
            request.unit.short_name,
            request.answer_by,
        )
        for request in requests
    ]
