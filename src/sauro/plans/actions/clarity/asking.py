"""One letter to one unit about what is missing, and taking an ask back.

Belongs here: making a request with its code, withdrawing. Does not belong here: answers, decisions.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models.functions import Length
from django.utils import timezone

from sauro.audit.actor import Actor
from sauro.audit.stamps import columns, signature, stamp
from sauro.engine.planning.model import FACETS
from sauro.people.by import By
from sauro.people.models import Unit
from sauro.plans.actions.clarity.common import check_tasks, lock_asks, lock_tasks, move
from sauro.plans.actions.common import note
from sauro.plans.answers import ClarityRefused
from sauro.plans.models import ClarityAsk, ClarityRequest, Task
from sauro.plans.models.task import ALL_CLEAR
from sauro.plans.permissions import acting
from sauro.plans.states import CLARITY_MOVES, TaskLife, may_move
from sauro.web.glyph import FACET_TITLES

TRIES = 20
LONGEST_MESSAGE = 5000


def ask(
    *, unit: Unit, wanted: Sequence[tuple[Task, str]], message: str, answer_by: date | None, by: By
) -> ClarityRequest:
    """Asks the unit for facets of tasks; all or nothing. Only what is not yet clear and not being asked."""
    actor = acting(by, "clarity.ask")
    check_tasks(by, "clarity.ask", [task for task, _facet in wanted])
    wanted = list(dict.fromkeys(wanted))
    today = timezone.localdate()
    if not wanted:
        raise ClarityRefused("nothing_chosen")
    if unit.valid_to is not None and unit.valid_to < today:
        raise ClarityRefused("unit_ended", unit=unit.short_name)
    if answer_by is not None and answer_by < today:
        raise ClarityRefused("day_past")
    if not message.strip():
        raise ClarityRefused("no_message")
    for _again in range(TRIES):
        try:
            return _ask(unit, wanted, message.strip()[:LONGEST_MESSAGE], answer_by, actor)
        except IntegrityError:  # somebody took the code or asked the same facet meanwhile: look anew
            continue
    raise ClarityRefused("busy")


def _ask(
    unit: Unit, wanted: Sequence[tuple[Task, str]], message: str, answer_by: date | None, actor: Actor
) -> ClarityRequest:
    with transaction.atomic():
        # a request before its tasks, as in deciding: otherwise two people could wait for each other in a ring
        code = _next_code(timezone.localdate().year)
        tasks = lock_tasks(task.pk for task, _facet in wanted)
        _check_askable(tasks, wanted)
        request = ClarityRequest.objects.create(
            code=code,
            unit=unit,
            message=message,
            answer_by=answer_by,
            **signature("asked", actor),
        )
        ClarityAsk.objects.bulk_create(
            ClarityAsk(request=request, task_id=task.pk, facet=facet) for task, facet in wanted
        )
        note(
            by=actor,
            action="ask_clarity",
            subject=request.code,
            after={
                "unit": unit.code,
                "answer_by": answer_by.isoformat() if answer_by else None,
                "message": message,
                "asked": [[tasks[task.pk].code, facet] for task, facet in wanted],
            },
        )
    return request


def _check_askable(tasks: dict[int, Task], wanted: Sequence[tuple[Task, str]]) -> None:
    open_asks = {
        (ask.task_id, ask.facet): ask.request.code
        for ask in ClarityAsk.objects.open().filter(task__in=tasks).select_related("request")
    }
    for wanted_task, facet in wanted:
        task = tasks[wanted_task.pk]
        title = FACET_TITLES[facet]
        if task.life != TaskLife.ACTIVE:
            raise ClarityRefused("not_counted", task=task.code)
        if task.glyph[FACETS.index(facet)] == ALL_CLEAR[0]:
            raise ClarityRefused("already_clear", facet=title, task=task.code)
        if (task.pk, facet) in open_asks:
            raise ClarityRefused(
                "already_asked", facet=title, task=task.code, request=open_asks[task.pk, facet]
            )


def _next_code(year: int) -> str:
    """YC-2026-0001 and on. The newest row is locked first, so that those who ask at once mostly queue; the unique
    code decides the rest."""
    prefix = f"YC-{year}-"
    newest = ClarityRequest.objects.filter(code__startswith=prefix).order_by(Length("code").desc(), "-code")
    newest.select_for_update().first()
    last = newest.values_list("code", flat=True).first()
    number = int(last.removeprefix(prefix)) if last else 0
    return f"{prefix}{number + 1:04}"


def withdraw(*, request: ClarityRequest, reason: str, by: By, asks: Collection[int] | None = None) -> int:
    """No longer asks what the unit has not answered; how many. ``asks`` are keys, None for all that wait."""
    actor = acting(by, "clarity.ask")
    if not reason.strip():
        raise ClarityRefused("no_reason")
    with transaction.atomic():
        ClarityRequest.objects.select_for_update().get(pk=request.pk)
        rows = lock_asks(request.pk)
        chosen = _waiting(rows) if asks is None else [row for row in rows if row.pk in asks]
        check_tasks(by, "clarity.ask", [row.task for row in chosen])
        if not chosen:
            raise ClarityRefused("nothing_chosen")
        for row in chosen:
            row.state = move(row, "withdraw")
            row.reason = reason.strip()
            stamp(row, "decided", actor)
        ClarityAsk.objects.bulk_update(chosen, ["state", "reason", *columns("decided")])
        note(
            by=actor,
            action="withdraw_clarity_ask",
            subject=request.code,
            after={"asks": [[row.task.code, row.facet] for row in chosen], "reason": reason.strip()},
        )
    return len(chosen)


def _waiting(rows: list[ClarityAsk]) -> list[ClarityAsk]:
    """What the unit has not answered: the lines that the table lets go."""
    return [row for row in rows if may_move(CLARITY_MOVES, row.state, "withdraw")]
