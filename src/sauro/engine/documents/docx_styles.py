"""Properties that a paragraph or run takes from its style.

Belongs here: style chains (basedOn) of bold, italic, hidden, alignment, outline level, numbering.
Does not belong here: what numbering prints, what a paragraph says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sauro.engine.documents.docx_names import number, switch, value, w
from sauro.engine.documents.package import Element

_HEADING = re.compile(r"(?i)^heading\s*([1-9])$")
_BODY_LEVEL = 9


@dataclass(frozen=True, slots=True)
class Style:
    """What a style states after its bases; None where neither says anything."""

    bold: bool | None = None
    italic: bool | None = None
    hidden: bool | None = None
    centered: bool | None = None
    level: int | None = None
    numbering: tuple[str | None, str | None] = (None, None)


class Styles:
    def __init__(self, root: Element | None) -> None:
        self._nodes: dict[str, Element] = {}
        self._read: dict[str, Style] = {}
        self.default: str | None = None
        defaults = None
        if root is not None:
            for node in root.iter(w("style")):
                identity = node.get(w("styleId"), "")
                self._nodes.setdefault(identity, node)
                if node.get(w("type")) == "paragraph" and node.get(w("default")) in ("1", "true", "on"):
                    self.default = identity
            defaults = root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}")
        self._base = Style(
            bold=switch(defaults, "b"), italic=switch(defaults, "i"), hidden=switch(defaults, "vanish")
        )

    def get(self, identity: str | None) -> Style:
        """The style with everything that it inherits; the document's defaults where there is none."""
        if identity is None or identity not in self._nodes:
            return self._base
        if identity in self._read:
            return self._read[identity]
        chain: list[str] = []
        step: str | None = identity
        while step is not None and step in self._nodes and step not in chain:
            chain.append(step)
            step = value(self._nodes[step], "basedOn")
        style = self._base
        for name in reversed(chain):
            style = self._read[name] = _overlay(style, self._nodes[name])
        return style


def _overlay(base: Style, node: Element) -> Style:
    run, paragraph = node.find(w("rPr")), node.find(w("pPr"))
    listed = None if paragraph is None else paragraph.find(w("numPr"))
    level = outline_level(paragraph)
    named = _HEADING.match(value(node, "name") or "")
    if level is None and named:
        level = int(named.group(1))

    def choose(stated: bool | None, inherited: bool | None) -> bool | None:
        return inherited if stated is None else stated

    return Style(
        bold=choose(switch(run, "b"), base.bold),
        italic=choose(switch(run, "i"), base.italic),
        hidden=choose(switch(run, "vanish"), base.hidden),
        centered=choose(centered(paragraph), base.centered),
        level=base.level if level is None else level,
        numbering=(
            value(listed, "numId") or base.numbering[0],
            value(listed, "ilvl") or base.numbering[1],
        ),
    )


def centered(paragraph_properties: Element | None) -> bool | None:
    stated = value(paragraph_properties, "jc")
    return None if stated is None else stated == "center"


def outline_level(paragraph_properties: Element | None) -> int | None:
    """1 to 9, or 0 where body text is stated outright; None where nothing is stated."""
    stated = value(paragraph_properties, "outlineLvl")
    if stated is None:
        return None
    level = number(stated, _BODY_LEVEL)
    return level + 1 if 0 <= level < _BODY_LEVEL else 0
