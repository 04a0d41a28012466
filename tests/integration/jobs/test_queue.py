"""The steps of a job, each held by one conditional update and by the database's own constraints."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from sauro.audit.actor import Actor
from sauro.jobs import actions, registry
from sauro.jobs.models import Job, Worker
from sauro.jobs.queries import alive_workers, queue_state
from sauro.jobs.states import ENDED, STEPS, State
from sauro.jobs.worker import WorkerLoop, code_of

ANH = Actor("AC-1", "Trần Thị Anh")
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def handlers(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A table of handlers of this test's own."""
    monkeypatch.setattr(registry, "_handlers", {})
    registry.handler("t.double")(double)
    registry.handler("t.broken")(broken)
    registry.handler("t.refused")(refused)
    return


def double(payload: dict) -> dict:
    return {"n": payload["n"] * 2}


def broken(_payload: dict) -> dict:
    raise TimeoutError("somebody@example.vn was not reached")


def refused(_payload: dict) -> dict:
    raise registry.GiveUpError("encrypted")


def asked(name: str = "t.double", **more: object) -> Job:
    return actions.enqueue(name=name, payload={"n": 21}, by=ANH, **more)  # type: ignore[arg-type]


def test_a_job_is_run_once_and_keeps_its_result() -> None:
    job = asked()
    loop = WorkerLoop(name="w1")
    assert loop.run_one()
    assert not loop.run_one()
    job.refresh_from_db()
    assert (job.state, job.result, job.tries, job.by_name) == (State.DONE, {"n": 42}, 1, "Trần Thị Anh")
    assert job.ended


def test_a_job_asked_for_in_a_transaction_that_is_rolled_back_never_was() -> None:
    with transaction.atomic():
        asked()
        transaction.set_rollback(True)
    assert not Job.objects.exists()


def test_an_unknown_job_is_refused_when_asked_for() -> None:
    with pytest.raises(registry.UnknownJobError, match=r"t\.none"):
        asked("t.none")


def test_asking_twice_with_one_key_makes_one_job_also_after_it_is_done() -> None:
    first = asked(key="import:sha")
    assert asked(key="import:sha") == first
    WorkerLoop(name="w1").run_one()
    assert asked(key="import:sha") == first
    assert asked(key="import:other") != first
    assert asked() != asked()


def test_a_job_waits_for_its_due_moment_and_the_longest_due_goes_first() -> None:
    now = timezone.now()
    later = asked(due=now + timedelta(hours=1))
    second, first = asked(due=now - timedelta(minutes=1)), asked(due=now - timedelta(minutes=2))
    assert actions.claim(worker="w1") == first
    assert actions.claim(worker="w1") == second
    assert actions.claim(worker="w1") is None
    assert actions.claim(worker="w1", now=now + timedelta(hours=2)) == later


def test_a_broken_job_is_tried_again_after_growing_pauses_and_then_fails() -> None:
    job = asked("t.broken", max_tries=2)
    loop = WorkerLoop(name="w1")
    assert loop.run_one()
    job.refresh_from_db()
    assert (job.state, job.error_code) == (State.QUEUED, "timeout_error")
    assert job.due > timezone.now() + timedelta(seconds=3)
    assert not loop.run_one()
    Job.objects.update(due=timezone.now())
    assert loop.run_one()
    job.refresh_from_db()
    assert (job.state, job.error_code, job.tries) == (State.FAILED, "timeout_error", 2)
    assert queue_state().failed == 1


def test_a_refused_job_is_not_tried_again() -> None:
    job = asked("t.refused", max_tries=5)
    WorkerLoop(name="w1").run_one()
    job.refresh_from_db()
    assert (job.state, job.error_code, job.tries) == (State.FAILED, "encrypted", 1)


def test_the_words_of_an_error_never_reach_the_row() -> None:
    job = asked("t.broken", max_tries=1)
    WorkerLoop(name="w1").run_one()
    job.refresh_from_db()
    assert "example" not in str(vars(job))
    assert code_of(ZeroDivisionError("x")) == "zero_division_error"


@pytest.mark.parametrize(("tries", "seconds"), [(1, 5), (2, 10), (3, 20), (20, 3600)])
def test_pauses_grow_up_to_an_hour(tries: int, seconds: int) -> None:
    assert actions.pause(tries) == timedelta(seconds=seconds)


