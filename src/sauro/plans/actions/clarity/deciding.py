"""The office accepts an answer or returns it with a reason, line by line or all at once.

Belongs here: deciding on answers. Does not belong here: what an accepted value changes (``filling``).

Accepting changes the ask, the facet, the task's glyph and its revision in one transaction. A line that cannot be
decided comes back with its sentence and holds up no other.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from sauro.audit.actor import Actor
from sauro.audit.stamps import stamp
from sauro.engine.planning.answers import Verdict, judge_answer
from sauro.people.by import By
from sauro.people.models import Unit
from sauro.plans.actions.clarity.answering import Lines
from sauro.plans.actions.clarity.common import (
    ask_mark,
    check_tasks,
    check_unit,
    lock_asks,
    lock_tasks,
    move,
    read,
    units_named,
)
from sauro.plans.actions.clarity.filling import fill
from sauro.plans.actions.common import note
from sauro.plans.answers import ClarityRefused, lack_sentence
from sauro.plans.models import ClarityAsk, ClarityRequest, Task
from sauro.plans.permissions import acting
from sauro.plans.states import AskState, ClaritySource, TaskLife


@dataclass(frozen=True, slots=True)
class Decision:
    """On one answer, with the mark of what the page had shown. A return needs a reason, and so does accepting
    what is still only partly clear."""

    accept: bool
    reason: str
    seen: str


def decide(*, request: ClarityRequest, decisions: Mapping[int, Decision], by: By) -> Lines:
    """Accepts and returns; lines without a decision stay as they are."""

    def chosen(_asks: Mapping[int, ClarityAsk]) -> Mapping[int, Decision]:
        return decisions

    return _decide(request, chosen, by)


def accept_all(*, request: ClarityRequest, seen: Mapping[int, str], by: By) -> Lines:
    """Accepts every clear answer as the page showed it (``seen``: key → mark); the others come back."""

    def chosen(asks: Mapping[int, ClarityAsk]) -> Mapping[int, Decision]:
        waiting = [key for key, ask in asks.items() if ask.state == AskState.ANSWERED]
        return {key: Decision(True, "", seen.get(key, "")) for key in waiting}

    return _decide(request, chosen, by)


Choosing = Callable[[Mapping[int, ClarityAsk]], Mapping[int, Decision]]


def _decide(request: ClarityRequest, chosen: Choosing, by: By) -> Lines:
    actor = acting(by, "clarity.accept")
    lines = Lines()
    with transaction.atomic():
        ClarityRequest.objects.select_for_update().get(pk=request.pk)
        keys = ClarityAsk.objects.filter(request=request).values_list("task", flat=True)
        tasks = lock_tasks(keys)
        asks = {ask.pk: ask for ask in lock_asks(request.pk)}
        decisions = chosen(asks)
        check_tasks(by, "clarity.accept", [asks[key].task for key in decisions if key in asks])
        units = units_named(asks[key].data for key in decisions if key in asks)
        for key, decision in decisions.items():
            ask = asks.get(key)
            try:
                if ask is None:
                    raise ClarityRefused("not_in_request", request=request.code)
                _one(ask, tasks[ask.task_id], decision, units, actor)
            except ClarityRefused as refused:
                lines.wrong[key] = refused.sentence
                continue
            lines.moved.append(key)
        if lines.moved:
            _tell(request, [asks[key] for key in lines.moved], actor)
    return lines


def _one(ask: ClarityAsk, task: Task, decision: Decision, units: Mapping[str, Unit], actor: Actor) -> None:
    """One decision; whatever refuses does so before anything is written."""
    target = move(ask, "accept" if decision.accept else "return")
    if decision.seen != ask_mark(ask):
        raise ClarityRefused("somebody_wrote", value=ask.value)
    if ask.answered_by_code == actor.code and decision.accept:
        raise ClarityRefused("own_answer")
    reason = decision.reason.strip()
    if not decision.accept:
        if not reason:
            raise ClarityRefused("no_reason")
        _close(ask, target, reason, actor)
        return
    if task.life != TaskLife.ACTIVE:
        raise ClarityRefused("not_counted", task=task.code)
    answer = read(ask.facet, ask.data)
    assert answer is not None, "an answered ask has an answer (a constraint holds it)"
    check_unit(ask.data, units)
    verdict = judge_answer(answer)
    _check_partial(verdict, reason)
    fill(
        task=task,
        facet=ask.facet,
        answer=answer,
        verdict=verdict,
        source=ClaritySource.UNIT,
        reason=reason,
        units=units,
        at=timezone.now(),
        by=Actor(ask.answered_by_code, ask.answered_by_name),
        decided_by=actor,
        request=ask.request.code,
    )
    _close(ask, target, reason, actor)


def _check_partial(verdict: Verdict, reason: str) -> None:
    if not verdict.clear and not reason:
        raise ClarityRefused("partial_no_reason", lacks=lack_sentence(verdict.lacks))


def _close(ask: ClarityAsk, target: str, reason: str, actor: Actor) -> None:
    ask.state, ask.reason = target, reason
    stamped = stamp(ask, "decided", actor)
    ask.save(update_fields=["state", "reason", *stamped])


def _tell(request: ClarityRequest, decided: Collection[ClarityAsk], actor: Actor) -> None:
    note(
        by=actor,
        action="decide_clarity",
        subject=request.code,
        after={
            "decided": [
                {"task": ask.task.code, "facet": ask.facet, "state": str(ask.state), "reason": ask.reason}
                for ask in decided
            ]
        },
    )
