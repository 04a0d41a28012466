"""A person who was refused asks for the right.

Belongs here: the table and its invariants. Does not belong here: the page that refuses (``web``).
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from sauro.people.models.accounts import Account
from sauro.people.models.common import both_or_neither, reach_of
from sauro.people.states import RequestState


class AccessRequestQuerySet(models.QuerySet["AccessRequest"]):
    def visible_to(self, account: object) -> AccessRequestQuerySet:
        """All of them for those who manage every account, the own ones for everybody else."""
        if not isinstance(account, Account):
            return self.none()
        return self if reach_of(account, "people.manage").everything else self.filter(account=account)


class AccessRequest(models.Model):
    """``path`` is the page that was refused, so that whoever decides sees what it is about."""

    code = models.CharField(max_length=40, unique=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="access_requests")
    permission = models.CharField(max_length=80)
    path = models.CharField(max_length=500)
    note = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=RequestState.choices, default=RequestState.OPEN)
    answer = models.CharField(max_length=500, blank=True)
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by_code = models.CharField(max_length=100, blank=True)
    decided_by_name = models.CharField(max_length=200, blank=True)

    objects = AccessRequestQuerySet.as_manager()

    class Meta:
        ordering = ("-asked_at", "-pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("account", "permission"), condition=Q(state="open"), name="access_request_one_open"
            ),
            models.CheckConstraint(
                name="access_request_declined_with_a_reason", condition=~Q(state="declined") | ~Q(answer="")
            ),
            models.CheckConstraint(
                name="access_request_decided_or_open",
                condition=Q(state="open", decided_at__isnull=True)
                | (~Q(state="open") & Q(decided_at__isnull=False)),
            ),
            both_or_neither(
                "access_request_decided_by_somebody", "decided_at", "decided_by_code", "decided_by_name"
            ),
        ]

    def __str__(self) -> str:
        return self.code
