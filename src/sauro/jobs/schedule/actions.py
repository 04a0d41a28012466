"""Every write of the schedule: a row for each due moment, taking it, forgetting old ones.

Belongs here: what is special to runs by the clock. Does not belong here: renewing, ending and freeing what a worker
holds (``jobs.actions``, the same for jobs and runs).
"""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog
from django.db import IntegrityError, connection, transaction
from django.db.models import Exists, F, Max, OuterRef, Q
from django.utils import timezone

from sauro.jobs import registry
from sauro.jobs.actions import LEASE
from sauro.jobs.models import JobRun
from sauro.jobs.registry import Scheduled
from sauro.jobs.schedule.moments import walk
from sauro.jobs.states import ENDED, State

log = structlog.get_logger(__name__)

MOST_REPLAYED = 400
"""Of a job that replays each missed moment, at most the last so many."""
RUNS_KEPT = timedelta(days=62)
_OPEN = Q(state__in=[State.QUEUED, State.RUNNING])


def plan(*, now: datetime | None = None) -> int:
    """Writes a row for each moment that has come; how many. Safe in several workers at once.

    While a run of a name is open no further one is made: what falls due meanwhile counts as missed in the next. A name
    that never ran is due at once, with nothing missed.
    """
    now = now or timezone.now()
    entries = registry.all_scheduled()
    latest = _latest_runs([entry.name for entry in entries])
    rows = []
    for entry in entries:
        moment = entry.moments.latest(now)
        last, is_open = latest.get(entry.name, (None, False))
        if is_open or (last is not None and last >= moment):
            continue
        rows += _rows(entry, last, moment, now)
    if rows:
        JobRun.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _latest_runs(names: list[str]) -> dict[str, tuple[datetime, bool]]:
    runs = JobRun.objects.filter(name__in=names)
    is_open = set(runs.filter(_OPEN).values_list("name", flat=True))
    return {
        name: (moment, name in is_open)
        for name, moment in runs.order_by().values_list("name").annotate(last=Max("moment"))
    }


def _rows(entry: Scheduled, last: datetime | None, moment: datetime, now: datetime) -> list[JobRun]:
    if last is None:
        return [_row(entry, moment, now)]
    if entry.each_missed:
        missed = list(walk(entry.moments, last, moment))[-MOST_REPLAYED:]
        return [_row(entry, one, now) for one in [*missed, moment]]
    count = entry.moments.between(last, moment)
    row = _row(entry, moment, now)
    if count:
        row.missed, row.missed_from = count, entry.moments.following(last)
        log.warning("runs_missed", name=entry.name, missed=count)
    return [row]


def _row(entry: Scheduled, moment: datetime, now: datetime) -> JobRun:
    return JobRun(name=entry.name, moment=moment, due=moment, max_tries=entry.max_tries, created_at=now)


def claim(*, worker: str, now: datetime | None = None, lease: timedelta = LEASE) -> JobRun | None:
    """Takes the longest due run that this process knows how to do, or None. One run of a name at a time."""
    now = now or timezone.now()
    names = [entry.name for entry in registry.all_scheduled()]
    busy = JobRun.objects.filter(name=OuterRef("name"), state=State.RUNNING)
    waiting = JobRun.objects.waiting(now).filter(~Exists(busy), name__in=names)
    # a plain read first, so that idle workers never take SQLite's write lock
    if not waiting.exists():
        return None
    try:
        with transaction.atomic():
            rows = waiting
            if connection.features.has_select_for_update_skip_locked:
                rows = waiting.select_for_update(skip_locked=True, of=("self",))
            run = rows.first()
            if run is None:
                return None
            taken = JobRun.objects.filter(pk=run.pk, state=State.QUEUED).update(
                state=State.RUNNING,
                leased_by=worker,
                lease_until=now + lease,
                tries=F("tries") + 1,
                started_at=now,
                error_code="",
            )
            if not taken:
                return None
            run.refresh_from_db()
            return run
    except IntegrityError:  # another moment of the same name was taken by somebody else just now
        return None


def forget(*, now: datetime | None = None) -> int:
    """Removes runs that ended long ago; the last one of each name stays, it says from when the next is due."""
    now = now or timezone.now()
    newer = JobRun.objects.filter(name=OuterRef("name"), moment__gt=OuterRef("moment"))
    old = JobRun.objects.filter(Exists(newer), state__in=ENDED, moment__lt=now - RUNS_KEPT)
    return JobRun.objects.filter(pk__in=list(old.values_list("pk", flat=True))).delete()[0]
