"""The register as a spreadsheet: its columns, a row's values as plain text, and what a returned row means.

Belongs here: pure rules, no table, no file. Does not belong here: reading or writing a workbook, saving.

Every value of a row is compared as one plain text (days as 2026-09-30, lists by their code). The mark that a row
carries is a digest of what it held when it left: ``editable.readonly``. So a row is known to be unchanged by the
person, unchanged here, or changed on both sides, without keeping a copy of each sheet that was sent out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from sauro.engine.documents.sheets import Value
from sauro.engine.planning.answers import AnswerWrong, read_answer
from sauro.engine.text import fold
from sauro.engine.text.days import read_day
from sauro.plans.digests import digest
from sauro.plans.register_words import sheet_words

LONGEST_CELL = 32_000
"""A cell of XLSX holds 32,767 characters; a longer text leaves cut and cannot come back changed."""
CUT = " […]"

EDITABLE = ("text", "rhythm", "due", "person", "post", "product", "level", "ground", "delegation")
READONLY = ("plan", "place", "lead", "support", "state")
IDENTITY = ("code", "mark")

FACETS_OF: Mapping[str, Mapping[str, str]] = {
    "when": {"rhythm": "rhythm", "due": "due"},
    "responsibility": {"person": "person", "post": "post"},
    "product": {"product": "text"},
    "authority": {"level": "level", "ground": "ground", "delegation": "delegation"},
}
"""Facet → its columns and the part of an answer (``engine.planning.answers``) that each holds."""

WORDS = sheet_words()
COLUMNS = WORDS.columns
HEADINGS = WORDS.headings

_MARK = re.compile(r"[0-9a-f]{16}\.[0-9a-f]{16}")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")


class Fault(StrEnum):
    """Why a cell cannot be taken over."""

    NOT_A_DAY = "not_a_day"
    NOT_A_RHYTHM = "not_a_rhythm"
    NOT_A_LEVEL = "not_a_level"
    NO_TEXT = "no_text"
    TOO_LONG = "too_long"
    UNKNOWN_CODE = "unknown_code"
    CODE_TWICE = "code_twice"
    NOT_ACTIVE = "not_active"
    UNKNOWN_UNIT = "unknown_unit"
    UNKNOWN_PLAN = "unknown_plan"
    EMPTIED = "emptied"
    WRONG_PART = "wrong_part"


class Outcome(StrEnum):
    """What a returned row asks for."""

    SAME = "same"
    CHANGED = "changed"
    NEW = "new"
    CONFLICT = "conflict"
    UNMARKED = "unmarked"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class CellFault:
    column: str
    fault: Fault
    said: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    column: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Judged:
    """``ignored`` are columns that are for reading only and were edited all the same."""

    outcome: Outcome
    changes: tuple[Change, ...] = ()
    faults: tuple[CellFault, ...] = ()
    ignored: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Current:
    """A task as the register holds it now, in the plain texts of its columns. ``parts`` are those of an answer that no
    column holds (the span of a rhythm) and that stay when the others change."""

    values: Mapping[str, str]
    active: bool = True
    parts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Returned:
    """A row of the file in plain texts; a column that the file lacks is not in ``values``."""

    code: str
    mark: str
    values: Mapping[str, str]
    faults: tuple[CellFault, ...] = field(default=())


def plain_text(text: str) -> str:
    """One line of a text: NFC, without control characters, single spaces."""
    return " ".join(_CONTROL.sub(" ", unicodedata.normalize("NFC", text)).split())


def cell_text(text: str) -> str:
    """What leaves for a cell: as ``plain_text``, cut where a cell would be too small."""
    clean = plain_text(text)
    return clean if len(clean) <= LONGEST_CELL else clean[: LONGEST_CELL - len(CUT)] + CUT


def _digest(values: Mapping[str, str], columns: Iterable[str]) -> str:
    return digest(*(values.get(column, "") for column in columns))


def mark_of(values: Mapping[str, str]) -> str:
    """The mark of a row that leaves with these values."""
    return f"{_digest(values, EDITABLE)}.{_digest(values, READONLY)}"


def returned(cells: Mapping[str, Value], absent: Collection[str] = ()) -> Returned:
    """The row of a file, by column code; a value that cannot be understood is a fault of its column. Columns that the
    file does not have at all are named in ``absent``: they are left alone, where an empty cell is a value."""
    values: dict[str, str] = {}
    faults: list[CellFault] = []
    for column in (*EDITABLE, *READONLY):
        if column in absent:
            continue
        value = cells.get(column)
        try:
            values[column] = _TAKEN.get(column, _words)(value)
        except ValueError as wrong:
            faults.append(CellFault(column, Fault(str(wrong)), _words(value)))
    return Returned(_words(cells.get("code")), _words(cells.get("mark")), values, tuple(faults))


def judge(row: Returned, current: Current | None) -> Judged:
    """What the row asks for, beside the task as it is now (None: no task of this code).

    Unedited by the person → same, whatever happened here meanwhile. Edited, and the register still holds what left →
    changed. Edited, and changed here too → conflict, unless both say the same. Without a mark the file cannot tell
    which side changed: every difference is shown and waits for a person.
    """
    if not row.code:
        faults = [*row.faults, *_faults_of_new(row)]
        return Judged(Outcome.WRONG if faults else Outcome.NEW, faults=tuple(faults))
    if current is None:
        return Judged(Outcome.WRONG, faults=(CellFault("code", Fault.UNKNOWN_CODE, row.code),))
    editable = {**{name: current.values[name] for name in EDITABLE}, **_only(row.values, EDITABLE)}
    marked = _MARK.fullmatch(row.mark) is not None
    ignored = _ignored(row, current, marked)
    if marked and not row.faults and _digest(editable, EDITABLE) == row.mark[:16]:
        return Judged(Outcome.SAME, ignored=ignored)
    changes = tuple(
        Change(name, current.values[name], editable[name])
        for name in EDITABLE
        if editable[name] != current.values[name]
    )
    faults = [*row.faults, *_faults_of(changes, editable, current)]
    if faults:
        return Judged(Outcome.WRONG, changes, tuple(faults), ignored)
    if not changes:
        return Judged(Outcome.SAME, ignored=ignored)
    if not current.active:
        return Judged(Outcome.WRONG, changes, (CellFault("code", Fault.NOT_ACTIVE, row.code),), ignored)
    if not marked:
        return Judged(Outcome.UNMARKED, changes, ignored=ignored)
    unchanged_here = _digest(current.values, EDITABLE) == row.mark[:16]
    return Judged(Outcome.CHANGED if unchanged_here else Outcome.CONFLICT, changes, ignored=ignored)


def _faults_of_new(row: Returned) -> Iterator[CellFault]:
    if not row.values.get("text"):
        yield CellFault("text", Fault.NO_TEXT)
    for facet, columns in FACETS_OF.items():
        if any(row.values.get(column) for column in columns):
            yield from facet_faults(facet, row.values, None)


def _ignored(row: Returned, current: Current, marked: bool) -> tuple[str, ...]:
    """Columns for reading only that the person edited; without a mark nobody can tell."""
    if not marked or _digest({**current.values, **_only(row.values, READONLY)}, READONLY) == row.mark[17:]:
        return ()
    return tuple(name for name in READONLY if name in row.values and row.values[name] != current.values[name])


def answer_parts(facet: str, editable: Mapping[str, str], current: Current | None) -> dict[str, str]:
    """The parts of an answer to the facet as the row's columns give them, with what no column holds."""
    kept = dict(current.parts.get(facet, {})) if current else {}
    return kept | {part: editable.get(column, "") for column, part in FACETS_OF[facet].items()}


