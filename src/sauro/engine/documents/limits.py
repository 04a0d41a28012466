"""How much a reader takes in before it refuses.

Belongs here: numbers with their unit and reason. Does not belong here: the checks (each reader has its own).
"""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one reading; every one is far above what an official document needs.

    ``bytes`` counts the file, ``unpacked`` all parts of a package together, ``part`` one part of it,
    ``ratio`` how much a large part may have been compressed, ``entries`` the parts, ``directory`` the
    bytes of the list of parts (looked at before the list is read, which costs memory), ``tables`` tables
    inside tables.
    """

    bytes: int = 50 * MEGABYTE
    entries: int = 4000
    directory: int = 2 * MEGABYTE
    unpacked: int = 256 * MEGABYTE
    part: int = 48 * MEGABYTE
    ratio: int = 200
    ratio_from: int = 4 * MEGABYTE
    pages: int = 1500
    characters: int = 52_500_000
    tables: int = 12

    def __post_init__(self) -> None:
        for name in self.__slots__:
            if getattr(self, name) <= 0:
                raise ValueError(f"the limit {name} must be above zero")
