"""Who may decide or sign for another: delegations and signing authority, each with its document and days.

Belongs here: tables, invariants, querysets with ``visible_to``. Does not belong here: which permissions can be
delegated (``definitions/roles.yaml``), writes (``actions``).
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from sauro.people.models.accounts import Account
from sauro.people.models.common import both_or_neither, not_over, reach_of, valid_on, validity_order
from sauro.people.models.units import Unit
from sauro.people.states import Capacity


class DelegationQuerySet(models.QuerySet["Delegation"]):
    def in_force(self, day: date) -> DelegationQuerySet:
        return self.filter(valid_on(day), ended_at__isnull=True)

    def open_on(self, day: date) -> DelegationQuerySet:
        """In force on the day, or to begin later."""
        return self.filter(not_over(day), ended_at__isnull=True)

    def visible_to(self, account: object) -> DelegationQuerySet:
        """Delegations of the units that the account looks after, and those it gave or received."""
        if not isinstance(account, Account):
            return self.none()
        granted = reach_of(account, "people.view")
        if granted.everything:
            return self
        return self.filter(Q(giver=account) | Q(receiver=account) | Q(unit__in=granted.units))


class Delegation(models.Model):
    """For a time, in one unit, the receiver holds what the giver's roles mark as delegable; never more.

    It is not passed on: rights that come from a delegation are no source of another.
    """

    code = models.CharField(max_length=40, unique=True)
    giver = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="delegations_given")
    receiver = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="delegations_received")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="delegations")
    valid_from = models.DateField()
    valid_to = models.DateField()
    document_number = models.CharField(max_length=100)
    document_date = models.DateField()
    reason = models.CharField(max_length=500)
    made_at = models.DateTimeField()
    made_by_code = models.CharField(max_length=100)
    made_by_name = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by_code = models.CharField(max_length=100, blank=True)
    ended_by_name = models.CharField(max_length=200, blank=True)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        ordering = ("-valid_to", "-pk")
        constraints: ClassVar = [
            validity_order("delegation_validity_order"),
            models.CheckConstraint(name="delegation_to_another", condition=~Q(giver=F("receiver"))),
            models.CheckConstraint(
                name="delegation_has_a_document",
                condition=~Q(document_number="") & ~Q(reason="") & ~Q(made_by_code=""),
            ),
            both_or_neither("delegation_ended_by_somebody", "ended_at", "ended_by_code", "ended_by_name"),
        ]

    def __str__(self) -> str:
        return f"{self.giver_id}/{self.receiver_id}/{self.unit_id}"


class SigningAuthorityQuerySet(models.QuerySet["SigningAuthority"]):
    def in_force(self, day: date) -> SigningAuthorityQuerySet:
        return self.filter(valid_on(day))

    def visible_to(self, account: object) -> SigningAuthorityQuerySet:
        """Who signs for a unit is known to whoever may see the unit."""
        return reach_of(account, "units.view").limit(self, "unit_id")


class SigningAuthority(models.Model):
    """In which capacity a person signs for a unit.

    ``lines`` is what stands above the signature, one line each. ``under`` is the authority above it in a
    stacked form such as TL. CHỦ TỊCH / KT. CHÁNH VĂN PHÒNG / PHÓ CHÁNH VĂN PHÒNG. A person without an account
    stands here by name alone. TUQ. needs a document and is never passed on (the action sees to the latter).
    """

    code = models.CharField(max_length=40, unique=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="signing_authorities")
    account = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="signing_authorities"
    )
    signer = models.CharField(max_length=150)
    position = models.CharField(max_length=150)
    capacity = models.CharField(max_length=4, choices=Capacity.choices)
    lines = models.CharField(max_length=500)
    scope = models.CharField(max_length=500, blank=True)
    document_number = models.CharField(max_length=100, blank=True)
    document_date = models.DateField(null=True, blank=True)
    under = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="stacked")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = SigningAuthorityQuerySet.as_manager()

    class Meta:
        ordering = ("unit__order", "unit__sort_key", "valid_from", "pk")
        constraints: ClassVar = [
            validity_order("signing_validity_order"),
            models.CheckConstraint(
                name="signing_says_who", condition=~Q(signer="") & ~Q(position="") & ~Q(lines="")
            ),
            models.CheckConstraint(
                name="signing_by_delegation_has_a_document",
                condition=~Q(capacity="TUQ")
                | (~Q(document_number="") & Q(document_date__isnull=False) & Q(valid_to__isnull=False)),
            ),
            models.CheckConstraint(
                name="signing_document_with_its_date",
                condition=Q(document_number="", document_date__isnull=True)
                | (~Q(document_number="") & Q(document_date__isnull=False)),
            ),
            models.CheckConstraint(
                name="signing_not_under_itself", condition=Q(under__isnull=True) | ~Q(under=F("id"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.capacity}. {self.signer}"
