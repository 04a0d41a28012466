"""The chain finds every kind of tampering, also by somebody who has removed the database's own refusals."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from sauro.audit import triggers
from sauro.audit.actions import record, seal_pending
from sauro.audit.actor import Actor
from sauro.audit.chain import GENESIS, link
from sauro.audit.models import Event
from sauro.audit.queries import verify

ANH = Actor("AC-1", "Trần Thị Anh")


@pytest.fixture
def sealed(db: None) -> list[Event]:
    for number in range(1, 6):
        record(by=ANH, room="plans", action="task.made", subject=f"NV-{number}", after={"n": number})
    assert seal_pending() == 5
    return list(Event.objects.order_by("sequence"))


def attempt(statement: str, *values: object) -> None:
    """One raw statement in its own savepoint, as somebody with the database's password would send it."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def key(event: Event) -> object:
    return Event._meta.pk.get_db_prep_value(event.pk, connection)


def test_an_empty_chain_is_whole(db: None) -> None:
    verdict = verify()
    assert verdict.whole
    assert (verdict.events, verdict.head, verdict.unsealed) == (0, "", 0)


def test_sealing_numbers_events_and_links_each_to_the_one_before(sealed: list[Event]) -> None:
    assert [event.sequence for event in sealed] == [1, 2, 3, 4, 5]
    assert sealed[0].previous_hash == GENESIS
    assert all(later.previous_hash == earlier.hash for earlier, later in pairwise(sealed))
    assert sealed[-1].hash == link(sealed[-2].hash, 5, sealed[-1].canonical)
    assert verify().whole
    assert verify().head == sealed[-1].hash


def test_sealing_goes_on_where_it_stopped_and_keeps_to_its_limit(sealed: list[Event]) -> None:
    for number in range(3):
        record(by=ANH, room="plans", action="x", subject=f"S-{number}")
    assert seal_pending(limit=2) == 2
    assert verify().unsealed == 1
    assert seal_pending(limit=2) == 1
    assert seal_pending(limit=2) == 0
    assert verify().events == 8


def test_the_unsealed_tail_is_reported_and_late_after_a_minute(sealed: list[Event]) -> None:
    record(by=ANH, room="plans", action="x", subject="S")
    verdict = verify()
    assert verdict.whole
    assert verdict.unsealed == 1
    assert not verdict.tail_is_late()
    assert verdict.tail_is_late(now=timezone.now() + timedelta(minutes=2))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_event SET subject = 'NV-9' WHERE id = %s",
        "UPDATE audit_event SET canonical = 'x' WHERE id = %s",
        "UPDATE audit_event SET hash = 'x' WHERE id = %s",
        "UPDATE audit_event SET sequence = NULL, hash = '', previous_hash = '' WHERE id = %s",
        "DELETE FROM audit_event WHERE id = %s",
    ],
)
def test_the_database_refuses_to_alter_or_remove_a_sealed_event(sealed: list[Event], statement: str) -> None:
    with pytest.raises(DatabaseError, match=r"never (altered|removed)"):
        attempt(statement, key(sealed[1]))
    assert verify().whole


@pytest.mark.parametrize("column", triggers.CONTENT)
def test_the_database_refuses_to_alter_what_an_unsealed_event_says(db: None, column: str) -> None:
    event = record(by=ANH, room="plans", action="x", subject="S", before={"a": 1}, after={"a": 2})
    new = "'00000000000000000000000000000000'" if column == "id" else "'2020-01-01 00:00:00'"
    with pytest.raises(DatabaseError, match="never altered"):
        attempt(f"UPDATE audit_event SET \"{column}\" = {new}, sequence = 1, hash = 'h', previous_hash = 'p'")  # noqa: S608 - the columns of a list of ours
    with pytest.raises(DatabaseError, match="never removed"):
        attempt("DELETE FROM audit_event")
    assert Event.objects.get() == event


@pytest.mark.parametrize(
    ("tampering", "code", "sequence"),
    [
        ("UPDATE audit_event SET subject = 'NV-9' WHERE sequence = 3", "columns", 3),
        ("UPDATE audit_event SET by_name = 'Ai đó' WHERE sequence = 2", "columns", 2),
        ("UPDATE audit_event SET canonical = canonical || ' ' WHERE sequence = 3", "altered", 3),
        ("UPDATE audit_event SET hash = previous_hash WHERE sequence = 3", "altered", 3),
        ("UPDATE audit_event SET previous_hash = hash WHERE sequence = 3", "relinked", 3),
        ("DELETE FROM audit_event WHERE sequence = 3", "gap", 3),
        ("DELETE FROM audit_event WHERE sequence = 1", "gap", 1),
        ("UPDATE audit_event SET sequence = 9 WHERE sequence = 5", "gap", 5),
    ],
)
def test_the_chain_shows_the_first_place_that_was_tampered_with(
    sealed: list[Event], tampering: str, code: str, sequence: int
) -> None:
    triggers.remove(connection)
    attempt(tampering)
    verdict = verify()
    assert verdict.broken is not None
    assert (verdict.broken.code, verdict.broken.sequence) == (code, sequence)
    assert verdict.events == sequence - 1


def test_an_end_cut_off_is_missed_only_with_the_head_noted_before(sealed: list[Event]) -> None:
    noted = (5, sealed[-1].hash)
    assert verify(expected_head=noted).whole
    assert verify(expected_head=(2, sealed[1].hash)).whole
    triggers.remove(connection)
    attempt("DELETE FROM audit_event WHERE sequence = 5")
    assert verify().whole
    verdict = verify(expected_head=noted)
    assert verdict.broken is not None
    assert verdict.broken.code == "head"


def test_a_forged_end_is_missed_only_with_the_head_noted_before(sealed: list[Event]) -> None:
    """Somebody who rewrites an event and recomputes everything after it has made a whole chain, but another
    one.
    """
    triggers.remove(connection)
    forged = sealed[4].canonical.replace("NV-5", "NV-8")
    attempt(
        "UPDATE audit_event SET subject = 'NV-8', canonical = %s, hash = %s WHERE sequence = 5",
        forged,
        link(sealed[3].hash, 5, forged),
    )
    assert verify().whole
    verdict = verify(expected_head=(5, sealed[-1].hash))
    assert verdict.broken is not None


def test_the_guard_is_known_to_stand_or_not(db: None) -> None:
    assert triggers.installed(connection)
    triggers.remove(connection)
    assert not triggers.installed(connection)
    triggers.install(connection)
    assert triggers.installed(connection)
