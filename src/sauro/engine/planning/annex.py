"""Tables of tasks and tables of targets: rows, groups of rows, continued tables.

Belongs here: which row is a task, a group, a repeated heading; where it stands. Does not belong here: what
columns mean
(``columns``), what a cell says (``assembly``).
"""

from __future__ import annotations

import re
from collections import Counter

from sauro.engine.documents.model import Cell, Table
from sauro.engine.planning.assembly import shifted_units
from sauro.engine.planning.columns import Columns, cell_text, read_columns
from sauro.engine.planning.drafts import Reading, Row, SectionDraft, TargetRow
from sauro.engine.planning.model import UnitRef
from sauro.engine.planning.outline import Node
from sauro.engine.planning.units import is_unit_heading
from sauro.engine.text import fold
from sauro.engine.text.names import Gazetteer

_ROMAN = re.compile(r"(?:X{0,3}(?:IX|IV|V?I{1,3}|V)|X{1,3})[.)]?")
_UPPER = re.compile(r"[A-HK-UĐ][.)]?")
_NUMBER = re.compile(r"\(?0*(\d{1,3})[.)]?")
_DOTTED = re.compile(r"(\d{1,3}(?:\.\d{1,3})+)[.)]?")
_LETTER = re.compile(r"([a-zđ])[.)]?")
_MARKED = re.compile(r"\s*(?:[IVX]{1,5}|[A-HĐ]|\d{1,2})[.)/]\s*")
_FIGURE = re.compile(r"[<>≥≤~]?\s*\d[\d.,]*\s*%?")
_VALUES = ("lead", "support", "roles", "monitor", "when", "begin", "product", "person", "authority")
_TICK = re.compile(r"[xXvV+*●•■✓✔√☑☒\uf0fc\uf0fe]")


