"""The name of a file as its sender wrote it, made safe to show and to save.

Belongs here: one pure question. Does not belong here: what the content is (``inspection``).
"""

from __future__ import annotations

import re
import unicodedata

LONGEST = 255
_SPACES = re.compile(r"\s+")
_HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn")


def clean_name(sent: str) -> str:
    """The last part of a path in composed letters, without characters that nobody sees or that turn the direction of
    reading ("kế‮fdp.exe"); empty where nothing is left. A long name loses the end of its stem, not its ending."""
    shown = "".join(
        character if unicodedata.category(character) not in _HIDDEN else " " if character in "\t\r\n" else ""
        for character in unicodedata.normalize("NFC", sent)
    )
    name = _SPACES.sub(" ", re.split(r"[\\/]", shown)[-1]).strip(" .")
    if len(name) <= LONGEST:
        return name
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 20:
        return name[:LONGEST]
    return f"{stem[: LONGEST - len(ending) - 1]}.{ending}"


def extension_of(name: str) -> str:
    """The ending in small letters without its dot; empty where there is none."""
    stem, dot, ending = name.rpartition(".")
    return ending.lower() if dot and stem else ""
