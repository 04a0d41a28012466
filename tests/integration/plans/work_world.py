"""Shortcuts of the tests about work: a fixed today, parts by task and unit, a group of a hundred communes.

Belongs here: reading and building. Does not belong here: tests.
"""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from sauro.people.models import GroupMember, Unit, UnitGroup
from sauro.plans.models import Assignment, Occurrence, Task

TODAY = date(2026, 9, 10)
"""Five days before the deadline of NV-01.01."""


def stop_the_clock(monkeypatch, day: date = TODAY) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(timezone, "localdate", lambda *_args, **_more: day)


def task(code: str) -> Task:
    return Task.objects.get(code=code)


def occurrence(code: str, period: str = "once") -> Occurrence:
    return Occurrence.objects.get(task__code=code, period=period)


def part(code: str, unit: str, period: str = "once") -> Assignment:
    return Assignment.objects.select_related("unit").get(
        occurrence__task__code=code, occurrence__period=period, unit__code=unit
    )


def more_communes(number: int) -> list[str]:
    """So many new members of the group of wards; their codes."""
    group = UnitGroup.objects.get(code="CACPHUONG")
    model = Unit.objects.get(code="90002")
    units = Unit.objects.bulk_create(
        Unit(
            code=str(91000 + n),
            kind=model.kind,
            relation=model.relation,
            name=f"Xã thử số {n}",
            short_name=f"Xã thử số {n}",
            parent=model.parent,
            order=5000 + n,
            sort_key=f"xa thu {n:03}",
            search=f"xa thu {n}",
        )
        for n in range(number)
    )
    GroupMember.objects.bulk_create(GroupMember(group=group, unit=unit) for unit in units)
    return [unit.code for unit in units]
