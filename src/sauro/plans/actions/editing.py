"""A person changes tasks of the register after confirmation: adds, rewords, gives to others, withdraws, restores.

Belongs here: edits of one task. Does not belong here: splitting and merging (``editing_parts``), clarities
(``clarity``), what the document says (``amending``). The quotation and the code never change.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction

from sauro.audit.actor import Actor
from sauro.people.by import By
from sauro.plans.actions import editing_rows as rows
from sauro.plans.actions.common import note, require
from sauro.plans.actions.duplicates import ask_for_duplicates
from sauro.plans.actions.planning import replan_task
from sauro.plans.codes import CodeBook, base_of, most_common_stem, stem_of
from sauro.plans.made import Wording, judged, source_of, when_answer, when_of
from sauro.plans.models import Assignment, Clarity, Clause, IndexLink, Plan, PlanVersion, Task
from sauro.plans.named_units import Named, Names, read_lines
from sauro.plans.permissions import acting
from sauro.plans.refusals_editing import EditRefused
from sauro.plans.states import (
    TASK_MOVES,
    ClaritySource,
    Rhythm,
    Role,
    TaskLife,
    TaskOrigin,
    WorkState,
    target_of,
)

LONGEST_PRODUCT = 1_000
LONGEST_DOCUMENT = 200
Links = Iterable[tuple[str, str]]


def add_task(
    *,
    plan: Plan,
    text: str,
    by: By,
    lead: str = "",
    support: str = "",
    clause: str = "",
    rhythm: str = "",
    due: date | None = None,
    product: str = "",
    links: Links = (),
    reason: str = "",
) -> Task:
    """A task that stands in no text. ``lead`` and ``support`` name units, one on a line; ``clause`` is the code of
    the heading under which it belongs. A source entered by hand needs no reason: its tasks are what it says."""
    actor = require(by, "tasks.edit")
    text = rows.need_text(text)
    if due is not None and rhythm not in ("", Rhythm.ONCE):
        raise EditRefused("rhythm_and_due", field="due")
    chosen = rows.known_links(links)
    product = rows.fitting(" ".join(product.split()), LONGEST_PRODUCT, "product")
    leads, supports = _named(lead, support)
    with transaction.atomic():
        plan = rows.locked_plan(plan.pk, places=bool(clause))
        version = plan.versions.in_force().defer("text", "header").first()
        if version is None:
            raise EditRefused("no_plan")
        by_hand = is_by_hand(version)
        reason = " ".join(reason.split()) if by_hand else rows.need_reason(reason)
        place = _clause(version, clause)
        code, order = _place(plan, place, by_hand=by_hand)
        years = (version.year_from, version.year_to)
        wording = Wording(text, leads, supports, (), rhythm, due, product, years)
        task = rows.make_task(
            code=code,
            source=source_of(wording),
            plan=plan,
            order=order,
            clause=place,
            parent=None,
            named=[*leads, *supports],
            said=ClaritySource.OFFICE,
            by=actor,
        )
        Clarity.objects.filter(task=task, facet="when").update(data=dict(when_answer(wording)))
        rows.add_links(task, chosen)
        rows.save_edited(task)
        after = {"text": text, "units": rows.told_units(task), "reason": reason}
        note(by=actor, action="add_task", subject=task.code, after=after)
        replan_task(task=task, by=actor)
        ask_for_duplicates(tasks=[task.code], by=actor)
    return task


def _named(lead: str, support: str, task: Task | None = None) -> tuple[list[Named], list[Named]]:
    """Who leads and who helps; nobody helps himself. ``task`` is the one that has parts already."""
    names = Names()
    leading, helping = (rows.parts_of(task, role) if task else () for role in (Role.LEAD, Role.SUPPORT))
    leads = read_lines(lead, field="lead", kept=leading, names=names)
    supports = read_lines(support, field="support", kept=helping, names=names)
    leading_keys = {named.key for named in leads}
    for named in supports:
        if named.key in leading_keys:
            raise EditRefused("unit_twice", field="support", name=named.text)
    return leads, supports


def is_by_hand(version: PlanVersion) -> bool:
    """A source of which only the header was entered: it has no clauses."""
    return not Clause.objects.filter(version=version).exists()


def _clause(version: PlanVersion, code: str) -> Clause | None:
    if not code:
        return None
    found = Clause.objects.filter(version=version, code=code).first()
    if found is None:
        raise EditRefused("no_clause", field="clause", clause=code)
    return found


def _place(plan: Plan, clause: Clause | None, *, by_hand: bool) -> tuple[str, int]:
    """The code and the place in the order: behind the last task of the clause, else at the end."""
    codes = CodeBook(rows.codes_of_register())
    under = list(plan.tasks.filter(clause=clause, parent=None)) if clause is not None else []
    items = [task.code for task in under if task.origin == TaskOrigin.DOCUMENT]
    stem = most_common_stem(items) or (stem_of(under[0].code) if under else base_of(plan.prefix))
    code = codes.item(stem) if by_hand else codes.added(stem)
    last = rows.last_place_below(under) if under else None
    return code, rows.place_after(plan, last, 1)


def reword_task(*, task: Task, text: str, reason: str, by: By, revision: int | None = None) -> Task:
    """Changes the working wording; the document's words stay in the quotation."""
    actor = acting(by, "tasks.edit", task=task, unit=task.lead_unit)
    text, reason = rows.need_text(text), rows.need_reason(reason)
    with transaction.atomic():
        current = rows.locked([task.pk])[task.pk]
        rows.need_active(current, revision)
        if current.text == text:
            raise EditRefused("nothing_changed", field="text")
        before = {"text": current.text}
        current.text = text
        _say_what(current, reason, actor)
        rows.save_edited(current, "text")
        after = {"text": text, "reason": reason}
        note(by=actor, action="reword_task", subject=current.code, before=before, after=after)
        ask_for_duplicates(tasks=[current.code], by=actor)
    return current


