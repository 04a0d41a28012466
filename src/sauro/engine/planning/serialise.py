"""The JSON of a plan, ``sauro.plan/1``.

Belongs here: the shape of that document. Does not belong here: what is in a plan (``model``), sentences
(``definitions``).
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sauro.engine.documents.model import Document
from sauro.engine.planning.model import (
    Anchor,
    Clarity,
    Facet,
    Finding,
    Found,
    Header,
    Plan,
    Section,
    Target,
    Task,
    UnitRef,
    When,
)
from sauro.engine.text.messages import Messages

SCHEMA = "sauro.plan/1"
Json = dict[str, Any]


def as_json(
    plan: Plan, document: Document, *, name: str, sha256: str, messages: Messages, language: str = "vi"
) -> Json:
    """The whole document; quotes are cut from the text here, so that they cannot differ from it."""
    writer = _Writer(document.text, messages, language)
    return {
        "schema": SCHEMA,
        "source": {
            "name": name,
            "sha256": sha256,
            "media_type": str(document.media_type),
            "characters": len(document.text),
        },
        "header": writer.header(plan.header),
        "sections": [writer.section(section) for section in plan.sections],
        "targets": [writer.target(target) for target in plan.targets],
        "clarity": clarity_counts(plan),
        "findings": [writer.finding(finding) for finding in plan.findings],
    }


def clarity_counts(plan: Plan) -> dict[str, int]:
    """How many tasks there are, and for each facet how many are clear."""
    tasks = list(plan.tasks())
    counts = {"tasks": len(tasks)}
    for facet in Facet:
        counts[str(facet)] = sum(1 for task in tasks if dict(task.clarity).get(facet) == Clarity.CLEAR)
    return counts


class _Writer:
    def __init__(self, text: str, messages: Messages, language: str) -> None:
        self.text = text
        self.messages = messages
        self.language = language

    def anchor(self, anchor: Anchor | None) -> Json | None:
        if anchor is None:
            return None
        return {"start": anchor.start, "end": anchor.end, "quote": self.text[anchor.start : anchor.end]}

    def found(self, found: Found[str] | Found[date] | None) -> Json | None:
        if found is None:
            return None
        value = found.value.isoformat() if isinstance(found.value, date) else found.value
        return {"value": value, "anchor": self.anchor(found.anchor)}

    def header(self, header: Header) -> Json:
        signatory = header.signatory
        return {
            "number": self.found(header.number),
            "kind": self.found(header.kind),
            "issuer": self.found(header.issuer),
            "place": self.found(header.place),
            "issued_on": self.found(header.issued_on),
            "title": self.found(header.title),
            "years": list(header.years) if header.years else None,
            "signatory": {
                "capacity": list(signatory.capacity),
                "position": signatory.position,
                "name": signatory.name,
            }
            if signatory
            else None,
            "bases": [self.found(base) for base in header.bases],
            "recipients": [self.found(recipient) for recipient in header.recipients],
        }

    def section(self, section: Section) -> Json:
        return {
            "code": section.code,
            "kind": section.kind,
            "heading": section.heading,
            "units": [self.unit(unit) for unit in section.units],
            "anchor": self.anchor(section.anchor),
            "tasks": [self.task(task) for task in section.tasks],
        }

    def unit(self, unit: UnitRef) -> Json:
        return {
            "text": unit.text,
            "code": unit.code,
            "name": unit.name,
            "group": unit.group,
            "anchor": self.anchor(unit.anchor),
        }

    def task(self, task: Task) -> Json:
        return {
            "code": task.code,
            "text": task.text,
            "anchor": self.anchor(task.anchor),
            "lead": [self.unit(unit) for unit in task.lead],
            "support": [self.unit(unit) for unit in task.support],
            "monitor": [self.unit(unit) for unit in task.monitor],
            "when": self.when(task.when),
            "product": {"text": task.product.text, "anchor": self.anchor(task.product.anchor)}
            if task.product
            else None,
            "targets": [self.target(target) for target in task.targets],
            "links": [
                {"index": x.index, "node": x.node, "text": x.text, "anchor": self.anchor(x.anchor)}
                for x in task.links
            ],
            "clarity": {str(facet): str(state) for facet, state in task.clarity},
            "children": [self.task(child) for child in task.children],
        }

    def when(self, when: When) -> Json:
        return {
            "kind": when.kind,
            "text": when.text,
            "anchor": self.anchor(when.anchor),
            "from": when.start.isoformat() if when.start else None,
            "to": when.end.isoformat() if when.end else None,
            "due": when.due.isoformat() if when.due else None,
            "relation": when.relation,
            "every": when.every,
            "on_day": when.on_day,
            "more": [self.when(more) for more in when.more],
        }

    def target(self, target: Target) -> Json:
        return {
            "code": target.code,
            "text": target.text,
            "value": target.value,
            "unit": target.unit,
            "by_year": dict(target.by_year),
            "anchor": self.anchor(target.anchor),
        }

    def finding(self, finding: Finding) -> Json:
        return {
            "code": finding.code,
            "severity": finding.severity,
            "message": self.messages.sentence(
                "findings", finding.code, dict(finding.values), language=self.language
            ),
            "anchor": self.anchor(finding.anchor),
        }
