"""What the people of the demo world did with the sample plan, played through the common actions.

Belongs here: reading ``scenes.yaml`` and the order of steps. Does not belong here: writing a row, the words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from importlib.resources import files
from typing import Any

import yaml
from django.db import transaction
from django.utils import timezone

from sauro.audit.actor import Actor
from sauro.people.models import Account, Unit
from sauro.plans.actions import clarity, duplicates, editing, extensions, milestones, progress
from sauro.plans.actions.clarity.common import ask_mark
from sauro.plans.actions.following import set_following
from sauro.plans.actions.saved_views import save_view
from sauro.plans.models import Assignment, ClarityAsk, ClarityRequest, Plan, Task
from sauro.plans.presenters.clarity_letter import draft
from sauro.plans.states import DOERS, Rhythm, TaskLife

Step = Mapping[str, Any]


class Stage:
    """The sample plan's tasks by their place, the officer, and somebody of each unit."""

    def __init__(self, *, plan: Plan, officer: Account, people: Iterable[Account], name: str) -> None:
        self.plan = plan
        self.officer = officer
        self.today = timezone.localdate()
        self.everybody = list(people)
        self._stranger = Actor(code="MAU-DONVI", name=name)
        self._people = {
            m.unit.code: one
            for one in self.everybody
            for m in one.memberships_now()
            if m.role == "focal_point"
        }

    def task(self, place: str) -> Task:
        return Task.objects.get(plan=self.plan, source_code=place, life=TaskLife.ACTIVE)

    def day(self, days: int) -> date:
        return self.today + timedelta(days=days)

    def of(self, unit: Unit) -> Account | Actor:
        """The focal point of the cast where the unit has one."""
        return self._people.get(unit.code, self._stranger)

    def part(self, place: str) -> Assignment:
        """The first lead's part in the current period."""
        return self.parts(place)[0]

    def parts(self, place: str) -> list[Assignment]:
        """Everybody's part in the earliest period that is not finished."""
        rows = Assignment.objects.filter(occurrence__task=self.task(place), role__in=DOERS)
        first = rows.exclude(state__in=("done", "waived")).order_by(
            "occurrence__starts_on", "occurrence__period"
        )
        occurrence = first.values_list("occurrence", flat=True).first()
        ordered = rows.filter(occurrence=occurrence).order_by("unit__order", "unit__sort_key")
        return list(ordered.select_related("unit", "occurrence"))


def read_scenes() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(files("sauro.demo").joinpath("scenes.yaml").read_text("utf-8"))
    return loaded


def play(stage: Stage, scenes: Mapping[str, Any]) -> None:
    """All scenes once, in one transaction: half a story would tell nobody anything."""
    with transaction.atomic():
        for step in scenes["links"]:
            _link(stage, step)
        for step in scenes["work"]:
            _work(stage, step)
        for step in scenes["communes"]:
            _communes(stage, step)
        for step in scenes["extensions"]:
            _extension(stage, step)
        for place in scenes["milestones"]:
            milestones.add_template(task=stage.task(place), by=stage.officer)
        _follow(stage)
        for step in scenes["requests"]:
            _request(stage, step)
        for view in scenes["views"]:
            save_view(name=view["name"], query=view["query"], by=stage.officer)
        duplicates.look_for_duplicates(by=stage.officer)


