"""What the tables of the register share. Belongs here: constraint makers and abstract parts. No table of
its own."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q


def may_view(account: object) -> bool:
    from sauro.people.permissions import can

    return can(account, "plans.view")


def anchor_check(name: str, *, start: str = "start", end: str = "end") -> models.CheckConstraint:
    """An anchor is absent as a whole, or begins before it ends."""
    absent = Q(**{f"{start}__isnull": True, f"{end}__isnull": True})
    present = Q(**{f"{start}__isnull": False, f"{end}__gt": F(start)})
    return models.CheckConstraint(name=name, condition=absent | present)


def one_of(name: str, field: str, choices: list[tuple[str, Any]]) -> models.CheckConstraint:
    return models.CheckConstraint(name=name, condition=Q(**{f"{field}__in": [code for code, _ in choices]}))


def known_with_person(name: str, step: str) -> models.CheckConstraint:
    """The moment of a step and the code of the person who took it are known together, or neither."""
    at, code = f"{step}_at__isnull", f"{step}_by_code"
    neither = Q(**{at: True, code: ""})
    return models.CheckConstraint(name=name, condition=neither | (Q(**{at: False}) & ~Q(**{code: ""})))


class Anchored(models.Model):
    """A value that stands in the text of a version, in code points of its NFC text."""

    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    class Meta:
        abstract = True


class TargetValues(Anchored):
    """A target as the document states it; a year without a figure is not in ``by_year``."""

    code = models.CharField(max_length=60)
    text = models.TextField()
    value = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    unit = models.CharField(max_length=120, blank=True)
    by_year = models.JSONField(default=dict)
    order = models.PositiveIntegerField()

    class Meta:
        abstract = True
