"""What the tables of the room share. Belongs here: constraint makers, the reach of reading. No table of its own."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from sauro.people.granted import Granted
from sauro.people.models.common import reach_of

VIEW = "reports.view"


def one_of(name: str, field: str, choices: list[tuple[str, Any]]) -> models.CheckConstraint:
    return models.CheckConstraint(name=name, condition=Q(**{f"{field}__in": [code for code, _ in choices]}))


def viewing(account: object) -> Granted:
    """How far the account may read reports."""
    return reach_of(account, VIEW)


def some_view(account: object) -> bool:
    """Whether the account may read any report: who may, may know the periods."""
    reached = viewing(account)
    return bool(reached.everything or reached.units)
