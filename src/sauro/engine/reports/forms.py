"""What a report asks for: a whole form, true when built.

Belongs here: the form, who is asked what of it. Does not belong here: its parts (``rows``), reading its file
(``form_files``), an officer's own form (``compose``), values.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from sauro.engine.reports.form_rules import problems_of
from sauro.engine.reports.rows import (
    Contradiction,
    EvidenceRule,
    Field,
    FormError,
    Giver,
    Problem,
    Row,
    Section,
)

__all__ = ["Field", "Form", "FormError", "Problem", "Respondent", "Row", "Section"]


@dataclass(frozen=True, slots=True)
class Respondent:
    """What a unit is in a report: the owner office, lead of some index nodes, an agency, a commune."""

    owner_office: bool = False
    nodes: frozenset[str] = frozenset()
    agency: bool = False
    commune: bool = False

    def gives(self, givers: Iterable[Giver], node: str) -> bool:
        roles = {
            Giver.OWNER_OFFICE: self.owner_office,
            Giver.FIELD_LEAD: bool(node) and node in self.nodes,
            Giver.EVERY_AGENCY: self.agency,
            Giver.EVERY_COMMUNE: self.commune,
        }
        return any(roles[giver] for giver in givers)


@dataclass(frozen=True)
class Form:
    """A whole form. Where ``template`` stands, its rows come from outside (tasks, targets): ``row_for`` makes one."""

    code: str
    version: str
    prefix: str
    name: str
    sections: tuple[Section, ...] = ()
    template: tuple[Field, ...] = ()
    name_en: str = ""
    source: str = ""
    ratio_places: int = 2
    contradictions: tuple[Contradiction, ...] = ()
    evidence: EvidenceRule | None = None
    unverified: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        problems = problems_of(self.prefix, self.sections, self.template, self.contradictions, self.evidence)
        for name, given in (("code", self.code), ("version", self.version), ("name", self.name)):
            if not given.strip():
                problems.append(Problem("label_empty", name))
        if problems:
            raise FormError(problems)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        return tuple(row for section in self.sections for row in section.rows)

    @cached_property
    def by_key(self) -> Mapping[str, Row]:
        return {row.key: row for row in self.rows}

    @cached_property
    def children(self) -> Mapping[str, tuple[Row, ...]]:
        found: dict[str, list[Row]] = {}
        for row in self.rows:
            found.setdefault(row.parent, []).append(row)
        return {parent: tuple(rows) for parent, rows in found.items()}

    @cached_property
    def section_of(self) -> Mapping[str, Section]:
        return {row.key: section for section in self.sections for row in section.rows}

    def row_for(self, code: str, name: str, *, unit: str = "") -> Row:
        """A row of the template: ``row_for("NV-02.03@2026-Q3", …)`` has the key ``task:NV-02.03@2026-Q3``."""
        if not self.template:
            raise ValueError(f"the rows of the form {self.code} are fixed")
        return Row(f"{self.prefix}:{code}", name, unit=unit, fields=self.template)

    def row_of(self, key: str) -> Row | None:
        """The row under a key; one of the template has no name of its own here."""
        if key in self.by_key:
            return self.by_key[key]
        prefix, _, code = key.partition(":")
        return self.row_for(code, code) if self.template and prefix == self.prefix and code else None

    def asked_of(self, respondent: Respondent) -> frozenset[str]:
        """Keys of the entered rows that the unit gives."""
        return frozenset(
            row.key
            for section in self.sections
            for row in section.rows
            if row.is_entered and respondent.gives(row.given_by, row.node or section.node)
        )

    def shown_to(self, asked: frozenset[str]) -> tuple[Row, ...]:
        """The asked rows in the form's order, with their headings and with what is computed from them."""
        shown = set(asked)
        for row in reversed(self.rows):  # what is computed stands above its parts
            if row.rule and set(row.parts()) <= shown:
                shown.add(row.key)
        for key in tuple(shown):
            parent = self.by_key[key].parent if key in self.by_key else ""
            while parent:
                if self.by_key[parent].is_heading:
                    shown.add(parent)
                parent = self.by_key[parent].parent
        return tuple(row for row in self.rows if row.key in shown)
