"""From a document to a plan: header, sections, tasks with their six facets, targets, findings.

Belongs here: ``read_plan``, the order of the steps. Does not belong here: formats of files
(``documents``), units of a province.
"""

from __future__ import annotations

from sauro.engine.documents.model import Document
from sauro.engine.planning.figures import read_plan_targets
from sauro.engine.planning.findings import collect
from sauro.engine.planning.header import read_header
from sauro.engine.planning.links import IndexNames
from sauro.engine.planning.model import Plan
from sauro.engine.planning.outline import read_lines
from sauro.engine.planning.rows import SectionAssembler
from sauro.engine.planning.sections import SectionReader, is_normative
from sauro.engine.planning.tree import build
from sauro.engine.planning.zones import GIVES_NO_WORK, split
from sauro.engine.text.names import Gazetteer

__all__ = ["read_plan"]


def read_plan(document: Document, *, gazetteer: Gazetteer | None, indices: IndexNames) -> Plan:
    """Everything that the document says about who must do what.

    A document that gives no work is an empty plan with the finding ``not_a_plan``; nothing is raised.
    """
    text = document.text
    # Without names nothing can match: the matching of every sentence is then left out, a third of the time.
    known = gazetteer if gazetteer is not None and gazetteer.names else None
    zones = split(text, read_lines(document))
    header = read_header(text, zones)
    root = build(text, zones.body)
    kind = header.kind.value if header.kind else ""
    normative = GIVES_NO_WORK.match(kind) is not None or is_normative(root)
    reading = SectionReader(text, known, normative=normative).read(root)
    assembler = SectionAssembler(text, gazetteer=known, indices=indices, years=header.years)
    sections = tuple(assembler.section(draft) for draft in reading.sections)
    targets = read_plan_targets(text, reading, assembler)
    findings = collect(document, root, reading, sections, known, normative=normative)
    return Plan(header, sections, targets, findings)
