"""A page as LibreOffice draws it, measured: lines of words with size and face, and drawn rules. Lengths in millimetres
from the upper left corner of the paper.

Belongs here: rendering and measuring. Does not belong here: what the decree asks.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

FONTS = Path(__file__).resolve().parents[2] / "data" / "fonts" / "tinos.conf"
TINOS = Path("/usr/share/fonts/truetype/croscore/Tinos-Regular.ttf")
SECONDS = 60
_MM = 25.4 / 72


@dataclass(frozen=True)
class Line:
    text: str
    left: float
    right: float
    base: float
    size: float
    font: str

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    @property
    def length(self) -> float:
        return self.right - self.left

    @property
    def bold(self) -> bool:
        return "Bold" in self.font

    @property
    def italic(self) -> bool:
        return "Italic" in self.font


@dataclass(frozen=True)
class Rule:
    left: float
    right: float
    at: float

    @property
    def length(self) -> float:
        return self.right - self.left

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True)
class Page:
    width: float
    height: float
    lines: tuple[Line, ...]
    rules: tuple[Rule, ...]

    def line(self, opening: str) -> Line:
        """The one line that opens so."""
        found = [line for line in self.lines if line.text.startswith(opening)]
        assert len(found) == 1, f"{opening!r} opens {len(found)} of {[line.text for line in self.lines]}"
        return found[0]

    def rule_below(self, line: Line) -> Rule:
        """The drawn line under the words, within 5 mm."""
        found = [r for r in self.rules if 0 < r.at - line.base < 5 and r.left < line.middle < r.right]
        assert len(found) == 1, f"{len(found)} rules below {line.text!r}"
        return found[0]

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


def why_not() -> str:
    """Why nothing can be measured here, or nothing. Continuous integration installs both and may not skip."""
    if os.environ.get("CI"):
        return ""
    if not shutil.which("soffice"):
        return "LibreOffice is not installed (Debian: apt install libreoffice-writer-nogui)"
    if not TINOS.is_file():
        return "Tinos is not installed (Debian: apt install fonts-croscore)"
    return ""


def render(documents: Mapping[str, bytes], folder: Path) -> dict[str, tuple[Page, ...]]:
    """All documents in one run of LibreOffice, with a profile of its own and the fonts of the test."""
    for name, data in documents.items():
        (folder / f"{name}.docx").write_bytes(data)
    command = [
        "soffice",
        f"-env:UserInstallation=file://{folder}/profile",
        "--headless",
        "--convert-to",
        "pdf",
    ]
    subprocess.run(
        [*command, "--outdir", str(folder), *(str(folder / f"{name}.docx") for name in documents)],
        env={**os.environ, "FONTCONFIG_FILE": str(FONTS), "HOME": str(folder)},
        check=True,
        timeout=SECONDS,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return {name: measure(folder / f"{name}.pdf") for name in documents}


def measure(path: Path) -> tuple[Page, ...]:
    with pypdfium2.PdfDocument(path) as document:
        return tuple(_page(page) for page in document)


def _page(page: pypdfium2.PdfPage) -> Page:
    width, height = page.get_size()
    marks = sorted(_characters(page, height), key=lambda mark: (round(mark.base, 1), mark.left))
    lines = []
    for _, group in groupby(marks, key=lambda mark: round(mark.base, 1)):
        lines += list(_lines(list(group)))
    return Page(width * _MM, height * _MM, tuple(lines), tuple(_rules(page, height)))


def _lines(marks: list[Line]) -> Iterator[Line]:
    """Characters of one height; a wide gap (another column or cell) or another face starts a line of its own."""
    held: list[Line] = []
    for mark in marks:
        if held and (
            mark.left - held[-1].right > 12 or (mark.font, mark.size) != (held[0].font, held[0].size)
        ):
            yield _joined(held)
            held = []
        held.append(mark)
    if held:
        yield _joined(held)


def _joined(marks: list[Line]) -> Line:
    said = marks[0].text
    for before, mark in pairwise(marks):
        said += (" " if mark.left - before.right > 0.6 else "") + mark.text
    return Line(said, marks[0].left, marks[-1].right, marks[0].base, marks[0].size, marks[0].font)


def _characters(page: pypdfium2.PdfPage, height: float) -> Iterator[Line]:
    text = page.get_textpage()
    for index in range(text.count_chars()):
        character = text.get_text_range(index, 1)
        if not character.strip():
            continue
        left, _, right, _ = text.get_charbox(index, loose=True)
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium.FPDFText_GetCharOrigin(text, index, x, y)
        yield Line(
            character,
            left * _MM,
            right * _MM,
            (height - y.value) * _MM,
            round(pdfium.FPDFText_GetFontSize(text, index), 1),
            _font(text, index),
        )


def _font(text: pypdfium2.PdfTextPage, index: int) -> str:
    flags = ctypes.c_int()
    name = ctypes.create_string_buffer(200)
    pdfium.FPDFText_GetFontInfo(text, index, name, len(name), flags)
    return name.value.decode().split("+")[-1]


def _rules(page: pypdfium2.PdfPage, height: float) -> Iterator[Rule]:
    # LibreOffice draws the border of a paragraph twice, one over the other.
    shapes = {tuple(shape.get_bounds()) for shape in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH])}
    for left, bottom, right, top in sorted(shapes):
        if top - bottom < 2 < right - left:
            yield Rule(left * _MM, right * _MM, (height - (top + bottom) / 2) * _MM)
