"""A unit's own report as a document: the same values that it sent, in the form of an official document.

Belongs here: head, text and annexes of one unit's report. Does not belong here: gathering all units, the province's papers.

A report that was sent is written from its last snapshot; a draft from the values as they stand, and says so.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone

from sauro.engine.documents.out import (
    Block,
    Heading,
    Kind,
    Level,
    Note,
    OfficialDocument,
    Paragraph,
    Record,
    write_docx,
)
from sauro.engine.reports.snapshot import read as read_snapshot
from sauro.people.queries import owner_office
from sauro.reporting.asked import Asked, asked_of
from sauro.reporting.gathering import Gathered, TargetLine, TaskLine, UnitLine
from sauro.reporting.gathering.reading import plans_of_tasks
from sauro.reporting.gathering.shapes import TEXT
from sauro.reporting.models import Report, Snapshot
from sauro.reporting.papers import marks
from sauro.reporting.papers.figures import figures
from sauro.reporting.papers.house import House, house
from sauro.reporting.papers.issued import numbered, of_report
from sauro.reporting.papers.marks import Figures
from sauro.reporting.papers.sections import last_day, links_of
from sauro.reporting.papers.spoken import period_words, plain_day, plan_words
from sauro.reporting.papers.unit_annexes import annex_names, unit_annexes
from sauro.reporting.papers.unit_tasks import task_sections
from sauro.reporting.papers.wording import Wording, wording
from sauro.reporting.period_forms import forms_of
from sauro.reporting.queries import engine_values, last_snapshot
from sauro.reporting.standing import arrival, class_of
from sauro.reporting.states import EDITABLE, PeriodKind


def docx_of(report: Report) -> bytes:
    return write_docx(document_of(report))


def document_of(report: Report) -> OfficialDocument:
    snapshot = last_snapshot(report) if report.state not in EDITABLE else None
    asked = asked_of(report)
    gathered = single(report, asked, snapshot)
    links = links_of(report.period)
    writer = report.filled_by or report.unit
    day = last_day(report.period)
    offices = house(day)
    header = offices.header(Kind.REPORT, writer, year=report.period.year)
    issued = of_report(report)
    annexes = unit_annexes(gathered, links, _source(snapshot))
    owner = owner_office(day)
    to = owner.name if owner is not None and owner.pk != writer.pk else offices.name
    signature = offices.signature(writer, report.signing, report.due_on or day, issued)
    return OfficialDocument(
        header=numbered(header, issued),
        kind=Kind.REPORT,
        title=_title(report, gathered),
        addressees=(to,),
        body=tuple(_body(report, gathered, offices, snapshot, to)),
        signature=signature,
        copies=offices.copies("unit_report"),
        annexes=annexes,
        record=Record(writer.name, snapshot.made_at, f"sha256:{snapshot.sha256}")
        if snapshot is not None
        else None,
    )


def single(report: Report, asked: Asked, snapshot: Snapshot | None) -> Gathered:
    """The report as a period of one unit: the words and tables of the province's papers serve it, too."""
    values = read_snapshot(snapshot.text).values if snapshot is not None else engine_values(report)
    rows = frozenset(row.key for part in asked.parts for row in part.rows if row.is_entered)
    unit = UnitLine(
        code=report.unit.code,
        name=report.unit.name,
        short_name=report.unit.short_name,
        group=class_of(report.unit.kind),
        standing=arrival(report, last_day(report.period)),
        voluntary=report.voluntary,
        sent=True,
        sha256=snapshot.sha256 if snapshot is not None else "",
        asked=rows,
        values=values,
    )
    plan_of, plans = plans_of_tasks(one.code for one in asked.tasks.values())
    return Gathered(
        period=report.period.code,
        form_sha256=report.period.form_sha256,
        forms=forms_of(report.period),
        units=(unit,),
        tasks={
            key: TaskLine(key, one.text, one.due_on, one.product, plan_of.get(one.code, ""))
            for key, one in asked.tasks.items()
        },
        targets={key: TargetLine(key, one.text, one.unit, one.wanted) for key, one in asked.targets.items()},
        plans=plans,
    )


def _source(snapshot: Snapshot | None) -> str:
    if snapshot is None:
        return wording("unit").get("draft")
    at = timezone.localtime(snapshot.made_at)
    return wording("unit").say(
        "source", hash=snapshot.sha256, time=f"{at:%H:%M} ngày {at.day}/{at.month}/{at.year}"
    )


def _title(report: Report, gathered: Gathered) -> str:
    words = wording("unit")
    if report.period.kind == PeriodKind.ON_DEMAND:
        return words.say("title_on_demand", name=report.period.name)
    return words.say("title", plan=plan_words(gathered)[0], period=period_words(report.period))


def _body(
    report: Report,
    gathered: Gathered,
    offices: House,
    snapshot: Snapshot | None,
    to: str,
) -> Iterator[Block]:
    words = wording("unit")
    known = figures(gathered, links_of(report.period))
    issuer = offices.in_text(report.filled_by or report.unit)
    yield Paragraph(_opening(report, gathered, issuer, words))
    if snapshot is None:
        yield Note(words.get("draft"))
    names = annex_names(gathered)
    outline = gathered.forms.by_prefix.get(TEXT)
    unit = gathered.units[0]
    first = True
    for section in outline.sections if outline is not None else ():
        rows = [row for row in section.rows if row.key in unit.asked]
        if rows:
            yield Heading(Level.SECTION, section.name)
        empty: list[str] = []
        for row in rows:
            text = list(marks.blocks(marks.quoted(unit.text(row.key, "text")), known))
            if not text:
                empty.append(row.name)
                continue
            yield Heading(Level.CLAUSE, row.name)
            yield from text
        if empty:
            yield Paragraph(words.say("no_text", names="; ".join(_lowered(name) for name in empty)))
        if first:
            yield from _given(gathered, known, names, words)
            first = False
    if first:
        yield from _given(gathered, known, names, words)
    yield Paragraph(words.say("close", period=period_words(report.period), issuer=issuer, to=to))


def _opening(report: Report, gathered: Gathered, issuer: str, words: Wording) -> str:
    if report.period.kind == PeriodKind.ON_DEMAND:
        return words.say("open_on_demand", ground=marks.printable(report.period.ground), issuer=issuer)
    plan, others = plan_words(gathered)
    day = words.say("day", day=plain_day(report.period.data_to)) if report.period.data_to else ""
    values = {
        "issuer": issuer,
        "plan": plan,
        "others": others,
        "day": day,
        "period": period_words(report.period),
    }
    if report.filled_by is not None:
        return words.say("open_for", unit=report.unit.name, **values)
    return words.say("open", **values)


def _lowered(name: str) -> str:
    return name[:1].lower() + name[1:]


def _given(gathered: Gathered, known: Figures, names: dict[str, str], words: Wording) -> Iterator[Block]:
    """Tasks, targets and figures: what they come to, with the annex that has them."""
    headings = words.table("headings")
    if gathered.forms.by_prefix.get("task") is not None:
        yield Heading(Level.SECTION, headings["tasks"])
        for title, lines in task_sections(gathered, names.get("tasks", "")):
            yield Heading(Level.CLAUSE, headings[title])
            for line in lines:
                yield from marks.blocks(line, known)
    for part in ("targets", "figures"):
        if part in names:
            yield Heading(Level.SECTION, headings[part])
            yield from marks.blocks(words.say(part, annex=names[part]), known)
    if "own" in names:
        yield Heading(Level.SECTION, headings["own"])
        yield Paragraph(words.say("figures", annex=names["own"]))
