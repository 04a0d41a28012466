"""The text of a section: paragraphs, "- " and "+ " items, and marks that stand for figures and units.

Belongs here: reading such a text into blocks, which marks it uses, what an edit did to them. Does not belong here: which
figures there are (``figures``), sentences (``wording``).

One line is one paragraph; empty lines only part them. ``{{so:cchc:1.2.1}}`` is shown as the number, linked to its source;
``{{dv:STP}}`` as the name of a unit, linked to its report. A mark that names nothing known is printed as a visible gap and
said on the page: it is never dropped and never guessed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sauro.engine.documents.out import Block, Item, Paragraph, Run, value

MARK = re.compile(r"\{\{\s*((?:so|dv):[^\s{}]+)\s*\}\}")
_ITEM = re.compile(r"([-–•+])\s+(.*)")
_UNSEEN = ("Cc", "Cf", "Cs", "Cn")
FIGURE, UNIT = "so", "dv"
MISSING = "chưa có số liệu"


@dataclass(frozen=True, slots=True)
class Figure:
    """What a mark shows and where it came from; ``text`` is empty where nobody gave the figure."""

    text: str
    address: str
    label: str = ""

    def run(self, *, bold: bool = False) -> Run:
        return value(self.text, self.address, self.label, bold=bold) if self.text else Run(MISSING, bold=bold)


Figures = Mapping[str, Figure]
"""By the mark without its braces: ``so:cchc:1.2.1``, ``dv:STP``."""


def so(name: str) -> str:
    """The mark of a figure."""
    return f"{{{{{FIGURE}:{name}}}}}"


def dv(code: str) -> str:
    """The mark of a unit's name."""
    return f"{{{{{UNIT}:{code}}}}}"


def printable(text: str) -> str:
    """Composed form, blanks for tabs, without what nobody sees on paper and a DOCX cannot hold."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(c for c in text if c == "\n" or unicodedata.category(c) not in _UNSEEN)


def quoted(text: str) -> str:
    """Words of a unit inside a section: braces that would make a mark are set apart."""
    words = printable(text)
    while "{{" in words:
        words = words.replace("{{", "{ {")
    return words


def used(text: str) -> tuple[str, ...]:
    """The marks of a text in order, each once."""
    return tuple(dict.fromkeys(MARK.findall(printable(text))))


def runs(line: str, figures: Figures) -> tuple[Run, ...]:
    """A line with its marks as values."""
    found: list[Run] = []
    for at, part in enumerate(MARK.split(line)):
        if at % 2 == 0:
            if part:
                found.append(Run(part))
        else:
            figure = figures.get(part)
            found.append(
                figure.run() if figure is not None else Run(f"[không rõ số liệu: {part}]", bold=True)
            )
    return tuple(found)


def blocks(text: str, figures: Figures) -> Iterator[Block]:
    for raw in printable(text).split("\n"):
        line = raw.strip()
        if not line.strip("-–•+ "):
            continue
        item = _ITEM.fullmatch(line)
        if item is None:
            yield Paragraph(runs(line, figures))
        else:
            yield Item(runs(item[2].strip(), figures), depth=2 if item[1] == "+" else 1)


@dataclass(frozen=True, slots=True)
class Problems:
    """``unknown``: marks that name nothing; ``removed``: figures that were written from the data and that the edit took out."""

    unknown: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.unknown or self.removed)


def problems(written: str, body: str, figures: Figures) -> Problems:
    now = used(body)
    return Problems(
        tuple(mark for mark in now if mark not in figures),
        tuple(mark for mark in used(written) if mark not in now and mark.startswith(f"{FIGURE}:")),
    )
