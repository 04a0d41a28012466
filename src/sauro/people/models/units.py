"""Units (a tree with validity) and groups of units.

Belongs here: tables, the invariants that the database holds, querysets with ``visible_to``.
Does not belong here: people (``accounts``), writes (``actions``).

Nothing: an empty ``valid_from`` means an unknown beginning, an empty ``valid_to`` that no end is known.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from sauro.people.models.common import reach_of, valid_on, validity_order
from sauro.people.states import Relation, UnitKind


class UnitQuerySet(models.QuerySet["Unit"]):
    def on(self, day: date) -> UnitQuerySet:
        """Units that exist on the day."""
        return self.filter(valid_on(day))

    def visible_to(self, account: object) -> UnitQuerySet:
        """Units whose pages the account may open; none without a sign-in or a membership."""
        return reach_of(account, "units.view").limit(self, "pk")


class Unit(models.Model):
    """An office, agency, body or commune that can be named, given work or asked."""

    code = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=20, choices=UnitKind.choices)
    relation = models.CharField(max_length=12, choices=Relation.choices)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=200, blank=True)
    official_code = models.CharField(max_length=10, blank=True)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    order = models.PositiveIntegerField(default=0)
    sort_key = models.CharField(max_length=900, db_index=True)
    search = models.CharField(max_length=2000, db_index=True)
    confidence = models.CharField(max_length=2, blank=True)
    source = models.CharField(max_length=200, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    successor = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="predecessors"
    )

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ("order", "sort_key", "code")
        constraints: ClassVar = [
            validity_order("unit_validity_order"),
            models.CheckConstraint(name="unit_not_its_own_parent", condition=~Q(parent=F("id"))),
            models.CheckConstraint(name="unit_not_its_own_successor", condition=~Q(successor=F("id"))),
            models.CheckConstraint(
                name="unit_successor_needs_an_end",
                condition=Q(successor__isnull=True) | Q(valid_to__isnull=False),
            ),
            models.CheckConstraint(name="unit_has_a_name", condition=~Q(name="") & ~Q(short_name="")),
            models.UniqueConstraint(
                fields=("official_code",),
                condition=~Q(official_code="") & Q(valid_to__isnull=True) & ~Q(kind="province"),
                name="unit_official_code_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def slug(self) -> str:
        """The code as it stands in an address (/don-vi/<mã>)."""
        return self.code.lower()


class UnitAlias(models.Model):
    """Another way in which texts write the unit's name; a former name stays for texts of its time."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="aliases")
    text = models.CharField(max_length=200)
    folded = models.CharField(max_length=200)
    former = models.BooleanField(default=False)

    class Meta:
        ordering = ("id",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("unit", "folded"), name="unit_alias_once"),
            models.CheckConstraint(name="unit_alias_not_empty", condition=~Q(folded="")),
        ]

    def __str__(self) -> str:
        return self.text


class UnitGroup(models.Model):
    """A collective that texts name at once. ``complete`` says whether all of its members are known."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    complete = models.BooleanField(default=True)
    order = models.PositiveIntegerField(default=0)
    units = models.ManyToManyField(Unit, through="GroupMember", related_name="groups")

    class Meta:
        ordering = ("order", "code")

    def __str__(self) -> str:
        return self.name


class UnitGroupAlias(models.Model):
    group = models.ForeignKey(UnitGroup, on_delete=models.CASCADE, related_name="aliases")
    text = models.CharField(max_length=200)
    folded = models.CharField(max_length=200)

    class Meta:
        ordering = ("id",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("group", "folded"), name="unit_group_alias_once"),
            models.CheckConstraint(name="unit_group_alias_not_empty", condition=~Q(folded="")),
        ]

    def __str__(self) -> str:
        return self.text


class GroupMember(models.Model):
    group = models.ForeignKey(UnitGroup, on_delete=models.CASCADE, related_name="members")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="group_members")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("unit__order", "unit__sort_key")
        constraints: ClassVar = [
            validity_order("group_member_validity_order"),
            models.UniqueConstraint(
                fields=("group", "unit"), condition=Q(valid_to__isnull=True), name="group_member_once"
            ),
        ]
