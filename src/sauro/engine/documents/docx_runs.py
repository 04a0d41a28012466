"""The words of one DOCX paragraph as the page shows them.

Belongs here: runs, fields, links, tracked changes, breaks, symbols, hidden text, boxes found on the way.
Does not belong here: numbering, tables, the order of blocks.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from sauro.engine.documents.docx_names import COMPATIBILITY, MATH, number, switch, value, w
from sauro.engine.documents.docx_styles import Style, Styles
from sauro.engine.documents.package import Element

_THROUGH = frozenset(
    w(name)
    for name in (
        "hyperlink",
        "smartTag",
        "sdt",
        "sdtContent",
        "ins",
        "moveTo",
        "fldSimple",
        "customXml",
        "dir",
        "bdo",
        "ruby",
        "rubyBase",
    )
)
_BOX = w("txbxContent")
_PRIVATE_FROM, _PRIVATE_TO = 0xF000, 0xF0FF
_SYMBOLS = {
    0xF0B7: "•",
    0xF0A7: "•",
    0xF02D: "-",
    0xF02B: "+",
    0xF0B3: "≥",
    0xF0A3: "≤",
    0xF0B1: "±",
    0xF0B4: "×",
    0xF0AE: "→",
    0xF0E0: "→",
    0xF0B0: "°",
}


@dataclass(slots=True)
class Fields:
    """Complex fields may begin in one paragraph and end in another; only their results are on the page."""

    stack: list[bool] = field(default_factory=list)

    @property
    def instruction(self) -> bool:
        return any(self.stack)

    def mark(self, kind: str | None) -> None:
        if kind == "begin":
            self.stack.append(True)
        elif kind == "separate" and self.stack:
            self.stack[-1] = False
        elif kind == "end" and self.stack:
            self.stack.pop()


class Run(NamedTuple):
    text: str
    bold: bool
    italic: bool


@dataclass(slots=True)
class Words:
    """Collected pieces of text, whether each is bold and italic, and what hangs on them."""

    parts: list[Run] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    images: int = 0

    @property
    def text(self) -> str:
        return "".join(one.text for one in self.parts)


class RunReader:
    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._fields = Fields()

    def read(self, paragraph: Element, style: Style) -> Words:
        words = Words()
        self._children(paragraph, style, words)
        return words

    def _children(self, parent: Element, style: Style, words: Words) -> None:
        for child in parent:
            tag = child.tag
            if tag == w("r"):
                self._run(child, style, words)
            elif tag in _THROUGH:
                self._children(child, style, words)
            elif tag == COMPATIBILITY + "AlternateContent":
                self._alternate(child, style, words)
            elif isinstance(tag, str) and tag.startswith(MATH):
                self._add(words, "".join(node.text or "" for node in child.iter(MATH + "t")), False, False)

    def _alternate(self, parent: Element, style: Style, words: Words) -> None:
        """Only one of the alternatives is on the page: the first choice, else the fallback."""
        for name in ("Choice", "Fallback"):
            chosen = parent.find(COMPATIBILITY + name)
            if chosen is not None:
                self._run_content(chosen, style, words, bold=False, italic=False)
                self._children(chosen, style, words)
                return

    def _run(self, run: Element, style: Style, words: Words) -> None:
        properties = run.find(w("rPr"))
        own = value(properties, "rStyle")
        named = self._styles.get(own) if own else style
        if self._pick(switch(properties, "vanish"), named.hidden, style.hidden):
            self._only_fields(run)
            return
        bold = self._pick(switch(properties, "b"), named.bold, style.bold)
        italic = self._pick(switch(properties, "i"), named.italic, style.italic)
        self._run_content(run, style, words, bold=bold, italic=italic)

    @staticmethod
    def _pick(*stated: bool | None) -> bool:
        return bool(next((one for one in stated if one is not None), False))

    def _only_fields(self, run: Element) -> None:
        for child in run.findall(w("fldChar")):
            self._fields.mark(child.get(w("fldCharType")))

    def _run_content(self, run: Element, style: Style, words: Words, *, bold: bool, italic: bool) -> None:
        for child in run:
            tag = child.tag
            if tag == w("fldChar"):
                self._fields.mark(child.get(w("fldCharType")))
            elif self._fields.instruction:
                continue
            elif tag in (w("footnoteReference"), w("endnoteReference")):
                kind = "footnote" if tag == w("footnoteReference") else "endnote"
                words.notes.append((kind, child.get(w("id"), "")))
            elif tag in (w("drawing"), w("pict"), w("object")):
                self._picture(child, words)
            elif tag == COMPATIBILITY + "AlternateContent":
                self._alternate(child, style, words)
            elif tag == w("ruby"):
                self._children(child, style, words)
            else:
                self._add(words, _characters(child), bold, italic)

    def _picture(self, node: Element, words: Words) -> None:
        found = _outermost_boxes(node)
        words.boxes.extend(found)
        if not found and any(
            isinstance(one.tag, str) and one.tag.endswith(("}blip", "}imagedata")) for one in node.iter()
        ):
            words.images += 1

    @staticmethod
    def _add(words: Words, text: str, bold: bool, italic: bool) -> None:
        if text:
            words.parts.append(Run(text, bold, italic))


def _characters(node: Element) -> str:
    """The characters of one piece of a run; what prints nothing is empty."""
    tag = node.tag
    if tag == w("t"):
        return (node.text or "").replace("\n", " ").replace("\r", " ")
    if tag in (w("tab"), w("ptab")):
        return "\t"
    if tag == w("cr"):
        return "\n"
    if tag == w("br"):
        return "" if node.get(w("type")) in ("page", "column") else "\n"
    if tag == w("noBreakHyphen"):
        return "-"
    if tag == w("sym"):
        return _symbol(node.get(w("char"), ""))
    return ""


def _symbol(code: str) -> str:
    try:
        point = int(code, 16)
    except ValueError:
        return ""
    if point < 0x100:
        point += _PRIVATE_FROM
    if point in _SYMBOLS:
        return _SYMBOLS[point]
    if _PRIVATE_FROM <= point <= _PRIVATE_TO:
        return "•"
    return chr(number(str(point), 0x2022, most=0xD7FF))


def _outermost_boxes(node: Element) -> list[Element]:
    boxes: list[Element] = []
    waiting = [node]
    while waiting:
        at = waiting.pop()
        if at.tag == _BOX:
            boxes.append(at)
            continue
        if at.tag == COMPATIBILITY + "AlternateContent":
            chosen = at.find(COMPATIBILITY + "Choice")
            chosen = at.find(COMPATIBILITY + "Fallback") if chosen is None else chosen
            waiting.extend([] if chosen is None else [chosen])
            continue
        waiting.extend(reversed(at))
    return boxes
