"""The moment at which an invented story happens.

Belongs here: the product's clock for a part of the demo world. Does not belong here: any story, anything outside of the demo.

A quarter that was closed in spring is not played in autumn: arrivals, derivations and the trail would all say autumn, and
every report would be late. So the story is told by the clock of its own days; the demo runs only on this machine, and
every name in it says that it is invented.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.utils import timezone


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """The product's clock says ``moment`` and runs on from there; never a moment that has not come."""
    real = timezone.now
    begun = real()
    start = min(moment, begun)

    def shown() -> datetime:
        return start + (real() - begun)

    timezone.now = shown
    try:
        yield
    finally:
        timezone.now = real


def moment(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """An hour of the day in the province's time."""
    return datetime.combine(day, time(hour, minute), timezone.get_default_timezone())


@dataclass
class Agenda:
    """Steps of a story in the order of their days, so that the trail reads like one."""

    steps: list[tuple[datetime, Callable[[], object]]] = field(default_factory=list)

    def add(self, when: datetime, step: Callable[[], object]) -> None:
        self.steps.append((when, step))

    def run(self) -> None:
        """Each step at its moment; of one moment in the order in which they were added."""
        for when, step in sorted(self.steps, key=lambda one: one[0]):
            with at(when):
                step()
        self.steps.clear()
