"""Codes of plans and tasks: ``NV-SS.II``, readable, unique and stable (decision 0001, point 6).

Belongs here: pure functions from what is known to a code. Does not belong here: asking the database.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sauro.engine.text import fold

_UNSAFE = re.compile(r"[^a-z0-9]+")
_LEADING_NUMBER = re.compile(r"^\s*(\d+)")


@dataclass(frozen=True, slots=True)
class CodedTask:
    """A task of the reader's result with its code; ``parent`` is the code of the task it lies under."""

    code: str
    parent: str | None
    section: int
    task: Mapping[str, Any]


def slug(text: str) -> str:
    return _UNSAFE.sub("-", fold(text)).strip("-")


def first_free(candidates: Iterator[str], taken: Callable[[str], bool]) -> str:
    return next(candidate for candidate in candidates if not taken(candidate))


def plan_key_candidates(number: str, year: int | None, sha256: str) -> Iterator[str]:
    """``201-kh-ubnd``, then with the year, then counted; a plan without a number is named by its content."""
    base = slug(number)[:60] or f"van-ban-{sha256[:8]}"
    yield base
    if year:
        yield f"{base}-{year}"
    n = 2
    while True:
        yield f"{base}-{n}"
        n += 1


def prefix_candidates(number: str, year: int | None, *, first: bool) -> Iterator[str]:
    """Nothing for the first plan of a register, then the plan's number, then number and year, then a
    count."""
    if first:
        yield ""
    found = _LEADING_NUMBER.match(number)
    base = found.group(1) if found else "VB"
    if found:
        yield base
        if year:
            yield f"{base}-{year}"
    n = 1 if not found else 2
    while True:
        yield f"{base}{'-' if found else ''}{n}"
        n += 1


def coded_tasks(sections: Sequence[Mapping[str, Any]], prefix: str) -> Iterator[CodedTask]:
    """Every task with its code, parents before children; only sections that hold tasks are counted."""
    number = 0
    for index, section in enumerate(sections):
        if not section["tasks"]:
            continue
        number += 1
        stem = f"NV-{prefix}.{number:02d}" if prefix else f"NV-{number:02d}"
        for item, task in enumerate(section["tasks"], start=1):
            yield from _with_children(f"{stem}.{item:02d}", None, index, task)


def _with_children(
    code: str, parent: str | None, section: int, task: Mapping[str, Any]
) -> Iterator[CodedTask]:
    yield CodedTask(code, parent, section, task)
    for n, child in enumerate(task["children"], start=1):
        yield from _with_children(f"{code}.{n}", code, section, child)
