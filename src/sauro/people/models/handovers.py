"""Work that one person of a unit hands over to the next.

Belongs here: the table and its invariants. Does not belong here: what is open (the rooms above register it).
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from sauro.people.models.accounts import Account
from sauro.people.models.common import both_or_neither, reach_of
from sauro.people.models.units import Unit
from sauro.people.states import HandoverState


class HandoverQuerySet(models.QuerySet["Handover"]):
    def visible_to(self, account: object) -> HandoverQuerySet:
        """Both parties see it, and those who look after the people of the unit."""
        if not isinstance(account, Account):
            return self.none()
        granted = reach_of(account, "people.view")
        if granted.everything:
            return self
        return self.filter(Q(giver=account) | Q(receiver=account) | Q(unit__in=granted.units))


class Handover(models.Model):
    """A role in a unit passes from one person to another, with the work that was open on the day of offering.

    ``items`` is a list of {"room", "code", "words"} as it was then; later changes do not alter it.
    """

    code = models.CharField(max_length=40, unique=True)
    giver = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="handovers_given")
    receiver = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="handovers_received")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="handovers")
    role = models.SlugField(max_length=40)
    scope = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=10, choices=HandoverState.choices, default=HandoverState.OFFERED)
    reason = models.CharField(max_length=500)
    answer = models.CharField(max_length=500, blank=True)
    items = models.JSONField(default=list)
    offered_at = models.DateTimeField()
    offered_by_code = models.CharField(max_length=100)
    offered_by_name = models.CharField(max_length=200)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by_code = models.CharField(max_length=100, blank=True)
    decided_by_name = models.CharField(max_length=200, blank=True)

    objects = HandoverQuerySet.as_manager()

    class Meta:
        ordering = ("-offered_at", "-pk")
        constraints: ClassVar = [
            models.CheckConstraint(name="handover_to_another", condition=~Q(giver=F("receiver"))),
            models.CheckConstraint(name="handover_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="handover_returned_with_a_reason", condition=~Q(state="returned") | ~Q(answer="")
            ),
            models.CheckConstraint(
                name="handover_decided_or_offered",
                condition=Q(state="offered", decided_at__isnull=True)
                | (~Q(state="offered") & Q(decided_at__isnull=False)),
            ),
            both_or_neither(
                "handover_decided_by_somebody", "decided_at", "decided_by_code", "decided_by_name"
            ),
            models.UniqueConstraint(
                fields=("giver", "unit", "role", "scope"),
                condition=Q(state="offered"),
                name="handover_one_offered",
            ),
        ]

    def __str__(self) -> str:
        return self.code
