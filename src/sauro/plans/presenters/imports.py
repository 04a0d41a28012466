"""Pages of an import: what was found, what the document says, why a file was refused.

Belongs here: words and rows of the preview. Does not belong here: the register (``register``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from sauro.engine.planning.model import FACETS
from sauro.plans import refusals
from sauro.plans.comparing import taken_plan
from sauro.plans.definitions import finding_sentence, refusal_sentence
from sauro.plans.models import Plan, PlanImport, PlanVersion, TaskText
from sauro.plans.presenters import words
from sauro.plans.presenters.marking import marked
from sauro.plans.presenters.spans import list_id, result_spans, text_id, walk
from sauro.plans.queries import confirmed_import_of
from sauro.web.glyph import FACET_LABELS
from sauro.web.text import day_words, percent

LONGEST_TEXT = 400_000
"""Characters of the document shown on one page; a plan has about 35 thousand."""

LONGEST_LIST = 1_500
"""Tasks, and findings, listed on one page; a plan has about a hundred. All of them go into the register."""

SEVERITIES = ("error", "warning", "note")


@dataclass(frozen=True, slots=True)
class FindingLine:
    severity: str
    icon: str
    message: str
    quote: str
    start: int | None
    task: str = ""


@dataclass(frozen=True, slots=True)
class FoundTask:
    code: str
    list_id: str
    text_id: str
    text: str
    depth: int
    states: dict[str, str]
    leads: list[str]
    unknown: list[str]
    supports: list[str]
    when: str
    product: str
    tags: list[str]


@dataclass(frozen=True, slots=True)
class FoundSection:
    code: str
    heading: str
    tasks: list[FoundTask]


@dataclass(frozen=True, slots=True)
class FacetShare:
    facet: str
    label: str
    clear: int
    tasks: int
    percent: int | None


@dataclass(frozen=True, slots=True)
class Preview:
    title: str
    number: str
    kind: str
    issuer: str
    issued_on: str
    years: str
    signatory: str
    tasks: int
    sections: list[FoundSection]
    shares: list[FacetShare]
    findings: list[FindingLine]
    targets: int
    document: SafeString
    cut: bool
    unlisted: int
    taken: Plan | None


def preview(plan_import: PlanImport) -> Preview:
    """The page of an import that is ready; its ``result`` is there by a database constraint."""
    result: dict[str, Any] = plan_import.result or {}
    header = result["header"]
    sections = _listed(result["sections"])
    tasks = int(result["clarity"]["tasks"])
    return Preview(
        title=_value(header, "title"),
        number=_value(header, "number"),
        kind=words.sentence_case(_value(header, "kind")),
        issuer=_value(header, "issuer"),
        issued_on=_day(_value(header, "issued_on")),
        years=years_words(header["years"] or [None, None]),
        signatory=signatory_words(header["signatory"]),
        tasks=tasks,
        sections=sections,
        shares=shares(result["clarity"], tasks),
        findings=result_findings(plan_import),
        targets=len(result["targets"]),
        document=marked(plan_import.text[:LONGEST_TEXT], result_spans(result)),
        cut=len(plan_import.text) > LONGEST_TEXT,
        unlisted=tasks - sum(len(section.tasks) for section in sections),
        taken=_taken(plan_import, header),
    )


def _taken(plan_import: PlanImport, header: Mapping[str, Any]) -> Plan | None:
    """The plan that holds this number with another file: the document amends it."""
    if confirmed_import_of(plan_import.sha256) is not None:
        return None
    return taken_plan({"header": header})


def _listed(sections: Sequence[Mapping[str, Any]]) -> list[FoundSection]:
    """The sections with tasks, whole ones only, until the page is long enough; the first is always there."""
    shown: list[FoundSection] = []
    room = LONGEST_LIST
    for section in sections:
        if not section["tasks"]:
            continue
        found = _section(section)
        if shown and len(found.tasks) > room:
            break
        shown.append(found)
        room -= len(found.tasks)
    return shown


def _value(header: Mapping[str, Any], name: str) -> str:
    found = header.get(name)
    return " ".join(str(found["value"]).split()) if found else ""


def _day(iso: str) -> str:
    return day_words(date.fromisoformat(iso)) if iso else ""


def years_words(years: Sequence[int | None]) -> str:
    first, last = years
    if first and last and first != last:
        return f"{first} – {last}"
    return str(first or last or "")


def signatory_words(signatory: Mapping[str, Any] | None) -> str:
    """Capacity, position and name on one line, as far as the document has them."""
    if not signatory:
        return ""
    parts = [" ".join(signatory["capacity"]), signatory["position"] or "", signatory["name"] or ""]
    return " · ".join(part for part in parts if part)


def shares(clear: Mapping[str, int], tasks: int) -> list[FacetShare]:
    return [
        FacetShare(facet, str(FACET_LABELS[facet]), clear[facet], tasks, percent(clear[facet], tasks))
        for facet in FACETS
    ]


def _section(section: Mapping[str, Any]) -> FoundSection:
    heading = " ".join(section["heading"].split())
    return FoundSection(
        section["code"], heading, [_found(task, depth) for task, depth in walk(section["tasks"])]
    )


def _names(refs: Sequence[Mapping[str, Any]]) -> list[str]:
    return [ref["name"] or " ".join(ref["text"].split()) for ref in refs]


def _found(task: Mapping[str, Any], depth: int) -> FoundTask:
    refs = [*task["lead"], *task["support"], *task["monitor"]]
    return FoundTask(
        code=task["code"],
        list_id=list_id(task["code"]),
        text_id=text_id(task["code"]),
        text=words.shortened(task["text"], 150),
        depth=min(depth, 2),
        states=task["clarity"],
        leads=_names(task["lead"]),
        unknown=[" ".join(ref["text"].split()) for ref in refs if ref["code"] is None and not ref["group"]],
        supports=_names(task["support"]),
        when=" ".join((task["when"]["text"] or "").split()),
        product=" ".join(task["product"]["text"].split()) if task["product"] else "",
        tags=list(
            dict.fromkeys(words.index_label(link["index"], link["node"] or "") for link in task["links"])
        ),
    )


def finding_line(
    code: str, severity: str, message: str, values: Mapping[str, str], quote: str, start: int | None
) -> FindingLine:
    """``message`` is the reader's own sentence, kept for a code whose words have left the definitions.

    A quote that the sentence holds already is not shown again.
    """
    sentence = finding_sentence(code, values, get_language() or "vi") or message
    icon = "info" if severity == "note" else "late"
    shown = words.shortened(" ".join(quote.split()), 120)
    return FindingLine(severity, icon, sentence, "" if shown in sentence else shown, start)


def result_findings(plan_import: PlanImport) -> list[FindingLine]:
    """Errors first, then warnings, then notes, each in document order."""
    found = (plan_import.result or {})["findings"]
    values = plan_import.finding_values or [{}] * len(found)
    lines = [
        finding_line(
            f["code"],
            f["severity"],
            f["message"],
            v,
            f["anchor"]["quote"] if f["anchor"] else "",
            f["anchor"]["start"] if f["anchor"] else None,
        )
        for f, v in zip(found, values, strict=False)
    ]
    return sorted(lines, key=lambda line: SEVERITIES.index(line.severity))[:LONGEST_LIST]


def stored_findings(version: PlanVersion) -> list[FindingLine]:
    """Each with the code of the task in whose words it was found: many say the same of different tasks."""
    place = TaskText.objects.filter(
        version=OuterRef("version"), start__lte=OuterRef("start"), end__gt=OuterRef("start")
    )
    findings = version.findings.annotate(code_of_task=Subquery(place.values("task__code")[:1]))
    lines = [
        replace(finding_line(f.code, f.severity, f.message, f.values, "", f.start), task=f.code_of_task or "")
        for f in findings
    ]
    return sorted(lines, key=lambda line: SEVERITIES.index(line.severity))


@dataclass(frozen=True, slots=True)
class RefusalWords:
    message: str
    remedy: str


def refusal_words(plan_import: PlanImport) -> RefusalWords:
    """The sentence of a refused import and what to do; own refusals of this room carry both in one."""
    code, values = plan_import.refusal_code, plan_import.refusal_values
    if refusals.known(code):
        return RefusalWords(refusals.sentence(code, values), "")
    message, remedy = refusal_sentence(code, values, get_language() or "vi")
    return RefusalWords(message, remedy)