def _faults_of(
    changes: Collection[Change], editable: Mapping[str, str], current: Current
) -> Iterator[CellFault]:
    for change in changes:
        if change.column == "text" and not change.new:
            yield CellFault("text", Fault.NO_TEXT)
        if change.new.endswith(CUT) or len(change.new) > LONGEST_CELL:
            yield CellFault(change.column, Fault.TOO_LONG)
    changed = {change.column for change in changes}
    for facet, columns in FACETS_OF.items():
        if changed.intersection(columns):
            yield from facet_faults(facet, editable, current)


def facet_faults(facet: str, editable: Mapping[str, str], current: Current | None) -> Iterator[CellFault]:
    """Why the columns of a facet give no answer; ``said`` is the code of ``AnswerWrong``."""
    columns = FACETS_OF[facet]
    try:
        if read_answer(facet, answer_parts(facet, editable, current)) is None:
            yield CellFault(next(iter(columns)), Fault.EMPTIED)
    except AnswerWrong as wrong:
        place = next((column for column, part in columns.items() if part == wrong.part), next(iter(columns)))
        yield CellFault(place, Fault.WRONG_PART, wrong.code)


def _only(values: Mapping[str, str], columns: Iterable[str]) -> dict[str, str]:
    return {name: values[name] for name in columns if name in values}


def _words(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else plain_text(str(value))


def _day(value: Value) -> str:
    """A day of the calendar in the forms that people and programs write; ValueError(not_a_day)."""
    said = _words(value)
    if not said:
        return ""
    try:
        return read_day(said).isoformat()
    except ValueError:
        raise ValueError(Fault.NOT_A_DAY) from None


def _rhythm(value: Value) -> str:
    return _code_of(value, WORDS.rhythms_met, Fault.NOT_A_RHYTHM)


def _level(value: Value) -> str:
    return _code_of(value, WORDS.levels_met, Fault.NOT_A_LEVEL)


def _code_of(value: Value, known: Mapping[str, str], fault: Fault) -> str:
    said = fold(_words(value))
    if not said:
        return ""
    if said not in known:
        raise ValueError(fault)
    return known[said]


_TAKEN = {"due": _day, "rhythm": _rhythm, "level": _level}
