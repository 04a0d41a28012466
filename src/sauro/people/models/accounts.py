"""Accounts and memberships: who signs in, and what the person is in which unit.

Belongs here: tables, invariants, querysets with ``visible_to``. Does not belong here: writes (``actions``),
which roles allow what (``definitions/roles.yaml``).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import DEFAULT_DB_ALIAS, models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sauro.audit.actor import Actor
from sauro.audit.queries import data_version
from sauro.audit.remembered import Remembered
from sauro.people.granted import Granted, Held, Lent, grant
from sauro.people.models.common import not_over, reach_of, valid_on, validity_order
from sauro.people.models.units import Unit
from sauro.people.roles import delegable_permissions

KEPT = Remembered(4096)
"""What accounts hold, as values, under the number of the state of the data: giving or ending a role, closing an
account or moving a unit is an event, and the next request sees it."""


class AccountQuerySet(models.QuerySet["Account"]):
    def visible_to(self, account: object) -> AccountQuerySet:
        """People of the units that the account looks after, and the account itself; none for a visitor."""
        if not isinstance(account, Account):
            return self.none()
        granted = reach_of(account, "people.view")
        if granted.everything:
            return self
        theirs = Membership.objects.filter(not_over(timezone.localdate()), unit__in=granted.units)
        return self.filter(Q(pk=account.pk) | Q(pk__in=theirs.values("account_id")))


class AccountManager(BaseUserManager["Account"].from_queryset(AccountQuerySet)):  # type: ignore[misc]
    """Reads accounts; they are made by ``actions.create_account``."""

    def get_by_natural_key(self, username: str | None) -> Account:
        """By e-mail address or sign-in name, which never holds an @.

        Small letters, compared exactly: a database's own idea of letter case is wider (PostgreSQL takes a
        dotless ı for an i), and each spelling would have tries of its own.
        """
        typed = (username or "").strip().lower()
        found: Account = self.get(email=typed) if "@" in typed else self.get(username=typed)
        return found


class Account(AbstractBaseUser):
    """A person who signs in with an e-mail address or a sign-in name; some people have no address.

    What the person may do lies in memberships alone.
    """

    code = models.CharField(max_length=40, unique=True)
    email = models.EmailField(max_length=254, unique=True, null=True, blank=True)
    username = models.CharField(max_length=60, unique=True, null=True, blank=True)
    name = models.CharField(max_length=150)
    position = models.CharField(max_length=150, blank=True)
    search = models.CharField(max_length=600, blank=True)
    sort_key = models.CharField(max_length=900, blank=True, db_index=True)
    language = models.CharField(
        max_length=5, default="vi", choices=[("vi", _("Tiếng Việt")), ("en", _("Tiếng Anh"))]
    )
    is_active = models.BooleanField(default=True)
    is_sample = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AccountManager()
    _memberships: list[Membership] | None = None
    _loans: list[Lent] | None = None
    _below: dict[frozenset[int], set[int]] | None = None

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering = ("code",)
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("email"), name="account_email_any_case"),
            models.UniqueConstraint(Lower("username"), name="account_username_any_case"),
            models.CheckConstraint(
                name="account_signs_in_with_something",
                condition=Q(email__isnull=False) | Q(username__isnull=False),
            ),
            models.CheckConstraint(
                name="account_nothing_is_null",
                condition=(Q(email__isnull=True) | ~Q(email=""))
                & (Q(username__isnull=True) | (~Q(username="") & ~Q(username__contains="@"))),
            ),
            models.CheckConstraint(name="account_has_a_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def sign_in_name(self) -> str:
        """What the person types to sign in: the address where there is one."""
        return self.email or self.username or ""

    @property
    def may_act(self) -> bool:
        """Active; an account of the demo, whose password is known to everyone, only on this machine alone."""
        return self.is_active and (not self.is_sample or bool(settings.DEMO))

    def memberships_now(self) -> list[Membership]:
        """The memberships in force today, loaded once for this object; none for a closed account."""
        if not self.may_act or self.pk is None:
            return []
        if self._memberships is None:
            self._memberships = [_membership(values, self) for values in _held_by(self.pk)]
        return self._memberships

    def forget_memberships(self) -> None:
        """After a change of roles the next question loads them anew."""
        self._memberships, self._loans, self._below = None, None, None

    def held(self) -> tuple[Held, ...]:
        """The memberships in force as the rule of rights sees them."""
        return tuple(Held(m.role, m.unit_id, m.scope) for m in self.memberships_now())

    def loans_now(self) -> list[Lent]:
        """The delegations to this account in force today, loaded once; a giver who may not act lends nothing."""
        if not self.may_act or self.pk is None:
            return []
        if self._loans is None:
            key = ("loans", self.pk, timezone.localdate())
            self._loans = list(KEPT.get(data_version(), key, self._lent))
        return self._loans

    def _lent(self) -> tuple[Lent, ...]:
        rows = self.delegations_received.in_force(timezone.localdate()).select_related("giver")
        return tuple(Lent(row.giver.actor, row.giver.held(), row.unit_id) for row in rows)

    def reach(self, permission: str) -> Granted:
        """How far the roles in force carry the permission, and the delegations where it can be delegated."""
        lent = self.loans_now() if permission in delegable_permissions() else []
        return grant(self.held(), permission, self._units_below, lent)

    def _units_below(self, units: set[int]) -> set[int]:
        """Every question of one page asks about the same units: the tree is read once for this object."""
        key = frozenset(units)
        if self._below is None:
            self._below = {}
        if key not in self._below:
            self._below[key] = set(KEPT.get(data_version(), ("below", key), lambda: units_below(units)))
        return self._below[key]

    @property
    def actor(self) -> Actor:
        """Who the audit says it was; the address stays out of it."""
        return Actor(code=self.code, name=self.name)


def _held_by(account: int) -> Sequence[tuple[Any, ...]]:
    """The account's memberships of today with their units, as the columns of both."""
    today = timezone.localdate()

    def read() -> Sequence[tuple[Any, ...]]:
        rows = Membership.objects.filter(valid_on(today), account=account).order_by("pk")
        columns = [*_columns(Membership), *(f"unit__{name}" for name in _columns(Unit))]
        return tuple(rows.values_list(*columns))

    return KEPT.get(data_version(), ("memberships", account, today), read)


def _membership(values: tuple[Any, ...], account: Account) -> Membership:
    """Made anew for each request: only values are shared."""
    names = _columns(Membership)
    membership = Membership.from_db(DEFAULT_DB_ALIAS, names, values[: len(names)])
    membership.account = account
    membership.unit = Unit.from_db(DEFAULT_DB_ALIAS, _columns(Unit), values[len(names) :])
    return membership


def _columns(table: type[models.Model]) -> list[str]:
    return [field.attname for field in table._meta.concrete_fields]


def units_below(units: set[int]) -> set[int]:
    """The units directly below these."""
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
