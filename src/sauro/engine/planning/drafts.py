"""Tasks and sections while they are being read: places in the text, nothing judged yet.

Belongs here: plain records. Does not belong here: how they are found (``sections``, ``annex``), what they
mean (``assembly``).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sauro.engine.documents.model import Cell, Table
from sauro.engine.planning.model import SectionKind, UnitRef

Span = tuple[int, int]


@dataclass(slots=True)
class LabelValues:
    """One label of a block and the paragraphs that hold its value."""

    kind: str
    spans: list[Span]


@dataclass(slots=True)
class Draft:
    """An item of work: ``spans`` are its words without marker and labels, ``anchor`` the whole place.
    ``code`` is its place in the document where that is not simply the next one of its section.
    """

    anchor: Span
    spans: list[Span]
    labels: list[LabelValues] = field(default_factory=list)
    children: list[Draft] = field(default_factory=list)
    lead: tuple[UnitRef, ...] = ()
    is_heading: bool = False
    code: str = ""

    @property
    def has_facet(self) -> bool:
        return bool(self.labels)


@dataclass(slots=True)
class Row:
    """A numbered row of a table: its place in the table's own numbering and its cells by what their column
    means. ``ticks`` are the columns of years, quarters or months that it ticks: meaning and heading cells.
    ``lead`` are the units of a group of rows that is named by who leads it.
    """

    path: str
    start: int
    end: int
    task: Cell
    cells: dict[str, list[Cell]]
    ticks: list[tuple[str, tuple[Cell, ...]]] = field(default_factory=list)
    lead: tuple[UnitRef, ...] = ()


@dataclass(slots=True)
class SectionDraft:
    code: str
    kind: SectionKind
    heading: Span
    units: tuple[UnitRef, ...] = ()
    items: list[Draft] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)


@dataclass(slots=True)
class TargetRow:
    """A line of a table of targets: value cells by year, in the order of the columns."""

    path: str
    text: Cell
    unit: Cell | None
    values: list[tuple[str, Cell]]


@dataclass(slots=True)
class Reading:
    """All that the body of a document gave, in its order; with a place of targets the year of the words above
    it.
    """

    sections: list[SectionDraft] = field(default_factory=list)
    target_rows: list[TargetRow] = field(default_factory=list)
    target_spans: list[tuple[Span, str]] = field(default_factory=list)
    unread_tables: list[Table] = field(default_factory=list)
    _latest: dict[str, SectionDraft] = field(default_factory=dict)

    def add(self, section: SectionDraft) -> None:
        self.sections.append(section)
        self._latest[section.code] = section

    def latest(self, code: str) -> SectionDraft | None:
        """The section last added under this code."""
        return self._latest.get(code)
