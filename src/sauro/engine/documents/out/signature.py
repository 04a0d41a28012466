"""Who signs, and in which capacity.

Belongs here: the forms of cell 7 and which of them exist. Does not belong here: whether a person may sign so
(the room ``people`` keeps the authorities with their documents).

Source: Nghị định 30/2020/NĐ-CP, Điều 13 and Phụ lục I, mục II.7.
"""

from __future__ import annotations

from dataclasses import dataclass

from sauro.engine.documents.out.refusal import ImproperDocument
from sauro.engine.documents.out.words import check_line, check_words

CAPACITIES = ("TM", "KT", "Q", "TL", "TUQ")

# Capacities of the lines from top to bottom; "" is a post without one. A deputy may sign for a head who signs by
# order (TL., Điều 13 khoản 4), but nobody for one who signs by mandate (TUQ., khoản 3): that pair is not here.
FORMS = frozenset(
    {
        ("",),
        ("Q",),
        ("KT", ""),
        ("TM", ""),
        ("TM", "Q"),
        ("TM", "KT", ""),
        ("TL", ""),
        ("TL", "Q"),
        ("TL", "KT", ""),
        ("TUQ", ""),
        ("TUQ", "Q"),
        ("TM", "TUQ", ""),
    }
)


@dataclass(frozen=True, slots=True)
class Signature:
    """``lines`` from top to bottom: ``("TL. Chủ tịch", "KT. Chánh Văn phòng", "Phó Chánh Văn phòng")``.

    ``name`` may be empty until it is known who signs. ``other_post`` stands above the name where a member of a
    council or committee also names the own office (cell 7b).
    """

    lines: tuple[str, ...]
    name: str = ""
    other_post: str = ""

    def __post_init__(self) -> None:
        for line in self.lines:
            check_line(line, "post")
        form = tuple(capacity(line) for line in self.lines)
        # "TM." with nothing behind it names no body.
        if form not in FORMS or any(line.strip().endswith(".") for line in self.lines):
            raise ImproperDocument("bad_capacity", lines=" / ".join(self.lines))
        check_words(self.other_post)
        check_words(self.name)
        if "." in self.name:
            raise ImproperDocument("title_before_name", name=self.name)


def capacity(line: str) -> str:
    """The capacity that a line opens with, or nothing."""
    head, stop, _ = line.strip().partition(".")
    return head.upper() if stop and head.upper() in CAPACITIES else ""
