"""One-time links: an invitation to open an account, or a new password.

Belongs here: the table and its invariants. Does not belong here: making and using links (``actions``).
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from sauro.people.models.accounts import Account
from sauro.people.models.common import reach_of
from sauro.people.states import LinkPurpose, LinkState


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def visible_to(self, account: object) -> InvitationQuerySet:
        """Links of the people whom the account manages."""
        return reach_of(account, "people.manage").limit(self, "account__memberships__unit_id").distinct()


class Invitation(models.Model):
    """A link that works once. Only the digest of its token is kept: who reads the table cannot sign in."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="invitations")
    purpose = models.CharField(max_length=10, choices=LinkPurpose.choices)
    state = models.CharField(max_length=10, choices=LinkState.choices, default=LinkState.OPEN)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by_code = models.CharField(max_length=100)
    made_by_name = models.CharField(max_length=200)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ("-made_at", "-pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("account", "purpose"),
                condition=Q(state="open"),
                name="invitation_one_open",
            ),
            models.CheckConstraint(
                name="invitation_used_with_its_time",
                condition=Q(state="used", used_at__isnull=False)
                | (~Q(state="used") & Q(used_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="invitation_expires_later", condition=Q(expires_at__gt=models.F("made_at"))
            ),
            models.CheckConstraint(name="invitation_has_a_maker", condition=~Q(made_by_code="")),
        ]

    def __str__(self) -> str:
        return f"{self.account_id}/{self.purpose}/{self.state}"
