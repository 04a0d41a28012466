"""The tờ trình with which the owner office lays the province's paper before the People's Committee.

Belongs here: its head, text and end. Does not belong here: the paper itself (``province``).
"""

from __future__ import annotations

from django.utils import timezone

from sauro.engine.documents.out import (
    Block,
    Item,
    Kind,
    Level,
    Numbered,
    OfficialDocument,
    Paragraph,
    Record,
    Run,
    write_docx,
)
from sauro.reporting.gathering import Gathered
from sauro.reporting.gathering.counts import EXPECTED, PARTS, SENT, SILENT, TOLD, counts
from sauro.reporting.gathering.shapes import FIGURE
from sauro.reporting.models import ProvinceReport
from sauro.reporting.papers import marks
from sauro.reporting.papers.cchc_text import figure_line
from sauro.reporting.papers.letters import owner_of
from sauro.reporting.papers.marks import so
from sauro.reporting.papers.sections import UNPRINTED, figures_for, gathered_of, house_of, last_day
from sauro.reporting.papers.spoken import period_words, plain_day
from sauro.reporting.papers.wording import Wording, wording
from sauro.reporting.refusals import ActionRefused
from sauro.reporting.states import Paper

HASH = 16
"""So many characters of the snapshot's hash stand in the text; the file's properties have all."""


def submission_of(paper: ProvinceReport) -> bytes:
    if paper.source is None:
        raise ActionRefused("paper_no_figures")
    gathered = gathered_of(paper)
    offices = house_of(paper.period)
    owner = owner_of(last_day(paper.period))
    words = wording("letters")
    issuer, to = offices.in_text(owner), offices.name
    values = {
        "kind": words.get(f"submission.kinds.{Paper(paper.paper)}"),
        "period": _lowered(period_words(paper.period, paper.paper)),
    }
    opening = words.say("submission.opening", issuer=issuer, to=to, **values)
    closing = words.say("submission.close", issuer=issuer, to=to)
    document = OfficialDocument(
        header=offices.header(Kind.SUBMISSION, owner, year=paper.period.year),
        kind=Kind.SUBMISSION,
        title=words.say("submission.title", **values),
        body=(Paragraph(opening), *_points(paper, gathered, words), Paragraph(closing)),
        signature=offices.signature(owner, None, last_day(paper.period)),
        addressees=(to,),
        copies=offices.copies("submission"),
        record=Record(owner.name, paper.source.made_at, f"sha256:{paper.source.sha256}"),
    )
    return write_docx(document)


def _lowered(name: str) -> str:
    return name[:1].lower() + name[1:]


def _points(paper: ProvinceReport, gathered: Gathered, words: Wording) -> list[Block]:
    known = figures_for(paper, gathered)
    numbers = counts(gathered)
    due = paper.due_on or paper.period.province_due_on
    need = words.say("submission.need", day=plain_day(due)) if due else words.get("submission.need_undated")
    assert paper.source is not None
    at = timezone.localtime(paper.source.made_at)
    sources = words.say(
        "submission.sources",
        sent=so(SENT),
        expected=so(EXPECTED),
        hash=paper.source.sha256[:HASH],
        time=f"{at:%H:%M} ngày {at.day}/{at.month}/{at.year}",
    )
    if numbers[SILENT]:
        sources = f"{sources} {words.say('submission.silent', silent=so(SILENT))}"
    found: list[Block] = [
        Numbered(Level.CLAUSE, (Run(need),)),
        Numbered(Level.CLAUSE, marks.runs(sources, known)),
        Numbered(Level.CLAUSE, (Run(words.get("submission.main")),)),
    ]
    found += [Item(marks.runs(line, known)) for line in _main(paper, gathered, numbers)]
    edited = [
        one.heading for one in paper.sections.order_by("order") if one.edited and one.code not in UNPRINTED
    ]
    if edited:
        found.append(
            Numbered(Level.CLAUSE, words.say("submission.edited", names=marks.printable("; ".join(edited))))
        )
    return found


def _main(paper: ProvinceReport, gathered: Gathered, numbers: dict[str, int]) -> list[str]:
    """What the paper comes to, in the words of the paper itself."""
    plan = wording("plan")
    found = [plan.get("sending.whole")]
    if paper.paper == Paper.PLAN and numbers[PARTS]:
        found.append(plan.get("whole.tasks") if numbers[TOLD] else plan.get("whole.untold_all"))
    form = gathered.forms.by_prefix.get(FIGURE) if paper.paper == Paper.CCHC else None
    for code in wording("letters").lines("submission.rows") if form is not None else ():
        row = form.by_key.get(f"{FIGURE}:{code}") if form is not None else None
        line = figure_line(gathered, row, wording("cchc")) if row is not None else ""
        if line:
            found.append(line.removeprefix("- "))
    return found
