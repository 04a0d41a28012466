"""What rooms above say to this room: what a subject is called, and whom to tell when its deadline moves.

Belongs here: the registers, by the beginning of a subject ("report:"). Does not belong here: any subject.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sauro.deadlines.models import Deadline
    from sauro.people.by import By


@dataclass(frozen=True, slots=True)
class Named:
    """What a person reads for a subject; ``url`` may be empty."""

    title: str
    url: str = ""


Moved = Callable[["Deadline", date, "By"], None]
Naming = Callable[[Iterable[str]], Mapping[str, Named]]
Locking = Callable[[list[str]], None]

_moved: dict[str, Moved] = {}
_names: dict[str, Naming] = {}
_locks: dict[str, Locking] = {}


def on_moved(prefix: str, function: Moved) -> None:
    """``function(deadline, old_due_on, by)`` is called in the transaction in which a calendar moves an open deadline whose
    subject begins with ``prefix``. The same prefix again replaces it."""
    _moved[_whole(prefix)] = function


def named(prefix: str, function: Naming) -> None:
    """``function(subjects)`` gives the names of those it knows; what it leaves out is shown by its code."""
    _names[_whole(prefix)] = function


def locked_first(prefix: str, function: Locking) -> None:
    """``function(subjects)`` locks the rows of the room above that ``on_moved`` will write, before their deadlines are locked:
    a step of that room also locks its row first and the deadline then, and neither waits for the other."""
    _locks[_whole(prefix)] = function


def lock_subjects(subjects: Iterable[str]) -> None:
    wanted = sorted(set(subjects))
    for prefix in sorted(_locks):
        own = [subject for subject in wanted if subject.startswith(prefix)]
        if own:
            _locks[prefix](own)


def tell_moved(deadline: Deadline, old_due_on: date, by: By) -> None:
    for prefix in sorted(_moved):
        if deadline.subject.startswith(prefix):
            _moved[prefix](deadline, old_due_on, by)


def names_of(subjects: Iterable[str]) -> dict[str, Named]:
    """Every subject with its name; one whose room says nothing keeps its code."""
    wanted = list(dict.fromkeys(subjects))
    found = {subject: Named(subject) for subject in wanted}
    for prefix, function in _names.items():
        own = [subject for subject in wanted if subject.startswith(prefix)]
        if own:
            found.update(function(own))
    return found


def _whole(prefix: str) -> str:
    """The kind of a subject up to its colon: "report" and "report:" are the same."""
    return prefix.rstrip(":") + ":"
