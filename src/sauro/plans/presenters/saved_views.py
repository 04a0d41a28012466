"""The own saved views, as chips over the register and on the page that orders them.

Belongs here: a stored query → an address that means something today. Does not belong here: saving (``actions``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone

from sauro.audit.queries import data_version
from sauro.audit.remembered import Remembered
from sauro.people.models import Account
from sauro.plans.filters import RegisterFilters
from sauro.plans.models import SavedView

KEPT = Remembered(2048)


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
    views = _stored(account)
    if not views:
        return []
    here = filters.address() if filters is not None else None
    lines = []
    for place, (name, query) in enumerate(views):
        address = clean(query).address()
        lines.append(ViewLine(name, address, address == here, place == 0, place == len(views) - 1))
    return lines


def _stored(account: object) -> tuple[tuple[str, str], ...]:
    """(name, query) of the account's views, read once for each state of the data: most people have none, and every
    page of the register asks."""
    if not isinstance(account, Account):
        return ()

    def read() -> tuple[tuple[str, str], ...]:
        views = SavedView.objects.visible_to(account).order_by("order", "id")
        return tuple(views.values_list("name", "query"))

    return KEPT.get(data_version(), (account.pk, timezone.localdate()), read)
