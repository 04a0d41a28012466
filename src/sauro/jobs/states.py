"""The life of a job as one table; the diagram in the manual is printed from it.

Does not belong here: who does each step when (actions).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    QUEUED = "queued", _("Đang chờ")
    RUNNING = "running", _("Đang chạy")
    DONE = "done", _("Đã xong")
    FAILED = "failed", _("Không thành công")


@dataclass(frozen=True, slots=True)
class Step:
    """``needs`` is what must be true of the job; checked in the one UPDATE that makes the step."""

    before: State
    action: str
    needs: str
    after: State


STEPS = (
    Step(State.QUEUED, "claim", "the due moment has come", State.RUNNING),
    Step(State.RUNNING, "finish", "the worker still holds the lease", State.DONE),
    Step(State.RUNNING, "retry", "the worker holds the lease and tries are left", State.QUEUED),
    Step(
        State.RUNNING,
        "give_up",
        "the worker holds the lease and no try is left, or trying again is useless",
        State.FAILED,
    ),
    Step(State.RUNNING, "reap", "the lease has passed and tries are left", State.QUEUED),
    Step(State.RUNNING, "bury", "the lease has passed and no try is left", State.FAILED),
)

ENDED = frozenset({State.DONE, State.FAILED})
"""Nothing leads out of these: a job is not run again, another one is enqueued."""
