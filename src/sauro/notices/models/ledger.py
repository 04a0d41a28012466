"""The ledger of firings, and the lists prepared for a vice chair.

Belongs here: tables and invariants. Does not belong here: what people read (``messages``).
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from sauro.notices.states import FiringState, ListState, Why
from sauro.people.models.common import both_or_neither, reach_of


class PreparedListQuerySet(models.QuerySet["PreparedList"]):
    def visible_to(self, account: object) -> PreparedListQuerySet:
        """All for the office; for a leader those sent to the leader."""
        if reach_of(account, "notices.view").everything:
            return self
        pk = getattr(account, "pk", None)
        return self.filter(sent_to=pk, state=ListState.SENT) if pk is not None else self.none()


class PreparedList(models.Model):
    """Late subjects that a person may bring before a leader. ``content`` is what was sent, as it was sent."""

    code = models.CharField(max_length=40, unique=True)
    state = models.CharField(max_length=10, choices=ListState.choices, default=ListState.PREPARED)
    prepared_at = models.DateTimeField()
    note = models.CharField(max_length=1000, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    content = models.JSONField(default=list)
    sent_to = models.ForeignKey(
        "people.Account", null=True, blank=True, on_delete=models.PROTECT, related_name="prepared_lists"
    )
    decided_at = models.DateTimeField(null=True)
    decided_by_code = models.CharField(max_length=100, blank=True)
    decided_by_name = models.CharField(max_length=200, blank=True)

    objects = PreparedListQuerySet.as_manager()

    class Meta:
        ordering = ("-prepared_at", "-pk")
        constraints: ClassVar = [
            models.CheckConstraint(name="prepared_list_state", condition=Q(state__in=ListState.values)),
            models.UniqueConstraint(
                fields=("state",), condition=Q(state="prepared"), name="prepared_list_one_open"
            ),
            models.CheckConstraint(
                name="prepared_list_sent_to_somebody",
                condition=Q(state="sent", sent_to__isnull=False)
                | (~Q(state="sent") & Q(sent_to__isnull=True)),
            ),
            models.CheckConstraint(
                name="prepared_list_dropped_with_a_reason", condition=~Q(state="dropped") | ~Q(reason="")
            ),
            models.CheckConstraint(
                name="prepared_list_decided_or_open",
                condition=Q(state="prepared", decided_at__isnull=True)
                | (~Q(state="prepared") & Q(decided_at__isnull=False)),
            ),
            both_or_neither(
                "prepared_list_decided_by_somebody", "decided_at", "decided_by_code", "decided_by_name"
            ),
        ]

    def __str__(self) -> str:
        return self.code


class FiringQuerySet(models.QuerySet["Firing"]):
    def visible_to(self, account: object) -> FiringQuerySet:
        """What was sent to whom is for those who follow every unit."""
        return self if reach_of(account, "notices.view").everything else self.none()


class Firing(models.Model):
    """One due moment of a rule for a subject: what should have fired, did, when, to whom, or why not.

    ``rule`` is "<ladder>.<step>". ``told`` lists the people as they were then: code, name, rung.
    """

    watcher = models.CharField(max_length=60)
    rule = models.CharField(max_length=60)
    subject = models.CharField(max_length=160)
    moment = models.DateTimeField()
    title = models.CharField(max_length=300)
    url = models.CharField(max_length=300)
    unit_code = models.CharField(max_length=40)
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=FiringState.choices)
    why = models.CharField(max_length=20, choices=Why.choices, blank=True)
    told = models.JSONField(default=list)
    fired_at = models.DateTimeField()
    prepared_list = models.ForeignKey(
        PreparedList, null=True, blank=True, on_delete=models.PROTECT, related_name="firings"
    )

    objects = FiringQuerySet.as_manager()

    class Meta:
        ordering = ("-moment", "-pk")
        indexes: ClassVar = [
            models.Index(fields=("subject", "moment"), name="notices_firing_subject"),
            models.Index(fields=("fired_at",), name="notices_firing_fired"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("rule", "subject", "moment"), name="firing_once"),
            models.CheckConstraint(name="firing_state", condition=Q(state__in=FiringState.values)),
            models.CheckConstraint(
                name="firing_not_told_says_why",
                condition=Q(state__in=["sent", "listed"], why="")
                | (Q(state__in=["missed", "nobody"]) & ~Q(why="")),
            ),
            models.CheckConstraint(
                name="firing_listed_on_a_list",
                condition=Q(state="listed", prepared_list__isnull=False)
                | (~Q(state="listed") & Q(prepared_list__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.subject}"
