"""The statistical annex of the report on administrative reform: seven tables as the ministry's form has them.

Belongs here: rows of the annex as plain lines (``annex_lines``) and as tables. Does not belong here: the workbook
(``annex_xlsx``), which is made of the same lines.

What nobody gave is "-" with the reason in Ghi chú, never zero. A code of a choice stands as the code, as the form asks.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from sauro.engine.documents.out import Align, Annex, Block, Cell, Column, Note, Row, Run, Table, value
from sauro.engine.reports.rows import Row as FormRow
from sauro.engine.reports.values import ABSENT, Kind, written
from sauro.reporting.gathering import Gathered
from sauro.reporting.gathering.shapes import FIGURE
from sauro.reporting.papers.figures import Links
from sauro.reporting.papers.plan_text import Told
from sauro.reporting.papers.rows import notes
from sauro.reporting.papers.wording import Wording, wording

SIZE = 12


@dataclass(frozen=True, slots=True)
class AnnexLine:
    """One printed row. ``number`` is the figure, or the code of a choice; None where "-" is printed. A heading has no cells."""

    key: str
    code: str
    name: str
    unit: str
    text: str = ""
    number: Decimal | None = None
    note: str = ""
    heading: bool = False
    deep: int = 0


@dataclass(frozen=True, slots=True)
class AnnexTable:
    number: str
    name: str
    lines: tuple[AnnexLine, ...]


def annex_tables(gathered: Gathered) -> list[AnnexTable]:
    """The tables in the order of the form."""
    form = gathered.forms.by_prefix.get(FIGURE)
    if form is None:
        return []
    return [
        AnnexTable(section.code, section.name, tuple(_line(gathered, row) for row in section.rows))
        for section in form.sections
    ]


def _line(gathered: Gathered, row: FormRow) -> AnnexLine:
    code = row.code.partition(".")[2]  # each table of the form begins at 1 again
    if row.is_heading:
        return AnnexLine(row.key, code, row.name, "", heading=True, deep=code.count("."))
    one = gathered.consolidated(FIGURE)[row.key]
    note = "; ".join(notes(row, one, gathered))
    text, number = ABSENT, None
    if one.value is not None:
        if one.value.number is not None:
            number = one.value.number
            text = written(number)
        elif one.value.kind is Kind.CHOICE:
            text = one.value.text
            number = Decimal(text) if text.isdigit() else None
    return AnnexLine(row.key, code, row.name, row.unit, text, number, note, deep=code.count("."))


def cchc_annexes(gathered: Gathered, links: Links, told: Told, source: str) -> tuple[Annex, ...]:
    words = wording("cchc")
    tables = annex_tables(gathered)
    if not tables:
        return ()
    body: list[Block] = [_table(one, gathered, links, words) for one in tables]
    return (Annex(words.say("annex.title", period=told.period), (*body, Note(source)), landscape=True),)


def _table(table: AnnexTable, gathered: Gathered, links: Links, words: Wording) -> Table:
    number, name, unit, figure, note = words.lines("annex.columns")
    head = (
        Row(
            (
                Cell(number, down=2),
                Cell(name, down=2),
                Cell(words.get("annex.results"), across=2),
                Cell(note, down=2),
            )
        ),
        Row((Cell(unit), Cell(figure))),
    )
    columns = (
        Column(1.2, Align.CENTER),
        Column(9),
        Column(2.6, Align.CENTER),
        Column(2.4, Align.RIGHT),
        Column(5),
    )
    rows = tuple(_row(line, gathered, links) for line in table.lines)
    caption = words.say("annex.table", number=table.number, name=table.name)
    return Table(columns, rows, head, caption=caption, size=SIZE)


def _row(line: AnnexLine, gathered: Gathered, links: Links) -> Row:
    mark = mark_of(line.key)
    if line.heading:
        return Row((Cell(line.code), Cell(line.name, across=4)), bold=True, mark=mark)
    label = wording("shared").say("labels.row", period=gathered.period, row=line.key.partition(":")[2])
    words: str | tuple[Run, ...] = line.text
    if line.text != ABSENT:
        words = (value(line.text, links.figure(line.key), label),)
    top = line.deep == 0
    note: str | tuple[Run, ...] = (value(line.note, links.figure(line.key), label),) if line.note else ""
    return Row(
        (Cell(line.code, bold=top), Cell(line.name, bold=top), Cell(line.unit), Cell(words), Cell(note)),
        mark=mark,
    )


def mark_of(key: str) -> str:
    """A name of the row inside the document: cchc:1.2.1 is r_1_2_1."""
    return "r_" + key.partition(":")[2].replace(".", "_")
