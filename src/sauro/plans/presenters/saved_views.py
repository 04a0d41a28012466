"""The own saved views, as chips over the register and on the page that orders them.

Belongs here: a stored query → an address that means something today. Does not belong here: saving (``actions``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sauro.plans.filters import RegisterFilters
from sauro.plans.models import SavedView


@dataclass(frozen=True, slots=True)
class ViewLine:
    """``name`` is also how forms speak of the view: it is unique for its person, and database ids stay inside."""

    name: str
    address: str
    current: bool
    first: bool
    last: bool


def saved_views(
    account: object, clean: Callable[[str], RegisterFilters], filters: RegisterFilters | None = None
) -> list[ViewLine]:
    """In the person's order. A stored query is cleaned (``clean``) like a typed one, whatever became of its
    conditions since."""
    views = list(SavedView.objects.visible_to(account).order_by("order", "id"))
    here = filters.address() if filters is not None else None
    lines = []
    for place, view in enumerate(views):
        address = clean(view.query).address()
        lines.append(ViewLine(view.name, address, address == here, place == 0, place == len(views) - 1))
    return lines
