"""Reading an upload in a child process with limits, and keeping what the reader said.

Belongs here: starting the child, judging how it ended. Does not belong here: the child itself
(``plans.reader``).
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, field
from typing import Any

import structlog
from django.db import transaction
from django.utils import timezone

from sauro.audit.actor import Actor
from sauro.jobs.child import ChildResult, run_limited
from sauro.jobs.queries import failed_among
from sauro.people.queries import unit_names
from sauro.plans.actions.common import note
from sauro.plans.actions.contents import forget_content
from sauro.plans.models import PlanImport
from sauro.plans.states import BEING_READ, ImportState, job_key

log = structlog.get_logger(__name__)

SECONDS = 180
MEMORY_MB = 1536
ARGV = (sys.executable, "-m", "sauro.plans.reader")


@dataclass(frozen=True, slots=True)
class Answer:
    """What came out of the child: a result with its text, or a refusal."""

    result: dict[str, Any] | None = None
    text: str = ""
    finding_values: list[dict[str, str]] = field(default_factory=list)
    code: str = ""
    values: dict[str, str] = field(default_factory=dict)
    place: str = ""


def read_import(*, plan_import: PlanImport, by: Actor | None = None) -> PlanImport:
    """Reads the file of an upload and stores the result or the refusal; a decided upload is returned as it
    is.

    An upload left in ``reading`` by a worker that died is read again.
    """
    actor = by or Actor.system("worker")
    with transaction.atomic():
        current = PlanImport.objects.select_for_update().get(pk=plan_import.pk)
        if current.state not in BEING_READ:
            return current
        current.state = ImportState.READING
        current.save(update_fields=["state"])
    return _end_reading(current.pk, _judge(_run_child(current), current), actor)


def _end_reading(pk: int, answer: Answer, by: Actor) -> PlanImport:
    """Keeps the answer, unless the upload was decided meanwhile."""
    with transaction.atomic():
        current = PlanImport.objects.select_for_update().get(pk=pk)
        if current.state not in BEING_READ:
            return current
        before = str(current.state)
        _keep(current, answer, by)
        note(
            by=by,
            action="read_import",
            subject=current.code,
            before={"state": before},
            after={
                "state": str(current.state),
                "refusal": current.refusal_code,
                "tasks": answer.result["clarity"]["tasks"] if answer.result else None,
            },
        )
    return current


def _run_child(plan_import: PlanImport) -> ChildResult:
    assert plan_import.blob is not None
    today = timezone.localdate()
    header = {
        "name": plan_import.filename,
        "units": [
            {"code": unit.code, "name": unit.name, "aliases": list(unit.aliases), "group": unit.group}
            for unit in unit_names(today)
        ],
    }
    stdin = json.dumps(header, ensure_ascii=False).encode() + b"\n" + plan_import.blob.read_bytes()
    return run_limited(list(ARGV), stdin=stdin, seconds=SECONDS, memory_mb=MEMORY_MB)


def _judge(child: ChildResult, plan_import: PlanImport) -> Answer:
    if child.ended == "time":
        return Answer(code="reader_time", values={"limit": str(SECONDS)})
    if child.ended == "memory":
        return Answer(code="reader_memory", values={"limit": str(MEMORY_MB)})
    if child.ended != "done" or child.code != 0:
        log.error(
            "plan_reader_failed",
            plan_import=plan_import.code,
            ended=child.ended,
            code=child.code,
            stderr=child.stderr[-2000:].decode("utf-8", "replace"),
        )
        return _failed(plan_import.code)
    answer = json.loads(child.stdout)
    if "refused" in answer:
        refused = answer["refused"]
        return Answer(code=refused["code"], values=refused["values"], place=refused["place"])
    return Answer(result=answer["plan"], text=answer["text"], finding_values=answer["finding_values"])


def _failed(code: str) -> Answer:
    return Answer(code="reader_failed", values={"incident": code})


def _keep(current: PlanImport, answer: Answer, by: Actor) -> None:
    current.read_at = timezone.now()
    if answer.result is None:
        current.state = ImportState.REFUSED
        current.refusal_code, current.refusal_values = answer.code, answer.values
        current.refusal_place = answer.place
        forget_content(current=current, reason=answer.code, by=by)
    else:
        current.state = ImportState.READY
        current.result, current.text = answer.result, answer.text
        current.finding_values = answer.finding_values
    current.save()


def refuse_unread() -> int:
    """Refuses uploads whose job has failed for good, so that nobody waits for ever; how many.

    That is a worker killed in the middle of each try, or a fault of ours that the log tells.
    """
    codes = PlanImport.objects.filter(state__in=BEING_READ).order_by("pk").values_list("code", "pk")
    waiting = {job_key(code): (code, pk) for code, pk in codes}
    lost = [waiting[key] for key in sorted(failed_among(waiting))]
    for code, pk in lost:
        _end_reading(pk, _failed(code), Actor.system("worker"))
    return len(lost)
