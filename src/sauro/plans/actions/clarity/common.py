"""What the actions on clarities share: reading typed parts, the marks of what was seen, moving an ask.

Belongs here: steps without a right of their own. Does not belong here: asking for a right (each action).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils import timezone, translation

from sauro.audit.actor import Actor
from sauro.engine.planning.answers import Answer, AnswerWrong, parts_of, read_answer
from sauro.people.by import By
from sauro.people.models import Unit, valid_on
from sauro.people.permissions import reach
from sauro.plans.answers import ClarityRefused, answer_words, wrong_words
from sauro.plans.digests import digest
from sauro.plans.models import ClarityAsk, IndexLink, Task
from sauro.plans.permissions import refusal
from sauro.plans.states import CLARITY_MOVES, AskState, may_move, target_of
from sauro.web.text import who_when


def check_tasks(by: By, permission: str, tasks: Iterable[Task]) -> None:
    """A right of a field holds for the field's tasks alone; the refusal names the first task outside it."""
    if isinstance(by, Actor):
        return
    granted = reach(by, permission)
    if granted.everything:
        return
    wanted = {task.pk: task for task in tasks}
    links = IndexLink.objects.within(granted.nodes) if granted.nodes else IndexLink.objects.none()
    inside = set(links.filter(task__in=wanted).values_list("task", flat=True))
    for key, task in wanted.items():
        if key not in inside:
            raise refusal(by, permission, task=task)


def read(facet: str, parts: Mapping[str, str]) -> Answer | None:
    """The typed answer, None for nothing typed; a part that cannot be is a refusal with its sentence."""
    try:
        return read_answer(facet, parts)
    except AnswerWrong as wrong:
        raise ClarityRefused("wrong_part", sentence=wrong_words(wrong.code)) from wrong


def units_named(answers: Iterable[Mapping[str, str]]) -> dict[str, Unit]:
    """The units in force that the answers name by code."""
    codes = {parts["unit"] for parts in answers if parts.get("unit")}
    if not codes:
        return {}
    return {unit.code: unit for unit in Unit.objects.filter(valid_on(timezone.localdate()), code__in=codes)}


def check_unit(parts: Mapping[str, str], units: Mapping[str, Unit]) -> None:
    if parts.get("unit") and parts["unit"] not in units:
        raise ClarityRefused("wrong_part", sentence=wrong_words("unknown_unit"))


def stored_words(facet: str, answer: Answer, units: Mapping[str, Unit]) -> str:
    """The answer as it is kept beside its parts: always in the language of the documents."""
    names = {code: unit.short_name for code, unit in units.items()}
    with translation.override("vi"):
        return answer_words(facet, parts_of(answer), names)


def ask_mark(ask: ClarityAsk) -> str:
    """What somebody saw of an ask when the page was made."""
    return digest(ask.state, ask.value, ask.data, ask.answered_at, ask.reason)


def move(ask: ClarityAsk, action: str) -> str:
    """Where the action leads; a refusal that says what happened meanwhile."""
    if may_move(CLARITY_MOVES, ask.state, action):
        return target_of(CLARITY_MOVES, ask.state, action)
    raise ClarityRefused("ask_moved", state=AskState(ask.state).label, who=who_moved(ask))


def who_moved(ask: ClarityAsk) -> str:
    """Who made the last step on the ask, and when."""
    decided = ask.decided_at is not None and (ask.answered_at is None or ask.decided_at >= ask.answered_at)
    at = ask.decided_at if decided else ask.answered_at
    name = ask.decided_by_name if decided else ask.answered_by_name
    if at is None:
        return ask.request.asked_by_name
    return who_when(name, at)


def lock_tasks(keys: Iterable[int]) -> dict[int, Task]:
    """The tasks under lock, always in the same order, so that two people never wait for each other in a ring."""
    rows = (
        Task.objects.select_for_update(of=("self",), no_key=True)
        .select_related("plan")
        .filter(pk__in=set(keys))
    )
    return {task.pk: task for task in rows.order_by("pk")}


def lock_asks(request: int) -> list[ClarityAsk]:
    rows = ClarityAsk.objects.select_for_update(of=("self",)).filter(request=request)
    return list(rows.select_related("request", "task").order_by("task__plan", "task__order", "pk"))
