"""Targets of the plan itself: rows of tables of targets, statements under aims.

Belongs here: figures of cells, years, units of measure. Does not belong here: targets inside a task
(``assembly``).
"""

from __future__ import annotations

import re
from dataclasses import replace

from sauro.engine.planning.assembly import Assembler, shifted_target
from sauro.engine.planning.drafts import Reading, TargetRow
from sauro.engine.planning.model import Anchor, Target
from sauro.engine.planning.outline import collapse
from sauro.engine.planning.targets import read_targets

_FIGURE = re.compile(
    r"\s*(?:[<>≥≤~]=?|trên|dưới|tối thiểu|ít nhất|từ|đạt|khoảng)?\s*(?P<n>\d{1,3}(?:[.\s]\d{3})+"
    r"(?:,\d+)?|\d+(?:[.,]\d+)?)\s*(?P<percent>%)?"
    r"\s*(?:trở lên)?\s*",
    re.I,
)


def number_of(words: str) -> float | int | None:
    """ "1.234,5" is 1234.5 and "95%" is 95; a span or a sentence is no single figure."""
    found = _FIGURE.fullmatch(words)
    if found is None:
        return None
    written = re.sub(r"\s", "", found["n"])
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", written):
        written = written.replace(".", "")
    value = float(written.replace(",", "."))
    return int(value) if value.is_integer() else value


def read_plan_targets(text: str, reading: Reading, assembler: Assembler) -> tuple[Target, ...]:
    found: list[Target] = []
    for (start, end), year in reading.target_spans:
        for target in read_targets(text[start:end]):
            by_year = target.by_year
            if year and not by_year and target.value is not None:
                by_year = ((year, target.value),)
            code = assembler.unique(f"CT.{len(found) + 1}")
            found.append(replace(shifted_target(target, start), code=code, by_year=by_year))
    found.extend(_row_target(text, row, assembler) for row in reading.target_rows)
    return tuple(found)


def _row_target(text: str, row: TargetRow, assembler: Assembler) -> Target:
    words = [(year, collapse(text[cell.start : cell.end])) for year, cell in row.values]
    figures = [(year, number) for year, written in words if (number := number_of(written)) is not None]
    unit = collapse(text[row.unit.start : row.unit.end]) if row.unit else None
    if unit is None and any("%" in written for _, written in words):
        unit = "%"
    by_year = tuple((year, number) for year, number in figures if year)
    alone = next((number for year, number in figures if not year), None)
    if alone is None and len(by_year) == 1:
        alone = by_year[0][1]
    anchor = Anchor(row.text.start, row.text.end)
    return Target(
        assembler.unique(row.path),
        collapse(text[row.text.start : row.text.end]),
        anchor,
        alone,
        unit,
        by_year,
    )
