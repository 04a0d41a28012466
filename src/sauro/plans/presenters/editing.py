"""What can be done with a task and what was done with it: menu, banner, history of its wording, its words per version.

Belongs here: everything _task_life.html, _task_edits.html and the edit pages show. Does not belong here: the task
itself (``task``), its work (``task_work``).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sauro.audit.models import Event
from sauro.audit.queries import history
from sauro.engine.planning.compare import Piece, word_changes
from sauro.engine.planning.parts import proposed_parts
from sauro.plans.definitions import index_nodes, short_names
from sauro.plans.models import Clause, PlanVersion, Task, TaskText
from sauro.plans.permissions import may, refusal
from sauro.plans.presenters import words
from sauro.plans.queries_duplicates import open_pairs
from sauro.plans.states import TASK_MOVES, TaskLife, TaskOrigin, may_move
from sauro.web.text import day_words, moment_words

MOST_TOLD = 50

_ACTIONS: tuple[tuple[str, str, str | Promise], ...] = (
    ("sua", "edit", gettext_lazy("Sửa nội dung, đơn vị, chỉ số")),
    ("tach", "split", gettext_lazy("Tách nhiệm vụ")),
    ("gop", "merge", gettext_lazy("Gộp vào nhiệm vụ khác")),
    ("rut", "withdraw", gettext_lazy("Rút nhiệm vụ")),
    ("khoi-phuc", "restore", gettext_lazy("Khôi phục")),
)

_TOLD: dict[str, str | Promise] = {
    "add_task": gettext_lazy("Bổ sung nhiệm vụ"),
    "add_part": gettext_lazy("Tách từ nhiệm vụ khác"),
    "reword_task": gettext_lazy("Sửa nội dung"),
    "change_units": gettext_lazy("Đổi đơn vị"),
    "link_task": gettext_lazy("Gắn chỉ số"),
    "split_task": gettext_lazy("Tách nhiệm vụ"),
    "merge_task": gettext_lazy("Gộp vào nhiệm vụ khác"),
    "absorb_task": gettext_lazy("Nhận gộp nhiệm vụ khác"),
    "withdraw_task": gettext_lazy("Rút nhiệm vụ"),
    "restore_task": gettext_lazy("Khôi phục nhiệm vụ"),
    "amend_task": gettext_lazy("Sửa theo văn bản mới"),
    "new_in_version": gettext_lazy("Bổ sung theo văn bản mới"),
    "drop_task": gettext_lazy("Không còn trong văn bản mới"),
    "judge_duplicate": gettext_lazy("Xét trùng"),
}


@dataclass(frozen=True, slots=True)
class EditLine:
    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Told:
    """One change: ``old`` and ``new`` are the wording in pieces where it changed, ``details`` other facts."""

    title: str
    by: str
    reason: str
    details: list[str]
    old: tuple[Piece, ...]
    new: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Banner:
    words: str
    reason: str
    by: str
    links: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Twin:
    code: str
    text: str
    likeness: int


@dataclass(frozen=True, slots=True)
class VersionWords:
    label: str
    address: str
    text: str
    current: bool


@dataclass(frozen=True, slots=True)
class TaskEdits:
    lines: list[EditLine]
    closed: str
    banner: Banner | None
    told: list[Told]
    twins: list[Twin]
    versions: list[VersionWords]
    own_words: bool


def task_edits(account: object, task: Task) -> TaskEdits:
    told = history(room="plans", subject=task.code).filter(action__in=list(_TOLD))
    events = list(told.order_by("-at")[:MOST_TOLD])
    allowed = may(account, "tasks.edit", task=task, unit=task.lead_unit)
    closed = "" if allowed else refusal(account, "tasks.edit", task=task, unit=task.lead_unit).why
    return TaskEdits(
        lines=_lines(task),
        closed=closed,
        banner=_banner(task, events),
        told=[_told(event) for event in events],
        twins=twins_of(account, task),
        versions=version_words(task),
        own_words=task.origin == TaskOrigin.PERSON,
    )


def _lines(task: Task) -> list[EditLine]:
    """What the state table lets the task do now."""
    found = []
    for slug, action, label in _ACTIONS:
        open_now = (
            task.life == TaskLife.ACTIVE if action == "edit" else may_move(TASK_MOVES, task.life, action)
        )
        if open_now:
            found.append(EditLine(str(label), reverse("plans:task_edit", args=[task.code, slug])))
    return found


def _who(event: Event) -> str:
    return f"{event.by_name} · {moment_words(event.at)}"


def _data(text: str) -> dict[str, Any]:
    found = json.loads(text) if text else {}
    return found if isinstance(found, dict) else {}


def _told(event: Event) -> Told:
    before, after = _data(event.before), _data(event.after)
    old: tuple[Piece, ...] = ()
    new: tuple[Piece, ...] = ()
    if isinstance(before.get("text"), str) and isinstance(after.get("text"), str):
        old, new = word_changes(before["text"], after["text"])
    return Told(
        str(_TOLD[event.action]), _who(event), str(after.get("reason", "")), _details(before, after), old, new
    )


def _details(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    found = []
    if after.get("parts"):
        found.append(_("Các phần: %(codes)s.") % {"codes": ", ".join(after["parts"])})
    for name in ("into", "task", "whole", "other"):
        if after.get(name):
            found.append(_("Nhiệm vụ liên quan: %(code)s.") % {"code": after[name]})
    if after.get("document"):
        found.append(_("Văn bản: %(number)s.") % {"number": after["document"]})
    if after.get("version"):
        found.append(_("Phiên bản %(n)s của văn bản.") % {"n": after["version"]})
    if before.get("units") is not None and after.get("units") is not None:
        found.append(_("Trước: %(units)s.") % {"units": _unit_words(before["units"])})
        found.append(_("Sau: %(units)s.") % {"units": _unit_words(after["units"])})
    if "links" in before and "links" in after:
        found.append(_("Trước: %(units)s.") % {"units": ", ".join(before["links"]) or "–"})
        found.append(_("Sau: %(units)s.") % {"units": ", ".join(after["links"]) or "–"})
    return found


def _unit_words(units: dict[str, list[str]]) -> str:
    return "; ".join(name for role in ("lead", "support", "monitor") for name in units.get(role, ())) or "–"


def _banner(task: Task, events: Iterable[Event]) -> Banner | None:
    """Where a task went that the register does not count."""
    if task.life == TaskLife.ACTIVE:
        return None
    action = {
        "split": "split_task",
        "merged": "merge_task",
        "withdrawn": "withdraw_task",
        "dropped": "drop_task",
    }
    event = next((one for one in events if one.action == action[task.life]), None)
    codes: list[str] = []
    if task.life == TaskLife.SPLIT:
        codes = list(
            Task.objects.filter(parent=task, origin=TaskOrigin.PERSON)
            .order_by("order")
            .values_list("code", flat=True)
        )
    elif task.merged_into is not None:
        codes = [task.merged_into.code]
    return Banner(
        words=str(_BANNERS[task.life]),
        reason=str(_data(event.after).get("reason", "")) if event else "",
        by=_who(event) if event else "",
        links=[(code, reverse("plans:task", args=[code])) for code in codes],
    )


_BANNERS: dict[str, str | Promise] = {
    "split": gettext_lazy("Nhiệm vụ này đã được tách. Sổ theo dõi các phần sau:"),
    "merged": gettext_lazy("Nhiệm vụ này đã được gộp. Sổ theo dõi nhiệm vụ sau:"),
    "withdrawn": gettext_lazy("Nhiệm vụ này đã được rút khỏi sổ. Kết quả đã ghi vẫn được giữ."),
    "dropped": gettext_lazy("Văn bản mới không còn nhiệm vụ này. Kết quả đã ghi vẫn được giữ."),
}


def twins_of(account: object, task: Task) -> list[Twin]:
    """Tasks that may be the same work and nobody has judged."""
    if not may(account, "plans.view"):
        return []
    found = []
    pairs = open_pairs().filter(Q(first=task) | Q(second=task)).select_related("first", "second")
    for pair in pairs:
        other = pair.second if pair.first_id == task.pk else pair.first
        found.append(Twin(other.code, words.shortened(other.text), pair.similarity))
    return found


def version_words(task: Task) -> list[VersionWords]:
    """The document's own words for the task in each version that held it, newest first; nothing while there is one."""
    texts = (
        TaskText.objects.filter(task=task)
        .select_related("version__plan")
        .defer("version__text", "version__header")
    )
    rows = list(texts.order_by("-version__number"))
    if len(rows) < 2:
        return []
    return [
        VersionWords(
            version_label(row.version),
            reverse("plans:version", args=[row.version.plan.key, row.version.number]),
            row.text,
            n == 0,
        )
        for n, row in enumerate(rows)
    ]


