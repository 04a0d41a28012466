"""What lies on one PDF page: words and ruling lines, with places counted from the top left as seen.

Belongs here: everything that talks to PDFium about one page. Does not belong here: lines, tables, paragraphs.
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

Native = Any  # handles of PDFium carry no types

_MOST_OBJECTS = 30_000
_FORM_DEPTH = 4
_THIN = 3.0
_RAISED = 0.2
_SMALL = 0.82
_BESIDE = 0.35
_BOLD_WEIGHT = 600

Turn = Callable[[float, float], tuple[float, float]]


@dataclass(slots=True)
class Word:
    """Characters without a space between them; ``glued`` where no space parts it from the word before."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    base: float
    size: float
    bold: bool = False
    italic: bool = False
    raised: bool = False
    glued: bool = False

    @property
    def width_of_letter(self) -> float:
        return (self.x1 - self.x0) / max(len(self.text), 1)


@dataclass(frozen=True, slots=True)
class Edge:
    """A ruling line: ``at`` is y of a level line or x of an upright one."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class Page:
    number: int
    width: float
    height: float
    words: list[Word] = field(default_factory=list)
    level: list[Edge] = field(default_factory=list)
    upright: list[Edge] = field(default_factory=list)
    images: int = 0


def read_page(handle: Native, number: int) -> Page:
    width, height, turn = _turning(handle)
    page = Page(number, width, height)
    _Objects(page, turn).read(handle)
    text = pdfium.FPDFText_LoadPage(handle)
    if text:
        try:
            page.words = _Words(text, turn).read()
        finally:
            pdfium.FPDFText_ClosePage(text)
    return page


def _turning(handle: Native) -> tuple[float, float, Turn]:
    """The page's size as seen, and the way from its own coordinates to places from the top left."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    box = (ctypes.byref(left), ctypes.byref(bottom), ctypes.byref(right), ctypes.byref(top))
    if not pdfium.FPDFPage_GetCropBox(handle, *box) and not pdfium.FPDFPage_GetMediaBox(handle, *box):
        right.value, top.value = pdfium.FPDF_GetPageWidthF(handle), pdfium.FPDF_GetPageHeightF(handle)
    x0, y0 = min(left.value, right.value), min(bottom.value, top.value)
    x1, y1 = max(left.value, right.value), max(bottom.value, top.value)
    turns: dict[int, Turn] = {
        0: lambda x, y: (x - x0, y1 - y),
        1: lambda x, y: (y - y0, x - x0),
        2: lambda x, y: (x1 - x, y - y0),
        3: lambda x, y: (y1 - y, x1 - x),
    }
    rotation = pdfium.FPDFPage_GetRotation(handle) % 4
    size = (x1 - x0, y1 - y0) if rotation % 2 == 0 else (y1 - y0, x1 - x0)
    return *size, turns[rotation]


class _Words:
    def __init__(self, text: Native, turn: Turn) -> None:
        self._text = text
        self._turn = turn
        self._box = pdfium.FS_RECTF()
        self._x = ctypes.c_double()
        self._y = ctypes.c_double()
        self._font = ctypes.create_string_buffer(128)
        self._flags = ctypes.c_int()
        self._matrix = pdfium.FS_MATRIX()
        self._words: list[Word] = []

    def read(self) -> list[Word]:
        word: Word | None = None
        spaced = True
        for index in range(pdfium.FPDFText_CountChars(self._text)):
            code = pdfium.FPDFText_GetUnicode(self._text, index)
            character = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
            # A space that does not break keeps its words together, also when asking whether they had room.
            if (
                not character
                or (character.isspace() and (code != 0xA0 or word is None))
                or code in (0xFFFE, 0xFFFF, 2)
            ):
                # PDFium gives 2 for a hyphen that ends a line; Vietnamese does not divide words.
                if code == 2 and word is not None:
                    word.text += "-"
                word, spaced = None, True
                continue
            if word is not None and unicodedata.combining(character):
                word.text += character
                continue
            word = self._add(index, character, word, spaced)
            spaced = False
        return self._words

    def _add(self, index: int, character: str, word: Word | None, spaced: bool) -> Word:
        pdfium.FPDFText_GetLooseCharBox(self._text, index, self._box)
        pdfium.FPDFText_GetCharOrigin(self._text, index, self._x, self._y)
        xa, ya = self._turn(self._box.left, self._box.top)
        xb, yb = self._turn(self._box.right, self._box.bottom)
        base = self._turn(self._x.value, self._y.value)[1]
        x0, x1, top, bottom = min(xa, xb), max(xa, xb), min(ya, yb), max(ya, yb)
        size = self._size(index) or max(bottom - top, 1.0)
        if (
            word is not None
            and abs(base - word.base) < _RAISED * word.size
            and -0.6 * size < x0 - word.x1 < size
        ):
            word.text += character
            word.x1 = max(word.x1, x1)
            word.top, word.bottom = min(word.top, top), max(word.bottom, bottom)
            return word
        previous = self._words[-1] if self._words else None
        bold, italic = self._weight(index)
        near = previous is not None and abs(x0 - previous.x1) < _BESIDE * max(size, previous.size)
        raised = bool(
            near
            and previous is not None
            and size < _SMALL * previous.size
            and base < previous.base - 0.1 * previous.size
        )
        glued = near and not spaced
        made = Word(character, x0, x1, top, bottom, base, size, bold, italic, raised, glued)
        if raised and previous is not None:
            # A raised mark stands on the line of the word that carries it.
            made.base = previous.base
        self._words.append(made)
        return made

    def _size(self, index: int) -> float:
        """The height of the type as seen; character boxes will not do, they follow the shape of each letter."""
        if not pdfium.FPDFText_GetMatrix(self._text, index, self._matrix):
            return 0.0
        scale = max(math.hypot(self._matrix.c, self._matrix.d), math.hypot(self._matrix.a, self._matrix.b))
        return float(pdfium.FPDFText_GetFontSize(self._text, index)) * scale

    def _weight(self, index: int) -> tuple[bool, bool]:
        length = pdfium.FPDFText_GetFontInfo(self._text, index, self._font, len(self._font), self._flags)
        name = self._font.raw[: max(0, min(length, len(self._font)))].lower()
        weight = pdfium.FPDFText_GetFontWeight(self._text, index)
        return weight >= _BOLD_WEIGHT or b"bold" in name, b"italic" in name or b"oblique" in name


