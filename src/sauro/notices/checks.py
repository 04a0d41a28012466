"""System checks of meaning: every ladder that a watcher names, the rungs and the office hours can be read.

Belongs here: checks that need the whole installation. Does not belong here: what a file may say (``ladder``, ``hours``).
"""

from __future__ import annotations

from collections.abc import Callable

from django.core.checks import CheckMessage, Error, register

from sauro.notices import rules
from sauro.notices.hours import HoursWrong
from sauro.notices.ladder import LadderWrong
from sauro.notices.registry import watchers


@register()
def definitions_mean_something(**_kwargs: object) -> list[CheckMessage]:
    readers: list[Callable[[], object]] = [rules.people, rules.hours]
    readers += [lambda name=watcher.ladder: rules.ladder(name) for watcher in watchers()]  # type: ignore[misc]
    return [
        Error(said, hint="Correct the file in definitions/notices.", id="notices.E001")
        for reader in readers
        if (said := _wrong(reader))
    ]


def _wrong(reader: Callable[[], object]) -> str:
    try:
        reader()
    except (HoursWrong, LadderWrong, FileNotFoundError) as wrong:
        return str(wrong)
    return ""
