"""Questions about notices that actions, pages and other rooms ask.

Belongs here: reads. Does not belong here: words of a page (``presenters``), rights.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from sauro.notices.models import Firing, Message, PreparedList
from sauro.notices.recipients import Recipients
from sauro.notices.registry import DueSubject, Watcher, watchers
from sauro.notices.rules import people
from sauro.people.models import Account, Unit


def waiting_count(account: object) -> int:
    return Message.objects.visible_to(account).waiting().count()


def _today() -> Recipients:
    return Recipients.on(timezone.localdate(), people())


def leaders() -> list[Account]:
    """To whom a person may send the prepared list."""
    found = _today()
    return found.at(found.people.leaders, "")


def people_of_unit(unit_code: str, rung: str) -> list[Account]:
    """Who stands on a rung ("officer", "head", "office") for a unit; for other rooms that tell somebody."""
    found = _today()
    return found.at(found.people.rungs[rung], unit_code)


def due_now(now: datetime) -> list[tuple[Watcher, list[DueSubject]]]:
    """Everything that is watched, room by room, the earliest last day first."""
    return [
        (watcher, sorted(watcher.subjects(now), key=lambda one: (one.due_on, one.key)))
        for watcher in watchers()
    ]


@dataclass(frozen=True, slots=True)
class LateLine:
    """One late subject on a list."""

    key: str
    title: str
    url: str
    unit: str
    due_on: date

    def as_row(self) -> dict[str, str]:
        return {
            "key": self.key,
            "title": self.title,
            "url": self.url,
            "unit": self.unit,
            "due_on": self.due_on.isoformat(),
        }


def still_late(prepared: PreparedList, now: datetime) -> list[LateLine]:
    """What of the list is late at this moment: what was done or put off since has left it, by its room's own word."""
    wanted = dict(Firing.objects.filter(prepared_list=prepared).values_list("subject", "watcher"))
    today = timezone.localtime(now).date()
    found: list[DueSubject] = []
    for watcher in watchers():
        if watcher.name in wanted.values():
            found += [
                one
                for one in watcher.subjects(now)
                if wanted.get(one.key) == watcher.name and one.due_on < today
            ]
    return _lines(found)


def _lines(subjects: Iterable[DueSubject]) -> list[LateLine]:
    subjects = list(subjects)
    rows = Unit.objects.filter(code__in={one.unit_code for one in subjects})
    units = {code: (order, name) for code, order, name in rows.values_list("code", "order", "short_name")}
    subjects.sort(key=lambda one: (units.get(one.unit_code, (0, ""))[0], one.due_on, one.key))
    return [
        LateLine(one.key, one.title, one.url, units.get(one.unit_code, (0, one.unit_code))[1], one.due_on)
        for one in subjects
    ]
