"""The numbers that a word processor computes and does not store as text.

Belongs here: numbering definitions, counters, number formats. Does not belong here: paragraphs, styles.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sauro.engine.documents.docx_names import number, switch, value, w
from sauro.engine.documents.docx_styles import Styles
from sauro.engine.documents.package import Element

LEVELS = 9
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_WORDS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
_PLACE = re.compile(r"%([1-9])")
# Bullets of symbol fonts have no letter of their own; their level tells them apart as officials write them.
_PLAIN_BULLETS = ("-", "+", "•")


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None
    decimal_only: bool = False


@dataclass(slots=True)
class _List:
    abstract: str
    levels: dict[int, _Level]
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Prints the next number of a list; a document is walked once, in its order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, Element] = {}
        self._instances: dict[str, Element] = {}
        self._lists: dict[str, _List | None] = {}
        self._style_levels: dict[tuple[str, str], int] = {}
        self._counters: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()
        if root is not None:
            for node in root.iter(w("abstractNum")):
                self._abstract.setdefault(node.get(w("abstractNumId"), ""), node)
            for node in root.iter(w("num")):
                self._instances.setdefault(node.get(w("numId"), ""), node)

    def label(self, num_id: str | None, level: str | None, style: str | None) -> str:
        """The printed number or bullet of the next paragraph in this list; empty where there is none."""
        if num_id is None or num_id == "0":
            return ""
        found = self._list(num_id)
        if found is None:
            return ""
        stated = number(level, -1) if level is not None else self._level_of_style(num_id, style)
        at = min(max(stated, 0), LEVELS - 1)
        definition = found.levels.get(at)
        if definition is None:
            return ""
        counters = self._advance(num_id, found, at, definition)
        if definition.format == "none" and "%" not in definition.text:
            return definition.text.strip()
        if definition.format == "bullet":
            return _bullet(definition.text, at)

        def place(match: re.Match[str]) -> str:
            other = int(match.group(1)) - 1
            shape = found.levels.get(other, _Level())
            count = counters[other] if counters[other] is not None else shape.start
            return printed(
                int(count or 0), "decimal" if definition.decimal_only and other != at else shape.format
            )

        return _PLACE.sub(place, definition.text).strip()

    def _advance(self, num_id: str, found: _List, at: int, definition: _Level) -> list[int | None]:
        counters = self._counters.setdefault(found.abstract, [None] * LEVELS)
        if at in found.starts and (num_id, at) not in self._begun:
            counters[at] = None
        self._begun.add((num_id, at))
        current = counters[at]
        counters[at] = found.starts.get(at, definition.start) if current is None else current + 1
        for lower in range(at + 1, LEVELS):
            restart = found.levels.get(lower, _Level()).restart
            if restart is None or (restart and at < restart):
                counters[lower] = None
        return counters

    def _level_of_style(self, num_id: str, style: str | None) -> int:
        return self._style_levels.get((num_id, style or ""), 0)

    def _list(self, num_id: str) -> _List | None:
        if num_id not in self._lists:
            self._lists[num_id] = self._build(num_id)
        return self._lists[num_id]

    def _build(self, num_id: str) -> _List | None:
        instance = self._instances.get(num_id)
        if instance is None:
            return None
        name = value(instance, "abstractNumId") or ""
        abstract = self._abstract.get(name)
        for _ in range(LEVELS):
            link = value(abstract, "numStyleLink")
            linked = self._instances.get(self._styles.get(link).numbering[0] or "") if link else None
            if linked is None:
                break
            name = value(linked, "abstractNumId") or ""
            abstract = self._abstract.get(name)
        if abstract is None:
            return None
        built = _List(name, {})
        for node in abstract.findall(w("lvl")):
            self._add_level(num_id, built, node)
        for override in instance.findall(w("lvlOverride")):
            for node in override.findall(w("lvl")):
                self._add_level(num_id, built, node)
            start = value(override, "startOverride")
            if start is not None:
                built.starts[number(override.get(w("ilvl")), 0)] = number(start, 1)
        return built

    def _add_level(self, num_id: str, built: _List, node: Element) -> None:
        at = number(node.get(w("ilvl")), 0)
        restart = value(node, "lvlRestart")
        form = value(node, "numFmt") or _alternate_format(node) or "decimal"
        text = value(node, "lvlText") or ""
        built.levels[at] = _Level(
            start=number(
                value(node, "start"), 1 if form != "decimal" else 0 if value(node, "start") == "0" else 1
            ),
            format=form,
            text="-" if not text and node.find(w("lvlPicBulletId")) is not None else text,
            restart=None if restart is None else number(restart, 0),
            decimal_only=bool(switch(node, "isLgl")),
        )
        style = value(node, "pStyle")
        if style:
            self._style_levels[(num_id, style)] = at


def _alternate_format(node: Element) -> str | None:
    # Formats newer than the standard stand inside mc:AlternateContent; the fallback states a common one.
    found = next(node.iter(w("numFmt")), None)
    return None if found is None else found.get(w("val"))


def _bullet(text: str, level: int) -> str:
    text = text.strip()
    if not text:
        return ""
    private = all("\ue000" <= c <= "\uf8ff" for c in text)
    ascii_behind = chr(ord(text[0]) - 0xF000) if private and ord(text[0]) >= 0xF020 else ""
    if ascii_behind in ("-", "+"):
        return ascii_behind
    if private or text in ("o", "", "§", "·", "Ø", "ü", "v", "q", "à"):
        return _PLAIN_BULLETS[min(level, len(_PLAIN_BULLETS) - 1)]
    return text


def printed(count: int, form: str) -> str:
    """``count`` as the format prints it; a format that is not known here is printed in digits."""
    if form == "none":
        return ""
    if form == "decimalZero":
        return f"{count:02d}"
    if form in ("upperRoman", "lowerRoman") and 0 < count < 4000:
        roman = _roman(count)
        return roman.upper() if form == "upperRoman" else roman
    if form in ("upperLetter", "lowerLetter") and 0 < count <= 26 * 30:
        # Word repeats the letter after z: aa, bb, not aa, ab.
        letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letters.upper() if form == "upperLetter" else letters
    if form == "vietnameseCounting" and 0 <= count < 100:
        return _in_words(count)
    return str(count)


def _roman(count: int) -> str:
    letters = ""
    for amount, letter in _ROMAN:
        letters += letter * (count // amount)
        count %= amount
    return letters


def _in_words(count: int) -> str:
    tens, ones = divmod(count, 10)
    if count <= 10:
        return _WORDS[count]
    last = "" if not ones else "lăm" if ones == 5 else "mốt" if ones == 1 and tens > 1 else _WORDS[ones]
    head = "mười" if tens == 1 else f"{_WORDS[tens]} mươi"
    return f"{head} {last}".strip()