def _say_what(task: Task, reason: str, by: Actor) -> None:
    leads = [Named(part.text, part.unit, part.group) for part in rows.parts_of(task, Role.LEAD)]
    wording = Wording(task.text)
    states = judged(task.text, leads, (), when_of(wording), "")
    rows.say_facet(task, "what", states["what"], task.text, note=reason, by=by)


def change_units(
    *, task: Task, lead: str, support: str, reason: str, by: By, revision: int | None = None
) -> Task:
    """Gives the work to others. A part that stays keeps its anchor and its record; work follows (``planning``)."""
    actor = acting(by, "tasks.edit", task=task, unit=task.lead_unit)
    reason = rows.need_reason(reason)
    with transaction.atomic():
        current = rows.locked([task.pk])[task.pk]
        rows.need_active(current, revision)
        leads, supports = _named(lead, support, current)
        before = {"units": rows.told_units(current)}
        led = rows.set_role(current, Role.LEAD, leads)
        if not rows.set_role(current, Role.SUPPORT, supports) and not led:
            raise EditRefused("nothing_changed", field="lead")
        _say_who(current, leads, supports, reason, actor)
        rows.save_edited(current, *rows.LEAD_FIELDS)
        after = {"units": rows.told_units(current), "reason": reason}
        note(by=actor, action="change_units", subject=current.code, before=before, after=after)
        replan_task(task=current, by=actor)
        ask_for_duplicates(tasks=[current.code], by=actor)
    return current


def _say_who(task: Task, leads: Sequence[Named], supports: Sequence[Named], reason: str, by: Actor) -> None:
    rows.follow_leads(task, leads)
    state = judged(task.text, leads, supports, when_of(Wording(task.text)), "")["who"]
    value = "; ".join(named.text for named in (leads or supports))
    rows.say_facet(task, "who", state, value, note=reason, by=by)
    Clarity.objects.filter(task=task, facet="who").update(data={})


