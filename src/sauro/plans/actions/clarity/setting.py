"""The office says itself what a facet is, or corrects what stands there.

Belongs here: one facet of one task, with a reason. Does not belong here: answers of units (``deciding``).
"""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from sauro.audit.actor import Actor
from sauro.audit.stamps import stamp
from sauro.engine.planning.answers import AnswerWrong, Verdict, judge_answer, parts_of, read_answer
from sauro.people.by import By
from sauro.plans.actions.clarity.common import check_tasks, check_unit, move, units_named
from sauro.plans.actions.clarity.filling import fill
from sauro.plans.actions.common import note
from sauro.plans.answers import ClarityRefused
from sauro.plans.models import ClarityAsk, Task
from sauro.plans.permissions import acting
from sauro.plans.states import AskState, ClaritySource, TaskLife
from sauro.web.glyph import FACET_WORDS


def set_facet(
    *,
    task: Task,
    facet: str,
    parts: Mapping[str, str],
    reason: str,
    revision: int,
    by: By,
    replan: bool = True,
) -> Verdict:
    """Sets the facet from typed parts. ``revision`` is the task's as the page showed it.

    What the unit was asked about it is no longer asked; an answer that waits must be decided first. AnswerWrong
    passes through, so that the page can name the part. Without ``replan`` the caller plans the work anew, in the same
    transaction: many tasks together cost a fraction.
    """
    actor = acting(by, "clarity.accept")
    check_tasks(by, "clarity.accept", [task])
    reason = reason.strip()
    answer = read_answer(facet, parts)
    if answer is None:
        raise ClarityRefused("nothing_typed", facet=FACET_WORDS[facet])
    if not reason:
        raise ClarityRefused("no_reason")
    parts = parts_of(answer)
    units = units_named([parts])
    if parts.get("unit") and parts["unit"] not in units:
        raise AnswerWrong("unknown_unit", "unit")
    check_unit(parts, units)
    verdict = judge_answer(answer)
    with transaction.atomic():
        current = (
            Task.objects.select_for_update(of=("self",), no_key=True).select_related("plan").get(pk=task.pk)
        )
        if current.life != TaskLife.ACTIVE:
            raise ClarityRefused("not_counted", task=current.code)
        if current.revision != revision:
            raise ClarityRefused("task_changed", task=current.code)
        _close_ask(current, facet, reason, by, actor)
        fill(
            task=current,
            facet=facet,
            answer=answer,
            verdict=verdict,
            source=ClaritySource.OFFICE,
            reason=reason,
            units=units,
            at=timezone.now(),
            by=actor,
            decided_by=actor,
            replan=replan,
        )
    return verdict


def _close_ask(task: Task, facet: str, reason: str, by: By, actor: Actor) -> None:
    """Nobody answers what the office has settled."""
    open_ask = (
        ClarityAsk.objects.select_for_update(of=("self",))
        .select_related("request")
        .filter(task=task, facet=facet)
        .open()
        .first()
    )
    if open_ask is None:
        return
    if open_ask.state == AskState.ANSWERED:
        raise ClarityRefused("answer_waits", request=open_ask.request.code)
    acting(by, "clarity.ask", task=task)
    open_ask.state = move(open_ask, "withdraw")
    open_ask.reason = reason
    stamped = stamp(open_ask, "decided", actor)
    open_ask.save(update_fields=["state", "reason", *stamped])
    note(
        by=actor,
        action="withdraw_clarity_ask",
        subject=open_ask.request.code,
        after={"asks": [[task.code, facet]], "reason": reason},
    )