def test_a_job_whose_worker_is_gone_is_freed_once_its_lease_has_passed() -> None:
    job = asked()
    now = timezone.now()
    assert actions.claim(worker="gone", now=now) == job
    assert actions.reap(now=now + timedelta(seconds=29)) == 0
    assert actions.reap(now=now + timedelta(seconds=31)) == 1
    assert actions.reap(now=now + timedelta(seconds=31)) == 0
    job.refresh_from_db()
    assert (job.state, job.error_code, job.tries) == (State.QUEUED, actions.LOST_LEASE, 1)


def test_a_job_that_kills_its_workers_is_not_tried_for_ever() -> None:
    job = asked(max_tries=1)
    now = timezone.now()
    actions.claim(worker="gone", now=now)
    assert actions.reap(now=now + timedelta(minutes=1)) == 1
    job.refresh_from_db()
    assert (job.state, job.error_code) == (State.FAILED, actions.LOST_LEASE)


def test_a_renewed_lease_is_not_reaped() -> None:
    job = asked()
    now = timezone.now()
    taken = actions.claim(worker="w1", now=now)
    assert taken == job
    assert actions.renew(job=taken, worker="w1", now=now + timedelta(seconds=20))
    assert actions.reap(now=now + timedelta(seconds=31)) == 0


def test_a_worker_that_lost_its_lease_writes_nothing_over_the_other_run() -> None:
    asked()
    now = timezone.now()
    slow = actions.claim(worker="slow", now=now)
    assert slow is not None
    actions.reap(now=now + timedelta(minutes=1))
    again = actions.claim(worker="quick", now=now + timedelta(minutes=2))
    assert again is not None
    assert not actions.renew(job=slow, worker="slow")
    assert not actions.finish(job=slow, worker="slow", result={"n": 0})
    assert not actions.fail(job=slow, worker="slow", code="x")
    assert actions.finish(job=again, worker="quick", result={"n": 1})
    again.refresh_from_db()
    assert again.result == {"n": 1}


@pytest.mark.parametrize(
    "changes",
    [
        {"state": "unheard"},
        {"state": "running"},
        {"lease_until": timezone.now(), "leased_by": "w"},
        {"state": "done"},
        {"finished_at": timezone.now()},
        {"state": "failed", "finished_at": timezone.now()},
        {"tries": 4},
        {"max_tries": 0},
    ],
)
def test_the_database_refuses_a_job_that_cannot_be(changes: dict) -> None:
    job = asked()
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.filter(pk=job.pk).update(**changes)


def test_every_state_but_the_first_is_reached_and_nothing_leads_out_of_the_end() -> None:
    assert {step.after for step in STEPS} == set(State)
    assert not any(step.before in ENDED for step in STEPS)


def test_a_worker_is_alive_while_it_signs_and_forgotten_after_a_week() -> None:
    now = timezone.now()
    actions.worker_started(worker="old", now=now - timedelta(days=8))
    actions.worker_started(worker="w1", now=now)
    assert not Worker.objects.filter(name="old").exists()
    assert alive_workers(now=now + timedelta(seconds=30)) == ("w1",)
    assert alive_workers(now=now + timedelta(seconds=60)) == ()
    actions.worker_alive(worker="w1", now=now + timedelta(seconds=50))
    assert alive_workers(now=now + timedelta(seconds=60)) == ("w1",)
    actions.worker_stopped(worker="w1")
    assert alive_workers(now=now + timedelta(seconds=60)) == ()


def test_two_handlers_of_one_name_are_a_mistake() -> None:
    with pytest.raises(ValueError, match="two handlers"):
        registry.handler("t.double")(broken)
    assert registry.handler("t.double")(double) is double


def test_work_asked_for_again_joins_the_job_that_waits() -> None:
    def both(waiting: dict, new: dict) -> dict:
        return {"n": waiting["n"] + new["n"]}

    first = actions.enqueue_or_join(name="t.double", payload={"n": 1}, join=both, by=ANH)
    assert actions.enqueue_or_join(name="t.double", payload={"n": 2}, join=both, by=ANH).pk == first.pk
    assert Job.objects.get().payload == {"n": 3}
    assert WorkerLoop(name="w1").run_one()
    later = actions.enqueue_or_join(name="t.double", payload={"n": 4}, join=both, by=ANH)
    assert (later.pk != first.pk, later.payload) == (True, {"n": 4})
