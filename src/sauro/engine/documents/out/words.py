"""Words of a document: runs of text, and where a value came from.

Belongs here: frozen runs and their checks. Does not belong here: paragraphs, sizes, how a run is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sauro.engine.documents.out.refusal import ImproperDocument
from sauro.engine.text import nfc

# What a DOCX cannot hold (XML forbids it) or nobody would see on paper.
_UNPRINTABLE = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060\ufeff\ufffe\uffff\ud800-\udfff]"
)
_ADDRESS = re.compile(r"https?://[^\s<>\"]+|#[A-Za-z][A-Za-z0-9_]{0,39}")
_MARK = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,39}")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value came from: a full web address, or ``#mark`` for a place of the same document.

    ``label`` is what Word shows when the pointer rests on the value ("Báo cáo của Sở Tài chính, dòng 2.1").
    """

    address: str
    label: str = ""

    def __post_init__(self) -> None:
        if not _ADDRESS.fullmatch(self.address):
            raise ImproperDocument("bad_address", address=self.address)
        check_words(self.label)

    @property
    def mark(self) -> str:
        """The mark it leads to, or nothing where it leads out of the document."""
        return self.address[1:] if self.address.startswith("#") else ""


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one look. A value with a ``source`` looks like any other on paper and is a link on the screen."""

    text: str
    bold: bool = False
    italic: bool = False
    source: Source | None = None

    def __post_init__(self) -> None:
        check_words(self.text)
        if self.source and not self.text.strip():
            raise ImproperDocument("empty_value", address=self.source.address)


Words = str | tuple[Run, ...]


def value(text: str, address: str, label: str = "", *, bold: bool = False) -> Run:
    """A figure or words that the product did not make itself, with where they came from."""
    return Run(text, bold=bold, source=Source(address, label))


def runs(words: Words) -> tuple[Run, ...]:
    """The runs of ``words``; plain text is one run."""
    if isinstance(words, str):
        return (Run(words),) if words else ()
    return words


def plain(words: Words) -> str:
    return "".join(run.text for run in runs(words))


def sources(words: Words) -> Iterator[Source]:
    for run in runs(words):
        if run.source:
            yield run.source


def check_words(text: str) -> None:
    found = _UNPRINTABLE.search(text)
    if found:
        raise ImproperDocument(
            "unprintable", character=f"U+{ord(found[0]):04X}", words=_UNPRINTABLE.sub("…", text)[:40]
        )


def check_line(words: Words, what: str) -> None:
    """Words that must be there and stand in one paragraph; ``what`` names the part in the sentence."""
    text = plain(words)
    if isinstance(words, str):
        check_words(words)
    if not text.strip():
        raise ImproperDocument("empty_part", part=what)
    if "\n" in text or "\t" in text:
        raise ImproperDocument("several_lines", part=what, words=text.split("\n")[0].split("\t")[0][:40])


def check_mark(mark: str) -> None:
    if mark and not _MARK.fullmatch(mark):
        raise ImproperDocument("bad_mark", mark=mark)


def tidy(text: str) -> str:
    """NFC, without space at either end and without a closing mark that the form itself writes."""
    return nfc(text).strip().rstrip(";. ").rstrip()
