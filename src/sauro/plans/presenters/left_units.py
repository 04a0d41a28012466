"""Units that have left a task after they had recorded work on it.

Belongs here: finding them for the pages. Does not belong here: who must do what (``actions.fanout``), letting them off
(``actions.progress``). Their parts stay and count until the office agrees that they need not be done.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from sauro.plans.actions.fanout import parts_of
from sauro.plans.models import Assignment, Task
from sauro.plans.states import CLOSED, TaskLife, WorkState


def units_that_left(task: Task, parts: Iterable[Assignment]) -> frozenset[int]:
    """Of the units of these parts; asks nothing where no open part has a record."""
    recorded = {
        part.unit_id
        for part in parts
        if part.state not in CLOSED and (part.state != WorkState.NOT_STARTED or part.revision > 1)
    }
    if not recorded or task.life != TaskLife.ACTIVE:
        return frozenset()
    return frozenset(recorded - parts_of([task.pk], timezone.localdate()).get(task.pk, {}).keys())


def left_words(part: Assignment, left: frozenset[int]) -> str:
    return _("không còn trong danh sách đơn vị của nhiệm vụ") if part.unit_id in left else ""
