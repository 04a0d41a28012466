"""The XML that every part of the writer uses: paragraphs, runs, links, marks, rules.

Belongs here: elements of WordprocessingML. Does not belong here: what a document consists of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from docx.document import Document as Package
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from sauro.engine.documents.out.looks import LOOKS, RULE_GAP, RULE_WIDTH
from sauro.engine.documents.out.words import Run
from sauro.engine.text import nfc

Element = Any

# Words that a line end must not tear apart: a number from what it counts, a date from its day.
_HELD = re.compile(
    r"(?:(?<=\bsố)|(?<=\bngày)|(?<=\btháng)|(?<=\bnăm)|(?<=\bquý)|(?<=\bĐiều)|(?<=\bkhoản)|(?<=\bmục)|(?<=\blục)) "
    r"(?=[0-9IVX])|(?<=[0-9]) (?=%|tỷ\b|triệu\b|nghìn\b|đồng\b)",
    re.IGNORECASE,
)

# Lines with room to spare, where an unbreakable space would only show as a wider gap.
_LOOSE = ("number", "day")


def twips(points: float) -> str:
    return str(round(points * 20))


def element(tag: str, *children: Element, **attributes: object) -> Element:
    """``<w:tag w:key="value">`` with its children; a trailing underscore of a key is dropped."""
    made = OxmlElement(f"w:{tag}")
    for key, said in attributes.items():
        made.set(qn(f"w:{key.rstrip('_')}"), str(said))
    made.extend(children)
    return made


def held(text: str) -> str:
    """NFC, with spaces that do not break where a line end would mislead."""
    return _HELD.sub("\u00a0", nfc(text))


class Pen:
    """Writes paragraphs for one package: links need its relations, marks a running number."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._marks = 0
        self._links: dict[str, str] = {}

    def paragraph(
        self,
        look: str,
        runs: Sequence[Run] = (),
        *,
        mark: str = "",
        keep_next: bool = False,
        **changes: Element,
    ) -> Element:
        """A paragraph of a look; ``changes`` are further properties by tag (``ind``, ``jc``, ``spacing`` …)."""
        properties = element("pPr", element("pStyle", val=look))
        if keep_next:
            properties.append(element("keepNext"))
        for tag in ("pBdr", "spacing", "ind", "jc", "outlineLvl", "sectPr"):  # the order is the schema's
            if tag in changes:
                properties.append(changes[tag])
        made = element("p", properties)
        if mark:
            self._marks += 1
            made.append(element("bookmarkStart", id=self._marks, name=mark))
        for run in runs:
            made.append(self._run(run, look not in _LOOSE))
        if mark:
            made.append(element("bookmarkEnd", id=self._marks))
        return made

    def plain(self, look: str, text: str, **more: Any) -> Element:
        return self.paragraph(look, (Run(text),) if text else (), **more)

    def _run(self, run: Run, hold: bool) -> Element:
        properties = element("rPr")
        if run.bold:
            properties.append(element("b"))
        if run.italic:
            properties.append(element("i"))
        if run.source:
            # Word processors paint links; on an official paper a figure looks like its neighbours.
            properties.append(element("color", val="000000"))
            properties.append(element("u", val="none"))
        made = element("r", properties) if len(properties) else element("r")
        for number, line in enumerate((held(run.text) if hold else nfc(run.text)).split("\n")):
            if number:
                made.append(element("br"))
            if line:
                words = element("t")
                words.text = line
                words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
                made.append(words)
        return self._linked(run, made) if run.source else made

    def _linked(self, run: Run, inside: Element) -> Element:
        assert run.source is not None
        link = element("hyperlink", inside, history="1")
        if run.source.mark:
            link.set(qn("w:anchor"), run.source.mark)
        else:
            link.set(qn("r:id"), self._relation(run.source.address))
        if run.source.label:
            link.set(qn("w:tooltip"), nfc(run.source.label)[:255])
        return link

    def _relation(self, address: str) -> str:
        # The library looks through all relations for each new one, which a table of thousands of links feels.
        if address not in self._links:
            self._links[address] = f"link{len(self._links) + 1}"
            self._package.part.rels.add_relationship(
                RELATIONSHIP_TYPE.HYPERLINK, address, self._links[address], is_external=True
            )
        return self._links[address]

    def rule(self, length: float, room: float, *, after: float = 0) -> Element:
        """A drawn line of ``length`` points in the middle of ``room``, a little below what stands above.

        A border of an empty paragraph and no drawn shape: every word processor shows it at the same place, and it
        goes with the words when somebody edits them.
        """
        side = twips(max(0.0, (room - length) / 2))
        border = element("top", val="single", sz=round(RULE_WIDTH * 8), space="0", color="000000")
        return self.paragraph(
            "rule",
            pBdr=element("pBdr", border),
            spacing=rule_spacing(after),
            ind=element("ind", left=side, right=side),
        )


def spacing(look: str, before: float) -> Element:
    """The spacing of ``look`` with another gap above."""
    return element(
        "spacing", before=twips(before), after="0", line=round(LOOKS[look].line * 240), lineRule="auto"
    )


def rule_spacing(after: float = 0) -> Element:
    """A line of fixed height just below the words: one of the default height would open a gap."""
    return element(
        "spacing",
        before=twips(RULE_GAP),
        after=twips(after),
        line=twips(LOOKS["rule"].size),
        lineRule="exact",
    )
