"""The number of committed events names the state of the data: concurrent changes cannot leave something old."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction

from sauro.audit.actions import record, seal_pending
from sauro.audit.actor import Actor
from sauro.audit.queries import data_version
from scratch import Scratch, scratch_database, wait_for_line

ANH = Actor("AC-1", "Trần Thị Anh")


def change() -> None:
    record(by=ANH, room="plans", action="changed", subject="NV-1")


@pytest.mark.django_db
def test_a_transaction_has_no_version():
    assert data_version() is None


@pytest.mark.django_db(transaction=True)
def test_it_grows_with_each_commit_and_not_with_sealing():
    assert data_version() == 0
    for expected in (1, 2, 3):
        with transaction.atomic():
            change()
        assert data_version() == expected
    assert seal_pending(limit=2) == 2
    assert data_version() == 3
    with transaction.atomic():
        change()
        change()
    assert data_version() == 5
    seal_pending()
    assert data_version() == 5


@pytest.mark.django_db(transaction=True)
def test_what_is_undone_never_counted():
    with transaction.atomic():
        change()
        transaction.set_rollback(True)
    assert data_version() == 0


WRITE = """
from django.db import transaction
from sauro.audit.actions import record
from sauro.audit.actor import Actor
by = Actor("AC-1", "Anh")
def change():
    record(by=by, room="plans", action="changed", subject="NV-1")
"""
OPEN = (
    WRITE
    + """
with transaction.atomic():
    change()
    print("written", flush=True)
    deadline = time.monotonic() + 50
    while not os.path.exists(os.environ["MAY_END"]) and time.monotonic() < deadline:
        time.sleep(0.02)
print("committed", flush=True)
"""
)
WRITER = (
    WRITE
    + """
for _n in range({count}):
    with transaction.atomic():
        change()
"""
)
SEALER = """
from sauro.audit.actions import seal_pending
from sauro.audit.models import Event
deadline = time.monotonic() + 50
while Event.objects.sealed().count() < {total} and time.monotonic() < deadline:
    seal_pending(limit=3)
"""
READER = """
from sauro.audit.models import Event
from sauro.audit.queries import data_version
from sauro.audit.remembered import Remembered
kept, wrong, seen = Remembered(4), [], set()
print("ready", flush=True)
deadline = time.monotonic() + 50
while data_version() < {total} and time.monotonic() < deadline:
    version = data_version()
    value = kept.get(version, "events", Event.objects.count)
    seen.add(version)
    if value < version:
        wrong.append((version, value))
print(json.dumps([wrong, len(seen), data_version(), kept.get(data_version(), "events", Event.objects.count)]))
"""
LOOK = """
from sauro.audit.queries import data_version
print(json.dumps(data_version()))
"""


@pytest.fixture
def scratch(tmp_path: Path) -> Iterator[Scratch]:
    with scratch_database(tmp_path) as made:
        yield made


def test_an_open_transaction_of_another_is_not_counted_before_it_commits(scratch: Scratch) -> None:
    may_end = scratch.folder / "may-end"
    writer = scratch.start(OPEN, MAY_END=str(may_end))
    wait_for_line(writer, "written")
    assert scratch.run(LOOK) == 0
    may_end.touch()
    wait_for_line(writer, "committed")
    writer.communicate(timeout=60)
    assert scratch.run(LOOK) == 1


def test_no_reader_ever_sees_something_older_than_its_version(scratch: Scratch) -> None:
    """Two writers and a sealer at work. The value kept is the number of events, so an old one would be too small."""
    readers = [scratch.start(READER.format(total=80)) for _n in range(2)]
    for reader in readers:
        wait_for_line(reader, "ready")
    others = [scratch.start(WRITER.format(count=40)) for _n in range(2)]
    others.append(scratch.start(SEALER.format(total=80)))
    for process in others:
        _output, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors
    for reader in readers:
        output, errors = reader.communicate(timeout=120)
        assert reader.returncode == 0, errors
        wrong, seen, version, value = json.loads(output.strip().splitlines()[-1])
        assert wrong == []
        assert seen > 1, "the readers must have looked while the writers wrote"
        assert (version, value) == (80, 80)
