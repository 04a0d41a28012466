"""Sealing with real processes: two sealers at once, and one that is killed in its middle."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from scratch import Scratch, scratch_database, wait_for_line

WRITE = """
from django.db import transaction
from sauro.audit.actions import record
from sauro.audit.actor import Actor
for number in range({count}):
    with transaction.atomic():
        record(by=Actor("AC-1", "Anh"), room="plans", action="made", subject=f"{name}-{{number}}")
"""
VERIFY = """
from sauro.audit.queries import verify
verdict = verify()
print(json.dumps([verdict.whole, verdict.events, verdict.unsealed]))
"""
SEAL_UNTIL = """
from sauro.audit.actions import seal_pending
from sauro.audit.models import Event
print("ready", flush=True)
mine = 0
deadline = time.monotonic() + 40
while Event.objects.filter(sequence__isnull=False).count() < {total} and time.monotonic() < deadline:
    mine += seal_pending(limit=7)
print(json.dumps(mine))
"""


@pytest.fixture
def scratch(tmp_path: Path) -> Iterator[Scratch]:
    with scratch_database(tmp_path) as made:
        yield made


def test_two_sealers_and_a_writer_at_once_make_one_whole_chain(scratch: Scratch) -> None:
    scratch.run(WRITE.format(count=150, name="before") + "print(1)")
    sealers = [scratch.start(SEAL_UNTIL.format(total=300)) for _ in range(2)]
    for sealer in sealers:
        wait_for_line(sealer, "ready")
    writer = scratch.start(WRITE.format(count=150, name="during"))
    results = []
    for sealer in sealers:
        output, errors = sealer.communicate(timeout=120)
        assert sealer.returncode == 0, errors
        results.append(int(output.strip().splitlines()[-1]))
    _, errors = writer.communicate(timeout=120)
    assert writer.returncode == 0, errors
    assert sum(results) == 300
    assert scratch.run(VERIFY) == [True, 300, 0]


def test_a_sealer_killed_in_its_middle_leaves_nothing_half_done(scratch: Scratch) -> None:
    scratch.run(WRITE.format(count=40, name="w") + "print(1)")
    killed = scratch.start(
        """
        from django.db import connection
        from sauro.audit import actions
        class Cursor:
            def __init__(self, inner): self.inner = inner
            def __enter__(self): self.inner.__enter__(); return self
            def __exit__(self, *rest): return self.inner.__exit__(*rest)
            def __getattr__(self, name): return getattr(self.inner, name)
            def executemany(self, statement, rows):
                self.inner.executemany(statement, rows[:20])   # half of the batch is written ...
                print("middle", flush=True)
                time.sleep(60)                                 # ... and here it is killed
        class Connection:
            def __getattr__(self, name): return getattr(connection, name)
            def cursor(self): return Cursor(connection.cursor())
        actions.connection = Connection()
        actions.seal_pending()
        """
    )
    wait_for_line(killed, "middle")
    killed.send_signal(signal.SIGKILL)
    assert killed.wait(timeout=120) == -signal.SIGKILL
    killed.communicate()
    assert scratch.run(VERIFY) == [True, 0, 40]
    sealed = scratch.run("from sauro.audit.actions import seal_pending; print(json.dumps(seal_pending()))")
    assert sealed == 40
    assert scratch.run(VERIFY) == [True, 40, 0]
