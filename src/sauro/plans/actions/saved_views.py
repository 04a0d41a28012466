"""Filters of the register that a person keeps under a name.

Belongs here: saving, renaming, ordering and removing the own views. Does not belong here: what filters mean (``filters``).
"""

from __future__ import annotations

from django.db import transaction

from sauro.people.models import Account
from sauro.plans.actions.common import note, require
from sauro.plans.models import SavedView
from sauro.plans.refusals import ActionRefused

MOST = 20
"""Views of one person; more of them would be a list to search through."""


def save_view(*, name: str, query: str, by: Account) -> SavedView:
    """Keeps the filters under the name; a name that the person already uses gets the new filters."""
    actor = require(by, "plans.view")
    with transaction.atomic():
        _one_at_a_time(by)
        own = SavedView.objects.filter(account=by)
        view = own.filter(name=name).first()
        before = None
        if view is not None:
            before = {"query": view.query}
            view.query = query
            view.save(update_fields=["query"])
        else:
            taken = list(own.values_list("order", flat=True))
            if len(taken) >= MOST:
                raise ActionRefused("too_many_views", most=MOST)
            order = max(taken, default=0) + 1
            view = SavedView.objects.create(account=by, name=name, query=query, order=order)
        note(by=actor, action="save_view", subject=_subject(by, name), before=before, after={"query": query})
    return view


def rename_view(*, view: SavedView, name: str, by: Account) -> None:
    actor = require(by, "plans.view")
    with transaction.atomic():
        _one_at_a_time(by)
        own = _own(view, by)
        if name == own.name:
            return
        if SavedView.objects.filter(account=by, name=name).exists():
            raise ActionRefused("view_name_taken", name=name)
        before, own.name = own.name, name
        own.save(update_fields=["name"])
        note(
            by=actor,
            action="rename_view",
            subject=_subject(by, name),
            before={"name": before},
            after={"name": name},
        )


def move_view(*, view: SavedView, up: bool, by: Account) -> None:
    """Changes places with the neighbour; the first has nobody above it and stays."""
    actor = require(by, "plans.view")
    with transaction.atomic():
        own = list(SavedView.objects.select_for_update().filter(account=by).order_by("order", "id"))
        place = [one.pk for one in own].index(_own(view, by).pk)
        other = place - 1 if up else place + 1
        if not 0 <= other < len(own):
            return
        own[place], own[other] = own[other], own[place]
        for order, one in enumerate(own, start=1):
            one.order = order
            one.save(update_fields=["order"])
        note(by=actor, action="move_view", subject=_subject(by, view.name), after={"place": other + 1})


def remove_view(*, view: SavedView, by: Account) -> None:
    actor = require(by, "plans.view")
    with transaction.atomic():
        own = _own(view, by)
        note(by=actor, action="remove_view", subject=_subject(by, own.name), before={"query": own.query})
        own.delete()


def _one_at_a_time(by: Account) -> None:
    """Two windows of one person: a name that is not there yet has no row to lock."""
    Account.objects.select_for_update(no_key=True).get(pk=by.pk)


def _own(view: SavedView, by: Account) -> SavedView:
    """Read again under the lock; somebody else's view is as if it did not exist."""
    return SavedView.objects.visible_to(by).select_for_update().get(pk=view.pk)


def _subject(by: Account, name: str) -> str:
    return f"{by.code}: {name}"
