"""Decisions about years that come with the product. No Django: the command line counts with them too.

Belongs here: finding and reading the files. Does not belong here: their meaning (``engine.calendars``), decisions that
somebody entered (``models``).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from sauro import definitions
from sauro.engine.calendars import WorkCalendar, YearDecision, decision_from_yaml


@cache
def decisions() -> Mapping[int, YearDecision]:
    """Year → decision. A file out of form stops here: it came with the product and is tested."""
    folder = files(definitions).joinpath("calendars")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".yaml"))
    read = [decision_from_yaml(definitions.text(f"calendars/{name}")) for name in names]
    return MappingProxyType({decision.year: decision for decision in read})


def calendar() -> WorkCalendar:
    """The calendar as far as the product knows it by itself."""
    return WorkCalendar(tuple(decisions().values()))
