"""Steps of a task that is made in steps, such as a đề án.

Belongs here: adding steps from the template or by name, their dates, done or not. Does not belong here: the work of units
(``progress``): steps show the way, they do not roll up.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from sauro.audit.actor import Actor
from sauro.people.by import By
from sauro.people.models import Unit
from sauro.people.permissions import Refused
from sauro.plans.actions.common import note
from sauro.plans.actions.progress import must_be_open
from sauro.plans.actions.rollup import lock_task
from sauro.plans.definitions import milestone_names
from sauro.plans.models import Milestone, Task
from sauro.plans.permissions import acting
from sauro.plans.refusals import ActionRefused
from sauro.plans.states import Role
from sauro.web.text import day_words

LONGEST_NAME, LONGEST_NOTE = 200, 1000


def add_template(*, task: Task, by: By) -> list[Milestone]:
    """The five steps of a đề án, without dates; only where the task has none yet."""
    with transaction.atomic():
        held, actor = _held(task, by)
        if held.milestones.exists():
            raise ActionRefused("milestone_there")
        names = milestone_names()
        made = [
            Milestone.objects.create(task=held, order=n, name=name) for n, name in enumerate(names, start=1)
        ]
        note(by=actor, action="add_milestones", subject=held.code, after={"names": list(names)})
    return made


def add_milestone(*, task: Task, name: str, by: By, due_on: date | None = None) -> Milestone:
    words = _name(name)
    with transaction.atomic():
        held, actor = _held(task, by)
        last = held.milestones.aggregate(last=Max("order"))["last"] or 0
        made = Milestone.objects.create(task=held, order=last + 1, name=words, due_on=due_on)
        _in_order(held)
        note(by=actor, action="add_milestone", subject=held.code, after=_said(made))
    return made


def set_milestone(
    *, task: Task, order: int, by: By, due_on: date | None, done_on: date | None = None, words: str = ""
) -> Milestone:
    """The step's dates and note as they now are; ``done_on`` empty: not done."""
    if done_on is not None and done_on > timezone.localdate():
        raise ActionRefused("milestone_in_future", day=day_words(done_on))
    if len(words) > LONGEST_NOTE:
        raise ActionRefused("work_too_long", field=_("ghi chú"), most=LONGEST_NOTE)
    with transaction.atomic():
        held, actor = _held(task, by)
        step = held.milestones.filter(order=order).first()
        if step is None:
            raise ActionRefused("milestone_gone")
        before = _said(step)
        step.due_on, step.done_on, step.note = due_on, done_on, words.strip()
        step.save()
        _in_order(held)
        note(by=actor, action="set_milestone", subject=held.code, before=before, after=_said(step))
    return step


def leading_units(task: Task) -> list[Unit]:
    return list(Unit.objects.filter(pk__in=task.units.filter(role=Role.LEAD).values("unit")))


def _held(task: Task, by: By) -> tuple[Task, Actor]:
    """Locked, and by somebody who edits tasks or reports for a leading unit."""
    held = lock_task(task.pk)
    must_be_open(held)
    try:
        return held, acting(by, "tasks.edit", task=held)
    except Refused:
        for unit in leading_units(held):
            try:
                return held, acting(by, "assignments.report", unit=unit)
            except Refused:
                continue
        raise


def _in_order(task: Task) -> None:
    days = [step.due_on for step in task.milestones.order_by("order") if step.due_on]
    if days != sorted(days):
        raise ActionRefused("milestone_order")


def _name(name: str) -> str:
    words = " ".join(name.replace("\x00", "").split())
    if not words:
        raise ActionRefused("milestone_name")
    return words[:LONGEST_NAME]


def _said(step: Milestone) -> dict[str, str]:
    values = {
        "name": step.name,
        "due": str(step.due_on or ""),
        "done": str(step.done_on or ""),
        "note": step.note,
    }
    return {key: value for key, value in values.items() if value}
