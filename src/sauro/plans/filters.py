"""The register's filters: what a person may ask for, and the address that asks for it.

Belongs here: the closed lists and the value itself. Does not belong here: reading what somebody typed (``forms``),
the questions to the database (``presenters.register``).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.utils.http import urlencode

ORDERS = ("co-quan", "van-ban")
CLARITIES = ("du", "thieu", "chua-du")


@dataclass(frozen=True, slots=True)
class RegisterFilters:
    """The register's filters as they stand in the address. Empty means "no condition"."""

    q: str = ""
    plan: str = ""
    unit: str = ""
    index: str = ""
    when: str = ""
    clarity: str = ""
    missing: tuple[str, ...] = ()
    order: str = "co-quan"
    page: int = 1

    def address(self, **changes: Any) -> str:
        """The query string of these filters with changes; a change of any filter goes back to the first
        page."""
        new = replace(self, **({"page": 1} | changes))
        pairs = [
            ("q", new.q),
            ("ke-hoach", new.plan),
            ("chu-tri", new.unit),
            ("chi-so", new.index),
            ("han", new.when),
            ("ro", new.clarity),
            *(("thieu", facet) for facet in new.missing),
            ("xep", new.order if new.order != ORDERS[0] else ""),
            ("trang", str(new.page) if new.page > 1 else ""),
        ]
        return "?" + urlencode([(name, value) for name, value in pairs if value])

    @property
    def any(self) -> bool:
        return bool(
            self.q or self.plan or self.unit or self.index or self.when or self.clarity or self.missing
        )
