"""Reading requests, asks and the progress of the six clarities.

Belongs here: what a page of clarities needs from the database, each in a number of queries that does not grow with
the tasks. Does not belong here: rows prepared for a template (presenters), any write.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from sauro.engine.planning.model import FACETS
from sauro.engine.text import fold
from sauro.people.models import Unit, valid_on
from sauro.people.permissions import reach
from sauro.plans.models import ClarityAsk, ClarityRequest, IndexLink, Task
from sauro.plans.models.clarity import ClarityRequestQuerySet
from sauro.plans.models.task import TaskQuerySet
from sauro.plans.states import OPEN_ASKS, AskState, TaskLife

FOR_UNIT = (AskState.ASKED, AskState.RETURNED)
"""The unit has the next word."""


@dataclass(frozen=True, slots=True)
class UnitNames:
    """The units in force: code → short name in the province's order, and folded names → code."""

    short: Mapping[str, str]
    by_name: Mapping[str, str]

    def code(self, typed: str) -> str | None:
        return self.by_name.get(fold(" ".join(typed.split())))


def unit_names() -> UnitNames:
    """A name that two units share leads to neither."""
    short: dict[str, str] = {}
    found: dict[str, str | None] = {}
    rows = Unit.objects.filter(valid_on(timezone.localdate())).order_by("order", "sort_key")
    for code, short_name, name in rows.values_list("code", "short_name", "name"):
        short[code] = short_name
        for one in {fold(short_name), fold(name), fold(code)}:
            found[one] = code if one not in found else None
    return UnitNames(short, {name: code for name, code in found.items() if code})


def askable(account: object, tasks: TaskQuerySet) -> TaskQuerySet:
    """Of the tasks those that the account may ask about: all, or those of its field."""
    granted = reach(account, "clarity.ask")
    if granted.everything:
        return tasks
    if not granted.nodes:
        return tasks.none()
    return tasks.filter(pk__in=IndexLink.objects.within(granted.nodes).values("task"))


def open_asks_by_facet(tasks: Iterable[Task]) -> dict[tuple[int, str], ClarityAsk]:
    """The open ask of each facet of the tasks, with its request, for those who are working on them."""
    rows = ClarityAsk.objects.open().filter(task__in=[task.pk for task in tasks])
    return {(ask.task_id, ask.facet): ask for ask in rows.select_related("request__unit")}


def _asked(states: Iterable[str]) -> Exists:
    """An ask in one of the states about a task that the register still counts; the others are moot."""
    asks = ClarityAsk.objects.filter(request=OuterRef("pk"), task__life=TaskLife.ACTIVE)
    return Exists(asks.filter(state__in=list(states)))


def for_unit(requests: ClarityRequestQuerySet) -> ClarityRequestQuerySet:
    """Requests in which the unit has the next word on something."""
    return requests.filter(_asked(FOR_UNIT))


def for_office(requests: ClarityRequestQuerySet) -> ClarityRequestQuerySet:
    """Requests with an answer that nobody has decided on."""
    return requests.filter(_asked([AskState.ANSWERED]))


def settled(requests: ClarityRequestQuerySet) -> ClarityRequestQuerySet:
    return requests.exclude(_asked(OPEN_ASKS))


def counts_of(requests: Iterable[ClarityRequest]) -> dict[int, Counter[str]]:
    """State → number of asks for each request, moot ones left out, in one query."""
    counted: dict[int, Counter[str]] = {}
    rows = ClarityAsk.objects.filter(
        request__in=[request.pk for request in requests], task__life=TaskLife.ACTIVE
    )
    for request, state, n in rows.order_by().values_list("request", "state").annotate(n=Count("pk")):
        counted.setdefault(request, Counter())[state] = n
    return counted


@dataclass(slots=True)
class Change:
    """How many of ``tasks`` were clear in each facet when they entered, and are now."""

    tasks: int = 0
    before: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FACETS, 0))
    after: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FACETS, 0))
    full_before: int = 0
    full_after: int = 0

    def add(self, first: str, now: str, n: int) -> None:
        self.tasks += n
        for facet, was, is_now in zip(FACETS, first, now, strict=True):
            self.before[facet] += n if was == "c" else 0
            self.after[facet] += n if is_now == "c" else 0
        self.full_before += n if set(first) == {"c"} else 0
        self.full_after += n if set(now) == {"c"} else 0


def changes_by_lead(tasks: TaskQuerySet) -> dict[str, Change]:
    """Before and after for each heading of the register's groups, in one grouped query."""
    found: dict[str, Change] = {}
    rows = tasks.order_by().values_list("lead_sort", "first_glyph", "glyph").annotate(n=Count("pk"))
    for lead, first, now, n in rows:
        found.setdefault(lead, Change()).add(first, now, n)
    return found


def late_requests(account: object, tasks: TaskQuerySet, today: date) -> list[ClarityRequest]:
    """Requests about the tasks whose day has passed while the unit still has the word, the longest wait first."""
    waiting = ClarityAsk.objects.filter(task__in=tasks.order_by().values("pk"), state__in=FOR_UNIT)
    rows = ClarityRequest.objects.visible_to(account).filter(
        pk__in=waiting.values("request"), answer_by__lt=today
    )
    return list(rows.select_related("unit").order_by("answer_by", "pk"))


def open_of_units(units: Iterable[int]) -> list[ClarityAsk]:
    """What the units have been asked and not finished, for whoever takes over their work."""
    rows = ClarityAsk.objects.filter(
        Q(state__in=OPEN_ASKS), request__unit__in=list(units), task__life=TaskLife.ACTIVE
    )
    return list(rows.select_related("request__unit", "task").order_by("request", "task__order", "pk"))
