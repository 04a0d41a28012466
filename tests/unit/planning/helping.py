"""Reading a text of a test's own wording, and showing what came out in one line per task.

Belongs here: shorthand for tests of the plan reader. Does not belong here: any sample text.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

import docx

from sauro import definitions
from sauro.engine.documents import read_document
from sauro.engine.documents.model import Document
from sauro.engine.planning import read_plan
from sauro.engine.planning.links import IndexNames
from sauro.engine.planning.model import Found, Plan, Task

INDICES = IndexNames.from_yaml(definitions.text("indices/names.yaml"))


def document_of(text: str | bytes) -> Document:
    return read_document(text.encode() if isinstance(text, str) else text)


def plan_of(text: str | bytes) -> Plan:
    return read_plan(document_of(text), gazetteer=None, indices=INDICES)


def value(found: Found[Any] | None) -> Any:
    """The value of a part of the head, None where the document does not say it."""
    return found.value if found else None


def names(units: Iterable[object]) -> list[str]:
    return [unit.text for unit in units]  # type: ignore[attr-defined]


def by_code(plan: Plan) -> dict[str, Task]:
    return {task.code: task for task in plan.tasks()}


def outline(plan: Plan) -> list[tuple[str, str, int]]:
    """Code, heading and number of top tasks of each section that holds tasks."""
    return [(s.code, s.heading, len(s.tasks)) for s in plan.sections if s.tasks]


def codes(plan: Plan) -> list[str]:
    return [finding.code for finding in plan.findings]


def docx_of(paragraphs: Sequence[str | list[list[str]]]) -> bytes:
    """A DOCX of paragraphs and tables (a list of rows); ``**…**`` around a paragraph makes it bold.

    A cell ``<`` is merged with the cell on its left, ``^`` with the one above.
    """
    made = docx.Document()
    for item in paragraphs:
        if isinstance(item, str):
            bold = item.startswith("**")
            made.add_paragraph().add_run(item.strip("*")).bold = bold
        else:
            _add_table(made, item)
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def _add_table(made: docx.document.Document, rows: list[list[str]]) -> None:
    table = made.add_table(rows=len(rows), cols=len(rows[0]))
    table.style = "Table Grid"
    for r, row in enumerate(rows):
        for c, words in enumerate(row):
            if words not in {"<", "^"}:
                table.cell(r, c).text = words
    for r, row in enumerate(rows):
        for c, words in enumerate(row):
            if words == "<":
                table.cell(r, c - 1).merge(table.cell(r, c))
            elif words == "^":
                table.cell(r - 1, c).merge(table.cell(r, c))
