"""An uploaded document on its way into the register.

Belongs here: what was received, what the reader said, what a person decided. Does not belong here:
confirmed plans.
"""

from __future__ import annotations

import secrets
from typing import ClassVar

from django.db import models
from django.db.models import Q

from sauro.plans.models.common import known_with_person, one_of
from sauro.plans.states import BEING_READ, ImportState


def new_code() -> str:
    """Not guessable: a preview shows a document that may not be in force."""
    return secrets.token_hex(8)


class PlanImportQuerySet(models.QuerySet["PlanImport"]):
    def visible_to(self, account: object) -> PlanImportQuerySet:
        from sauro.people.permissions import can

        return self if can(account, "plans.import") or can(account, "plans.confirm") else self.none()

    def open(self) -> PlanImportQuerySet:
        return self.filter(state__in=(*BEING_READ, ImportState.READY))


class PlanImport(models.Model):
    """``result`` is the reader's ``sauro.plan/1`` as it came; ``finding_values`` fill its sentences in any
    language. ``amends`` is the plan whose version in force this document takes the place of, ``compared_with``
    that version when the comparison was made. ``amends_part``: what the document does not speak of stays."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    state = models.CharField(max_length=10, choices=ImportState.choices, default=ImportState.RECEIVED)
    blob = models.ForeignKey("files.Blob", null=True, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64, db_index=True)
    filename = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    is_sample = models.BooleanField(default=False)
    received_at = models.DateTimeField()
    received_by_code = models.CharField(max_length=60)
    received_by_name = models.CharField(max_length=150)
    read_at = models.DateTimeField(null=True)
    text = models.TextField(blank=True)
    result = models.JSONField(null=True)
    finding_values = models.JSONField(default=list)
    refusal_code = models.CharField(max_length=60, blank=True)
    refusal_values = models.JSONField(default=dict)
    refusal_place = models.CharField(max_length=200, blank=True)
    amends = models.ForeignKey("plans.Plan", null=True, on_delete=models.PROTECT, related_name="amendments")
    amends_part = models.BooleanField(default=False)
    compared_with = models.ForeignKey(
        "plans.PlanVersion", null=True, on_delete=models.PROTECT, related_name="+"
    )
    version = models.ForeignKey(
        "plans.PlanVersion", null=True, on_delete=models.PROTECT, related_name="imports"
    )
    decided_at = models.DateTimeField(null=True)
    decided_by_code = models.CharField(max_length=60, blank=True)
    decided_by_name = models.CharField(max_length=150, blank=True)

    objects = PlanImportQuerySet.as_manager()

    class Meta:
        ordering = ("-received_at", "-id")
        constraints: ClassVar = [
            one_of("plan_import_state", "state", ImportState.choices),
            known_with_person("plan_import_decided_by", "decided"),
            models.CheckConstraint(
                name="plan_import_ready_has_result",
                condition=~Q(state__in=("ready", "confirmed")) | Q(result__isnull=False),
            ),
            models.CheckConstraint(
                name="plan_import_refused_has_code", condition=~Q(state="refused") | ~Q(refusal_code="")
            ),
            models.CheckConstraint(
                name="plan_import_confirmed_has_version",
                condition=~Q(state="confirmed") | Q(version__isnull=False),
            ),
            models.UniqueConstraint(
                fields=("sha256",),
                condition=Q(state__in=("received", "reading", "ready")),
                name="plan_import_open_once",
            ),
        ]

    def __str__(self) -> str:
        return self.code