def version_label(version: PlanVersion) -> str:
    if version.issued_on:
        day = day_words(version.issued_on)
        return _("Phiên bản %(n)s, ban hành %(day)s") % {"n": version.number, "day": day}
    return _("Phiên bản %(n)s") % {"n": version.number}


def clause_choices(version: PlanVersion) -> list[tuple[str, str]]:
    """Headings under which a task may be added: those that hold tasks."""
    clauses = Clause.objects.filter(version=version, tasks__isnull=False).distinct().order_by("order")
    return [(c.code, words.shortened(f"{c.code} {' '.join(c.heading.split())}", 110)) for c in clauses]


def index_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every index with its nodes, in groups for a list."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for (index, node), name in index_nodes().items():
        label = f"{node} {words.shortened(name, 90)}" if node else name
        groups.setdefault(index, []).append((f"{index}:{node}" if node else index, label))
    return [(short_names().get(index, index), choices) for index, choices in groups.items()]


def link_pairs(values: Iterable[str]) -> list[tuple[str, str]]:
    """ "index:node" → (index, node)."""
    return [(index, node) for index, _colon, node in (value.partition(":") for value in values)]


def proposed(task: Task) -> tuple[str, ...]:
    """The pieces that the reader sees in the task, where there is more than one."""
    parts = proposed_parts(task.text)
    return parts if len(parts) > 1 else ()
