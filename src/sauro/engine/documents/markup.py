"""Takes the marks of Markdown out of a text and remembers what they said.

Belongs here: emphasis, headings, escapes. Does not belong here: paragraphs, tables.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

BOLD, ITALIC = 1, 2

_TOKEN = re.compile(r"\\[!-/:-@\[-`{-~]|\*+|_+")
_HEADING = re.compile(r"[ ]{0,3}(#{1,6})[ \t]+(?=\S)")
_STARS_ONLY = re.compile(r"[ \t]*\*[* \t]*")
_COMMENT = re.compile(r"# [a-z][a-z_-]{2,20}: \S")
_SIGNS = (
    re.compile(r"\*\*[^\s*]|[^\s*]\*\*"),
    re.compile(r"(?m)^ {0,3}#{1,6}[ \t]+\S"),
    re.compile(r"(?<![\w*])\*[^\s*()][^*\n]*\*(?![\w*])"),
    re.compile(r"(?m)^\*[^\s*()][^*\n]+\*"),
    re.compile(r"(?<!\w)__[^\s_][^_\n]*__(?!\w)"),
    re.compile(r"(?m)^ {0,3}(?:\|[ \t]?)?:?-{2,}:?[ \t]?\|[ \t]?:?-{2}"),
)


@dataclass(slots=True)
class Marked:
    """The text without marks; ``weights`` has one byte of BOLD and ITALIC bits for each character."""

    text: str
    weights: bytearray
    headings: dict[int, int] = field(default_factory=dict)
    markdown: bool = False


def comment_end(text: str) -> int:
    """Where the comments end that who filed the text put before it ("# source: …"); 0 where there are none.

    They are lines of `# key: value` with a small-letter key. They stay in the text and belong to no block.
    """
    end = 0
    while _COMMENT.match(text, end):
        stop = text.find("\n", end)
        end = len(text) if stop < 0 else stop + 1
    return end


def unmark(text: str, skip: int) -> Marked:
    """The text of a Markdown file without its marks; a text without such marks comes back unchanged."""
    if not any(sign.search(text, skip) for sign in _SIGNS):
        return Marked(text, bytearray(len(text)))
    stripper = _Stripper()
    stripper.put(text[:skip], 0)
    for group in _groups(text, skip):
        stripper.group(group)
    marked = Marked("".join(stripper.parts), stripper.weights, stripper.headings, markdown=True)
    return marked


def _groups(text: str, skip: int) -> list[list[str]]:
    """Lines, each with its end, in groups that blank lines part; a mark never reaches over a blank line."""
    groups: list[list[str]] = [[]]
    for line in text[skip:].splitlines(keepends=True) if "\n" in text[skip:] else [text[skip:]]:
        groups[-1].append(line)
        if not line.strip():
            groups.append([])
    return groups


class _Stripper:
    def __init__(self) -> None:
        self.parts: list[str] = []
        self.weights = bytearray()
        self.headings: dict[int, int] = {}

    def put(self, piece: str, weight: int) -> None:
        self.parts.append(piece)
        self.weights.extend(bytes((weight,)) * len(piece))

    def group(self, lines: list[str]) -> None:
        source = "".join(self._line(line) for line in lines)
        self._emphasis(source)

    def _line(self, line: str) -> str:
        """The line without its heading mark; a line of stars alone is an empty emphasis and vanishes."""
        body = line.rstrip("\r\n")
        end = line[len(body) :]
        if _STARS_ONLY.fullmatch(body):
            return end
        heading = _HEADING.match(body)
        if heading:
            rest = _without_closing_marks(body[heading.end() :])
            return f"{_HEADING_SIGN}{len(heading.group(1))}{rest}{end}"
        return line

    def _emphasis(self, source: str) -> None:
        removed = _marks(source)
        state = 0
        at = 0
        for start, end, flip, literal in removed:
            self._plain(source[at:start], state)
            state ^= flip
            self.put(literal, state)
            at = end
        self._plain(source[at:], state)

    def _plain(self, piece: str, state: int) -> None:
        while (sign := piece.find(_HEADING_SIGN)) >= 0:
            self.put(piece[:sign], state)
            self.headings[len(self.weights)] = int(piece[sign + 1])
            piece = piece[sign + 2 :]
        self.put(piece, state)


def _without_closing_marks(heading: str) -> str:
    bare = heading.rstrip(" \t").rstrip("#")
    return bare.rstrip(" \t") if bare[-1:] in (" ", "\t") else heading


# Marks the place of a heading while emphasis is worked out; it is no character that a text may hold.
_HEADING_SIGN = "\udc00"

_Mark = tuple[int, int, int, str]


def _marks(source: str) -> list[_Mark]:
    """What to take out: start, end, the weights that it turns, and what stays in its place."""
    found: list[_Mark] = []
    italic: int | None = None
    under: dict[int, int] = {}
    for token in _TOKEN.finditer(source):
        start, end = token.span()
        run = token.group()
        if run[0] == "\\":
            found.append((start, end, 0, run[1]))
        elif run[0] == "_":
            _underscore(source, start, end, under, found)
        elif len(run) >= 2:
            # A run of two or more is never words: crawls leave empty and doubled pairs behind.
            if len(run) % 2 and italic is None:
                italic = len(found)
            elif len(run) % 2:
                italic = None
            flip = (BOLD if (len(run) // 2) % 2 else 0) | (ITALIC if len(run) % 2 else 0)
            found.append((start, end, flip, ""))
        elif italic is not None and not _is_bullet(source, start, end):
            italic = None
            found.append((start, end, ITALIC, ""))
        elif _opens(source, start, end):
            italic = len(found)
            found.append((start, end, ITALIC, ""))
    if italic is not None and found[italic][1] - found[italic][0] == 1:
        # One star that nothing closes is a note mark and stays.
        del found[italic]
    return sorted(found)


def _is_bullet(source: str, start: int, end: int) -> bool:
    line_start = source.rfind("\n", 0, start) + 1
    return not source[line_start:start].strip() and source[end : end + 1] in (" ", "\t")


def _opens(source: str, start: int, end: int) -> bool:
    after = source[end : end + 1]
    if not after or after.isspace():
        return False
    return not (source[start - 1 : start] == "(" and after == ")")


def _underscore(source: str, start: int, end: int, under: dict[int, int], found: list[_Mark]) -> None:
    length = end - start
    if length > 2:
        return
    before, after = source[start - 1 : start] if start else "", source[end : end + 1]
    flip = BOLD if length == 2 else ITALIC
    if length in under and before and not before.isspace() and not after.isalnum():
        opened = under.pop(length)
        found.append((opened, opened + length, flip, ""))
        found.append((start, end, flip, ""))
    elif not before.isalnum() and after and not after.isspace():
        under[length] = start
