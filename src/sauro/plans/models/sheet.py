"""A spreadsheet that came back: what its rows ask for, until a person decides.

Belongs here: the upload and the comparison shown. Does not belong here: the rules of comparing (``register_sheet``).
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from sauro.plans.models.common import one_of
from sauro.plans.models.imports import new_code
from sauro.plans.states import SheetState


class SheetImportQuerySet(models.QuerySet["SheetImport"]):
    def visible_to(self, account: object) -> SheetImportQuerySet:
        from sauro.people.permissions import can

        return self if can(account, "register.write_back") else self.none()


class SheetImport(models.Model):
    """``rows`` is what the file said, one object per data row with its place; it is judged anew whenever it is shown
    or applied, so that a task changed meanwhile is seen. ``result`` counts what was applied."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    state = models.CharField(max_length=10, choices=SheetState.choices, default=SheetState.READY)
    filename = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    rows = models.JSONField(default=list)
    unknown_columns = models.JSONField(default=list)
    received_at = models.DateTimeField()
    received_by_code = models.CharField(max_length=60)
    received_by_name = models.CharField(max_length=150)
    result = models.JSONField(default=dict)
    decided_at = models.DateTimeField(null=True)
    decided_by_code = models.CharField(max_length=60, blank=True)
    decided_by_name = models.CharField(max_length=150, blank=True)

    objects = SheetImportQuerySet.as_manager()

    class Meta:
        ordering = ("-received_at", "-id")
        constraints: ClassVar = [
            one_of("sheet_import_state", "state", SheetState.choices),
            models.CheckConstraint(
                name="sheet_import_decided_by",
                condition=Q(state="ready", decided_at__isnull=True, decided_by_code="")
                | (~Q(state="ready") & Q(decided_at__isnull=False) & ~Q(decided_by_code="")),
            ),
        ]

    def __str__(self) -> str:
        return self.code
