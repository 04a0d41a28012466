"""Which kind of source a document is, by the kind it names and by its number.

Belongs here: pure rules and the letters of each kind. Does not belong here: saving (``actions.sources``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from sauro.engine.text import fold
from sauro.plans.states import SourceKind

_KINDS: tuple[tuple[str, SourceKind], ...] = (
    ("ke hoach", SourceKind.PLAN),
    ("chuong trinh", SourceKind.PLAN),
    ("de an", SourceKind.PLAN),
    ("quyet dinh", SourceKind.DECISION),
    ("chi thi", SourceKind.DIRECTIVE),
    ("cong van", SourceKind.LETTER),
    ("cong dien", SourceKind.LETTER),
    ("thong bao", SourceKind.CONCLUSION),
    ("ket luan", SourceKind.CONCLUSION),
)
LETTERS: Mapping[str, str] = {
    SourceKind.PLAN: "KH",
    SourceKind.DECISION: "QD",
    SourceKind.DIRECTIVE: "CT",
    SourceKind.LETTER: "CV",
    SourceKind.CONCLUSION: "TB",
    SourceKind.PRIME_MINISTER: "TTG",
    SourceKind.OTHER: "VB",
}
# 45/UBND-NC: a letter names no kind, its number begins with who sends it. 45/KH-UBND begins with the kind.
_LETTER_NUMBER = re.compile(r"\s*\d+\s*/\s*(?!kh|qd|ct|tb|nq|ttr|bc|da|ctr|kl)[a-z]+\s*-")


def source_kind(kind: str, number: str) -> SourceKind:
    """A document that names no kind is a letter where its number says so, else a plan; a kind that is not known
    is another document. A person may choose differently."""
    words = " ".join(fold(kind).split())
    if not words:
        return SourceKind.LETTER if _LETTER_NUMBER.match(fold(number)) else SourceKind.PLAN
    return next((found for name, found in _KINDS if words.startswith(name)), SourceKind.OTHER)
