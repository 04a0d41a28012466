"""Reminders and letters in real workers: killed in the middle, two at once; nothing is lost, nothing doubled."""

from __future__ import annotations

import email
import signal
import socket
import subprocess
import threading
from collections import Counter
from collections.abc import Iterator

import pytest
from aiosmtpd.controller import Controller

from integration.jobs.test_processes import stop, until
from scratch import Scratch, scratch_database, wait_for_line, wait_for_workers

UNITS = 6
PEOPLE = sorted(f"u{n}@x.test" for n in range(UNITS))
BASE = """
from datetime import date, datetime, timedelta
from django.utils import timezone
from sauro.audit.actor import Actor
from sauro.jobs import actions as jobs, registry as schedule, worker
from sauro.jobs.models import Job, JobRun
from sauro.notices import actions, registry
from sauro.notices.actions import digests, delivering, reminding
from sauro.notices.hours import OfficeHours
from sauro.notices.models import Delivery, Digest, Firing, Message
from sauro.notices.registry import DueSubject
from sauro.people.models import Account, Unit

BY = Actor.system("worker")
UNITS = 6
TODAY = timezone.localdate()
jobs.FIRST_PAUSE_SECONDS = 0
worker.REAP_SECONDS = worker.PLAN_SECONDS = 0.2
schedule._scheduled.clear()
schedule._periodic.clear()

def subjects(now):
    return [DueSubject(f"t:{n}", f"Việc {n}", f"/don-vi/u{n}", TODAY, f"U{n}") for n in range(UNITS)]

registry._watchers.clear()
registry.watch("t.things", "Việc thử", subjects)

# office hours and the calendar of the tests: always open, every day worked
from sauro.notices import rules
from datetime import time as clock
ALWAYS = OfficeHours(((clock(0), clock(23, 59, 59, 999999)),), (clock(0),))
for module in (digests, reminding):
    module.hours = lambda: ALWAYS
class Always:
    def is_working(self, day): return True
    def previous_working(self, day): return day - timedelta(days=1)
    def add_working_days(self, day, n): return day + timedelta(days=n)
    def status(self, day): return type("Day", (), {"working": True, "half": None})
for module in (digests, reminding):
    module.working_calendar = Always
"""
MAKE = """
from sauro.people.models import Membership
kinds = {"kind": "commune", "relation": "committee"}
for n in range(UNITS):
    names = {"name": f"Xã {n}", "short_name": f"Xã {n}", "sort_key": str(n), "search": str(n)}
    unit = Unit.objects.create(code=f"U{n}", **kinds, **names)
    account = Account.objects.create(code=f"A{n}", email=f"u{n}@x.test", name=f"Người {n}")
    Membership.objects.create(account=account, unit=unit, role="focal_point")
"""
EMPTY = """
for table in (Delivery, Digest, Message, Firing, Job, JobRun):
    table.objects.all().delete()
"""
STATE = """
print(json.dumps({
    "fired": list(Firing.objects.order_by("pk").values_list("subject", "state")),
    "told": list(Message.objects.order_by("pk").values_list("subject", flat=True)),
    "deliveries": list(Delivery.objects.order_by("pk").values_list("state", flat=True)),
    "runs": list(JobRun.objects.order_by("pk").values_list("state", "tries")),
}))
"""
REMIND_OFTEN = """
def remind(moment):
    actions.remind(by=BY)
    print("reminded", flush=True)
schedule.scheduled("notices.remind", title="", every=timedelta(seconds=1), function=remind)
"""
WORK = "worker.serve_jobs(lease=timedelta(seconds=2))\n"


class Post:
    """Takes letters and keeps their ids and receivers."""

    def __init__(self) -> None:
        self.ids: list[str] = []
        self.to: list[str] = []
        self.lock = threading.Lock()

    async def handle_DATA(self, _server, _session, envelope):  # type: ignore[no-untyped-def] # noqa: N802
        letter = email.message_from_bytes(envelope.content)
        with self.lock:
            self.ids.append(letter["Message-ID"])
            self.to.append(letter["To"])
        return "250 OK"


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Scratch, Post]]:
    """One database and one mail server for all tests here; each begins with an empty ledger."""
    folder = tmp_path_factory.mktemp("notices")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    post = Post()
    controller = Controller(post, hostname="127.0.0.1", port=port)
    controller.start()
    with scratch_database(folder) as made:
        made.environment.update(
            SAURO_EMAIL_URL=f"smtp://127.0.0.1:{port}", SAURO_EMAIL_FROM="sauro@tinh.test"
        )
        made.run(BASE + MAKE)
        yield made, post
    controller.stop()


