"""The comparison of a read document with the version in force: its lines, what stands for a choice, the steps.

Belongs here: everything comparison.html shows. Does not belong here: the proposal (``engine.planning.compare``),
keeping a choice (``actions.amending``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sauro.engine.planning.compare import Piece, word_changes
from sauro.plans.comparing import DETAILS, NewTask, OldTask, new_tasks, old_tasks, shown_details
from sauro.plans.models import PlanImport, PlanVersion, TaskMapping
from sauro.plans.presenters import words
from sauro.plans.states import MappingKind, TaskLife

PAGE = 50
ST: Mapping[str, str] = {"kept": "same", "changed": "changed", "new": "new", "dropped": "gone"}
TO_SEE = "can-xem"
FILTERS: tuple[tuple[str, str | Promise], ...] = (
    (TO_SEE, gettext_lazy("Cần xem")),
    ("changed", gettext_lazy("Sửa đổi")),
    ("new", gettext_lazy("Bổ sung")),
    ("dropped", gettext_lazy("Bỏ")),
    ("kept", gettext_lazy("Giữ nguyên")),
)


@dataclass(frozen=True, slots=True)
class Change:
    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class CompareLine:
    kind: str
    status: str
    words: str
    likeness: int | None
    task: str
    life: str
    line: str
    heading: str
    old: tuple[Piece, ...]
    new: tuple[Piece, ...]
    changes: list[Change]
    own_words: str
    by: str


@dataclass(frozen=True, slots=True)
class Choice:
    code: str
    label: str
    count: int
    current: bool


@dataclass(frozen=True, slots=True)
class Step:
    label: str
    state: str
    address: str


@dataclass(frozen=True, slots=True)
class ComparisonPage:
    plan_import: PlanImport
    plan: str
    plan_key: str
    base: str
    stale: bool
    part: bool
    counts: dict[str, int]
    choices: list[Choice]
    lines: list[CompareLine]
    free: list[tuple[str, str]]
    page: int
    pages: int
    chosen: str
    to_see: int
    steps: list[Step]


def comparison_page(plan_import: PlanImport, chosen: str, page: int) -> ComparisonPage | None:
    """None where the document amends no plan."""
    plan = plan_import.amends
    if plan is None:
        return None
    rows = TaskMapping.objects.filter(plan_import=plan_import)
    counted = dict(rows.order_by().values_list("kind").annotate(n=Count("pk")))
    counts = {str(kind): int(counted.get(str(kind), 0)) for kind in MappingKind}
    to_see = sum(counts.values()) - counts["kept"]
    chosen = chosen if chosen in dict(FILTERS) else (TO_SEE if to_see else "kept")
    shown = rows.exclude(kind="kept") if chosen == TO_SEE else rows.filter(kind=chosen)
    total = to_see if chosen == TO_SEE else counts[chosen]
    pages = max(1, -(-total // PAGE))
    page = min(max(page, 1), pages)
    old = {one.task.pk: one for one in old_tasks(plan)}
    new = {one.line.key: one for one in new_tasks(plan_import.result or {})}
    some = shown.select_related("task").order_by("order")[(page - 1) * PAGE : page * PAGE]
    used = set(rows.exclude(source_code="").exclude(task=None).values_list("task", flat=True))
    in_force = plan.versions.in_force().values_list("pk", flat=True).first()
    base = plan_import.compared_with
    return ComparisonPage(
        plan_import=plan_import,
        plan=plan.number or plan.key,
        plan_key=plan.key,
        base=_("phiên bản %(n)s") % {"n": base.number} if base else "",
        stale=base is None or base.pk != in_force,
        part=plan_import.amends_part,
        counts=counts,
        choices=_choices(counts, to_see, chosen),
        lines=[_line(row, old, new) for row in some],
        free=[
            (one.task.code, words.shortened(one.line.text, 90)) for pk, one in old.items() if pk not in used
        ],
        page=page,
        pages=pages,
        chosen=chosen,
        to_see=to_see,
        steps=_steps(plan_import),
    )


def _choices(counts: Mapping[str, int], to_see: int, chosen: str) -> list[Choice]:
    return [
        Choice(code, str(label), to_see if code == TO_SEE else counts[code], code == chosen)
        for code, label in FILTERS
    ]


def _line(row: TaskMapping, old: Mapping[int, OldTask], new: Mapping[str, NewTask]) -> CompareLine:
    before = old.get(row.task_id) if row.task_id is not None else None
    after = new.get(row.source_code)
    first = before.line.text if before else ""
    second = after.line.text if after else ""
    left, right = word_changes(first, second) if before and after else (_all(first), _all(second))
    task = row.task
    own = task is not None and before is not None and before.text is not None and task.text != first
    return CompareLine(
        kind=str(row.kind),
        status=ST[row.kind],
        words=str(row.get_kind_display()),
        likeness=row.similarity,
        task=task.code if task else "",
        life=str(task.get_life_display()) if task and task.life != TaskLife.ACTIVE else "",
        line=row.source_code,
        heading=after.line.heading if after else "",
        old=left,
        new=right,
        changes=_changes(before, after),
        own_words=task.text if own and task else "",
        by=row.set_by_name,
    )


def _all(text: str) -> tuple[Piece, ...]:
    return (Piece(text, False),) if text else ()


def _changes(before: OldTask | None, after: NewTask | None) -> list[Change]:
    """Units, time and product that the document says differently."""
    if before is None or after is None or before.source is None:
        return []
    return [
        Change(str(label), shown_old or "–", shown_new or "–")
        for label, old, new, shown_old, shown_new in zip(
            DETAILS,
            before.line.details,
            after.line.details,
            shown_details(before.source),
            shown_details(after.source),
            strict=True,
        )
        if old != new
    ]


def _steps(plan_import: PlanImport) -> list[Step]:
    preview = reverse("plans:import", args=[plan_import.code])
    return [
        Step(_("Tải lên và đọc"), "done", ""),
        Step(_("Xem trước"), "done", preview),
        Step(_("So sánh từng dòng"), "now", ""),
        Step(_("Đưa vào thực hiện"), "next", ""),
    ]


def amendable(versions: list[PlanVersion]) -> list[tuple[str, str]]:
    """Plans that a document may amend, for a list."""
    return [(v.plan.key, words.shortened(f"{v.label} {v.title}", 90)) for v in versions]
