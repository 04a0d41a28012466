"""Every write of the queue: asking for work, taking it, ending it, and the signs of life of workers.

Belongs here: the steps of states.STEPS, each one conditional UPDATE; what a worker holds is a job or a run of the
schedule. Does not belong here: the loop (worker.py), due moments (schedule.actions).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.utils import timezone

from sauro.jobs.asker import Asker
from sauro.jobs.models import Job, JobRun, Leased, Worker
from sauro.jobs.registry import handler_of
from sauro.jobs.states import State

log = structlog.get_logger(__name__)

Join = Callable[[dict[str, Any], dict[str, Any]], dict[str, Any]]
"""(payload of the waiting job, payload asked for) → payload of both."""

LEASE = timedelta(seconds=30)
FIRST_PAUSE_SECONDS = 5
LONGEST_PAUSE_SECONDS = 3600
LOST_LEASE = "worker_lost"
WORKERS_KEPT = timedelta(days=7)


def enqueue(
    *,
    name: str,
    payload: dict[str, Any],
    by: Asker,
    key: str = "",
    due: datetime | None = None,
    max_tries: int = 3,
) -> Job:
    """Asks for work inside the caller's transaction: rolled back with it, seen by workers once it is
    committed.

    With a ``key`` that was used before, in whatever state that job is, no new job is made and the old one is
    returned. UnknownJobError where no room handles ``name``.
    """
    handler_of(name)
    now = timezone.now()
    job = Job(
        name=name,
        payload=payload,
        key=key or None,
        due=due or now,
        max_tries=max_tries,
        by_code=by.code,
        by_name=by.name,
        request_id=str(structlog.contextvars.get_contextvars().get("request_id", "")),
        created_at=now,
    )
    if not key:
        job.save(force_insert=True)
        return job
    known = Job.objects.filter(key=key).first()
    if known is not None:
        return known
    try:
        with transaction.atomic():
            job.save(force_insert=True)
    except IntegrityError:  # asked by somebody else in the same moment
        return Job.objects.get(key=key)
    return job


def enqueue_or_join(*, name: str, payload: dict[str, Any], join: Join, by: Asker) -> Job:
    """Asks for work that a waiting job of the same name can take over: ``join(waiting, new)`` is its payload then.

    A waiting job that somebody else is just changing or taking is left alone; there are two then, one after the other.
    """
    with transaction.atomic():
        waiting = Job.objects.filter(name=name, state=State.QUEUED).order_by("created_at", "pk")
        if connection.features.has_select_for_update_skip_locked:
            waiting = waiting.select_for_update(skip_locked=True)
        job = waiting.first()
        if job is None:
            return enqueue(name=name, payload=payload, by=by)
        joined = join(job.payload, payload)
        if joined == job.payload:
            return job
        if Job.objects.filter(pk=job.pk, state=State.QUEUED).update(payload=joined):
            job.payload = joined
            return job
        return enqueue(name=name, payload=payload, by=by)


def claim(*, worker: str, now: datetime | None = None, lease: timedelta = LEASE) -> Job | None:
    """Takes the longest due job for ``worker``, or None. No two workers get the same one."""
    now = now or timezone.now()
    # a plain read first, so that idle workers never take SQLite's write lock
    if not Job.objects.waiting(now).exists():
        return None
    with transaction.atomic():
        waiting = Job.objects.waiting(now)
        if connection.features.has_select_for_update_skip_locked:
            waiting = waiting.select_for_update(skip_locked=True)
        job = waiting.first()
        if job is None:
            return None
        taken = Job.objects.filter(pk=job.pk, state=State.QUEUED).update(
            state=State.RUNNING,
            leased_by=worker,
            lease_until=now + lease,
            tries=F("tries") + 1,
            started_at=now,
            error_code="",
        )
        if not taken:
            return None
        job.refresh_from_db()
        return job


def renew(*, job: Leased, worker: str, now: datetime | None = None, lease: timedelta = LEASE) -> bool:
    """Keeps the job for longer. False when the lease was lost: somebody else may be running it."""
    return bool(_held(job, worker).update(lease_until=(now or timezone.now()) + lease))


def finish(*, job: Leased, worker: str, result: dict[str, Any], now: datetime | None = None) -> bool:
    """Ends the job well. False when the lease was lost: then nothing is written, the other run counts."""
    return bool(
        _held(job, worker).update(
            state=State.DONE,
            result=result,
            finished_at=now or timezone.now(),
            lease_until=None,
            leased_by="",
            error_code="",
        )
    )


def fail(*, job: Leased, worker: str, code: str, final: bool = False, now: datetime | None = None) -> bool:
    """The run went wrong: try again later, or end it where no try is left or ``final``."""
    now = now or timezone.now()
    if final or job.tries >= job.max_tries:
        changes = _ended_badly(code, now)
    else:
        changes = _again(code, now + pause(job.tries))
    return bool(_held(job, worker).update(**changes))


def reap(*, now: datetime | None = None) -> int:
    """Frees jobs and runs whose worker was killed or stuck; how many. Safe in several workers at once."""
    now = now or timezone.now()
    freed = 0
    for job in (*Job.objects.abandoned(now), *JobRun.objects.abandoned(now)):
        changes = _ended_badly(LOST_LEASE, now) if job.tries >= job.max_tries else _again(LOST_LEASE, now)
        table = type(job)._default_manager.filter(state=State.RUNNING, lease_until__lt=now)
        mine = table.filter(pk=job.pk, tries=job.tries).update(**changes)
        if mine:
            log.warning("job_reaped", job=str(job.pk), name=job.name, tries=job.tries, state=changes["state"])
            freed += mine
    return freed


def pause(tries: int) -> timedelta:
    """How long to wait after the ``tries``-th try: 5 s, 10 s, 20 s … up to an hour."""
    return timedelta(seconds=min(FIRST_PAUSE_SECONDS * 2 ** max(tries - 1, 0), LONGEST_PAUSE_SECONDS))


def _held(job: Leased, worker: str) -> Any:
    return type(job)._default_manager.filter(
        pk=job.pk, state=State.RUNNING, leased_by=worker, tries=job.tries
    )


def _ended_badly(code: str, now: datetime) -> dict[str, Any]:
    return {
        "state": State.FAILED,
        "error_code": code,
        "finished_at": now,
        "lease_until": None,
        "leased_by": "",
    }


def _again(code: str, due: datetime) -> dict[str, Any]:
    return {"state": State.QUEUED, "error_code": code, "due": due, "lease_until": None, "leased_by": ""}


def worker_started(*, worker: str, now: datetime | None = None) -> None:
    """Signs the worker in and forgets the rows of workers gone for a week."""
    now = now or timezone.now()
    Worker.objects.filter(seen_at__lt=now - WORKERS_KEPT).delete()
    Worker.objects.update_or_create(
        name=worker, defaults={"started_at": now, "seen_at": now, "stopped_at": None}
    )


def worker_alive(*, worker: str, now: datetime | None = None) -> None:
    Worker.objects.filter(name=worker).update(seen_at=now or timezone.now())


def worker_stopped(*, worker: str, now: datetime | None = None) -> None:
    Worker.objects.filter(name=worker).update(stopped_at=now or timezone.now())
