"""What rooms above say to this room: what is watched for its last day, and the sentences of their events.

Belongs here: the registers and the form of what is due. Does not belong here: what is due (the rooms), when somebody is
told (``ladder``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise

LONGEST_KEY = 160


@dataclass(frozen=True, slots=True)
class DueSubject:
    """One thing that a unit owes by a day. ``key`` is a readable stable text ("report:2026-Q3/stp").

    ``officers``, ``heads`` and ``office`` are codes of accounts; where one is empty the people are found by their roles
    (``definitions/notices/people.yaml``). ``voluntary`` is asked once and never chased. ``since`` is the day on which the
    unit got it: reminders of days up to it are not owed.
    """

    key: str
    title: str
    url: str
    due_on: date
    unit_code: str
    officers: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    office: tuple[str, ...] = ()
    voluntary: bool = False
    since: date | None = None

    def __post_init__(self) -> None:
        if not self.key or len(self.key) > LONGEST_KEY or not self.title.strip() or not self.unit_code:
            raise ValueError(f"a subject needs a key, a title and a unit: {self.key[:40]!r}")
        if not self.url.startswith("/"):
            raise ValueError(f"{self.key}: the address is a path of this site")

    def named(self, rung: str) -> tuple[str, ...]:
        """The accounts that the room above names for a rung."""
        return {"officer": self.officers, "head": self.heads, "office": self.office}.get(rung, ())


Subjects = Callable[[datetime], Iterable[DueSubject]]
"""now → everything open that has a last day from LONGEST_AGO before to the farthest reminder after. What is no longer
named is settled: its reminders close."""


@dataclass(frozen=True, slots=True)
class Watcher:
    """``name`` is "<room>.<things>"; ``ladder`` a file of ``definitions/notices``; ``title`` heads its lines."""

    name: str
    title: str | Promise
    subjects: Subjects
    ladder: str


_watchers: dict[str, Watcher] = {}


def watch(name: str, title: str | Promise, subjects: Subjects, *, ladder: str = "default") -> None:
    """Has reminders sent for whatever ``subjects`` names. Registering the name again replaces it."""
    _watchers[name] = Watcher(name, title, subjects, ladder)


def watchers() -> tuple[Watcher, ...]:
    return tuple(_watchers.values())


def watcher_of(name: str) -> Watcher | None:
    """None for a room that is gone: its ledger stays."""
    return _watchers.get(name)


Values = Mapping[str, str]
Sentence = str | Promise | Callable[[Values], str]
"""A lazily translated sentence with %(name)s places, or a function of the values in the language of the moment."""

_events: dict[str, Sentence] = {}


def event(code: str, sentence: Sentence) -> None:
    """Offers an immediate event ("report.returned") with the sentence that people read."""
    _events[code] = sentence


def sentence_of(code: str, values: Values) -> str:
    """The sentence in the language of the moment; KeyError for an event that no room offers or a value that lacks."""
    found = _events[code]
    return found(values) if callable(found) else str(found) % values
