"""The values that a plan is made of: header, sections, tasks with six facets, targets, links, findings.

Belongs here: frozen values, checked when built. Does not belong here: how they are found in a text, how they are shown.

Positions are code points in ``Document.text``. The JSON of ``contracts: sauro.plan/1`` is made of these by ``serialise``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Generic, Literal, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True, order=True)
class Anchor:
    """A place in the text; the quote is cut from the text when it is written out, so the two cannot differ."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"an anchor cannot lie at {self.start}..{self.end}")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A value and where the document says it (V of the contract)."""

    value: T
    anchor: Anchor


class Facet(StrEnum):
    """The six clarities, in the order in which they are always shown."""

    WHO = "who"
    WHAT = "what"
    WHEN = "when"
    RESPONSIBILITY = "responsibility"
    PRODUCT = "product"
    AUTHORITY = "authority"


FACETS: tuple[str, ...] = tuple(str(facet) for facet in Facet)


class Clarity(StrEnum):
    CLEAR = "clear"
    PARTIAL = "partial"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class UnitRef:
    """A unit as the document names it. ``code`` and ``name`` stay None where no province names it so."""

    text: str
    anchor: Anchor
    group: bool = False
    code: str | None = None
    name: str | None = None


WhenKind = Literal["date", "period", "recurring", "ongoing", "missing", "unclear"]
Relation = Literal["on", "before", "by", "from", "in"]
Every = Literal["day", "week", "month", "quarter", "half_year", "year"]


@dataclass(frozen=True, slots=True)
class When:
    kind: WhenKind
    text: str = ""
    anchor: Anchor | None = None
    start: date | None = None
    end: date | None = None
    due: date | None = None
    relation: Relation | None = None
    every: Every | None = None
    on_day: str | None = None
    more: tuple[When, ...] = ()


@dataclass(frozen=True, slots=True)
class Product:
    text: str
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class Target:
    code: str
    text: str
    anchor: Anchor
    value: float | int | None = None
    unit: str | None = None
    by_year: tuple[tuple[str, float | int], ...] = ()


@dataclass(frozen=True, slots=True)
class IndexLink:
    index: str
    node: str | None
    text: str
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class Task:
    code: str
    text: str
    anchor: Anchor
    lead: tuple[UnitRef, ...] = ()
    support: tuple[UnitRef, ...] = ()
    monitor: tuple[UnitRef, ...] = ()
    when: When = field(default_factory=lambda: When("missing"))
    product: Product | None = None
    targets: tuple[Target, ...] = ()
    links: tuple[IndexLink, ...] = ()
    clarity: tuple[tuple[Facet, Clarity], ...] = ()
    children: tuple[Task, ...] = ()

    def walk(self) -> Iterator[Task]:
        """The task, then its children, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()


SectionKind = Literal["agency", "labelled", "annex", "general"]


@dataclass(frozen=True, slots=True)
class Section:
    code: str
    kind: SectionKind
    heading: str
    anchor: Anchor
    units: tuple[UnitRef, ...] = ()
    tasks: tuple[Task, ...] = ()


@dataclass(frozen=True, slots=True)
class Signatory:
    capacity: tuple[str, ...]
    position: str | None
    name: str | None


@dataclass(frozen=True, slots=True)
class Header:
    number: Found[str] | None = None
    kind: Found[str] | None = None
    issuer: Found[str] | None = None
    place: Found[str] | None = None
    issued_on: Found[date] | None = None
    title: Found[str] | None = None
    years: tuple[int | None, int | None] | None = None
    signatory: Signatory | None = None
    bases: tuple[Found[str], ...] = ()
    recipients: tuple[Found[str], ...] = ()


Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a person should look at; its sentence is in ``definitions/messages.yaml`` under ``findings``."""

    code: str
    severity: Severity
    anchor: Anchor | None = None
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    header: Header
    sections: tuple[Section, ...] = ()
    targets: tuple[Target, ...] = ()
    findings: tuple[Finding, ...] = ()

    def tasks(self) -> Iterator[Task]:
        """Every task of every section, children included, in document order."""
        for section in self.sections:
            for task in section.tasks:
                yield from task.walk()
