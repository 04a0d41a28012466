"""Codes of plans and tasks: ``NV-SS.II``, readable, unique and stable (decision 0001, point 6).

Belongs here: pure functions from what is known to a code. Does not belong here: asking the database.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
    yield from _told_apart(slug(number)[:60] or f"van-ban-{sha256[:8]}", year)


def _told_apart(base: str, year: int | None) -> Iterator[str]:
    """The name itself, then with the year, then counted from two on."""
    yield base
    if year:
        yield f"{base}-{year}"
    yield from (f"{base}-{n}" for n in itertools.count(2))


def prefix_candidates(number: str, year: int | None, *, first: bool) -> Iterator[str]:
    """Nothing for the first plan of a register, then the plan's number, then number and year, then a
    count."""
    if first:
        yield ""
    found = _LEADING_NUMBER.match(number)
    if found:
        yield from _told_apart(found.group(1), year)
    else:
        yield from (f"VB{n}" for n in itertools.count(1))


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


ADDED = "BS"
"""Marks an item that a person added (bổ sung): it is not the n-th item of the document."""


def stem_of(code: str) -> str:
    """What stands before the last number: the section of an item, the parent of a part."""
    return code.rpartition(".")[0]


def base_of(prefix: str) -> str:
    return f"NV-{prefix}" if prefix else "NV"


def hand_prefix_candidates(letters: str, number: str, year: int | None) -> Iterator[str]:
    """For a source entered by hand: letters of its kind and its number (``CT05``), so that its items
    (``NV-CT05.01``) are never taken for a section of another plan."""
    found = _LEADING_NUMBER.match(number)
    yield from _told_apart(f"{letters}{found.group(1) if found else ''}", year)


class CodeBook:
    """Gives codes that no task has had: each follows the highest ever used below its stem. A gap is not filled,
    since a code means one task for ever."""

    def __init__(self, taken: Iterable[str]) -> None:
        self.taken: set[str] = set()
        self.highest: dict[tuple[str, str], int] = {}
        for code in taken:
            self._note(code)

    def _note(self, code: str) -> None:
        self.taken.add(code)
        while "." in code:
            stem, _dot, last = code.rpartition(".")
            found = _ITEM.fullmatch(last)
            if found:
                key = (stem, found[1])
                self.highest[key] = max(self.highest.get(key, 0), int(found[2]))
            code = stem

    def _next(self, stem: str, marker: str, width: int) -> str:
        n = self.highest.get((stem, marker), 0)
        while True:
            n += 1
            code = f"{stem}.{marker}{n:0{width}d}"
            if code not in self.taken:
                self._note(code)
                return code

    def item(self, stem: str) -> str:
        """``NV-02.07`` after ``NV-02.06``."""
        return self._next(stem, "", 2)

    def added(self, stem: str) -> str:
        """``NV-02.BS01``: an item that a person added."""
        return self._next(stem, ADDED, 2)

    def part(self, code: str) -> str:
        """``NV-02.03.1``: below another task."""
        return self._next(code, "", 1)


_ITEM = re.compile(rf"({ADDED}|)(\d{{1,9}})")


def next_section(prefix: str, codes_of_plan: Iterable[str]) -> str:
    """The stem of a section that no code of the plan has used."""
    start = base_of(prefix) + ("." if prefix else "-")
    shape = re.compile(rf"{re.escape(start)}(\d{{1,9}})(?:\..*)?")
    used = [int(found[1]) for code in codes_of_plan if (found := shape.fullmatch(code))]
    return f"{start}{max(used, default=0) + 1:02d}"


def most_common_stem(codes: Iterable[str]) -> str | None:
    """The stem that most of the codes share, the earliest of equals; None for no codes."""
    counted = Counter(stem_of(code) for code in codes)
    return max(counted, key=lambda stem: counted[stem]) if counted else None
