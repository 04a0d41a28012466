"""Scheduled runs in real workers: two at once, and one killed in its middle."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from integration.jobs.test_processes import stop, until
from scratch import Scratch, scratch_database, wait_for_line

SCHEDULE = """
from datetime import timedelta
from sauro.jobs import actions, registry, worker
from sauro.jobs.models import JobRun

actions.FIRST_PAUSE_SECONDS = 0
worker.REAP_SECONDS = worker.PLAN_SECONDS = 0.2
registry._scheduled.clear()

def note(moment):
    with open(os.environ["NOTES"], "a") as notes:
        notes.write(moment.isoformat() + "\\n")
    if os.environ.get("SLOW"):
        print("begun", flush=True)
        time.sleep(100)
    return {"well": True}

registry.scheduled("t.tick", title="", every=timedelta(seconds=int(os.environ["SECONDS"])), function=note)
"""
RUNS = SCHEDULE + 'print(json.dumps(list(JobRun.objects.order_by("moment").values_list("state", "tries"))))'


@pytest.fixture
def scratch(tmp_path: Path) -> Iterator[Scratch]:
    with scratch_database(tmp_path) as made:
        made.environment.update(NOTES=str(tmp_path / "notes.txt"), SECONDS="1")
        yield made


def work(scratch: Scratch, **more: str) -> subprocess.Popen[str]:
    return scratch.start(SCHEDULE + "worker.serve_jobs(lease=timedelta(seconds=2))\n", **more)


def notes(scratch: Scratch) -> list[str]:
    path = Path(scratch.environment["NOTES"])
    return path.read_text().splitlines() if path.exists() else []


def test_two_workers_never_run_one_moment_twice(scratch: Scratch) -> None:
    workers = [work(scratch), work(scratch)]
    until(lambda: len(notes(scratch)) >= 4)
    for one in workers:
        stop(one)
    ran = notes(scratch)
    assert len(ran) == len(set(ran))
    assert scratch.run(RUNS) == [["done", 1]] * len(ran)


def test_a_worker_killed_in_the_middle_of_a_run_loses_nothing(scratch: Scratch) -> None:
    scratch.environment["SECONDS"] = "100000000"
    killed = work(scratch, SLOW="1")
    wait_for_line(killed, "begun")
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    assert scratch.run(RUNS) == [["running", 1]]
    other = work(scratch)
    until(lambda: len(notes(scratch)) == 2)
    until(lambda: scratch.run(RUNS)[0][0] == "done")
    stop(other)
    assert scratch.run(RUNS) == [["done", 2]]
    assert len(set(notes(scratch))) == 1
