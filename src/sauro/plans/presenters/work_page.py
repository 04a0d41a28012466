"""The page of one unit's part.

Belongs here: the frame around ``_work_part.html``. Does not belong here: the part itself (``work_part``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sauro.plans.models import Assignment, PlanVersion, Task
from sauro.plans.presenters.clarity_lines import from_document
from sauro.plans.presenters.words import shortened
from sauro.plans.presenters.work_part import PartView, part_view
from sauro.plans.presenters.work_states import deadline_words, period_words


@dataclass(slots=True)
class PartPage:
    """``lost`` is a form whose act is no longer possible: its text is shown so that nothing typed is gone."""

    task: Task
    text: str
    period: str
    deadline: str
    view: PartView
    sample: bool
    lost: Any = None


def part_page(account: object, task: Task, part: Assignment) -> PartPage:
    return PartPage(
        task=task,
        text=shortened(" ".join(task.text.split()), 300),
        period=period_words(part.occurrence.period),
        deadline=deadline_words(part.occurrence, document=from_document(task)),
        view=part_view(account, task, part),
        sample=is_sample(account, task),
    )


def is_sample(account: object, task: Task) -> bool:
    return PlanVersion.objects.visible_to(account).filter(plan=task.plan_id, is_sample=True).exists()