class TableReader:
    """Reads the tables of one document; a table without headings goes on with the columns of the one
    before.
    """

    def __init__(self, text: str, gazetteer: Gazetteer | None) -> None:
        self.text = text
        self.gazetteer = gazetteer
        self._columns: Columns | None = None
        self._width = 0
        self._section: SectionDraft | None = None
        self._groups: list[tuple[str, str]] = []
        self._leads: list[tuple[UnitRef, ...]] = []
        self._counts: dict[str, int] = {}
        self._tables_of: Counter[str] = Counter()

    def read(self, node: Node, parent: str, reading: Reading, *, work: bool) -> None:
        table = node.line.table
        assert table is not None
        columns = read_columns(self.text, table)
        width = max((len(row) for row in table.rows), default=0)
        goes_on = columns is None and self._columns is not None and width == self._width
        if goes_on and self._columns is not None:
            columns = Columns(self._columns.meanings, 0, self._columns.headings)
        if columns is None:
            if work and len(table.rows) > 1:
                reading.unread_tables.append(table)
            return
        if columns.lists_targets:
            reading.target_rows.extend(self._targets(table, columns, parent))
        elif columns.gives_work and work:
            self._work(table, columns, parent, reading, goes_on)
        elif work:
            reading.unread_tables.append(table)
        self._columns, self._width = columns, width

    def _work(self, table: Table, columns: Columns, parent: str, reading: Reading, goes_on: bool) -> None:
        section = self._section if goes_on else None
        if section is None:
            section = self._section_for(table, parent, reading)
            self._groups, self._leads = [], []
            self._counts = {}
        section.rows.extend(self._rows(table, columns))
        self._section = section

    def _section_for(self, table: Table, parent: str, reading: Reading) -> SectionDraft:
        above = reading.latest(parent)
        if above is not None and above.kind == "annex" and not above.rows:
            self._tables_of[parent] += 1
            return above
        self._tables_of[parent] += 1
        nth = self._tables_of[parent]
        code = f"{parent}.B{nth}" if parent else f"B{nth}"
        heading = (table.start, table.end)
        for cell in (c for row in table.rows[:1] for c in row if c.start < c.end):
            heading = (heading[0] if heading != (table.start, table.end) else cell.start, cell.end)
        section = SectionDraft(code, "annex", above.heading if above else heading)
        reading.add(section)
        return section

    def _rows(self, table: Table, columns: Columns) -> list[Row]:
        found: list[Row] = []
        task_at = (columns.of("task") or columns.of("target"))[0]
        number_at = columns.of("number")[0] if columns.of("number") else None
        data = table.rows[columns.first :]
        for n, row in enumerate(data):
            texts = [cell_text(self.text, cell) for cell in row]
            if not any(texts) or self._repeats(texts, columns):
                continue
            number = texts[number_at] if number_at is not None and number_at < len(row) else ""
            words = texts[task_at] if task_at < len(row) else ""
            if self._is_group(row, texts, number, words, columns, data[n + 1 : n + 2], number_at):
                self._enter_group(number, words)
                self._name_group(row[task_at] if task_at < len(row) else None, columns)
                continue
            cells = {m: [row[i] for i in columns.of(m) if i < len(row)] for m in _VALUES}
            if not words:
                if found and not number and any(c.start < c.end for held in cells.values() for c in held):
                    _carry_on(found[-1], cells)
                continue
            filled = [cell for cell in row if cell.start < cell.end]
            start, end = min(c.start for c in filled), max(c.end for c in filled)
            found.append(
                Row(
                    self._path(number),
                    start,
                    end,
                    row[task_at],
                    cells,
                    ticks=_ticked(texts, columns),
                    lead=next((units for units in reversed(self._leads) if units), ()),
                )
            )
        return found

    def _repeats(self, texts: list[str], columns: Columns) -> bool:
        """The heading again at the top of a page: each cell says what stands over its column."""
        filled = [(n, words) for n, words in enumerate(texts) if words]
        if len(filled) < 2:
            return False
        return all(
            n < len(columns.headings)
            and any(fold(cell_text(self.text, cell)) == fold(words) for cell in columns.headings[n])
            for n, words in filled
        )

    def _is_group(
        self,
        row: tuple[Cell, ...],
        texts: list[str],
        number: str,
        words: str,
        columns: Columns,
        following: tuple[tuple[Cell, ...], ...],
        number_at: int | None,
    ) -> bool:
        """A row that only names the rows below it."""
        distinct = {id(cell): cell for cell in row if cell.start < cell.end}
        if len(distinct) == 1 and (len(row) <= 2 or len(row) == len([c for c in row if c is row[0]])):
            return True
        facets = [
            texts[n]
            for m in _VALUES
            for n in columns.of(m)
            if n < len(row) and texts[n] and texts[n] not in {words, number} and row[n] is not row[0]
        ]
        if facets:
            return False
        if _ROMAN.fullmatch(number) or _UPPER.fullmatch(number):
            return True
        if len(distinct) == 1 and not number:
            return True
        if number and following and number_at is not None and number_at < len(following[0]):
            after = cell_text(self.text, following[0][number_at])
            if (
                after.startswith(number.rstrip(".)") + ".")
                or after in {"-", "a", "a)", "1"}
                or (_DOTTED.fullmatch(after) and after.endswith(".1"))
            ):
                return True
        return bool(words) and words.isupper() and len(words) > 8

    def _enter_group(self, number: str, words: str) -> None:
        """Groups nest by kind of number in the order in which the kinds appear. A name merged over the whole row stands
        in the column of numbers too and is no number."""
        if number == words and " " in number:
            number = ""
        label = number.rstrip(".) ")
        kind = (
            "roman"
            if _ROMAN.fullmatch(number)
            else "upper"
            if _UPPER.fullmatch(number)
            else "number"
            if label
            else "bare"
        )
        if not label:
            opening = words.split(" ", 1)[0].rstrip(".):")
            if _ROMAN.fullmatch(opening):
                kind, label = "roman", opening
            elif _UPPER.fullmatch(opening) and words[1:2] in ".)":
                kind, label = "upper", opening
        at = next((n for n, (k, _) in enumerate(self._groups) if k == kind), len(self._groups))
        if kind == "bare":
            at = next((n for n, (k, _) in enumerate(self._groups) if k == "bare"), len(self._groups))
            above = ".".join(g for _, g in self._groups[:at])
            self._counts[above + "/"] = self._counts.get(above + "/", 0) + 1
            label = str(self._counts[above + "/"])
        del self._groups[at:]
        if kind == "number" and _DOTTED.fullmatch(label) is None and label.isdigit():
            label = str(int(label))
        self._groups.append((kind, label))

    def _name_group(self, cell: Cell | None, columns: Columns) -> None:
        """Where no column says who leads, a group of rows may be named by the units that do."""
        units: tuple[UnitRef, ...] = ()
        if cell is not None and not columns.of("lead") and not columns.of("roles"):
            found = _MARKED.match(self.text, cell.start, cell.end)
            start = found.end() if found else cell.start
            named = is_unit_heading(self.text[start : cell.end], self.gazetteer)
            units = shifted_units(named.units, start) if named else ()
        self._leads[max(0, len(self._groups) - 1) :] = [units]

    def _path(self, number: str) -> str:
        """The row's place: its groups and its own number; a row without a number takes the next one."""
        groups = [label for _, label in self._groups]
        dotted = _DOTTED.fullmatch(number)
        plain = _NUMBER.fullmatch(number)
        letter = _LETTER.fullmatch(number)
        above = ".".join(groups)
        if dotted:
            parts = dotted[1].split(".")
            if groups and groups[-1] == parts[0]:
                groups = groups[:-1]
            return ".".join([*groups, *(str(int(p)) for p in parts)])
        if plain:
            self._counts[above] = int(plain[1])
            return ".".join([*groups, str(int(plain[1]))])
        if letter:
            return ".".join([*groups, letter[1]])
        if number and (_ROMAN.fullmatch(number) or _UPPER.fullmatch(number)):
            return ".".join([*groups, number.rstrip(".)")])
        self._counts[above] = self._counts.get(above, 0) + 1
        return ".".join([*groups, str(self._counts[above])])

    def _targets(self, table: Table, columns: Columns, parent: str) -> list[TargetRow]:
        found: list[TargetRow] = []
        at = (columns.of("target") or columns.of("task"))[0]
        number_at = columns.of("number")[0] if columns.of("number") else None
        measure = columns.of("measure")[0] if columns.of("measure") else None
        self._groups, self._counts = [], {}
        valued = columns.years or [("", n) for n, m in enumerate(columns.meanings) if m is None and n > at]
        for row in table.rows[columns.first :]:
            texts = [cell_text(self.text, cell) for cell in row]
            if at >= len(row) or self._repeats(texts, columns):
                continue
            number = texts[number_at] if number_at is not None and number_at < len(row) else ""
            values = [
                (year, row[n])
                for year, n in valued
                if n < len(row) and _FIGURE.match(texts[n]) and row[n] is not row[at]
            ]
            unit = row[measure] if measure is not None and measure < len(row) and texts[measure] else None
            if not values and (unit is None or unit is row[at]):
                self._enter_group(number, texts[at])
            elif texts[at]:
                path = self._path(number)
                found.append(TargetRow(f"{parent}.{path}" if parent else path, row[at], unit, values))
        return found


def _ticked(texts: list[str], columns: Columns) -> list[tuple[str, tuple[Cell, ...]]]:
    return [
        (meaning, columns.headings[at])
        for meaning, at in columns.periods
        if at < len(texts) and _TICK.fullmatch(texts[at])
    ]


def _carry_on(row: Row, cells: dict[str, list[Cell]]) -> None:
    """A line without number and work continues the row above (a page break inside the row)."""
    for meaning, more in cells.items():
        held = row.cells.setdefault(meaning, [])
        for cell in more:
            if cell.start < cell.end and all(cell is not h for h in held):
                held.append(cell)
                row.end = max(row.end, cell.end)
