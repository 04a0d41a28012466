"""The công văn of a period: asking for the reports, and chasing those that are late.

Belongs here: both letters of the owner office. Does not belong here: who is late (``chasing``), sentences.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sauro.engine.documents.out import (
    Align,
    Annex,
    Block,
    Cell,
    Column,
    Kind,
    Level,
    Numbered,
    OfficialDocument,
    Paragraph,
    Row,
    Run,
    Table,
    value,
    write_docx,
)
from sauro.people.models import Unit
from sauro.people.queries import owner_office
from sauro.reporting.models import Period, Report
from sauro.reporting.papers.chasing import ChaseLine
from sauro.reporting.papers.house import House, house, lowered
from sauro.reporting.papers.marks import printable
from sauro.reporting.papers.plan_annexes import heads
from sauro.reporting.papers.sections import links_of
from sauro.reporting.papers.spoken import paper_names, period_words, plain_day
from sauro.reporting.papers.wording import Wording, wording
from sauro.reporting.refusals import ActionRefused
from sauro.reporting.standing import UnitClass, class_of
from sauro.reporting.states import PeriodKind

NAMED = 8
"""So many addressees are named one by one; more of a kind are addressed together."""


def owner_of(day: date) -> Unit:
    """The office that gathers reports; refused where nobody has that role."""
    owner = owner_office(day)
    if owner is None:
        raise ActionRefused("no_owner_office")
    return owner


def ask_letter(period: Period, reports: Sequence[Report], today: date) -> bytes:
    """Asks every unit of the period for its report."""
    owner, offices = owner_of(today), house(today)
    words = wording("letters")
    name = period_words(period)
    body: list[Block] = [Paragraph(_ask_opening(period, offices.in_text(owner), words))]
    body += [Numbered(Level.CLAUSE, line) for line in _ask_lines(period, reports, words)]
    body.append(Paragraph(words.say("ask.close", issuer=offices.in_text(owner))))
    title = name if period.kind == PeriodKind.ON_DEMAND else words.say("ask.title", period=name)
    return _letter(title, owner, offices, [one.unit for one in reports], body, (), today)


def _ask_opening(period: Period, issuer: str, words: Wording) -> str:
    if period.kind == PeriodKind.ON_DEMAND:
        return words.say("ask.opening_on_demand", ground=printable(period.ground), issuer=issuer)
    return words.say("ask.opening", period=period_words(period), issuer=issuer)


def _ask_lines(period: Period, reports: Sequence[Report], words: Wording) -> list[tuple[Run, ...]]:
    names = "; ".join(paper_names(period))
    page = links_of(period).page()
    if period.data_from and period.data_to:
        content = words.say(
            "ask.content", names=names, start=plain_day(period.data_from), end=plain_day(period.data_to)
        )
    else:
        content = words.say("ask.content_undated", names=names)
    lines: list[tuple[Run, ...]] = [(Run(content),), _with_address(words.get("ask.way"), page)]
    due = (
        words.say("ask.due", day=plain_day(period.unit_due_on))
        if period.unit_due_on
        else words.get("ask.no_due")
    )
    lines.append((Run(due),))
    voluntary = [one.unit.short_name for one in reports if one.voluntary]
    if voluntary:
        lines.append((Run(words.say("ask.voluntary", names=", ".join(voluntary))),))
    return lines


def _with_address(sentence: str, address: str) -> tuple[Run, ...]:
    """The sentence with its {address} as a link."""
    before, _place, after = sentence.partition("{address}")
    return tuple(one for one in (Run(before), value(address, address), Run(after)) if one.text)


def chase_letter(period: Period, late: Sequence[ChaseLine], today: date) -> bytes:
    """Chases the units of the list; refused where nobody is late."""
    if not late:
        raise ActionRefused("nobody_late", period=period.code)
    owner, offices = owner_of(today), house(today)
    words = wording("letters")
    issuer, name = offices.in_text(owner), period_words(period)
    same = {one.subject.due_on for one in late} == {period.unit_due_on}
    count = value(
        str(len(late)), links_of(period).page(), wording("shared").say("labels.count", period=period.code)
    )
    opening = words.say(
        "chase.opening" if same else "chase.opening_own",
        period=name,
        due=plain_day(period.unit_due_on),
        today=plain_day(today),
        issuer=issuer,
        count="{count}",
        where=words.get("chase.where"),
    )
    before, _place, after = opening.partition("{count}")
    body: list[Block] = [Paragraph((Run(before), count, Run(after)))]
    asks = [_with_address(words.get("chase.ask"), links_of(period).page())]
    if any(one.returned for one in late):
        asks.append((Run(words.get("chase.again")),))
    asks.append((Run(words.get("chase.effect")),))
    body += [Numbered(Level.CLAUSE, line) for line in asks]
    body.append(Paragraph(words.get("chase.close")))
    annex = Annex(words.say("chase.annex", period=name), (_late_table(period, late, words),))
    title = words.say("chase.title", period=name)
    return _letter(title, owner, offices, [one.report.unit for one in late], body, (annex,), today)


def _late_table(period: Period, late: Sequence[ChaseLine], words: Wording) -> Table:
    states = words.table("chase.states")
    rows = []
    for number, one in enumerate(late, 1):
        address = f"{links_of(period).page()}/{one.report.unit.slug}"
        days = value(str(one.late_days), address, one.report.unit.name)
        name = value(one.report.unit.short_name, address, one.report.unit.name)
        state = states["returned" if one.returned else "draft"]
        rows.append(
            Row(
                (
                    Cell(str(number)),
                    Cell((name,)),
                    Cell(plain_day(one.subject.due_on)),
                    Cell((days,)),
                    Cell(state),
                )
            )
        )
    columns = (
        Column(1, Align.CENTER), Column(6), Column(2.5, Align.CENTER), Column(2, Align.CENTER), Column(4),
    )  # fmt: skip
    return Table(columns, tuple(rows), heads(words.lines("chase.columns")), size=12)


def addressees_of(units: Iterable[Unit]) -> tuple[str, ...]:
    """Units by name where they are few; many agencies or communes together."""
    words = wording("letters")
    groups: dict[str, list[Unit]] = {}
    for unit in units:
        kind = class_of(unit.kind)
        name = {UnitClass.AGENCY: "agencies", UnitClass.COMMUNE: "communes"}.get(kind, "others")
        groups.setdefault(name, []).append(unit)
    found: list[str] = []
    for name in ("agencies", "communes", "others"):
        own = groups.get(name, [])
        if not own:
            continue
        if len(own) > NAMED:
            found.append(words.get(f"addressees.{name}"))
        elif name == "communes":
            found += [f"UBND {lowered(unit.name)}" for unit in own]
        else:
            found += [unit.name for unit in own]
    return tuple(found)


def _letter(
    title: str,
    owner: Unit,
    offices: House,
    units: Sequence[Unit],
    body: Sequence[Block],
    annexes: tuple[Annex, ...],
    today: date,
) -> bytes:
    to = addressees_of(unit for unit in units if unit.pk != owner.pk)
    if not to:
        raise ActionRefused("nobody_addressed")
    document = OfficialDocument(
        header=offices.header(Kind.LETTER, owner, year=today.year),
        kind=Kind.LETTER,
        title=title,
        body=tuple(body),
        signature=offices.signature(owner, None, today),
        addressees=to,
        copies=offices.copies("letter"),
        annexes=annexes,
    )
    return write_docx(document)
