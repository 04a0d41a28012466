"""What came of saving values: for the script that saves while somebody types, and for the page that comes back.

Belongs here: the answer and the typed values put back. Does not belong here: saving (``actions.values``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from sauro.engine.reports.values import Value, for_entry, shown
from sauro.reporting import queries
from sauro.reporting.actions.values import Change, Conflict, Saved
from sauro.reporting.asked import asked_of
from sauro.reporting.models import Entry, Report
from sauro.reporting.period_forms import forms_of
from sauro.reporting.presenters.cells import Cell, Option, place_name, source_words
from sauro.reporting.stored import value_of
from sauro.web.text import day_words


@dataclass(frozen=True, slots=True)
class Problem:
    """One value that was not saved; ``id`` is its input."""

    id: str
    text: str


def answer_of(report: Report, saved: Saved) -> dict[str, Any]:
    """The answer to the script: what was saved under which number, what was refused and why, what somebody else changed."""
    asked = asked_of(report)
    entries = queries.values_of(report)
    computed = queries.computed_values(report, asked, entries)
    now = timezone.localtime()
    return {
        "saved": [
            {"place": place_name(one.row, one.field), "revision": one.revision, "note": source_words(one)}
            for one in saved.saved
        ],
        "refused": [
            {"place": place_name(one.row, one.field), "sentence": one.sentence} for one in saved.refused
        ],
        "conflicts": [_conflict(report, one) for one in saved.conflicts],
        "computed": [
            {"place": place_name(*place), "shown": shown(value)} for place, value in computed.items()
        ],
        "said": _("Đã lưu nháp %(time)s.") % {"time": f"{now:%H:%M}"} if saved.saved else "",
    }


def _conflict(report: Report, conflict: Conflict) -> dict[str, Any]:
    place = place_name(conflict.row, conflict.field)
    entry = conflict.entry
    field = forms_of(report.period).field(entry.row, entry.field)
    value = value_of(entry, field)
    return {
        "place": place,
        "sentence": conflict.sentence,
        "shown": shown(value, field) or _("(để trống)"),
        "revision": entry.revision,
        "pairs": _inputs(place, entry, value),
        "keep_mine": _("Giữ phần đang gõ"),
        "take_theirs": _("Lấy bản đã lưu"),
    }


def _inputs(place: str, entry: Entry, value: Value | None) -> list[tuple[str, str]]:
    return [
        (f"v:{place}", for_entry(value) if value is not None else ""),
        (f"why:{place}", entry.reason),
        (f"est:{place}", "on" if entry.estimated else ""),
        (f"asof:{place}", day_words(entry.as_of)),
    ]


def typed_back(report: Report, views: Iterable[Any], saved: Saved, typed: Sequence[Change]) -> None:
    """The page that comes back shows what was typed where it was not saved, with the reason beside it.

    Of a value that somebody else changed the page carries the new number: sending it again overwrites with open eyes.
    """
    sentences = {place_name(one.row, one.field): one.sentence for one in saved.refused}
    numbers: dict[str, int] = {}
    for conflict in saved.conflicts:
        place = place_name(conflict.row, conflict.field)
        field = forms_of(report.period).field(conflict.row, conflict.field)
        value = shown(value_of(conflict.entry, field), field) or _("(để trống)")
        sentences[place] = _("%(what)s Bản đã lưu: %(value)s") % {"what": conflict.sentence, "value": value}
        numbers[place] = conflict.entry.revision
    changes = {place_name(one.row, one.field): one for one in typed}
    for cell in cells_of(views):
        if cell.place not in sentences:
            continue
        change = changes[cell.place]
        cell.errors = [sentences[cell.place]]
        cell.typed, cell.reason = change.typed, change.reason
        cell.estimated, cell.as_of = change.estimated, change.as_of
        cell.revision = numbers.get(cell.place, cell.revision)
        cell.options = [Option(one.code, one.label, one.code == change.typed) for one in cell.options]


def cells_of(views: Iterable[Any]) -> Iterable[Cell]:
    for view in views:
        if hasattr(view, "cells"):
            yield from view.cells()


def problems_of(page: Any, saved: Saved) -> list[Problem]:
    """The list at the top, in the order of the page."""
    wrong = {place_name(one.row, one.field) for one in saved.refused}
    wrong |= {place_name(one.row, one.field) for one in saved.conflicts}
    return [
        Problem(cell.id, f"{cell.name}: {' '.join(cell.errors)}")
        for cell in cells_of([page.part])
        if cell.place in wrong
    ]
