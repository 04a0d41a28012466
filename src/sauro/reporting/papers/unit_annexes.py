"""The annexes of a unit's own report: its tasks, targets, statistics, or the rows of a form on demand.

Belongs here: tables of one unit. Does not belong here: the text (``unit_report``).
"""

from __future__ import annotations

from collections.abc import Iterator

from sauro.engine.documents.out import Align, Annex, Block, Cell, Column, Note, Row, Run, Table, value
from sauro.engine.documents.out.numbering import roman
from sauro.engine.reports.compute import computed
from sauro.engine.reports.forms import Form
from sauro.engine.reports.rows import VALUE
from sauro.engine.reports.rows import Row as FormRow
from sauro.engine.reports.values import ABSENT, Kind, Value, shown, written
from sauro.reporting.gathering import Gathered, UnitLine
from sauro.reporting.papers.figures import Links
from sauro.reporting.papers.marks import printable
from sauro.reporting.papers.plan_annexes import SIZE, heads, targets_table, task_row
from sauro.reporting.papers.plan_text import rows_of
from sauro.reporting.papers.spoken import plain_day, several_lines
from sauro.reporting.papers.wording import Wording, wording

PARTS = {"figures": ("cchc", "so-lieu"), "own": ("own", "bieu-mau")}
"""Part → (prefix of its rows, word in the address)."""


def _parts(gathered: Gathered) -> Iterator[str]:
    unit = gathered.units[0]
    if any(True for _key in rows_of(gathered, unit)):
        yield "tasks"
    if gathered.targets:
        yield "targets"
    for part, (prefix, _slug) in PARTS.items():
        if any(key.startswith(f"{prefix}:") for key in unit.asked):
            yield part


def annex_names(gathered: Gathered) -> dict[str, str]:
    """Part → Phụ lục II, as the writer will number it."""
    parts = list(_parts(gathered))
    alone = len(parts) == 1
    return {part: "Phụ lục" if alone else f"Phụ lục {roman(at)}" for at, part in enumerate(parts, 1)}


def unit_annexes(gathered: Gathered, links: Links, source: str) -> tuple[Annex, ...]:
    words = wording("unit")
    found: list[Annex] = []
    for part in _parts(gathered):
        body: list[Block] = list(_tables(part, gathered, links, words))
        if not found:
            body.append(Note(source))
        found.append(Annex(words.table("annexes")[part], tuple(body), landscape=part in ("tasks", "targets")))
    return tuple(found)


def _tables(part: str, gathered: Gathered, links: Links, words: Wording) -> Iterator[Table]:
    if part == "tasks":
        yield _tasks(gathered, links)
    elif part == "targets":
        yield targets_table(gathered, links, wording("plan"))
    else:
        prefix, slug = PARTS[part]
        yield from _forms(gathered, gathered.forms.by_prefix[prefix], slug, links, words)


def _tasks(gathered: Gathered, links: Links) -> Table:
    plan = wording("plan")
    unit = gathered.units[0]
    rows = tuple(
        task_row(gathered.tasks[key], unit, str(number), links, plan)
        for number, key in enumerate(rows_of(gathered, unit), 1)
    )
    columns = (
        Column(1, Align.CENTER), Column(7), Column(2.4, Align.CENTER), Column(1.5, Align.RIGHT),
        Column(2, Align.CENTER), Column(6), Column(5),
    )  # fmt: skip
    return Table(columns, rows, heads(plan.lines("columns.tasks")), size=SIZE)


def _forms(gathered: Gathered, form: Form, slug: str, links: Links, words: Wording) -> Iterator[Table]:
    """One table for each section of which the unit is asked something."""
    unit = gathered.units[0]
    shown_rows = form.shown_to(unit.asked & form.by_key.keys())
    made = computed(form, unit.values)
    columns = (
        Column(1.4, Align.CENTER),
        Column(7),
        Column(2.2, Align.CENTER),
        Column(2.4, Align.RIGHT),
        Column(4),
    )
    for section in form.sections:
        own = [row for row in shown_rows if form.section_of[row.key] is section]
        if not own:
            continue
        rows = []
        for row in own:
            one = unit.values.get((row.key, VALUE)) if row.rule is None else made[row.key].value
            rows.append(_row(row, one, unit, links.unit(unit, slug)))
        caption = words.say("table", number=section.code, name=section.name) if section.name else ""
        yield Table(columns, tuple(rows), heads(words.lines("columns")), caption=caption, size=12)


def _row(row: FormRow, one: Value | None, unit: UnitLine, address: str) -> Row:
    code = row.code.partition(".")[2] if row.prefix == "cchc" else row.code
    if row.is_heading:
        return Row((Cell(code), Cell(row.name, across=4)), bold=True)
    words = wording("cchc")
    notes: list[str] = []
    cell: str | tuple[Run, ...] = ""
    if one is not None and one.is_absent:
        cell = ABSENT
        notes.append(printable(one.reason))
    elif one is not None:
        label = wording("shared").say("labels.value", unit=unit.short_name, row=row.code)
        text = written(one.number) if one.number is not None else one.text
        if one.kind is Kind.CHOICE and row.prefix != "cchc":
            text = shown(one, row.value_field)
        cell = (value(several_lines(text), address, label),)
        if one.estimated:
            notes.append(words.get("notes.estimated"))
        if one.as_of is not None:
            notes.append(words.say("notes.as_of", day=plain_day(one.as_of)))
    return Row((Cell(code), Cell(row.name), Cell(row.unit), Cell(cell), Cell("; ".join(notes))))
