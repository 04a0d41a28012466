"""May this account do this? One rule feeds the answer, the refusal and the reason beside a closed button.

Belongs here: ``can``, ``check``, ``reach`` and the refusal. Does not belong here: what a role allows
(``definitions/roles.yaml``), permissions of other rooms (they register their own).

Nothing: without a sign-in, with an inactive account or without a membership in force nothing is allowed.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sauro.audit.actor import Actor
from sauro.people import registry, roles
from sauro.people.by import By
from sauro.people.granted import Granted
from sauro.people.models import Account, Membership, Unit, valid_on


class Refused(PermissionDenied):
    """A refusal that says why and whom to ask. ``code`` is the permission, or a room's own code."""

    def __init__(
        self, code: str, why: str, whom: str, *, held: Iterable[str] = (), needed: Iterable[str] = ()
    ) -> None:
        super().__init__(why)
        self.code = code
        self.why = why
        self.whom = whom
        self.held = tuple(held)
        self.needed = tuple(needed)


def memberships_now(account: object) -> list[Membership]:
    """The memberships in force today; none without a sign-in."""
    return account.memberships_now() if isinstance(account, Account) else []


def reach(account: object, permission: str) -> Granted:
    """How far the account's roles carry the permission; KeyError for one that no room offers."""
    registry.get(permission)
    return account.reach(permission) if isinstance(account, Account) else Granted()


def can(account: object, permission: str, unit: Unit | None = None) -> bool:
    return reach(account, permission).covers(unit.pk if unit is not None else None)


def check(account: object, permission: str, unit: Unit | None = None) -> None:
    """Passes, or raises Refused with the reason and the people to ask."""
    if not can(account, permission, unit):
        raise refusal(account, permission, unit)


def acting(by: By, permission: str, unit: Unit | None = None) -> Actor:
    """Checks the right and gives the actor to write down, with the lender where the right is delegated.

    A part of the system (set-up, worker, demo) acts with the rights of the machine.
    """
    if isinstance(by, Actor):
        return by
    granted = reach(by, permission)
    if not granted.covers(unit.pk if unit is not None else None):
        raise refusal(by, permission, unit)
    lender = granted.lender(unit.pk if unit is not None else None)
    return by.actor if lender is None else by.actor.for_another(lender)


def may_give(account: Account, role: roles.Role, unit: Unit) -> bool:
    """Nobody gives a role wider than the own: whoever manages the whole province gives any role, a manager of some
    units only what these units are reached by.
    """
    managed = reach(account, "people.manage")
    if managed.everything:
        return True
    return managed.covers(unit.pk) and holds_all(account, role, unit)


def holds_all(account: Account, role: roles.Role, unit: Unit) -> bool:
    """Whether the account may already do all that the role would let somebody do there."""
    return all(
        reach(account, permission).covers(unit.pk)
        if how_far is roles.Reach.OWN
        else reach(account, permission).everything
        for permission, how_far in role.permissions
    )


def may_hand_over(account: Account, membership: Membership) -> bool:
    """The own role; else roles of a unit whose people the account hands over, none wider than the own."""
    if membership.account_id == account.pk:
        return True
    if not reach(account, "people.hand_over").covers(membership.unit_id):
        return False
    role = roles.all_roles().get(membership.role)
    return role is not None and (
        reach(account, "people.manage").everything or holds_all(account, role, membership.unit)
    )


def refusal(account: object, permission: str, unit: Unit | None = None) -> Refused:
    """The refusal that ``check`` raises, for a button that stays closed and says why."""
    language = get_language() or "vi"
    needed = [r.name_in(language) for r in roles.all_roles().values() if r.reach_of(permission)]
    held = [
        _("%(role)s – %(unit)s") % {"role": role.name_in(language), "unit": membership.unit.short_name}
        for membership in memberships_now(account)
        if (role := roles.all_roles().get(membership.role)) is not None
    ]
    action = registry.get(permission).name
    if not held:
        why = _("Tài khoản này chưa được giao vai trò nào đang có hiệu lực.")
    elif unit is not None and can(account, permission):
        why = _("Vai trò đang có chỉ được %(action)s trong phạm vi đơn vị được giao, không gồm %(unit)s.") % {
            "action": action,
            "unit": unit.short_name,
        }
    else:
        why = _("Chỉ các vai trò sau được %(action)s: %(roles)s.") % {
            "action": action,
            "roles": ", ".join(needed),
        }
    return Refused(permission, why, _whom_to_ask(), held=held, needed=needed)


def _whom_to_ask() -> str:
    names = [
        _("%(name)s (%(unit)s)") % {"name": m.account.name, "unit": m.unit.short_name} for m in managers()
    ]
    if not names:
        return _("Hỏi người quản trị hệ thống của cơ quan để được giao vai trò.")
    return _("Hỏi %(people)s để được giao vai trò.") % {"people": ", ".join(names)}


def managers() -> list[Membership]:
    """Who manages accounts today, by name and unit: known to everyone inside an office. At most three."""
    managing = [r.code for r in roles.all_roles().values() if r.reach_of("people.manage")]
    held = Membership.objects.filter(
        valid_on(timezone.localdate()), role__in=managing, account__is_active=True
    )
    return list(held.select_related("account", "unit").order_by("pk")[:3])
