"""Tables as XML: the bare ones that only hold columns, and the ruled ones of the vocabulary.

Belongs here: widths, merges, repeated header rows, rows that may break. Does not belong here: what is in a cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from sauro.engine.documents.out.looks import LOOKS
from sauro.engine.documents.out.metrics import Face, lines
from sauro.engine.documents.out.parts import Element, Pen, element, twips
from sauro.engine.documents.out.tables import Align, Cell, Place, Row, Table, placed
from sauro.engine.documents.out.words import Run, plain, runs

# Left and right inside a cell, in points.
_MARGIN = 4.0
# A row of more lines than this may go over to the next page: kept whole it would leave a third of a page empty.
_WHOLE_LINES = 14
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def bare_table(widths: Sequence[float], rows: Sequence[Sequence[Sequence[Element]]]) -> Element:
    """Columns without rules; each cell is a list of paragraphs. Its rows never break."""
    properties = element(
        "tblPr",
        element("tblW", w=twips(sum(widths)), type="dxa"),
        element("tblLayout", type="fixed"),
        _margins(0),
    )
    made = element("tbl", properties, _grid(widths))
    for row in rows:
        line = element("tr", element("trPr", element("cantSplit")))
        for wide, cell in zip(widths, row, strict=True):
            line.append(element("tc", element("tcPr", element("tcW", w=twips(wide), type="dxa")), *cell))
        made.append(line)
    return made


def ruled_table(pen: Pen, table: Table, room: float) -> Iterator[Element]:
    """The table with its caption and unit above it."""
    if table.caption:
        yield pen.plain("caption", table.caption)
    if table.unit:
        yield pen.plain("unit", table.unit)
    widths = column_widths(table, room)
    borders = [element(side, val="single", sz="4", space="0", color="000000") for side in _SIDES]
    properties = element(
        "tblPr",
        element("tblW", w=twips(sum(widths)), type="dxa"),
        element("jc", val="center"),
        element("tblBorders", *borders),
        element("tblLayout", type="fixed"),
        _margins(_MARGIN),
    )
    made = element("tbl", properties, _grid(widths))
    for rows, is_head in ((table.head, True), (table.rows, False)):
        for number, (row, places) in enumerate(placed(rows, len(widths), table.caption), 1):
            # Header and group rows stay with what they head, and no last row goes to a page alone.
            held = is_head or (row.bold and number < len(rows)) or number == len(rows) - 1
            made.append(_row(pen, table, row, places, widths, is_head, held))
    yield made


def column_widths(table: Table, room: float) -> tuple[float, ...]:
    """Points of each column: shares of the room, in whole twentieths that add up to it."""
    shares = sum(column.width for column in table.columns)
    ends = [0]
    at = 0.0
    for column in table.columns:
        at += column.width
        ends.append(round(at / shares * room * 20))
    return tuple((end - start) / 20 for start, end in pairwise(ends))


def _row(
    pen: Pen,
    table: Table,
    row: Row,
    places: Sequence[Place],
    widths: Sequence[float],
    is_head: bool,
    held: bool,
) -> Element:
    properties = element("trPr")
    if is_head or _longest(table, places, widths) <= _WHOLE_LINES:
        properties.append(element("cantSplit"))
    if is_head:
        properties.append(element("tblHeader"))
    made = element("tr", properties)
    mark = row.mark
    for place in places:
        made.append(_cell(pen, table, row, place, widths, is_head, held, mark if not place.continued else ""))
        mark = mark if place.continued else ""
    return made


def _cell(
    pen: Pen,
    table: Table,
    row: Row,
    place: Place,
    widths: Sequence[float],
    is_head: bool,
    held: bool,
    mark: str,
) -> Element:
    cell = place.cell
    properties = element("tcPr", element("tcW", w=twips(_room(place, widths)), type="dxa"))
    if cell.across > 1:
        properties.append(element("gridSpan", val=cell.across))
    if cell.down > 1:
        properties.append(element("vMerge") if place.continued else element("vMerge", val="restart"))
    properties.append(element("vAlign", val="center"))
    made = element("tc", properties)
    look = f"cell{table.size}"
    align = (
        Align.CENTER if is_head and cell.align is None else cell.align or table.columns[place.column].align
    )
    bold = is_head or row.bold or cell.bold
    paragraphs: list[list[Run]] = [[]] if place.continued else list(_paragraphs(cell, bold))
    for number, words in enumerate(paragraphs):
        made.append(
            pen.paragraph(
                look,
                words,
                jc=element("jc", val=align.value),
                mark=mark if number == 0 else "",
                keep_next=held,
            )
        )
    return made


def _paragraphs(cell: Cell, bold: bool) -> Iterator[list[Run]]:
    """The runs of a cell, split where a line break starts a new paragraph."""
    line: list[Run] = []
    for run in runs(cell.words):
        for number, text in enumerate(run.text.split("\n")):
            if number:
                yield line
                line = []
            if text:
                line.append(
                    Run(
                        text,
                        bold=bold or run.bold,
                        italic=run.italic,
                        source=run.source if text.strip() else None,
                    )
                )
    yield line


def _longest(table: Table, places: Sequence[Place], widths: Sequence[float]) -> int:
    """Lines of the tallest cell that starts in this row."""
    size = LOOKS[f"cell{table.size}"].size
    return max(
        (
            len(lines(plain(place.cell.words), size, Face.REGULAR, _room(place, widths) - 2 * _MARGIN))
            // place.cell.down
            for place in places
            if not place.continued
        ),
        default=0,
    )


def _room(place: Place, widths: Sequence[float]) -> float:
    return sum(widths[place.column : place.column + place.cell.across])


def _grid(widths: Sequence[float]) -> Element:
    return element("tblGrid", *(element("gridCol", w=twips(wide)) for wide in widths))


def _margins(side: float) -> Element:
    sides = [("top", 0.0), ("left", side), ("bottom", 2.0 if side else 0.0), ("right", side)]
    return element("tblCellMar", *(element(name, w=twips(wide), type="dxa") for name, wide in sides))
