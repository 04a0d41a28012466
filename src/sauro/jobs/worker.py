"""The loop of a worker: one job at a time, and beside it a clock that keeps leases and calls periodic
functions.

Belongs here: threads, signals and pauses. Does not belong here: the queue's writes (actions), what a job
does (its room).

The main thread runs jobs, so that a child process dies with it (child.py). The clock has a thread of its
own, so that a long job neither loses its lease nor holds up sealing.
"""

from __future__ import annotations

import os
import re
import secrets
import signal
import socket
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from types import FrameType
from typing import Any

import structlog
from django.db import DatabaseError, close_old_connections, connections

from sauro.jobs import actions, registry
from sauro.jobs.models import Job, JobRun
from sauro.jobs.schedule import actions as schedule

log = structlog.get_logger(__name__)

POLL_SECONDS = 0.5
STEP_SECONDS = 0.1
ALIVE_SECONDS = 10.0
REAP_SECONDS = 5.0
PLAN_SECONDS = 2.0
TICK_SECONDS = 0.25
AFTER_TROUBLE_SECONDS = 5.0


def worker_name() -> str:
    """Unique also when a process number is used again."""
    return f"{socket.gethostname()[:60]}:{os.getpid()}:{secrets.token_hex(3)}"


class WorkerLoop:
    """Runs until :meth:`stop`; finishes the job in hand first."""

    def __init__(self, *, name: str | None = None, lease: timedelta = actions.LEASE) -> None:
        self.name = name or worker_name()
        self.lease = lease
        self._stop_asked = False
        self._over = threading.Event()
        self._in_hand: Job | JobRun | None = None
        self._hand = threading.Lock()

    def stop(self, _signal: int = 0, _frame: FrameType | None = None) -> None:
        """Only a flag: the signal may interrupt the main thread anywhere, also within a lock that an Event takes, and
        a second signal may interrupt the first."""
        self._stop_asked = True

    def _pause(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while not self._stop_asked and (left := until - time.monotonic()) > 0:
            time.sleep(min(left, STEP_SECONDS))

    def run(self) -> None:
        """Signals must be set by the caller (:func:`serve_jobs`): tests run the loop in a thread."""
        actions.worker_started(worker=self.name)
        log.info("worker_started", worker=self.name)
        clock = threading.Thread(target=self._keep_time, name="clock", daemon=True)
        clock.start()
        try:
            while not self._stop_asked:
                if not self._guarded(self.run_one):
                    self._pause(POLL_SECONDS)
        finally:
            self._over.set()
            clock.join(timeout=AFTER_TROUBLE_SECONDS)
            actions.worker_stopped(worker=self.name)
            log.info("worker_stopped", worker=self.name)

    def run_one(self) -> bool:
        """Takes and runs one run of the schedule or one job. False when there is neither.

        The schedule goes first: it is short and was promised for a moment, however many jobs wait.
        """
        job = schedule.claim(worker=self.name, lease=self.lease) or actions.claim(
            worker=self.name, lease=self.lease
        )
        if job is None:
            return False
        with self._hand:
            self._in_hand = job
        try:
            self._run(job)
        finally:
            with self._hand:
                self._in_hand = None
        return True

    def _run(self, job: Job | JobRun) -> None:
        asked = job.request_id if isinstance(job, Job) else ""
        with structlog.contextvars.bound_contextvars(job=str(job.pk), request_id=asked):
            started = time.monotonic()
            try:
                result = _done(job)
            except registry.GiveUpError as refused:
                kept = actions.fail(job=job, worker=self.name, code=refused.code, final=True)
                log.warning("job_given_up", name=job.name, code=refused.code, kept=kept)
            # whatever a handler does, the worker goes on and the job says what happened
            except Exception as error:
                kept = actions.fail(job=job, worker=self.name, code=code_of(error))
                log.exception("job_failed", name=job.name, tries=job.tries, kept=kept)
            else:
                kept = actions.finish(job=job, worker=self.name, result=result)
                took = round(time.monotonic() - started, 3)
                log.info("job_done", name=job.name, seconds=took, kept=kept)

    def _guarded(self, step: Callable[[], bool]) -> bool:
        """A database that is away for a while must not end the worker; it says so and waits."""
        try:
            close_old_connections()
            return step()
        except DatabaseError:
            log.exception("worker_database_trouble")
            self._pause(AFTER_TROUBLE_SECONDS)
            return False

    def _keep_time(self) -> None:
        due: dict[str, float] = {}
        while not self._over.wait(TICK_SECONDS):
            self._when(due, "lease", self.lease.total_seconds() / 3, self._renew)
            self._when(due, "alive", ALIVE_SECONDS, lambda: actions.worker_alive(worker=self.name))
            self._when(due, "reap", REAP_SECONDS, actions.reap)
            if not self._stop_asked:
                self._when(due, "plan", PLAN_SECONDS, schedule.plan)
                for entry in registry.periodic():
                    self._when(due, f"every {entry.name}", entry.seconds, entry.function)
        connections.close_all()

    def _when(self, due: dict[str, float], name: str, seconds: float, function: Callable[[], object]) -> None:
        now = time.monotonic()
        if due.get(name, 0.0) > now:
            return
        due[name] = now + seconds
        try:
            close_old_connections()
            function()
        except Exception:  # one periodic function that fails must not stop the leases
            log.exception("periodic_failed", name=name)

    def _renew(self) -> None:
        with self._hand:
            job = self._in_hand
        if job is not None and not actions.renew(job=job, worker=self.name, lease=self.lease):
            log.warning("lease_lost", job=str(job.pk), name=job.name)


def _done(job: Job | JobRun) -> dict[str, Any]:
    if isinstance(job, JobRun):
        return registry.scheduled_of(job.name).function(job.moment) or {}
    return registry.handler_of(job.name)(job.payload)


def code_of(error: Exception) -> str:
    """A code from the kind of error ("TimeoutError" → "timeout_error"); never its words, which may hold
    somebody's data.
    """
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", type(error).__name__).lower()[:80]


def serve_jobs(*, lease: timedelta = actions.LEASE) -> None:
    """The worker process: until SIGTERM or SIGINT, then the job in hand is finished first."""
    loop = WorkerLoop(lease=lease)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, loop.stop)
    loop.run()
