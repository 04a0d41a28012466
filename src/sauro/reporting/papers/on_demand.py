"""The report on demand: the rows of its form consolidated, texts under the names of the units.

Belongs here: its text and annex. Does not belong here: the form (``engine.reports.compose``).
"""

from __future__ import annotations

from sauro.engine.documents.out import Align, Annex, Cell, Column, Note, Row, Run, Table, value
from sauro.engine.reports.forms import Form
from sauro.engine.reports.rows import VALUE
from sauro.engine.reports.rows import Row as FormRow
from sauro.engine.reports.values import ABSENT, Kind, shown
from sauro.reporting.gathering import Gathered
from sauro.reporting.gathering.counts import counts
from sauro.reporting.papers.cchc_text import unit_words
from sauro.reporting.papers.figures import WRITTEN, Links
from sauro.reporting.papers.marks import printable, so
from sauro.reporting.papers.plan_annexes import heads
from sauro.reporting.papers.plan_text import Section, Told, sending_lines
from sauro.reporting.papers.rows import covered, lacking, notes
from sauro.reporting.papers.spoken import one_line
from sauro.reporting.papers.wording import Wording, wording


def on_demand_sections(gathered: Gathered, told: Told, ground: str) -> list[Section]:
    words = wording("on_demand")
    headings = words.table("headings")
    opening = words.say("open", ground=printable(ground), issuer=told.issuer, name=_lowered(told.period))
    lines = [
        _told(gathered, form, row, words)
        for form in _forms(gathered)
        for row in form.rows
        if not row.is_heading
    ]
    return [
        ("open", headings["open"], opening),
        ("I", headings["I"], "\n".join(sending_lines(gathered, counts(gathered)))),
        ("II", headings["II"], "\n".join(lines)),
        ("close", headings["close"], words.say("close", issuer=told.issuer)),
    ]


def _lowered(name: str) -> str:
    return name[:1].lower() + name[1:]


def _forms(gathered: Gathered) -> list[Form]:
    return [form for form in gathered.forms.by_prefix.values() if form.rows]


def _texts(gathered: Gathered, row: FormRow) -> list[tuple[str, str]]:
    """(unit, its words) where the row asks for words."""
    found = []
    for unit in gathered.sent:
        one = unit.values.get((row.key, VALUE))
        if one is not None and one.kind is Kind.TEXT:
            found.append((unit.code, one.text))
    return found


def _told(gathered: Gathered, form: Form, row: FormRow, words: Wording) -> str:
    said = _texts(gathered, row)
    if said:
        return words.say("texts", name=row.name, count=so(f"{WRITTEN}:{row.key}"))
    one = gathered.consolidated(form.prefix).get(row.key)
    if one is None or one.value is None:
        why = lacking(one) if one is not None else ""
        if not why:
            return words.say("texts_none", name=row.name)
        return words.say("figure_none", name=row.name, why=_lowered(why))
    given = covered(one, marked=True)
    return words.say(
        "figure",
        name=row.name,
        value=so(row.key),
        unit=unit_words(row, wording("cchc")),
        coverage=words.say("coverage", given=given) if given else "",
    )


def on_demand_annexes(gathered: Gathered, links: Links, source: str) -> tuple[Annex, ...]:
    words = wording("on_demand")
    rows: list[Row] = []
    for form in _forms(gathered):
        rows += [_row(gathered, form, row, links, words) for row in form.rows]
    if not rows:
        return ()
    columns = (Column(1, Align.CENTER), Column(6), Column(2, Align.CENTER), Column(3, Align.RIGHT), Column(6))
    table = Table(columns, tuple(rows), heads(words.lines("annex.columns")), size=12)
    names = "; ".join(form.name for form in _forms(gathered))
    return (Annex(words.say("annex.title", name=names), (table, Note(source)), landscape=True),)


def _row(gathered: Gathered, form: Form, row: FormRow, links: Links, words: Wording) -> Row:
    if row.is_heading:
        return Row((Cell(row.code), Cell(row.name, across=4)), bold=True)
    said = [
        words.say("annex.said", unit=gathered.by_code[unit].short_name, words=one_line(text))
        for unit, text in _texts(gathered, row)
    ]
    one = gathered.consolidated(form.prefix).get(row.key)
    cell: str | tuple[Run, ...] = "" if said else ABSENT
    note = "\n".join(said)
    if one is not None and not said:
        note = "; ".join(notes(row, one, gathered))
        if one.value is not None:
            label = wording("shared").say("labels.row", period=gathered.period, row=row.code)
            cell = (value(shown(one.value, row.value_field), links.figure(row.key), label),)
    return Row((Cell(row.code), Cell(row.name), Cell(row.unit), Cell(cell), Cell(note)))
