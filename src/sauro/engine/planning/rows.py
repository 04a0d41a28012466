"""From drafts to sections, and from rows of tables to tasks: what each column says, cell by cell.

Belongs here: which cell gives a value, what a ticked year says. Does not belong here: items and labels
(``assembly``), what a column means (``columns``).
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from sauro.engine.documents.model import Cell
from sauro.engine.planning.assembly import (
    Assembler,
    Units,
    shifted_product,
    shifted_units,
    shifted_when,
    stated,
)
from sauro.engine.planning.clarity import judge
from sauro.engine.planning.drafts import Row, SectionDraft
from sauro.engine.planning.model import Anchor, Product, Section, Task, When
from sauro.engine.planning.outline import collapse
from sauro.engine.planning.products import read_product
from sauro.engine.planning.units import read_roles, read_unit_list
from sauro.engine.planning.when import read_when
from sauro.engine.planning.when_dates import month_span

_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


class SectionAssembler(Assembler):
    """Makes the sections of one document from items and rows."""

    def section(self, draft: SectionDraft) -> Section:
        code = self.unique(draft.code)
        tasks = [
            self.task(item, item.code or f"{code}.{n}", draft.units) for n, item in enumerate(draft.items, 1)
        ]
        tasks.extend(self.row(row, f"{code}.{row.path}", draft.units) for row in draft.rows)
        start, end = draft.heading
        return Section(
            code, draft.kind, collapse(self.text[start:end]), Anchor(start, end), draft.units, tuple(tasks)
        )

    def row(self, row: Row, code: str, heading: Units) -> Task:
        """Cell by cell: where a column is there, an empty cell says nothing and the sentence is not asked
        instead. A row is one task, bullets in its cell included.
        """
        code = self.unique(code)
        start, end = row.task.start, row.task.end
        words = self.text[start:end]
        lead, support, monitor = self._row_roles(row, heading)
        when = self._row_when(row)
        product, named = self._row_product(row)
        targets = self.targets(words, start, code)
        facets = judge(
            collapse(words),
            lead=lead,
            support=support,
            when=when,
            product=product,
            targets=targets,
            cell_product=named,
            led=bool(row.cells["lead"] and lead),
        )
        facets = stated(
            facets,
            person=bool(_filled(row.cells["person"])),
            authority=bool(_filled(row.cells["authority"])),
        )
        return Task(
            code,
            collapse(words).strip("*_"),
            Anchor(start, end),
            lead,
            support,
            monitor,
            when,
            product,
            targets,
            self.links(words, start),
            facets,
        )

    def _row_roles(self, row: Row, heading: Units) -> tuple[Units, Units, Units]:
        cells = row.cells
        lead, support = self._cell_units(cells["lead"]), self._cell_units(cells["support"])
        for cell in _filled(cells["roles"]):
            found = self.both_roles(cell.start, cell.end)
            lead, support = lead + found[0], support + found[1]
        if not cells["lead"] and not cells["roles"]:
            start = row.task.start
            roles = read_roles(self.text[start : row.task.end], self.gazetteer, row.lead or heading)
            lead = (*roles.inherited, *shifted_units(roles.lead, start))
            support = support if cells["support"] else shifted_units(roles.support, start)
        return lead, support, self._cell_units(cells["monitor"])

    def _cell_units(self, cells: list[Cell]) -> Units:
        return tuple(
            unit
            for cell in _filled(cells)
            for unit in shifted_units(
                read_unit_list(self.text[cell.start : cell.end], self.gazetteer), cell.start
            )
        )

    def _row_when(self, row: Row) -> When:
        if not row.cells["when"] and not row.cells["begin"]:
            start, end = row.task.start, row.task.end
            said = shifted_when(read_when(self.text[start:end], cell=False, years=self.years), start)
            return self._ticked(row.ticks) if said.kind == "missing" else said
        begin = self.whens([(c.start, c.end) for c in _filled(row.cells["begin"])])
        end_of = self.whens([(c.start, c.end) for c in _filled(row.cells["when"])])
        if begin is None or end_of is None:
            return end_of or begin or self._ticked(row.ticks)
        opening = begin.start or begin.due
        return (
            replace(end_of, start=opening)
            if opening and end_of.due != opening
            else replace(end_of, more=(*end_of.more, begin))
        )

    def _ticked(self, ticks: list[tuple[str, tuple[Cell, ...]]]) -> When:
        """A period for each run of years, quarters or months that a row ticks; its words are the headings
        over the ticks.
        """
        runs: list[list[tuple[int, tuple[Cell, ...]]]] = []
        unit = ticks[0][0][:1] if ticks else ""
        for meaning, headings in ticks:
            at = int(meaning.lstrip("qm"))
            if meaning[:1] != unit and (meaning[:1] in "qm" or unit in "qm"):
                continue
            before = runs[-1][-1] if runs else None
            if before and at == before[0] + 1 and self._goes_on(unit, before[1], headings):
                runs[-1].append((at, headings))
            else:
                runs.append([(at, headings)])
        periods = [self._period(unit, run) for run in runs]
        return replace(periods[0], more=tuple(periods[1:])) if periods else When("missing")

    def _period(self, unit: str, run: list[tuple[int, tuple[Cell, ...]]]) -> When:
        (first, opening), (last, closing) = run[0], run[-1]
        anchor = Anchor(opening[-1].start, closing[-1].end)
        words = collapse(self.text[anchor.start : anchor.end])
        if words[:1].isdigit() and unit in "qm" and len(opening) > 1:
            # "Tháng" stands over "5" and "6".
            words = f"{collapse(self.text[opening[-2].start : opening[-2].end])} {words}"
        if unit not in "qm":
            return When(
                "period", words, anchor, start=date(first, 1, 1), end=date(last, 12, 31), relation="in"
            )
        months = (first * 3 - 2, last * 3) if unit == "q" else (first, last)
        year = self._year_over(opening)
        span = month_span(year, *months) if year else None
        start, end = span if span else (None, None)
        return When("period", words, anchor, start=start, end=end, relation="in")

    def _goes_on(self, unit: str, before: tuple[Cell, ...], after: tuple[Cell, ...]) -> bool:
        return unit not in "qm" or self._year_over(before) == self._year_over(after)

    def _year_over(self, headings: tuple[Cell, ...]) -> int | None:
        """The year that the headings of a column write, else that of a plan of one year."""
        for cell in headings:
            written = _YEAR.search(self.text, cell.start, cell.end)
            if written:
                return int(written.group())
        years = self.years
        return years[0] if years and years[0] == years[1] else None

    def _row_product(self, row: Row) -> tuple[Product | None, bool]:
        if not row.cells["product"]:
            start = row.task.start
            words = self.text[start : row.task.end]
            return shifted_product(read_product(words, cell=False), start), False
        for cell in _filled(row.cells["product"]):
            words = self.text[cell.start : cell.end]
            return shifted_product(read_product(words, cell=True), cell.start), True
        return None, True


def _filled(cells: list[Cell]) -> list[Cell]:
    return [cell for cell in cells if cell.start < cell.end]
