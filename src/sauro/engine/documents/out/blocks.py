"""What the body of a document is made of, apart from tables.

Belongs here: headings of the levels the decree names, paragraphs, items, notes. Does not belong here: numbers
(``numbering`` counts them), looks (the writer gives them).

Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.6 and V.6.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from sauro.engine.documents.out.refusal import ImproperDocument
from sauro.engine.documents.out.tables import Table
from sauro.engine.documents.out.words import Words, check_line, check_mark


class Level(Enum):
    """Levels from the widest to the narrowest. A document uses chương … điều or mục I., not both."""

    PART = "Phần"  # Phần I, the title in capitals below
    CHAPTER = "Chương"  # Chương I, the title in capitals below
    DIVISION = "Mục"  # Mục 1, the title in capitals below
    SUBDIVISION = "Tiểu mục"  # Tiểu mục 1, the title in capitals below
    ARTICLE = "Điều"  # Điều 1. Title
    SECTION = "mục"  # I. TITLE
    CLAUSE = "khoản"  # 1. Title
    POINT = "điểm"  # a) words


@dataclass(frozen=True, slots=True)
class Heading:
    """A title at a level; points have none. ``mark`` lets a value elsewhere lead here."""

    level: Level
    title: Words
    mark: str = ""

    def __post_init__(self) -> None:
        check_line(self.title, "heading")
        check_mark(self.mark)
        if self.level is Level.POINT:
            raise ImproperDocument("point_with_title")


@dataclass(frozen=True, slots=True)
class Numbered:
    """A khoản without a title or an điểm: number and words in one paragraph."""

    level: Level
    words: Words
    mark: str = ""

    def __post_init__(self) -> None:
        check_line(self.words, self.level.name.lower())
        check_mark(self.mark)
        if self.level not in (Level.CLAUSE, Level.POINT):
            raise ImproperDocument("only_title", part=self.level.name.lower())


@dataclass(frozen=True, slots=True)
class Paragraph:
    words: Words
    mark: str = ""

    def __post_init__(self) -> None:
        check_line(self.words, "paragraph")
        check_mark(self.mark)


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a list: depth 1 opens with "-", depth 2 with "+"."""

    words: Words
    depth: int = 1
    mark: str = ""

    def __post_init__(self) -> None:
        check_line(self.words, "item")
        check_mark(self.mark)
        if self.depth not in (1, 2):
            raise ImproperDocument("bad_depth", depth=self.depth)


@dataclass(frozen=True, slots=True)
class Note:
    """A remark under a table or at the end of a part, smaller and in italics."""

    words: Words

    def __post_init__(self) -> None:
        check_line(self.words, "note")


Block = Heading | Numbered | Paragraph | Item | Note | Table
