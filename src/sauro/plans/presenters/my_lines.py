"""Lines and sections of "việc của tôi".

Belongs here: their form, and how a queryset is cut to a section. Does not belong here: which rows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet

from sauro.plans.presenters.work_states import Shown
from sauro.web.text import day_words

MOST = 10
"""Lines of a section; the rest is one step away."""


@dataclass(frozen=True, slots=True)
class Line:
    """``detail`` says whose it is or why it waits; ``note`` stands under the date."""

    title: str
    address: str = ""
    code: str = ""
    detail: str = ""
    due: str = ""
    note: str = ""
    mark: str = ""
    state: str = ""
    tags: tuple[str, ...] = field(default=())

    @property
    def pressing(self) -> bool:
        return self.mark == "late"


@dataclass(frozen=True, slots=True)
class Section:
    """``pressing`` sections hold what the person must do; the others inform. ``more`` leads to the whole list."""

    code: str
    title: str
    total: int
    lines: list[Line]
    pressing: bool = True
    note: str = ""
    more: str = ""


def cut(rows: QuerySet[Any]) -> tuple[list[Any], int]:
    """The first rows and how many there are; counting costs a query only where the list is cut."""
    found = list(rows[: MOST + 1])
    return found[:MOST], len(found) if len(found) <= MOST else rows.count()


def section(
    code: str,
    title: str,
    rows: QuerySet[Any],
    line: Callable[[Any], Line],
    *,
    pressing: bool = True,
    note: str = "",
    more: str = "",
) -> Section | None:
    """None where nothing is found."""
    found, total = cut(rows)
    if not found:
        return None
    return Section(code, title, total, [line(row) for row in found], pressing, note, more)


def dated(due_on: date | None) -> str:
    return day_words(due_on)


def shown_line(title: str, address: str, code: str, detail: str, due_on: date | None, said: Shown) -> Line:
    return Line(
        title=title,
        address=address,
        code=code,
        detail=detail,
        due=dated(due_on),
        note=said.note,
        mark=said.code,
        state=said.words,
    )
