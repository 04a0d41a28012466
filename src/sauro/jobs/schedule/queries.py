"""What can be asked of the schedule: when each job ran, with what outcome, what is next, what was missed.

Belongs here: reads. Does not belong here: words of a page.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max
from django.utils import timezone

from sauro.jobs import registry
from sauro.jobs.models import JobRun
from sauro.jobs.registry import Scheduled
from sauro.jobs.states import State

GRACE = timedelta(minutes=10)
"""A run this much after its moment is still as it should be: workers are restarted, jobs take their time."""
MISSED_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Standing:
    """One scheduled job. ``last`` is the newest run that has begun, ``waiting`` one that is due and has not.

    ``overdue_since`` is the moment that should have run by now and has not; ``missed`` are the runs that stand for
    others, the newest first.
    """

    entry: Scheduled
    last: JobRun | None
    waiting: JobRun | None
    following: datetime
    overdue_since: datetime | None
    missed: tuple[JobRun, ...]

    @property
    def failed(self) -> bool:
        return self.last is not None and self.last.state == State.FAILED


def standings(*, now: datetime | None = None) -> list[Standing]:
    """Every scheduled job, in the order of registration."""
    now = now or timezone.now()
    entries = registry.all_scheduled()
    names = [entry.name for entry in entries]
    runs = JobRun.objects.filter(name__in=names)
    begun = _newest(
        runs.exclude(started_at__isnull=True).order_by().values("name").annotate(last=Max("moment"))
    )
    done = _newest(runs.filter(state=State.DONE).order_by().values("name").annotate(last=Max("moment")))
    rows = {(run.name, run.moment): run for run in runs.filter(moment__in=list(begun.values()))}
    waiting = {
        run.name: run for run in runs.filter(state=State.QUEUED, started_at__isnull=True).order_by("-moment")
    }
    missed: dict[str, list[JobRun]] = {}
    for run in runs.filter(missed__gt=0).order_by("-moment")[: MISSED_SHOWN * len(names)]:
        missed.setdefault(run.name, []).append(run)
    return [
        Standing(
            entry=entry,
            last=rows.get((entry.name, begun[entry.name])) if entry.name in begun else None,
            waiting=waiting.get(entry.name),
            following=entry.moments.following(now),
            overdue_since=_overdue(entry, done.get(entry.name), now),
            missed=tuple(missed.get(entry.name, [])[:MISSED_SHOWN]),
        )
        for entry in entries
    ]


def _newest(rows: object) -> dict[str, datetime]:
    return {row["name"]: row["last"] for row in rows}  # type: ignore[attr-defined]


def _overdue(entry: Scheduled, done: datetime | None, now: datetime) -> datetime | None:
    """The oldest moment that has passed its grace and that no run stands for; None where all is well."""
    expected = entry.moments.latest(now - GRACE)
    if done is not None and done >= expected:
        return None
    return entry.moments.following(done) if done is not None else expected
