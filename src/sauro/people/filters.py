"""What the list of people is narrowed to.

Belongs here: the filters as a value. Does not belong here: reading them from an address (``forms``), applying them.
"""

from __future__ import annotations

from dataclasses import dataclass

STATES = ("open", "invited", "idle", "closed")
"""Set up and open, without a password yet, without a role, closed."""


@dataclass(frozen=True, slots=True)
class PeopleFilters:
    q: str = ""
    unit: str = ""
    role: str = ""
    state: str = ""
    page: int = 1