Matrix = tuple[float, float, float, float, float, float]
_PLAIN: Matrix = (1, 0, 0, 1, 0, 0)


def _times(one: Matrix, two: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


class _Objects:
    """Collects ruling lines: stroked segments, and filled boxes thin enough to be a line."""

    def __init__(self, page: Page, turn: Turn) -> None:
        self._page = page
        self._turn = turn
        self._left = _MOST_OBJECTS

    def read(self, handle: Native) -> None:
        for index in range(min(pdfium.FPDFPage_CountObjects(handle), _MOST_OBJECTS)):
            self._object(pdfium.FPDFPage_GetObject(handle, index), _PLAIN, 0)

    def _object(self, thing: Native, outer: Matrix, depth: int) -> None:
        self._left -= 1
        if self._left < 0 or not thing:
            return
        kind = pdfium.FPDFPageObj_GetType(thing)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            self._path(thing, _times(_matrix(thing), outer))
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            self._page.images += 1
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _FORM_DEPTH:
            inner = _times(_matrix(thing), outer)
            for index in range(min(pdfium.FPDFFormObj_CountObjects(thing), _MOST_OBJECTS)):
                self._object(pdfium.FPDFFormObj_GetObject(thing, index), inner, depth + 1)

    def _path(self, path: Native, matrix: Matrix) -> None:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        if not pdfium.FPDFPath_GetDrawMode(path, fill, stroke) or not (fill.value or stroke.value):
            return
        count = min(pdfium.FPDFPath_CountSegments(path), _MOST_OBJECTS)
        self._left -= count
        outline: list[tuple[float, float]] = []
        for index in range(count):
            segment = pdfium.FPDFPath_GetPathSegment(path, index)
            x, y = ctypes.c_float(), ctypes.c_float()
            if not pdfium.FPDFPathSegment_GetPoint(segment, x, y):
                continue
            kind = pdfium.FPDFPathSegment_GetType(segment)
            if kind == pdfium.FPDF_SEGMENT_MOVETO:
                self._outline(outline, bool(stroke.value))
                outline = []
            a, b, c, d, e, f = matrix
            outline.append(self._turn(a * x.value + c * y.value + e, b * x.value + d * y.value + f))
            if pdfium.FPDFPathSegment_GetClose(segment):
                outline.append(outline[0])
        self._outline(outline, bool(stroke.value))

    def _outline(self, points: list[tuple[float, float]], stroked: bool) -> None:
        if len(points) < 2:
            return
        xs, ys = [x for x, _ in points], [y for _, y in points]
        width, height = max(xs) - min(xs), max(ys) - min(ys)
        if height <= _THIN < width:
            self._page.level.append(Edge((min(ys) + max(ys)) / 2, min(xs), max(xs)))
        elif width <= _THIN < height:
            self._page.upright.append(Edge((min(xs) + max(xs)) / 2, min(ys), max(ys)))
        elif stroked:
            for (xa, ya), (xb, yb) in pairwise(points):
                if abs(ya - yb) <= 1 < abs(xa - xb):
                    self._page.level.append(Edge((ya + yb) / 2, min(xa, xb), max(xa, xb)))
                elif abs(xa - xb) <= 1 < abs(ya - yb):
                    self._page.upright.append(Edge((xa + xb) / 2, min(ya, yb), max(ya, yb)))


def _matrix(thing: Native) -> Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(thing, found):
        return _PLAIN
    return (found.a, found.b, found.c, found.d, found.e, found.f)