def link_task(*, task: Task, links: Links, reason: str, by: By, revision: int | None = None) -> Task:
    """The index nodes that a person says the task moves; those the text quotes stay as they are."""
    actor = acting(by, "tasks.edit", task=task, unit=task.lead_unit)
    reason, chosen = rows.need_reason(reason), rows.known_links(links)
    with transaction.atomic():
        current = rows.locked([task.pk])[task.pk]
        rows.need_active(current, revision)
        before = _told_links(current)
        IndexLink.objects.filter(task=current, set_by="person").delete()
        rows.add_links(current, chosen)
        after = _told_links(current)
        if before == after:
            raise EditRefused("nothing_changed", field="links")
        rows.save_edited(current)
        note(
            by=actor,
            action="link_task",
            subject=current.code,
            before={"links": before},
            after={"links": after, "reason": reason},
        )
    return current


def _told_links(task: Task) -> list[str]:
    links = IndexLink.objects.filter(task=task).order_by("index", "node")
    return [f"{link.index}:{link.node}" if link.node else link.index for link in links]


def withdraw_task(
    *, task: Task, reason: str, by: By, document: str = "", below: bool = False, revision: int | None = None
) -> Task:
    """The register counts the task no more; its record stays. ``below``: active tasks under it too."""
    actor = acting(by, "tasks.edit", task=task, unit=task.lead_unit)
    reason = rows.need_reason(reason)
    document = rows.fitting(" ".join(document.split()), LONGEST_DOCUMENT, "document")
    with transaction.atomic():
        current = rows.locked([task.pk, *(_below(task) if below else ())])
        top = current.pop(task.pk)
        rows.need_move(top, "withdraw", revision)
        active = [one for one in current.values() if one.life == TaskLife.ACTIVE]
        for one in (top, *active):
            _move_life(one, "withdraw", actor, reason=reason, document=document)
    return top


def _below(task: Task) -> list[int]:
    found: list[int] = []
    frontier = [task.pk]
    while frontier:
        frontier = list(Task.objects.filter(parent__in=frontier).values_list("pk", flat=True))
        found += frontier
    return found


def _move_life(task: Task, action: str, by: Actor, **told: str) -> None:
    before = str(task.life)
    task.life = TaskLife(target_of(TASK_MOVES, task.life, action))
    task.merged_into = None
    rows.save_edited(task, "life", "merged_into")
    after = {"life": str(task.life)} | {name: value for name, value in told.items() if value}
    note(by=by, action=f"{action}_task", subject=task.code, before={"life": before}, after=after)


def restore_task(*, task: Task, reason: str, by: By, revision: int | None = None) -> Task:
    """Counts again what was withdrawn or merged; a split task only while nothing is recorded on its parts, which
    are withdrawn with it."""
    actor = acting(by, "tasks.edit", task=task, unit=task.lead_unit)
    reason = rows.need_reason(reason)
    with transaction.atomic():
        parts = Task.objects.filter(parent=task, origin=TaskOrigin.PERSON).values_list("pk", flat=True)
        held = rows.locked([task.pk, *(parts if task.life == TaskLife.SPLIT else ())])
        current = held.pop(task.pk)
        rows.need_move(current, "restore", revision)
        if current.life == TaskLife.SPLIT:
            _take_parts_back(list(held.values()), reason, actor)
        _move_life(current, "restore", actor, reason=reason)
        replan_task(task=current, by=actor)
    return current


def _take_parts_back(parts: Sequence[Task], reason: str, by: Actor) -> None:
    counted = [part for part in parts if part.life != TaskLife.WITHDRAWN]
    for part in counted:
        if part.life != TaskLife.ACTIVE:
            raise EditRefused("parts_not_active", task=part.code, life=part.get_life_display())
    absorbed = Task.objects.filter(merged_into__in=counted).order_by("code").first()
    if absorbed is not None:
        raise EditRefused("parts_absorbed", task=absorbed.code)
    touched = Assignment.objects.filter(occurrence__task__in=counted).exclude(
        revision=1, state=WorkState.NOT_STARTED
    )
    worked = set(touched.values_list("occurrence__task__code", flat=True))
    if worked:
        raise EditRefused("parts_worked_on", codes=", ".join(sorted(worked)))
    for part in counted:
        _move_life(part, "withdraw", by, reason=reason)
