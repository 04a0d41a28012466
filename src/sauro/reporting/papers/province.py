"""The province's papers as documents: the report on the plan, on administrative reform, on demand.

Belongs here: text, annexes and ends of a paper put together. Does not belong here: their words, the tờ trình (``submission``).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sauro.engine.documents.out import (
    Annex,
    Block,
    Heading,
    Kind,
    Level,
    OfficialDocument,
    Paragraph,
    Record,
    write_docx,
)
from sauro.engine.documents.out.document import all_words
from sauro.engine.documents.out.words import plain
from sauro.reporting.gathering import Gathered
from sauro.reporting.models import ProvinceReport
from sauro.reporting.papers import marks
from sauro.reporting.papers.cchc_annex import cchc_annexes
from sauro.reporting.papers.issued import numbered, of_paper
from sauro.reporting.papers.on_demand import on_demand_annexes
from sauro.reporting.papers.plan_annexes import plan_annexes
from sauro.reporting.papers.plan_text import Section
from sauro.reporting.papers.sections import (
    UNPRINTED,
    figures_for,
    gathered_of,
    house_of,
    last_day,
    links_of,
    ordered,
    sections_of,
    source_line,
    told_of,
)
from sauro.reporting.papers.spoken import plan_words
from sauro.reporting.papers.wording import wording
from sauro.reporting.refusals import ActionRefused
from sauro.reporting.states import Paper


def docx_of(paper: ProvinceReport) -> bytes:
    """The paper as it stands: its edited text where there is one, else as the data say it."""
    return write_docx(document_of(paper))


def document_of(paper: ProvinceReport) -> OfficialDocument:
    gathered = gathered_of(paper)
    offices = house_of(paper.period)
    if offices.committee is None or paper.source is None:
        raise ActionRefused("paper_no_figures")
    header = offices.header(Kind.REPORT, offices.committee, year=paper.period.year)
    annexes = _annexes(paper, gathered)
    issued = of_paper(paper)
    return OfficialDocument(
        header=numbered(header, issued),
        kind=Kind.REPORT,
        title=title_of(paper, gathered),
        addressees=() if paper.paper == Paper.ON_DEMAND else (str(offices.data["ministry"]),),
        body=tuple(_body(paper, gathered, annexes)),
        signature=offices.signature(offices.committee, paper.signing, _signing_day(paper), issued),
        copies=offices.copies("province_report"),
        annexes=annexes,
        record=Record(offices.name, paper.source.made_at, f"sha256:{paper.source.sha256}"),
    )


def _signing_day(paper: ProvinceReport) -> date:
    """On which day authorities are looked up while nobody has signed."""
    return paper.due_on or paper.period.province_due_on or last_day(paper.period)


def title_of(paper: ProvinceReport, gathered: Gathered) -> str:
    told = told_of(paper, gathered)
    if paper.paper == Paper.PLAN:
        return wording("plan").say("title", plan=plan_words(gathered)[0], period=told.period)
    if paper.paper == Paper.CCHC:
        return wording("cchc").say("title", period=told.period)
    return wording("on_demand").say("title", name=paper.period.name)


def _annexes(paper: ProvinceReport, gathered: Gathered) -> tuple[Annex, ...]:
    links, told = links_of(paper.period), told_of(paper, gathered)
    if paper.paper == Paper.PLAN:
        return plan_annexes(gathered, links, told.period, source_line(paper))
    if paper.paper == Paper.CCHC:
        return cchc_annexes(gathered, links, told, source_line(paper))
    return on_demand_annexes(gathered, links, source_line(paper))


def _body(paper: ProvinceReport, gathered: Gathered, annexes: tuple[Annex, ...]) -> Iterator[Block]:
    kept: list[Section] = [
        (one.code, one.heading, one.body) for one in paper.sections.order_by("order", "pk")
    ]
    sections = ordered(kept or sections_of(paper, gathered))
    known = figures_for(paper, gathered)
    found: list[Block] = []
    for code, heading, text in sections:
        if code not in UNPRINTED:
            found.append(Heading(level_of(code), marks.printable(heading)))
        found += marks.blocks(text, known)
    if annexes and not any("phụ lục" in plain(words).lower() for words in all_words(found)):
        found.append(Paragraph(wording("shared").get("annexes")))
    if not found or isinstance(found[-1], Heading):
        found.append(Paragraph(wording("shared").get("end")))
    yield from found


def level_of(code: str) -> Level:
    """I is a section, I.1 a clause; a person's own part is a section."""
    return Level.CLAUSE if "." in code else Level.SECTION
