"""The ledger of scheduled runs: one row a moment, missed ones stand in it, killed ones are run again."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from sauro.jobs import actions, registry
from sauro.jobs.models import JobRun
from sauro.jobs.schedule import actions as schedule
from sauro.jobs.schedule.queries import GRACE, standings
from sauro.jobs.states import State
from sauro.jobs.worker import WorkerLoop

pytestmark = pytest.mark.django_db
NINE = datetime(2026, 9, 10, 2, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def moments(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """An hourly job of this test's own; the list says at which moments it ran."""
    ran: list[datetime] = []
    monkeypatch.setattr(registry, "_scheduled", {})

    def run(moment: datetime) -> dict:
        ran.append(moment)
        return {"n": len(ran)}

    registry.scheduled("t.hourly", title="Mỗi giờ", every=HOUR, function=run)
    return ran


def work(now: datetime) -> int:
    """All that a worker would run at that time; how many runs."""
    schedule.plan(now=now)
    done = 0
    while run := schedule.claim(worker="w1", now=now):
        result = registry.scheduled_of(run.name).function(run.moment)
        assert actions.finish(job=run, worker="w1", result=result or {}, now=now)
        done += 1
    return done


def test_each_moment_runs_once_however_often_workers_look(moments: list[datetime]) -> None:
    assert [work(NINE + timedelta(minutes=m)) for m in (0, 1, 59, 60, 61)] == [1, 0, 0, 1, 0]
    assert moments == [NINE, NINE + HOUR]
    assert JobRun.objects.filter(state=State.DONE, missed=0).count() == 2


def test_two_workers_that_plan_at_once_make_one_row() -> None:
    assert (schedule.plan(now=NINE), schedule.plan(now=NINE)) == (1, 0)
    run = JobRun.objects.get()
    run.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        run.save(force_insert=True)


def test_what_was_missed_while_no_worker_ran_is_replayed_once(moments: list[datetime]) -> None:
    work(NINE)
    assert work(NINE + 5 * HOUR) == 1
    run = JobRun.objects.latest("moment")
    assert moments == [NINE, NINE + 5 * HOUR]
    assert (run.missed, run.missed_from) == (4, NINE + HOUR)


def test_a_job_that_says_so_replays_every_missed_moment_in_order(moments: list[datetime]) -> None:
    entry = registry.scheduled_of("t.hourly")
    registry.scheduled("t.hourly", title="", every=HOUR, function=entry.function, each_missed=True)
    work(NINE)
    assert work(NINE + 3 * HOUR) == 3
    assert moments == [NINE + n * HOUR for n in range(4)]
    assert not JobRun.objects.filter(missed__gt=0).exists()


def test_one_moment_at_a_time_also_when_several_wait() -> None:
    entry = registry.scheduled_of("t.hourly")
    registry.scheduled("t.hourly", title="", every=HOUR, function=entry.function, each_missed=True)
    work(NINE)
    schedule.plan(now=NINE + 3 * HOUR)
    assert schedule.claim(worker="w1", now=NINE + 3 * HOUR) is not None
    assert schedule.claim(worker="w2", now=NINE + 3 * HOUR) is None
    with pytest.raises(IntegrityError), transaction.atomic():
        JobRun.objects.filter(state=State.QUEUED).update(
            state=State.RUNNING, leased_by="w2", lease_until=timezone.now()
        )


def test_while_a_run_takes_longer_than_the_pause_no_other_is_made() -> None:
    schedule.plan(now=NINE)
    run = schedule.claim(worker="w1", now=NINE)
    assert run is not None
    assert schedule.plan(now=NINE + 2 * HOUR) == 0
    assert actions.finish(job=run, worker="w1", result={}, now=NINE + 2 * HOUR)
    assert schedule.plan(now=NINE + 2 * HOUR) == 1
    assert JobRun.objects.latest("moment").missed == 1


def test_a_run_whose_worker_is_gone_is_freed_and_run_again() -> None:
    schedule.plan(now=NINE)
    assert schedule.claim(worker="gone", now=NINE) is not None
    assert actions.reap(now=NINE + timedelta(seconds=31)) == 1
    later = NINE + timedelta(minutes=5)
    run = schedule.claim(worker="w1", now=later)
    assert run is not None
    assert (run.tries, run.leased_by) == (2, "w1")


def test_a_run_that_breaks_is_tried_again_and_then_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_moment: datetime) -> None:
        raise TimeoutError("somebody@example.vn")

    registry.scheduled("t.hourly", title="", every=HOUR, function=broken, max_tries=2)
    monkeypatch.setattr(actions, "FIRST_PAUSE_SECONDS", 0)
    schedule.plan()
    loop = WorkerLoop(name="w1")
    assert (loop.run_one(), loop.run_one(), loop.run_one()) == (True, True, False)
    run = JobRun.objects.get()
    assert (run.state, run.error_code, run.tries) == (State.FAILED, "timeout_error", 2)
    assert standings()[0].failed
    assert schedule.plan(now=run.moment + HOUR) == 1


def test_a_worker_leaves_what_it_does_not_know_to_others(moments: list[datetime]) -> None:
    schedule.plan(now=NINE)
    JobRun.objects.update(name="t.of_a_newer_version")
    assert schedule.claim(worker="w1", now=NINE) is None


def test_the_standing_says_what_ran_what_is_next_and_what_is_overdue(moments: list[datetime]) -> None:
    (before,) = standings(now=NINE)
    assert (before.last, before.overdue_since) == (None, NINE - HOUR)
    work(NINE)
    (after,) = standings(now=NINE)
    assert after.last is not None
    assert (after.last.moment, after.following, after.overdue_since) == (NINE, NINE + HOUR, None)
    assert standings(now=NINE + HOUR)[0].overdue_since is None
    assert standings(now=NINE + HOUR + GRACE)[0].overdue_since == NINE + HOUR
    work(NINE + 3 * HOUR)
    assert [run.missed for run in standings(now=NINE + 3 * HOUR)[0].missed] == [2]


def test_old_runs_are_forgotten_and_the_last_of_each_name_stays() -> None:
    work(NINE)
    work(NINE + HOUR)
    assert schedule.forget(now=NINE + timedelta(days=100)) == 1
    assert JobRun.objects.get().moment == NINE + HOUR


def test_a_schedule_says_one_kind_of_moment() -> None:
    with pytest.raises(ValueError, match="either"):
        registry.scheduled("t.x", title="", function=lambda _m: None)
    with pytest.raises(ValueError, match="either"):
        registry.scheduled("t.x", title="", every=HOUR, daily_at=time(7), function=lambda _m: None)
    with pytest.raises(registry.UnknownJobError):
        registry.scheduled_of("t.x")