@pytest.fixture
def scratch(installation: tuple[Scratch, Post]) -> Scratch:
    return installation[0]


@pytest.fixture
def post(installation: tuple[Scratch, Post]) -> Post:
    """Digests of everybody wait to be brought; two processes have made them at the same moment."""
    scratch, post = installation
    post.ids.clear()
    post.to.clear()
    scratch.run(BASE + EMPTY + "actions.remind(by=BY)")
    gate = scratch.folder / "gate"
    gate.unlink(missing_ok=True)
    script = f"""
print("ready", flush=True)
while not os.path.exists({str(gate)!r}):
    time.sleep(0.002)
print(actions.make_digests(by=BY))
"""
    processes = [scratch.start(BASE + script) for _ in range(2)]
    for process in processes:
        wait_for_line(process, "ready")
    gate.touch()
    made = [process.communicate(timeout=60)[0].strip() for process in processes]
    assert sorted(made) == ["0", str(UNITS)]
    return post


def state(scratch: Scratch) -> dict[str, list]:
    found: dict[str, list] = scratch.run(BASE + STATE)
    return found


def work(scratch: Scratch, script: str = "") -> subprocess.Popen[str]:
    return scratch.start(BASE + script + WORK)


def kill(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert process.returncode == -signal.SIGKILL


def test_reminders_whose_writer_is_killed_in_the_middle_are_told_once(scratch: Scratch) -> None:
    """Killed with the ledger written and the messages not: the transaction takes both with it."""
    slow = """
real = reminding._Run._tell_office
def hang(self):
    real(self)
    print("begun", flush=True)
    time.sleep(100)
reminding._Run._tell_office = hang
"""
    scratch.run(BASE + EMPTY)
    killed = work(scratch, REMIND_OFTEN + slow)
    wait_for_line(killed, "begun")
    kill(killed)
    assert state(scratch)["fired"] == []
    others = [work(scratch, REMIND_OFTEN) for _ in range(2)]
    for other in others:
        wait_for_line(other, "reminded")
    for other in others:
        stop(other)
    found = state(scratch)
    every = sorted(f"t:{n}" for n in range(UNITS))
    assert sorted(key for key, fired in found["fired"] if fired == "sent") == every
    assert sorted(found["told"]) == every


def test_a_worker_killed_before_the_letter_leaves_it_to_others_who_bring_each_once(
    scratch: Scratch, post: Post
) -> None:
    before = """
def hang(delivery, content):
    print("begun", flush=True)
    time.sleep(100)
delivering.send = hang
"""
    killed = work(scratch, before)
    wait_for_line(killed, "begun")
    kill(killed)
    assert post.ids == []
    others = [work(scratch) for _ in range(2)]
    until(lambda: len(post.to) >= UNITS)
    wait_for_workers(scratch, 3)  # the killed one and these two
    for other in others:
        stop(other)
    assert set(state(scratch)["deliveries"]) == {"sent"}
    assert sorted(post.to) == PEOPLE


def test_killed_between_the_yes_and_the_row_the_letter_comes_again_under_its_old_name(
    scratch: Scratch, post: Post
) -> None:
    """The one window that is left: between the server's yes and one UPDATE. The second letter bears the same id."""
    after = """
real = delivering.send
def hang(delivery, content):
    real(delivery, content)
    print("begun", flush=True)
    time.sleep(100)
delivering.send = hang
"""
    killed = work(scratch, after)
    wait_for_line(killed, "begun")
    kill(killed)
    assert len(post.ids) == 1
    other = work(scratch)
    until(lambda: len(post.ids) >= UNITS + 1)
    wait_for_workers(scratch, 2)
    stop(other)
    assert set(state(scratch)["deliveries"]) == {"sent"}
    assert sorted(Counter(post.ids).values()) == [1] * (UNITS - 1) + [2]
