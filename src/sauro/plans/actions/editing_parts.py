"""One task becomes several, or joins another.

Belongs here: splitting and merging. Does not belong here: other edits (``editing``), likely duplicates
(``duplicates``). The task that was split or merged stays under its code with its quotation and its record.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from sauro.audit.actor import Actor
from sauro.people.by import By
from sauro.plans.actions import editing_rows as rows
from sauro.plans.actions.common import note
from sauro.plans.actions.duplicates import ask_for_duplicates
from sauro.plans.actions.planning import replan_task, replan_tasks
from sauro.plans.codes import CodeBook
from sauro.plans.made import Wording, source_of, when_answer
from sauro.plans.models import Clarity, IndexLink, Task
from sauro.plans.models.task import GLYPH_LETTERS
from sauro.plans.named_units import Named, Names, named_of, read_lines
from sauro.plans.permissions import acting
from sauro.plans.refusals_editing import EditRefused
from sauro.plans.states import TASK_MOVES, ClaritySource, Role, TaskLife, target_of

MOST_PARTS = 20
LONGEST_CODE = 80
WHEN_FIELDS = (
    *("when_kind", "when_text", "when_start", "when_end", "when_from", "when_to", "when_due"),
    *("when_relation", "when_every", "when_on_day", "when_more"),
)
Who = tuple[list[Named], list[Named]]
"""Who leads a part and who helps."""
INHERITED = ("when", "responsibility", "authority")
"""Facets that an answer about the whole task settles for its parts too; a product belongs to one of them."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part as somebody typed it. Empty ``lead`` and ``support``: the same units as the whole."""

    text: str
    lead: str = ""
    support: str = ""
    due: date | None = None


def split_task(
    *, task: Task, parts: Sequence[Part], reason: str, by: By, revision: int | None = None
) -> list[Task]:
    """The parts, each with its own words, units and time. Time that a part does not name is the whole task's."""
    actor = acting(by, "tasks.edit", task=task, unit=task.lead_unit)
    reason = rows.need_reason(reason)
    chosen = [part for part in parts if part.text.strip()]
    if len(chosen) < 2:
        raise EditRefused("few_parts")
    if len(chosen) > MOST_PARTS:
        raise EditRefused("many_parts", limit=MOST_PARTS)
    with transaction.atomic():
        plan = rows.locked_plan(task.plan_id, places=True)
        current = rows.locked([task.pk])[task.pk]
        rows.need_move(current, "split", revision)
        codes = CodeBook(rows.codes_of_register())
        first = rows.place_after(plan, rows.last_place_below([current]), len(chosen))
        made, names = [], Names()
        for place, part in enumerate(chosen):
            code = codes.part(current.code)
            if len(code) > LONGEST_CODE:
                raise EditRefused("too_deep")
            who = _who(current, part, place, names)
            made.append(_make_part(current, part, who, place, code, first + place, actor))
        current.refresh_from_db(fields=["order"])
        current.life = TaskLife(target_of(TASK_MOVES, current.life, "split"))
        rows.save_edited(current, "life")
        note(
            by=actor,
            action="split_task",
            subject=current.code,
            before={"life": str(TaskLife.ACTIVE), "text": current.text},
            after={"life": str(current.life), "parts": [one.code for one in made], "reason": reason},
        )
        replan_tasks(tasks=made, by=actor)
        ask_for_duplicates(tasks=[one.code for one in made], by=actor)
    return made


def _make_part(whole: Task, part: Part, who: Who, place: int, code: str, order: int, by: Actor) -> Task:
    text = rows.need_text(part.text, f"text_{place}")
    leads, supports = who
    watching = [named_of(one) for one in rows.parts_of(whole, Role.MONITOR)]
    wording = Wording(text, leads, supports, watching, due=part.due, place=whole.source_code)
    source = source_of(wording)
    own_time = source["when"]["kind"] != "missing"
    if not own_time:
        source["clarity"]["when"] = whole.clarity["when"]
    made = rows.make_task(
        code=code,
        source=source,
        plan=whole.plan,
        order=order,
        clause=whole.clause,
        parent=whole,
        named=[*leads, *supports, *watching],
        said=ClaritySource.OFFICE,
        by=by,
    )
    fields: tuple[str, ...] = ()
    if not own_time:
        for name in WHEN_FIELDS:
            setattr(made, name, getattr(whole, name))
        fields = WHEN_FIELDS
    Clarity.objects.filter(task=made, facet="when").update(data=dict(when_answer(wording)))
    _inherit(whole, made, own_time=own_time)
    IndexLink.objects.bulk_create(
        IndexLink(
            task=made, index=x.index, node=x.node, text=x.text, set_by=x.set_by, start=x.start, end=x.end
        )
        for x in IndexLink.objects.filter(task=whole)
    )
    rows.save_edited(made, *fields)
    note(by=by, action="add_part", subject=code, after={"text": text, "whole": whole.code})
    return made


