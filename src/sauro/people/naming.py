"""How people are found and put in order.

Belongs here: the search text and the order of names. Does not belong here: names of units (``engine.text``).
"""

from __future__ import annotations

import re

from sauro.engine.text.fold import fold, sort_key

_BRACKETS = re.compile(r"\([^()]*\)")
SEARCH_LENGTH, KEY_LENGTH = 600, 900


def name_key(name: str) -> str:
    """Lists of people go by the given name, which stands last, then by the family and middle names.

    What stands in brackets behind a name is no part of it.
    """
    words = _BRACKETS.sub(" ", name).split() or name.split()
    return sort_key(" ".join([*words[-1:], *words[:-1]]))[:KEY_LENGTH]


def search_text(name: str, *more: str | None) -> str:
    """Folded name and the other words by which somebody looks for the person."""
    return fold(" ".join([name, *(word for word in more if word)]))[:SEARCH_LENGTH]
