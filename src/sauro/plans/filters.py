"""The register's filters: what a person may ask for, and the address that asks for it.

Belongs here: the closed lists and the value itself. Does not belong here: reading what somebody typed (``forms``),
the questions to the database (``queries``, ``presenters.register``).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.utils.http import urlencode

from sauro.plans.states import TaskLife

ORDERS = ("tinh-trang", "co-quan", "chi-so", "dieu-thieu", "van-ban")
"""Groups of the list: by state, lead agency, index, missing facet; or none, in the order of the document."""
CLARITIES = ("du", "thieu", "chua-du")
LIVES = {
    "da-tach": TaskLife.SPLIT,
    "da-gop": TaskLife.MERGED,
    "da-rut": TaskLife.WITHDRAWN,
    "da-bo": TaskLife.DROPPED,
}
"""Tasks that the register no longer counts; without this filter it shows those it does."""
NO_LEAD = "khong"


@dataclass(frozen=True, slots=True)
class RegisterFilters:
    """The register's filters as they stand in the address. Empty means "no condition".

    ``unit`` leads, ``part`` has any part, ``due`` is a year, a quarter or a kind of time, ``life`` a code of
    ``LIVES``.
    """

    q: str = ""
    plan: str = ""
    unit: str = ""
    part: str = ""
    index: str = ""
    state: str = ""
    due: str = ""
    clarity: str = ""
    missing: tuple[str, ...] = ()
    life: str = ""
    order: str = ORDERS[0]
    page: int = 1

    def address(self, **changes: Any) -> str:
        """The query string of these filters with changes; a change of any filter goes back to the first
        page."""
        new = replace(self, **({"page": 1} | changes))
        pairs = [
            *new.conditions(),
            ("xep", new.order if new.order != ORDERS[0] else ""),
            ("trang", str(new.page) if new.page > 1 else ""),
        ]
        return "?" + urlencode([(name, value) for name, value in pairs if value])

    def conditions(self) -> list[tuple[str, str]]:
        """What narrows the list, by the names of the address."""
        pairs = [
            ("q", self.q),
            ("ke-hoach", self.plan),
            ("chu-tri", self.unit),
            ("don-vi", self.part),
            ("chi-so", self.index),
            ("tinh-trang", self.state),
            ("han", self.due),
            ("ro", self.clarity),
            *(("thieu", facet) for facet in self.missing),
            ("doi", self.life),
        ]
        return [(name, value) for name, value in pairs if value]

    @property
    def any(self) -> bool:
        return bool(self.conditions())
