"""Who took a step with a row, and when, on the row itself.

Belongs here: filling the three columns ``<step>_at``, ``<step>_by_code`` and ``<step>_by_name`` that rooms keep beside
a state. Does not belong here: the trail (``actions``), saving.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.utils import timezone

from sauro.audit.actor import Actor


def columns(step: str) -> list[str]:
    """The names of the three columns, for the lists of fields that a save or an update takes."""
    return [f"{step}_at", f"{step}_by_code", f"{step}_by_name"]


def signature(step: str, by: Actor) -> dict[str, Any]:
    """The three values of a step taken now, for a row that is about to be made."""
    return dict(zip(columns(step), (timezone.now(), by.code, by.name), strict=True))


def stamp(row: Model, step: str, by: Actor) -> list[str]:
    """Puts the values into ``row``, unsaved; gives the columns, for ``update_fields``.

    FieldDoesNotExist where the row has no such step.
    """
    for name, value in signature(step, by).items():
        row._meta.get_field(name)
        setattr(row, name, value)
    return columns(step)
