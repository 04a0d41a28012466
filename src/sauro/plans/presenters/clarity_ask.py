"""The page on which a request is written: tasks with what is missing, ticks, the message, the day.

Belongs here: everything clarity_ask.html shows. Does not belong here: sending (``actions.clarity``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from sauro.engine.planning.model import FACETS
from sauro.people.models import Unit
from sauro.plans.filters import RegisterFilters
from sauro.plans.models import ClarityAsk, Plan, Task
from sauro.plans.models.task import LETTER_STATES, TaskQuerySet
from sauro.plans.presenters import words
from sauro.plans.presenters.clarity_letter import ask_verb, draft
from sauro.plans.presenters.register import lead_name, tasks_of, with_parts
from sauro.plans.queries import register_of
from sauro.plans.queries_clarity import UnitNames, askable, open_asks_by_facet
from sauro.web.glyph import FACET_LABELS, FACET_WORDS

MOST_TASKS = 300
"""Tasks of one letter; more are asked in a second one."""
USUAL_DAYS = 10
"""Proposed for an answer; the officer sets the day."""


@dataclass(frozen=True, slots=True)
class Box:
    """One facet of a task on the page: to tick, or why there is nothing to ask."""

    facet: str
    label: str
    value: str
    state: str
    words: str
    ticked: bool
    open: bool
    asked_in: str


@dataclass(frozen=True, slots=True)
class AskTask:
    code: str
    text: str
    lead: str
    group: bool
    states: dict[str, str]
    boxes: list[Box]


@dataclass(frozen=True, slots=True)
class Agency:
    """One that could be asked, with the address that leaves its tasks only."""

    name: str
    address: str
    tasks: int


@dataclass(frozen=True, slots=True)
class AskPage:
    tasks: list[AskTask]
    found: int
    cut: bool
    groups: int
    boxes: int
    ticked: int
    unit: Unit | None
    unit_name: str
    verb: str
    message: str
    answer_by: date
    labels: list[str]
    units: list[str]
    agencies: list[Agency]


def tasks_to_ask(account: object, filters: RegisterFilters, codes: Collection[str]) -> TaskQuerySet:
    """Tasks of the register with something unclear that the account may ask about: those of the codes, or those
    that the filters leave."""
    tasks = askable(account, register_of(account)).exclude(glyph="c" * len(FACETS))
    if codes:
        return tasks.filter(code__in=list(codes))
    # the order of the list does not matter here, and an order by groups would repeat a task
    return tasks.filter(pk__in=tasks_of(account, replace(filters, order="van-ban")).order_by().values("pk"))


def ask_page(
    account: object,
    filters: RegisterFilters,
    *,
    codes: Sequence[str],
    unit: Unit | None,
    names: UnitNames,
    ticked: Collection[tuple[str, str]] | None = None,
) -> AskPage:
    """``ticked`` are the pairs of a form that came back; without one every missing facet is ticked."""
    rows = with_parts(tasks_to_ask(account, filters, codes)).order_by(
        "lead_order", "lead_sort", "plan", "order"
    )
    found = rows.count()
    shown = list(rows[:MOST_TASKS])
    asked = open_asks_by_facet(shown)
    tasks = [_task(task, asked, ticked) for task in shown]
    boxes = [box for task in tasks for box in task.boxes]
    answer_by = timezone.localdate() + timedelta(days=USUAL_DAYS)
    plans = list(dict.fromkeys(_plan_words(task.plan) for task in shown if task.plan.number))
    return AskPage(
        tasks=tasks,
        found=found,
        cut=found > MOST_TASKS,
        groups=sum(task.group for task in tasks),
        boxes=sum(box.open for box in boxes),
        ticked=sum(box.ticked for box in boxes),
        unit=unit,
        unit_name=unit.short_name if unit else "",
        verb=ask_verb(unit) if unit else "",
        message=draft(unit, plans, answer_by),
        answer_by=answer_by,
        labels=[str(label) for label in FACET_LABELS.values()],
        units=list(names.short.values()),
        agencies=_agencies(filters, shown) if unit is None and not codes else [],
    )


def _agencies(filters: RegisterFilters, tasks: Sequence[Task]) -> list[Agency]:
    """A request goes to one unit, so a list that holds several is narrowed first. Those of the tasks on the page."""
    counted = Counter(task.lead_unit for task in tasks if task.lead_unit is not None)
    return [
        Agency(unit.short_name, filters.address(unit=unit.slug), number) for unit, number in counted.items()
    ]


def _plan_words(plan: Plan) -> str:
    """ "Kế hoạch số 12/KH-UBND", or the number alone where the kind is not known."""
    if not plan.kind:
        return plan.number
    return _("%(kind)s số %(number)s") % {"kind": words.sentence_case(plan.kind), "number": plan.number}


def _task(
    task: Task,
    asked: dict[tuple[int, str], ClarityAsk],
    ticked: Collection[tuple[str, str]] | None,
) -> AskTask:
    return AskTask(
        code=task.code,
        text=words.shortened(task.text),
        lead=lead_name(task),
        group=task.lead_unit_id is None and task.lead_group_id is not None,
        states=task.clarity,
        boxes=[
            _box(task, facet, letter, asked, ticked) for facet, letter in zip(FACETS, task.glyph, strict=True)
        ],
    )


def _box(
    task: Task,
    facet: str,
    letter: str,
    asked: dict[tuple[int, str], ClarityAsk],
    ticked: Collection[tuple[str, str]] | None,
) -> Box:
    ask = asked.get((task.pk, facet))
    is_open = letter != "c" and ask is None
    chosen = letter == "m" if ticked is None else (task.code, facet) in ticked
    return Box(
        facet=facet,
        label=str(FACET_LABELS[facet]),
        value=f"{task.code}:{facet}",
        state=LETTER_STATES[letter],
        words=str(FACET_WORDS[facet]),
        ticked=is_open and chosen,
        open=is_open,
        asked_in=ask.request.code if ask else "",
    )
