"""What can be asked of the queue. Does not belong here: writes (actions)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from sauro.jobs.models import Job, Worker
from sauro.jobs.states import State

ALIVE_FOR = timedelta(seconds=45)
"""A worker signs every ten seconds; on a busy database several signs may be late."""


@dataclass(frozen=True, slots=True)
class QueueState:
    """``oldest_waiting`` is the due moment of the longest waiting job that could run now."""

    workers: tuple[str, ...]
    waiting: int
    oldest_waiting: datetime | None
    abandoned: int
    failed: int


def alive_workers(*, now: datetime | None = None) -> tuple[str, ...]:
    now = now or timezone.now()
    alive = Worker.objects.filter(stopped_at__isnull=True, seen_at__gte=now - ALIVE_FOR).order_by("name")
    return tuple(alive.values_list("name", flat=True))


def queue_state(*, now: datetime | None = None) -> QueueState:
    now = now or timezone.now()
    oldest = Job.objects.waiting(now).first()
    return QueueState(
        workers=alive_workers(now=now),
        waiting=Job.objects.waiting(now).count(),
        oldest_waiting=oldest.due if oldest else None,
        abandoned=Job.objects.abandoned(now).count(),
        failed=Job.objects.filter(state=State.FAILED).count(),
    )


def failed_among(keys: Iterable[str]) -> frozenset[str]:
    """Those of the keys whose job has ended badly and will not be tried again."""
    failed = Job.objects.filter(key__in=list(keys), state=State.FAILED)
    return frozenset(key for key in failed.values_list("key", flat=True) if key)
