"""Progress and commune grids as markup: solid is done, half is in work, hollow is missing.

Belongs here: geometry and words of bars and of the grid with one cell per unit. Does not belong here: counting or judging.
Classes only, no colours, so that dark, print and forced colours follow. Whole pixels: most screens are 1×.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sauro.web.text import number_words

SEGMENTS: Mapping[str, str | Promise] = {
    "done": gettext_lazy("hoàn thành"),
    "run": gettext_lazy("đang làm"),
    "soon": gettext_lazy("sắp đến hạn"),
    "late": gettext_lazy("quá hạn"),
    "rest": gettext_lazy("chưa bắt đầu"),
}
"""What a bar may be made of, in this order."""

CELLS: Mapping[str, str] = {
    "done": '<rect class="done" x="{x}" y="{y}" width="13" height="13"/>',
    "half": '<rect class="box" x="{x}.5" y="{y}.5" width="12" height="12"/><path class="half" d="M{x} {b}V{y}L{r} {b}Z"/>',
    "missing": '<rect class="hol" x="{x}.75" y="{y}.75" width="11.5" height="11.5"/>',
    "wait": '<rect class="wait" x="{x}.5" y="{y}.5" width="12" height="12"/>',
    "na": '<rect class="na" x="{x}.5" y="{y}.5" width="12" height="12"/>',
}
"""done: solid; half: in work, or done late; missing: hollow in the colour of what is late; wait: hollow, not due yet; na: not asked."""

_CELL, _STEP, _ROWS = 13, 17, 5


@dataclass(frozen=True, slots=True)
class CellGroup:
    """Units of one kind: ``label`` such as "85 xã", a code of ``CELLS`` for each unit, the words for those who do not see."""

    label: str
    states: tuple[str, ...]
    sentence: str

    def __post_init__(self) -> None:
        unknown = set(self.states) - set(CELLS)
        if unknown:
            raise ValueError(f"no cell for {sorted(unknown)}; known: {sorted(CELLS)}")
        if not self.sentence:
            raise ValueError("a picture needs words")


@dataclass(frozen=True, slots=True)
class KeyLine:
    """One line of the legend."""

    state: str
    words: str
    count: int


@dataclass(frozen=True, slots=True)
class Name:
    """A unit that is named below the grid; without an address the name alone."""

    name: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class CellGrid:
    """What ``web/_cells.html`` shows: groups of cells, legend, and who is missing, by name."""

    groups: tuple[CellGroup, ...]
    key: tuple[KeyLine, ...] = ()
    missing: tuple[Name, ...] = ()
    missing_title: str = ""
    note: str = field(default="")


def cells(states: Sequence[str], sentence: str) -> SafeString:
    """Columns of five, filled from top to bottom; without units nothing is drawn."""
    if not states:
        return mark_safe("")
    columns = -(-len(states) // _ROWS)
    rows = min(len(states), _ROWS)
    width, height = columns * _STEP - (_STEP - _CELL), rows * _STEP - (_STEP - _CELL)
    parts = [
        _cell(state, place // _ROWS * _STEP, place % _ROWS * _STEP) for place, state in enumerate(states)
    ]
    return format_html(
        '<svg class="wf" width="{0}" height="{1}" viewBox="0 0 {0} {1}" role="img" aria-label="{2}">{3}</svg>',
        width,
        height,
        sentence,
        mark_safe("".join(parts)),  # noqa: S308 - made here from numbers
    )


def cell(state: str) -> SafeString:
    """One cell for the legend."""
    return format_html(
        '<svg class="wf" width="13" height="13" viewBox="0 0 13 13" aria-hidden="true">{}</svg>',
        mark_safe(_cell(state, 0, 0)),  # noqa: S308
    )


def _cell(state: str, x: int, y: int) -> str:
    return CELLS[state].format(x=x, y=y, b=y + _CELL, r=x + _CELL)


def segments(counts: Mapping[str, int], *, width: int = 96, height: int = 12) -> SafeString:
    """A bar in the parts of ``SEGMENTS``; each part that is not zero is at least 3 px wide. Nothing counted is a dash."""
    unknown = set(counts) - set(SEGMENTS)
    if unknown:
        raise ValueError(f"no part of a bar is called {sorted(unknown)}")
    there = {code: counts.get(code, 0) for code in SEGMENTS if counts.get(code, 0) > 0}
    total = sum(there.values())
    if not total:
        return format_html('<span class="none">{}</span>', "–")
    widths = _widths(tuple(there.values()), width)
    parts, x = [], 0
    for code, wide in zip(there, widths, strict=True):
        parts.append(_segment(code, x, wide, height))
        x += wide + 1
    words = ", ".join(f"{number_words(n)} {SEGMENTS[code]}" for code, n in there.items())
    return format_html(
        '<svg class="seg" width="{0}" height="{1}" viewBox="0 0 {0} {1}" role="img" aria-label="{2}">{3}</svg>',
        width,
        height,
        words,
        mark_safe("".join(parts)),  # noqa: S308
    )


def _segment(code: str, x: int, wide: int, height: int) -> str:
    """Solid parts fill whole pixels; outlined ones stand half a pixel inside."""
    if code in {"done", "run"}:
        return f'<rect class="{code}" x="{x}" y="0" width="{wide}" height="{height}"/>'
    return f'<rect class="{code}" x="{x}.5" y=".5" width="{wide - 1}" height="{height - 1}"/>'


def _widths(amounts: tuple[int, ...], width: int) -> list[int]:
    """Whole pixels for each amount, with one pixel between neighbours; they fill ``width`` exactly."""
    room = width - (len(amounts) - 1)
    total = sum(amounts)
    found = [max(3, room * amount // total) for amount in amounts]
    largest = found.index(max(found))
    found[largest] += room - sum(found)
    return found


def progress(done: int, total: int, *, width: int = 96, words: str = "") -> SafeString:
    """The bar with its words: 71/102 đã xong, unless others are given. Of nothing a dash, never 0/0."""
    if total <= 0:
        return format_html('<span class="none">{}</span>', "–")
    words = words or _("%(done)s/%(total)s đã xong") % {
        "done": number_words(done),
        "total": number_words(total),
    }
    done = min(max(done, 0), total)
    parts = [(code, n) for code, n in (("done", done), ("rest", total - done)) if n > 0]
    markup, x = [], 0
    for (code, _n), wide in zip(parts, _widths(tuple(n for _c, n in parts), width), strict=True):
        markup.append(_segment(code, x, wide, 10))
        x += wide + 1
    return format_html(
        '<span class="prog"><svg class="seg" width="{0}" height="10" viewBox="0 0 {0} 10" aria-hidden="true">{1}</svg>'
        "<span>{2}</span></span>",
        width,
        mark_safe("".join(markup)),  # noqa: S308
        words,
    )
