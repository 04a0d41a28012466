"""One item of a document that holds several pieces of work: where it may be parted.

Belongs here: sentences that open with work of their own. Does not belong here: the finding that counts them
(``findings``), parting itself (a person does it).
"""

from __future__ import annotations

import re
from itertools import pairwise

from sauro.engine.planning.openings import opens_with_action

_SENTENCE_END = re.compile(r"\.\s+(?=[A-ZĐÀ-Ỹ])|;\s+(?=[A-ZĐÀ-Ỹ][a-zà-ỹ])")
_SHORTEST = 12


def _opens_work(words: str) -> bool:
    return len(words) >= _SHORTEST and opens_with_action(words)


def count_works(words: str) -> int:
    """Sentences that open with work of their own; one that leans on the sentence before it is part of it."""
    return sum(1 for part in _SENTENCE_END.split(words) if _opens_work(part))


def proposed_parts(words: str) -> tuple[str, ...]:
    """The pieces of work in their order, each with what leans on it; one piece where there is nothing to part."""
    cuts = [0, *(found.end() for found in _SENTENCE_END.finditer(words)), len(words)]
    parts: list[str] = []
    for start, end in pairwise(cuts):
        sentence = words[start:end].strip()
        ends = _SENTENCE_END.split(words[start:end] + " ")[0]
        if parts and not _opens_work(ends):
            parts[-1] = f"{parts[-1]} {sentence}".strip()
        elif sentence:
            parts.append(sentence)
    return tuple(parts)
