"""Reading the trail: a thing's history, and whether the chain holds.

Does not belong here: writing (actions), wording (whoever shows it).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Min
from django.utils import timezone

from sauro.audit.chain import COLUMNS, GENESIS, canonical_event, link
from sauro.audit.models import Event, EventQuerySet
from sauro.audit.remembered import known_version

READ_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Break:
    """The first place where the chain does not hold. ``sequence`` is the number expected there.

    Codes: ``gap`` a number is missing, ``relinked`` it does not follow the one before, ``altered`` its text
    is not the one that was sealed, ``columns`` its columns say something else than the sealed text, ``head``
    the noted head is not there.
    """

    code: str
    sequence: int
    event: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a walk over the whole chain found. ``unsealed`` events are committed and wait for the sealer."""

    events: int
    head: str
    broken: Break | None
    unsealed: int
    oldest_unsealed: datetime | None

    @property
    def whole(self) -> bool:
        return self.broken is None

    def tail_is_late(self, *, now: datetime | None = None, allowed: timedelta = timedelta(minutes=1)) -> bool:
        """True when an event has waited longer than any running sealer would let it."""
        return self.oldest_unsealed is not None and (now or timezone.now()) - self.oldest_unsealed > allowed


def data_version() -> int | None:
    """How many events are committed: it grows with every audited change and never for anything else.

    None inside a transaction: it sees changes that may yet be undone. Inside ``one_state`` it is asked once.
    """
    if connection.in_atomic_block:
        return None
    return known_version(_ask_version)


def _ask_version() -> int:
    """Sealed events are numbered without a gap, the others are counted; both in one statement, so that an event
    sealed meanwhile counts once.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT COALESCE((SELECT MAX(sequence) FROM audit_event), 0) "
            "+ (SELECT COUNT(*) FROM audit_event WHERE sequence IS NULL)"
        )
        return int(cursor.fetchone()[0])


def history(*, room: str, subject: str) -> EventQuerySet:
    """Everything that happened to one thing, oldest first; sealed or not."""
    return Event.objects.filter(room=room, subject=subject).order_by("at", "sequence", "id")


def verify(*, expected_head: tuple[int, str] | None = None) -> Verdict:
    """Walks the chain from its start in bounded memory and stops at the first break.

    ``expected_head`` is a number and hash noted earlier (a backup, a log): without it, events cut off the
    end of the chain could not be missed. An empty chain is whole.
    """
    waiting = Event.objects.unsealed().aggregate(oldest=Min("at"))["oldest"]
    unsealed = Event.objects.unsealed().count()
    previous, expected, broken = GENESIS, 0, None
    head_seen = expected_head is None
    rows = Event.objects.sealed().order_by("sequence")
    for event in rows.iterator(chunk_size=READ_AT_ONCE):
        broken = _judge(event, expected + 1, previous)
        if broken is not None:
            break
        expected, previous = expected + 1, event.hash
        if expected_head == (expected, previous):
            head_seen = True
    if broken is None and expected_head is not None and not head_seen:
        broken = Break("head", expected_head[0])
    return Verdict(expected, previous if expected else "", broken, unsealed, waiting)


def _judge(event: Event, number: int, previous: str) -> Break | None:
    if event.sequence != number:
        return Break("gap", number)
    identity = str(event.id)
    if event.previous_hash != previous:
        return Break("relinked", number, identity)
    if link(previous, number, event.canonical) != event.hash:
        return Break("altered", number, identity)
    if canonical_event({column: getattr(event, column) for column in COLUMNS}) != event.canonical:
        return Break("columns", number, identity)
    return None
