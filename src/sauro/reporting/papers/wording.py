"""Sentences of papers, from ``definitions/papers``: found by paper and code, filled in.

Belongs here: finding and filling. Does not belong here: the sentences, which sentence fits.

``{name}`` is a place to fill; ``{{so:…}}`` is a mark and stays. Papers are Vietnamese whatever the reader's language is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import yaml

from sauro import definitions

_PLACE = re.compile(r"(?<!\{)\{([a-z_]+)\}(?!\})")


class Wording:
    """The sentences of one paper. ``say("late.none", …)`` is the sentence ``none`` of the group ``late``."""

    def __init__(self, data: Mapping[str, Any], name: str) -> None:
        self.data, self.name = data, name

    def say(self, code: str, **values: object) -> str:
        """KeyError where there is no such sentence, or a place in it has no value."""
        template = self.get(code)
        return _PLACE.sub(lambda found: str(values[found[1]]), template)

    def get(self, code: str) -> str:
        found: Any = self.data
        for part in code.split("."):
            found = found[part]
        if not isinstance(found, str):
            raise KeyError(f"{self.name}: {code} is no sentence")
        return found

    def table(self, code: str) -> Mapping[str, str]:
        """A group whose own codes hold points, such as headings."""
        found: Any = self.data
        for part in code.split("."):
            found = found[part]
        return {str(name): str(text) for name, text in found.items()}

    def lines(self, code: str) -> tuple[str, ...]:
        found: Any = self.data
        for part in code.split("."):
            found = found[part]
        return tuple(str(line) for line in found)


@cache
def wording(name: str) -> Wording:
    """The sentences of ``definitions/papers/<name>.yaml``."""
    return Wording(yaml.safe_load(definitions.text(f"papers/{name}.yaml")), name)
