"""Units (a tree with validity), groups of units, accounts and memberships.

Belongs here: tables, the invariants that the database holds, querysets with ``visible_to``.
Does not belong here: writes (``actions``), which roles allow what (``definitions/roles.yaml``).

Nothing: an empty ``valid_from`` means an unknown beginning, an empty ``valid_to`` that no end is known.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sauro.audit.actor import Actor
from sauro.people.granted import Granted, Held, grant
from sauro.people.states import Relation, UnitKind


def valid_on(day: date) -> Q:
    """Rows whose validity holds the day; both ends belong to it."""
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
    not_ended = Q(valid_to__isnull=True) | Q(valid_to__gte=day)
    return begun & not_ended


def validity_order(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=name,
        condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
    )


class UnitQuerySet(models.QuerySet["Unit"]):
    def on(self, day: date) -> UnitQuerySet:
        """Units that exist on the day."""
        return self.filter(valid_on(day))

    def visible_to(self, account: object) -> UnitQuerySet:
        """Units whose pages the account may open; none without a sign-in or a membership."""
        granted = account.reach("units.view") if isinstance(account, Account) else Granted()
        return granted.limit(self, "pk")


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


class AccountManager(BaseUserManager["Account"]):
    """Reads accounts; they are made by ``actions.create_account``."""

    def get_by_natural_key(self, username: str | None) -> Account:
        """Small letters, compared exactly: a database's own idea of letter case is wider (PostgreSQL takes a
        dotless ı for an i), and each spelling would have tries of its own.
        """
        return self.get(email=(username or "").strip().lower())


class Account(AbstractBaseUser):
    """A person who signs in with an e-mail address. What the person may do lies in memberships alone."""

    code = models.CharField(max_length=40, unique=True)
    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=150)
    language = models.CharField(
        max_length=5, default="vi", choices=[("vi", _("Tiếng Việt")), ("en", _("Tiếng Anh"))]
    )
    is_active = models.BooleanField(default=True)
    is_sample = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AccountManager()
    _memberships: list[Membership] | None = None

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering = ("code",)
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("email"), name="account_email_any_case"),
            models.CheckConstraint(name="account_has_a_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def may_act(self) -> bool:
        """Active; an account of the demo, whose password is known to everyone, only on this machine alone."""
        return self.is_active and (not self.is_sample or bool(settings.DEMO))

    def memberships_now(self) -> list[Membership]:
        """The memberships in force today, loaded once for this object; none for a closed account."""
        if not self.may_act or self.pk is None:
            return []
        if self._memberships is None:
            rows = Membership.objects.filter(valid_on(timezone.localdate()), account=self)
            self._memberships = list(rows.select_related("unit").order_by("pk"))
        return self._memberships

    def forget_memberships(self) -> None:
        """After a change of roles the next question loads them anew."""
        self._memberships = None

    def reach(self, permission: str) -> Granted:
        """How far the roles in force carry the permission."""
        held = [Held(m.role, m.unit_id, m.scope) for m in self.memberships_now()]
        return grant(held, permission, _units_below)

    @property
    def actor(self) -> Actor:
        """Who the audit says it was; the address stays out of it."""
        return Actor(code=self.code, name=self.name)


def _units_below(units: set[int]) -> set[int]:
    return set(Unit.objects.filter(parent_id__in=units).values_list("pk", flat=True))


class Membership(models.Model):
    """What an account is in a unit, and when. ``scope`` narrows it (a group, an index node); empty is all."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="memberships")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships")
    role = models.SlugField(max_length=40)
    scope = models.CharField(max_length=80, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("account", "unit", "role")
        constraints: ClassVar = [
            validity_order("membership_validity_order"),
            models.UniqueConstraint(
                fields=("account", "unit", "role", "scope"),
                condition=Q(valid_to__isnull=True),
                name="membership_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id}/{self.unit_id}/{self.role}"


class SignInAttempts(models.Model):
    """Failed sign-ins of one address of a person from one network address, both only as a keyed digest."""

    key = models.CharField(max_length=64, unique=True)
    count = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()
    locked_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "sign-in attempts"
