"""The text of the report on administrative reform: the outline, figures of each part, what units wrote.

Belongs here: which sentence stands where. Does not belong here: sentences (``definitions/papers/cchc.yaml``), the annex.

The unit that answers for a part writes its paragraphs: of parts that one unit alone gives that unit, else the agency that
leads the field, which is the one that is asked the field's statistics. What other units wrote is put below it under their
names; of communes the number is said, because a hundred texts are no report.
"""

from __future__ import annotations

from collections.abc import Iterator

from sauro.engine.reports.forms import Form
from sauro.engine.reports.rows import Giver, Row
from sauro.reporting.gathering import Gathered, UnitLine
from sauro.reporting.gathering.counts import ASKED, counts
from sauro.reporting.gathering.shapes import FIGURE, TEXT
from sauro.reporting.papers.figures import BEFORE, WRITTEN
from sauro.reporting.papers.marks import dv, quoted, so
from sauro.reporting.papers.plan_text import MOST_UNITS, Section, Told
from sauro.reporting.papers.rows import counted, covered, lacking
from sauro.reporting.papers.spoken import one_line
from sauro.reporting.papers.wording import Wording, wording
from sauro.reporting.standing import UnitClass

WORDS = "text"
LONGEST = 600
"""Longer words of another unit are cut; its report, to which its name leads, has all of them."""


def cchc_sections(gathered: Gathered, told: Told) -> list[Section]:
    words = wording("cchc")
    day = words.say("day", day=told.day) if told.day else ""
    found: list[Section] = [
        ("open", words.table("headings")["open"], "\n".join(_open(gathered, words, told, day)))
    ]
    outline = gathered.forms.by_prefix.get(TEXT)
    for section in outline.sections if outline is not None else ():
        found.append((section.code, section.name, ""))
        for row in section.rows:
            assert outline is not None
            lines = [*_told(gathered, words, row, outline), *_figures(gathered, words, row)]
            found.append((row.code, row.name, "\n".join(lines) or words.get("text.none")))
    closing = words.say("close", period=told.period, issuer=told.issuer, to=told.to or words.get("to"))
    found.append(("close", words.table("headings")["close"], closing))
    return found


def _open(gathered: Gathered, words: Wording, told: Told, day: str) -> Iterator[str]:
    yield words.say("open", issuer=told.issuer, period=told.period, day=day)
    if not gathered.sent:
        yield words.get("nobody")
        return
    more = f" {words.get('coverage_asked')}" if counts(gathered)[ASKED] else ""
    yield f"{words.get('coverage')}{more}"


def writers(gathered: Gathered, row: Row, outline: Form) -> list[UnitLine]:
    """The units whose words are the province's own in this part."""
    asked = [unit for unit in gathered.units if row.key in unit.asked]
    if set(row.given_by) == {Giver.OWNER_OFFICE}:
        return asked
    node = row.node or outline.section_of[row.key].node
    statistics = gathered.forms.by_prefix.get(FIGURE)
    if statistics is None:
        return []
    led = {
        one.key
        for section in statistics.sections
        for one in section.rows
        if (one.node or section.node) == node and set(one.given_by) & {Giver.FIELD_LEAD, Giver.OWNER_OFFICE}
    }
    return [unit for unit in asked if unit.asked & led]


def _told(gathered: Gathered, words: Wording, row: Row, outline: Form) -> Iterator[str]:
    own = writers(gathered, row, outline)
    for unit in own:
        yield from (line for line in quoted(unit.text(row.key, WORDS)).split("\n") if line.strip())
    others = [unit for unit in gathered.sent if unit not in own and unit.text(row.key, WORDS)]
    agencies = [unit for unit in others if unit.group is not UnitClass.COMMUNE]
    if agencies:
        yield words.get("text.others")
    said: dict[str, list[str]] = {}
    for unit in agencies[:MOST_UNITS]:
        said.setdefault(one_line(unit.text(row.key, WORDS), LONGEST), []).append(dv(unit.code))
    for text, units in said.items():
        yield words.say("text.item", units=", ".join(units), words=text)
    if len(agencies) > MOST_UNITS:
        yield words.get("text.more")
    if len(others) > len(agencies):
        yield words.say("text.communes", count=so(f"{WRITTEN}:{row.code}"))


def _figures(gathered: Gathered, words: Wording, row: Row) -> Iterator[str]:
    """The figures told in a part; those that nobody has are named together, by the reason."""
    form = gathered.forms.by_prefix.get(FIGURE)
    without: dict[str, list[str]] = {}
    for code in words.data["figures"].get(row.code, ()) if form is not None else ():
        assert form is not None
        figure = form.by_key.get(f"{FIGURE}:{code}")
        if figure is None:
            continue
        line = figure_line(gathered, figure, words)
        if line:
            yield line
        else:
            why = lacking(gathered.consolidated()[figure.key])
            without.setdefault(why[:1].lower() + why[1:], []).append(figure.name.rstrip(". "))
    for why, names in without.items():
        yield words.say("figure.none", why=why, names="; ".join(names))


def figure_line(gathered: Gathered, row: Row, words: Wording) -> str:
    """One statistical row as an item, with what qualifies it and what stood there in the period before; nothing without a value."""
    one = gathered.consolidated(row.prefix)[row.key]
    name = row.name.rstrip(". ")
    if one.value is None:
        chosen = counted(row, one, marked=True)
        return words.say("figure.counted", name=name, counts=chosen) if chosen else ""
    unit = unit_words(row, words)
    percent = unit if unit == words.get("figure.percent") else ""
    extra = []
    if one.value.estimated:
        extra.append(words.get("figure.estimated"))
    if coverage := covered(one, marked=True):
        extra.append(words.say("figure.coverage", coverage=coverage))
    if row.key in gathered.before:
        extra.append(words.say("figure.before", value=so(f"{BEFORE}:{row.key}"), percent=percent))
    return words.say(
        "figure.whole",
        name=name,
        value=so(row.key),
        unit=unit,
        extra=f" ({'; '.join(extra)})" if extra else "",
    )


def unit_words(row: Row, words: Wording) -> str:
    """The unit of measure behind a figure; the list of codes of a choice is none."""
    if row.value_field is not None and row.value_field.choices:
        return ""
    if row.unit.strip() == words.get("figure.percent"):
        return words.get("figure.percent")
    unit = row.unit.strip()
    if not unit or unit.lower() == words.get("figure.no_unit"):
        return ""
    return words.say("figure.unit", unit=unit if unit.isupper() else unit[:1].lower() + unit[1:])
