"""Stored values and the engine's: entries of a report as the values that forms are checked with.

Belongs here: both directions, and the text of a value in its history. Does not belong here: reading what people type
(``engine.reports.typed``), loading entries (``queries``).

An entry whose value is empty and not absent stands for a place that is asked and not yet given: it has no engine value.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from sauro.engine.reports.forms import Field
from sauro.engine.reports.rows import Place
from sauro.engine.reports.values import Value, Values, kind_for
from sauro.reporting.models import Entry
from sauro.reporting.period_forms import PeriodForms


def value_of(entry: Entry, field: Field | None) -> Value | None:
    """None where nothing is given; a text that the field cannot hold (a form that changed) counts as nothing."""
    if entry.absent:
        return Value.absent(entry.reason)
    if not entry.value or field is None:
        return None
    kind = kind_for(field)
    figure = field.is_figure
    return Value(
        kind, entry.value, estimated=figure and entry.estimated, as_of=entry.as_of if figure else None
    )


def values_in(entries: Iterable[Entry], forms: PeriodForms) -> Values:
    """What is given, by place."""
    found: dict[Place, Value] = {}
    for entry in entries:
        value = value_of(entry, forms.field(entry.row, entry.field))
        if value is not None:
            found[entry.row, entry.field] = value
    return found


def put(entry: Entry, value: Value | None) -> None:
    """Writes the value into the entry, unsaved; None empties the place."""
    absent = value is not None and value.is_absent
    entry.value = "" if value is None else value.text
    entry.absent = absent
    entry.reason = value.reason if value is not None and absent else ""
    entry.estimated = value is not None and value.estimated
    entry.as_of = value.as_of if value is not None else None


def packed(value: Value | None) -> str:
    """A value in its history: canonical JSON of its parts; an empty text for no value."""
    return "" if value is None else json.dumps(value.to_parts(), ensure_ascii=False, sort_keys=True)


def unpacked(text: str) -> Value | None:
    if not text:
        return None
    parts: Mapping[str, str] = json.loads(text)
    return Value.from_parts(parts)
