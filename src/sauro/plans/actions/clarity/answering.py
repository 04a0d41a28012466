"""A unit fills in what it was asked: saving as often as it likes, sending what is ready.

Belongs here: one save over any number of lines. Does not belong here: the office's decision (``deciding``).

A wrong line does not hold up the others: it comes back with its sentence, and what was typed stays with the person.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from sauro.audit.stamps import columns, stamp
from sauro.engine.planning.answers import parts_of
from sauro.people.by import By
from sauro.people.models import Unit
from sauro.plans.actions.clarity.common import (
    ask_mark,
    check_unit,
    lock_asks,
    move,
    read,
    stored_words,
    units_named,
)
from sauro.plans.actions.common import note
from sauro.plans.answers import ClarityRefused
from sauro.plans.models import ClarityAsk, ClarityRequest
from sauro.plans.permissions import acting
from sauro.plans.states import AskState, TaskLife


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed on one line, and the mark of what the page had shown there."""

    parts: Mapping[str, str]
    seen: str


@dataclass(slots=True)
class Lines:
    """What became of each line: keys of asks that were saved or moved on, and sentences of those that were not."""

    saved: list[int] = field(default_factory=list)
    moved: list[int] = field(default_factory=list)
    wrong: dict[int, str] = field(default_factory=dict)


_FIELDS = ["state", "value", "data", "reason", *columns("answered"), *columns("decided")]


def save_answers(*, request: ClarityRequest, typed: Mapping[int, Typed], send: bool, by: By) -> Lines:
    """Keeps what was typed; with ``send`` every line with an answer goes to the office. Lines left empty wait."""
    actor = acting(by, "clarity.answer", unit=request.unit)
    lines = Lines()
    units = units_named(one.parts for one in typed.values())
    with transaction.atomic():
        ClarityRequest.objects.select_for_update().get(pk=request.pk)
        asks = {ask.pk: ask for ask in lock_asks(request.pk)}
        told: list[dict[str, Any]] = []
        changed: list[ClarityAsk] = []
        for key, one in typed.items():
            ask = asks.get(key)
            try:
                if ask is None:
                    raise ClarityRefused("not_in_request", request=request.code)
                if not _write(ask, one, units, send=send):
                    continue
            except ClarityRefused as refused:
                lines.wrong[key] = refused.sentence
                continue
            if ask.state == AskState.ANSWERED:
                stamp(ask, "answered", actor)
                lines.moved.append(key)
            lines.saved.append(key)
            changed.append(ask)
            told.append({"task": ask.task.code, "facet": ask.facet, "value": ask.value})
        if changed:
            ClarityAsk.objects.bulk_update(changed, _FIELDS)
            action = "answer_clarity" if lines.moved else "save_clarity_answers"
            note(by=actor, action=action, subject=request.code, after={"answers": told})
    return lines


def _write(ask: ClarityAsk, one: Typed, units: Mapping[str, Unit], *, send: bool) -> bool:
    """Puts the typed answer into the row, unsaved; whether anything changed."""
    answer = read(ask.facet, one.parts)
    parts = parts_of(answer) if answer is not None else {}
    new = parts != ask.data
    if not new and not (send and answer is not None and ask.state in _WAIT_FOR_UNIT):
        return False
    target = move(ask, "answer")
    if ask.task.life != TaskLife.ACTIVE:
        raise ClarityRefused("not_counted", task=ask.task.code)
    if new and one.seen != ask_mark(ask):
        raise ClarityRefused("somebody_wrote", value=ask.value)
    if answer is None:
        ask.value, ask.data = "", {}
        return True
    check_unit(parts, units)
    ask.value, ask.data = stored_words(ask.facet, answer, units), parts
    if send:
        ask.state, ask.reason = target, ""
        ask.decided_at, ask.decided_by_code, ask.decided_by_name = None, "", ""
    return True


_WAIT_FOR_UNIT = (AskState.ASKED, AskState.RETURNED)