def _who(whole: Task, part: Part, place: int, names: Names) -> Who:
    """Who leads and who helps; nobody helps himself."""
    leads = _units(whole, Role.LEAD, part.lead, f"lead_{place}", names)
    leading = {lead.key for lead in leads}
    helping = _units(whole, Role.SUPPORT, part.support, f"support_{place}", names)
    return leads, [one for one in helping if one.key not in leading]


def _units(whole: Task, role: Role, typed: str, field: str, names: Names) -> list[Named]:
    parts = rows.parts_of(whole, role)
    if not typed.strip():
        return [named_of(part) for part in parts]
    return read_lines(typed, field=field, kept=parts, names=names)


def _inherit(whole: Task, part: Task, *, own_time: bool) -> None:
    """What people answered about the whole holds for a part that says nothing else itself."""
    answered = Clarity.objects.filter(task=whole, facet__in=INHERITED).exclude(source=ClaritySource.DOCUMENT)
    for row in answered:
        if row.facet == "when" and own_time:
            continue
        same = {name: getattr(row, name) for name in ("state", "value", "data", "note", "source")}
        who = {name: getattr(row, name) for name in ("at", "by_code", "by_name")}
        Clarity.objects.filter(task=part, facet=row.facet).update(**same, **who)
    letters = {row.facet: GLYPH_LETTERS[row.state] for row in Clarity.objects.filter(task=part)}
    part.glyph = "".join(letters[facet] for facet in whole.clarity)


def merge_task(
    *, task: Task, into: str, reason: str, by: By, take_units: bool = False, revision: int | None = None
) -> Task:
    """Joins the task to the one of the code ``into``, which is returned. It takes over the index links, and with
    ``take_units`` those who led or helped, as helpers."""
    actor = acting(by, "tasks.edit", task=task, unit=task.lead_unit)
    reason = rows.need_reason(reason)
    found = Task.objects.filter(code=into.strip().upper()).first()
    if found is None:
        raise EditRefused("merge_unknown", field="into", task=into.strip()[:LONGEST_CODE])
    if found.pk == task.pk:
        raise EditRefused("merge_self", field="into")
    acting(by, "tasks.edit", task=found, unit=found.lead_unit)
    with transaction.atomic():
        held = rows.locked([task.pk, found.pk])
        current, target = held[task.pk], held[found.pk]
        rows.need_move(current, "merge", revision)
        if target.life != TaskLife.ACTIVE:
            life = target.get_life_display()
            raise EditRefused("merge_not_active", field="into", task=target.code, life=life)
        if _lies_below(target, current):
            raise EditRefused("merge_below", field="into", task=target.code)
        current.life = TaskLife(target_of(TASK_MOVES, current.life, "merge"))
        current.merged_into = target
        rows.save_edited(current, "life", "merged_into")
        _take_over(current, target, take_units=take_units)
        told = {"life": str(current.life), "into": target.code, "reason": reason}
        note(by=actor, action="merge_task", subject=current.code, before={"life": "active"}, after=told)
        note(
            by=actor,
            action="absorb_task",
            subject=target.code,
            after={"task": current.code, "reason": reason},
        )
        if take_units:
            replan_task(task=target, by=actor)
    return target


def _lies_below(task: Task, top: Task) -> bool:
    above = task.parent
    while above is not None:
        if above.pk == top.pk:
            return True
        above = above.parent
    return False


def _take_over(current: Task, target: Task, *, take_units: bool) -> None:
    links = IndexLink.objects.filter(task=current)
    rows.add_links(target, [(link.index, link.node, link.text) for link in links])
    if take_units:
        leads = [named_of(part) for part in rows.parts_of(target, Role.LEAD)]
        helping = [named_of(part) for part in rows.parts_of(target, Role.SUPPORT)]
        held = {named.key for named in (*leads, *helping)}
        coming = (*rows.parts_of(current, Role.LEAD), *rows.parts_of(current, Role.SUPPORT))
        new = {one.key: one for one in map(named_of, coming) if one.key not in held}
        rows.set_role(target, Role.SUPPORT, [*helping, *new.values()])
    rows.save_edited(target)