def _follow(stage: Stage) -> None:
    """From the quarter before this one, so that a register shown late in the year is not late for January."""
    quarter = date(stage.today.year, 3 * ((stage.today.month - 1) // 3) + 1, 1)
    before = (quarter - timedelta(days=1)).replace(day=1)
    begin = (before - timedelta(days=45)).replace(day=1)
    set_following(plan=stage.plan, standing_rhythm=Rhythm.QUARTER, followed_from=begin, by=stage.officer)


def _link(stage: Stage, step: Step) -> None:
    links = [tuple(node.split(":")) for node in step["nodes"]]
    editing.link_task(
        task=stage.task(step["task"]), links=links, reason="Theo tiêu chí được chấm", by=stage.officer
    )


def _work(stage: Stage, step: Step) -> None:
    part = stage.part(step["task"])
    by = stage.of(part.unit)
    if "progress" in step:
        progress.update(assignment=part, progress=step["progress"], note=step["note"], by=by)
    if "done" in step:
        part = progress.report_done(
            assignment=part, done_on=stage.day(step["done"]), outcome=step["outcome"], by=by
        )
    if step.get("confirm"):
        progress.confirm(assignment=part, by=stage.officer)
    if "send_back" in step:
        progress.send_back(assignment=part, reason=step["send_back"], by=stage.officer)
    if "suspend" in step:
        progress.suspend(assignment=part, reason=step["suspend"], document=step["document"], by=stage.officer)
    if "waive" in step:
        progress.waive(assignment=part, reason=step["waive"], document=step["document"], by=stage.officer)


def _communes(stage: Stage, step: Step) -> None:
    parts = stage.parts(step["task"])
    finished, waiting, at_work = step["done"], step["waiting"], step["at_work"]
    for place, part in enumerate(parts[: finished + waiting]):
        day = min((part.due_on or stage.today) - timedelta(days=place % 9), stage.today)
        if place >= finished:
            day = stage.today - timedelta(days=place - finished)
        progress.report_done(assignment=part, done_on=day, outcome=step["outcome"], by=stage.of(part.unit))
    units = [part.unit.code for part in parts[:finished]]
    progress.confirm_many(occurrence=parts[0].occurrence, units=units, by=stage.officer)
    for part in parts[finished + waiting : finished + waiting + at_work]:
        progress.update(assignment=part, note=step["note"], by=stage.of(part.unit))


def _extension(stage: Stage, step: Step) -> None:
    part = stage.part(step["task"])
    base = max(part.due_on or stage.today, stage.today)
    extensions.ask_extension(
        assignment=part,
        new_due_on=base + timedelta(days=step["days"]),
        reason=step["reason"],
        by=stage.of(part.unit),
    )
    if step.get("grant"):
        part.refresh_from_db()
        extensions.grant_extension(
            assignment=part, document=step["document"], answer=step["answer"], by=stage.officer
        )


def _request(stage: Stage, step: Step) -> None:
    unit = Unit.objects.get(code=step["unit"])
    wanted = [(stage.task(place), facet) for place, facets in step["asks"].items() for facet in facets]
    answer_by = stage.day(max(step["days"], 0))
    message = draft(unit, [str(stage.plan)], answer_by)
    request = clarity.ask(unit=unit, wanted=wanted, message=message, answer_by=answer_by, by=stage.officer)
    asks = {f"{ask.task.source_code}/{ask.facet}": ask for ask in _asks(request)}
    answers = {
        asks[name].pk: clarity.Typed(parts, ask_mark(asks[name]))
        for name, parts in step.get("answers", {}).items()
    }
    if answers:
        clarity.save_answers(request=request, typed=answers, send=True, by=stage.of(unit))
    asks = {f"{ask.task.source_code}/{ask.facet}": ask for ask in _asks(request)}
    decisions = dict.fromkeys(step.get("accept", ()), (True, "")) | {
        name: (False, reason) for name, reason in step.get("return", {}).items()
    }
    if decisions:
        told = {
            asks[name].pk: clarity.Decision(accept, reason, ask_mark(asks[name]))
            for name, (accept, reason) in decisions.items()
        }
        clarity.decide(request=request, decisions=told, by=stage.officer)
    if "withdraw" in step:
        clarity.withdraw(request=request, reason=step["withdraw"], by=stage.officer)


def _asks(request: ClarityRequest) -> list[ClarityAsk]:
    return list(ClarityAsk.objects.filter(request=request).select_related("task"))
