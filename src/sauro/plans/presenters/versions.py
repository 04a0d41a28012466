"""A version of a plan as filed, and the list of a plan's versions.

Belongs here: everything version.html and _versions.html show. Does not belong here: the plan as it is now (``plan``).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString

from sauro.plans.models import PlanVersion, TaskText
from sauro.plans.presenters import words
from sauro.plans.presenters.editing import version_label
from sauro.plans.presenters.imports import LONGEST_TEXT
from sauro.plans.presenters.marking import Span, marked
from sauro.plans.presenters.spans import header_spans


@dataclass(frozen=True, slots=True)
class VersionLine:
    label: str
    state: str
    address: str
    current: bool


@dataclass(frozen=True, slots=True)
class VersionTask:
    code: str
    text: str
    life: str


@dataclass(frozen=True, slots=True)
class VersionPage:
    version: PlanVersion
    label: str
    number: str
    title: str
    tasks: list[VersionTask]
    document: SafeString
    cut: bool
    others: list[VersionLine]


def version_lines(account: object, key: str) -> list[VersionLine]:
    """The versions of the plan, newest first; nothing while there is one."""
    versions = PlanVersion.objects.visible_to(account).filter(plan__key=key).select_related("plan")
    rows = list(versions.defer("text", "header").order_by("-number"))
    if len(rows) < 2:
        return []
    return [
        VersionLine(
            version_label(row),
            str(row.get_state_display()),
            reverse("plans:version", args=[key, row.number]),
            row.state == "in_force",
        )
        for row in rows
    ]


def version_page(account: object, key: str, number: int) -> VersionPage | None:
    versions = PlanVersion.objects.visible_to(account).select_related("plan", "replaces")
    version = versions.filter(plan__key=key, number=number).first()
    if version is None:
        return None
    texts = list(TaskText.objects.filter(version=version).select_related("task").order_by("start"))
    header = version.header
    said = header.get("number") if header else None
    return VersionPage(
        version=version,
        label=version_label(version),
        number=str(said["value"]) if said else version.plan.number,
        title=version.title,
        tasks=[
            VersionTask(text.task.code, words.shortened(text.text), str(text.task.get_life_display()))
            for text in texts
        ],
        document=marked(version.text[:LONGEST_TEXT], _spans(version, texts)),
        cut=len(version.text) > LONGEST_TEXT,
        others=version_lines(account, key),
    )


def _spans(version: PlanVersion, texts: list[TaskText]) -> list[Span]:
    """Each task's words under its code; places in the document have changed since."""
    return [
        *(header_spans(version.header) if version.header else ()),
        *(
            Span(
                text.start,
                text.end,
                "task-mark",
                id=f"d-{text.task.code}",
                back=reverse("plans:task", args=[text.task.code]),
                label=text.task.code,
            )
            for text in texts
        ),
    ]
