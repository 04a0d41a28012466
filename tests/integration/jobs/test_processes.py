"""Workers as real processes: killed, asked to stop, two at once, and the clock beside a long job."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from scratch import Scratch, scratch_database, wait_for_line, wait_for_workers

HANDLERS = """
from datetime import timedelta
from sauro.jobs import actions, registry, worker
from sauro.jobs.models import Job
from sauro.audit.actor import Actor

actions.FIRST_PAUSE_SECONDS = 0
worker.REAP_SECONDS = 0.2
registry._scheduled.clear()  # the tables of the rooms above are not here

@registry.handler("t.note")
def note(payload):
    with open(os.environ["NOTES"], "a") as notes:
        notes.write(payload["n"] + "\\n")
    return {}

@registry.handler("t.slow")
def slow(payload):
    note(payload)
    print("begun", flush=True)
    with open(os.environ["NOTES"]) as notes:
        first = len(notes.readlines()) == 1
    time.sleep(payload["first"] if first else payload["then"])
    return {"well": True}
"""
STATES = (
    HANDLERS
    + 'print(json.dumps(list(Job.objects.filter(name__startswith="t.").values_list("state", "tries", "error_code"))))'
)


def enqueue(scratch: Scratch, name: str, *, count: int = 1, **payload: object) -> None:
    scratch.run(
        HANDLERS
        + f"for number in range({count}):\n"
        + f"    payload = {{'n': str(number), **{payload!r}}}\n"
        + f"    actions.enqueue(name={name!r}, payload=payload, by=Actor.system('test'))\n"
        + "print(1)\n"
    )


def work(scratch: Scratch, *, lease: int) -> subprocess.Popen[str]:
    script = f'print("ready", flush=True)\nworker.serve_jobs(lease=timedelta(seconds={lease}))\n'
    return scratch.start(HANDLERS + script)


@pytest.fixture
def scratch(tmp_path: Path) -> Iterator[Scratch]:
    with scratch_database(tmp_path) as made:
        made.environment["NOTES"] = str(tmp_path / "notes.txt")
        yield made


def notes(scratch: Scratch) -> list[str]:
    path = Path(scratch.environment["NOTES"])
    return path.read_text().splitlines() if path.exists() else []


def stop(process: subprocess.Popen[str]) -> int:
    process.send_signal(signal.SIGTERM)
    output, errors = process.communicate(timeout=120)
    assert process.returncode == 0, output + errors
    return process.returncode


def until(what: object, *, seconds: float = 100) -> None:
    """Waits for ``what()`` to be true."""
    deadline = time.monotonic() + seconds
    while not what():  # type: ignore[operator]
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.1)


def test_a_job_whose_worker_is_killed_is_run_again_once_the_lease_has_passed(scratch: Scratch) -> None:
    enqueue(scratch, "t.slow", count=1, first=60, then=0)
    killed = work(scratch, lease=2)
    wait_for_line(killed, "begun")
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    assert killed.returncode == -signal.SIGKILL
    assert scratch.run(STATES)[0][0] == "running"
    other = work(scratch, lease=2)
    until(lambda: len(notes(scratch)) == 2)
    stop(other)
    assert scratch.run(STATES) == [["done", 2, ""]]


def test_two_workers_share_the_jobs_and_run_none_twice(scratch: Scratch) -> None:
    enqueue(scratch, "t.note", count=60)
    workers = [work(scratch, lease=30) for _ in range(2)]
    until(lambda: len(notes(scratch)) >= 60)
    wait_for_workers(scratch, 2)
    for worker in workers:
        stop(worker)
    assert sorted(notes(scratch), key=int) == [str(number) for number in range(60)]
    assert scratch.run(STATES) == [["done", 1, ""]] * 60


def test_a_worker_asked_to_stop_finishes_the_job_in_hand_and_takes_no_other(scratch: Scratch) -> None:
    enqueue(scratch, "t.slow", count=2, first=1.5, then=1.5)
    worker = work(scratch, lease=30)
    wait_for_line(worker, "begun")
    stop(worker)
    assert sorted(state for state, _tries, _code in scratch.run(STATES)) == ["done", "queued"]


def test_a_job_longer_than_its_lease_is_kept_by_renewal(scratch: Scratch) -> None:
    enqueue(scratch, "t.slow", count=1, first=3.5, then=0)
    workers = [work(scratch, lease=1) for _ in range(2)]
    until(lambda: scratch.run(STATES)[0][0] == "done")
    wait_for_workers(scratch, 2)
    for worker in workers:
        stop(worker)
    assert notes(scratch) == ["0"]
    assert scratch.run(STATES) == [["done", 1, ""]]


def test_periodic_functions_run_beside_a_long_job(scratch: Scratch) -> None:
    """The sealer is one: an event is sealed while the worker is still at its job."""
    enqueue(scratch, "t.slow", count=1, first=100, then=0)
    worker = work(scratch, lease=30)
    wait_for_line(worker, "begun")
    sealed = scratch.run(
        """
        from django.db import transaction
        from sauro.audit.actions import record
        from sauro.audit.actor import Actor
        from sauro.audit.models import Event
        with transaction.atomic():
            event = record(by=Actor.system("test"), room="jobs", action="x", subject="y")
        began = time.monotonic()
        while time.monotonic() - began < 60 and not Event.objects.get(pk=event.pk).sequence:
            time.sleep(0.05)
        print(json.dumps(bool(Event.objects.get(pk=event.pk).sequence)))
        """
    )
    still = scratch.run(STATES)[0][0]
    worker.kill()
    worker.communicate(timeout=120)
    assert (sealed, still) == (True, "running")


def test_a_worker_that_is_asked_to_stop_many_times_at_once_stops(scratch: Scratch) -> None:
    process = work(scratch, lease=30)
    enqueue(scratch, "t.note")
    until(lambda: len(notes(scratch)) == 1)
    for _ in range(300):
        process.send_signal(signal.SIGTERM)
    process.communicate(timeout=60)
    assert process.returncode == 0
