"""A task's page and panel: the quotation in its context, six clarities, units, time, product.

Belongs here: everything _task.html shows. Does not belong here: lists (``register``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.db.models import Max
from django.db.models.functions import Substr
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sauro.plans.models import Clause, PlanVersion, Task, TaskText, TaskUnit
from sauro.plans.presenters import words
from sauro.plans.presenters.clarity_task import SixLine, six_lines
from sauro.plans.presenters.register import Row, row_of, with_parts
from sauro.plans.presenters.work_states import Shown, task_shown
from sauro.plans.states import Role, TaskOrigin

AROUND = 600
"""Characters of the document shown before and after the task, within its clause."""
MARKER = 12
"""A clause's heading is stored without its number, which stands at most so far before it on the same line."""
_LAST_WORD = re.compile(r"\s*\S+\Z")
"""A word at the end of a cut text, which may be half of one."""


@dataclass(frozen=True, slots=True)
class UnitLine:
    name: str
    written: str
    slug: str
    group: bool
    known: bool


@dataclass(frozen=True, slots=True)
class RoleLines:
    title: str
    units: list[UnitLine]


@dataclass(frozen=True, slots=True)
class Context:
    before: str
    quote: str
    after: str
    cut_before: bool
    cut_after: bool


@dataclass(frozen=True, slots=True)
class TaskPage:
    task: Task
    version: PlanVersion
    clause: Clause | None
    states: dict[str, str]
    facets: list[SixLine]
    roles: list[RoleLines]
    lead: str
    when: str
    when_detail: str
    context: Context | None
    source: str
    in_document: str
    children: list[Row]
    tags: list[tuple[str, str]]
    shown: Shown
    sample: bool


def task_page(account: object, code: str) -> TaskPage | None:
    """Everything about the task, or None where the account sees no task of this code."""
    tasks = Task.objects.visible_to(account).filter(code=code)
    task = (
        with_parts(tasks)
        .select_related("plan", "lead_unit", "lead_group", "parent", "clause")
        .prefetch_related("clarities", "targets")
        .first()
    )
    if task is None:
        return None
    version = _version_of(task)
    text = _quotation(task, version)
    below = Task.objects.visible_to(account).in_force().filter(parent=task)
    children = with_parts(below.order_by("order"))
    return TaskPage(
        task=task,
        version=version,
        clause=task.clause,
        states=task.clarity,
        facets=six_lines(task),
        roles=_roles(task),
        lead=words.lead_words(task),
        when=words.when_words(task),
        when_detail=words.when_detail(task),
        context=_context(version, task.clause, text) if task.clause and text else None,
        source=source_words(version, task, quoted=text is not None and text.task_id == task.pk),
        in_document=f"{reverse('plans:document', args=[version.plan.key])}#d-{task.source_code}",
        children=[row_of(child) for child in children],
        tags=[(words.index_label(link.index, link.node), link.text) for link in task.links.all()],
        shown=task_shown(task, timezone.localdate()),
        sample=version.is_sample,
    )


def _version_of(task: Task) -> PlanVersion:
    """The version that holds the task; for a task that a person added, the one in force of its plan."""
    versions = PlanVersion.objects.select_related("plan").defer("text", "header")
    if task.clause is not None:
        return versions.get(pk=task.clause.version_id)
    return versions.filter(plan=task.plan_id).order_by("-number")[:1].get()


def _quotation(task: Task, version: PlanVersion) -> TaskText | None:
    """The document's words for the task; for a part that a person made, those of the task it was split from."""
    current: Task | None = task
    while current is not None:
        found = TaskText.objects.filter(task=current, version=version).first()
        if found is not None or current.origin != TaskOrigin.PERSON:
            return found
        current = current.parent
    return None


def source_words(version: PlanVersion, task: Task, *, quoted: bool = True) -> str:
    """Where the words come from; a person's own words say so."""
    if not quoted and task.parent is not None and task.origin == TaskOrigin.PERSON:
        return _("Tách từ nhiệm vụ %(code)s.") % {"code": task.parent.code}
    if not quoted:
        return _("Bổ sung theo %(number)s, không có đoạn trích nguyên văn.") % {"number": version.label}
    return _("Trích nguyên văn %(number)s, mục %(place)s.") % {
        "number": version.label,
        "place": task.source_code,
    }


def unit_line(part: TaskUnit) -> UnitLine:
    name = words.unit_name(part)
    written = " ".join(part.text.split())
    known = part.unit is not None or part.group is not None
    return UnitLine(
        name=name,
        written=written if written != name else "",
        slug=part.unit.slug if part.unit else "",
        group=part.is_group or part.group is not None,
        known=known,
    )


def _roles(task: Task) -> list[RoleLines]:
    return [
        RoleLines(str(role.label), [unit_line(part) for part in parts])
        for role in (Role.LEAD, Role.SUPPORT, Role.MONITOR)
        if (parts := words.units_of(task, role)) or role == Role.LEAD
    ]


def _context(version: PlanVersion, clause: Clause, text: TaskText) -> Context:
    """The task within its clause, from the clause's number to the end of its last task: what follows there
    (the next number, a chapter's title, the list of recipients) is no part of it. Cut from the stored text by
    the database, so a long document costs nothing.
    """
    own = TaskText.objects.filter(version=version, task__clause=clause)
    last = max(own.aggregate(last=Max("end"))["last"] or 0, text.end)
    begin = max(min(clause.start, text.start) - MARKER, 0)
    low = max(begin, text.start - AROUND)
    high = min(last, text.end + AROUND)
    found = (
        PlanVersion.objects.filter(pk=version.pk)
        .annotate(piece=Substr("text", low + 1, high - low))
        .values_list("piece", flat=True)
        .get()
    )
    before, after = found[: text.start - low], found[text.end - low :]
    # the first line is whole only where the cut falls on its beginning; the clause's own number stands
    # before it
    own_line = before[: MARKER + 1].rfind("\n") if low == begin else before.find("\n")
    if high < last:
        after = _LAST_WORD.sub("", after)
    return Context(
        before=before[own_line + 1 :].lstrip("\n"),
        quote=found[text.start - low : text.end - low],
        after=after.rstrip(),
        cut_before=low > begin,
        cut_after=high < last,
    )
