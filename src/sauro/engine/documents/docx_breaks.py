"""One paragraph of DOCX → the paragraphs that its reader sees where lines are broken by hand.

Belongs here: soft breaks, and the weight of the type on both sides. Does not belong here: collecting the words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sauro.engine.documents.docx_runs import Run
from sauro.engine.documents.markers import continues, is_open, may_go_on, parts_at_break, starts_item

# "Nearly" the whole paragraph: a colon or a number is often left in another weight.
_NEARLY = 0.9


@dataclass(slots=True)
class Piece:
    """A line or lines that belong together, and how much of them is bold and italic."""

    parts: list[str] = field(default_factory=list)
    letters: int = 0
    bold_letters: int = 0
    italic_letters: int = 0

    @property
    def text(self) -> str:
        return "".join(self.parts)

    @property
    def bold(self) -> bool:
        return self.bold_letters >= _NEARLY * (self.letters or 1)

    @property
    def italic(self) -> bool:
        return self.italic_letters >= _NEARLY * (self.letters or 1)

    @property
    def mixed(self) -> bool:
        return 0 < self.bold_letters < self.letters

    def add(self, text: str, bold: bool, italic: bool) -> None:
        letters = len(text) - sum(map(str.isspace, text))
        self.parts.append(text)
        self.letters += letters
        self.bold_letters += letters if bold else 0
        self.italic_letters += letters if italic else 0

    def extend(self, line: Piece) -> None:
        self.parts.append("\n")
        self.parts.extend(line.parts)
        self.letters += line.letters
        self.bold_letters += line.bold_letters
        self.italic_letters += line.italic_letters


def pieces(runs: Iterable[Run]) -> list[Piece]:
    """A break stays inside its paragraph unless an item, a label or another weight of the type opens after it."""
    found: list[Piece] = []
    last: Piece | None = None
    blank = False
    for line in _lines(runs):
        if not line.text.strip():
            blank = last is not None
            continue
        if last is not None and not _opens(last, line, blank):
            found[-1].extend(line)
        else:
            found.append(Piece(list(line.parts), line.letters, line.bold_letters, line.italic_letters))
        last, blank = line, False
    return found


def _lines(runs: Iterable[Run]) -> list[Piece]:
    lines = [Piece()]
    for run in runs:
        first, *others = run.text.split("\n")
        lines[-1].add(first, run.bold, run.italic)
        for text in others:
            lines.append(Piece())
            lines[-1].add(text, run.bold, run.italic)
    return lines


def _opens(last: Piece, line: Piece, blank: bool) -> bool:
    before, words = last.text.strip(), line.text.strip()
    if blank and not continues(words):
        return True
    if last.bold != line.bold and not last.mixed and not line.mixed and words[0].isupper():
        return True
    return parts_at_break(before, words) or _below_heading(before, words)


def _below_heading(before: str, words: str) -> bool:
    """Whether a whole sentence stands below a numbered line without an end: a heading and its text."""
    numbered = starts_item(before) and before[0] not in "-–—+•*" and may_go_on(before)
    whole = words[0].isupper() and not words.isupper() and words[-1] in ".;:"
    return numbered and whole and not is_open(before)
