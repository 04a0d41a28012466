"""May this account do this to this unit's report?

Belongs here: the rule for a report, the refusal and the actor to write down. Does not belong here: what a role allows
(``definitions/roles.yaml``), how far it reaches (``people.granted``), states (``states``).

The rule: the permission reaches everything, or the unit of the report, or the unit that fills it for another. Without a
report the question is whether the permission is held anywhere. Signing has a second door: whoever holds an authority in
force to sign for one of these units, in his or her own name.
"""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone

from sauro.audit.actor import Actor
from sauro.people import permissions as people
from sauro.people.by import By
from sauro.people.granted import Granted
from sauro.people.models import Account, SigningAuthority
from sauro.people.permissions import Refused
from sauro.people.queries import province
from sauro.reporting.models import Report
from sauro.reporting.models.common import VIEW
from sauro.reporting.states import PROVINCE_SIGN, SIGN


def units_of(report: Report) -> list[int]:
    """The units whose people work on the report: the one that fills it first."""
    return [unit for unit in (report.filled_by_id, report.unit_id) if unit is not None]


def covers(granted: Granted, report: Report | None = None) -> bool:
    if report is None:
        return granted.covers(None)
    return granted.everything or any(unit in granted.units for unit in units_of(report))


def may(account: object, permission: str, report: Report | None = None) -> bool:
    if covers(people.reach(account, permission), report):
        return True
    return permission == SIGN and report is not None and bool(authorities(account, report))


def check_may(account: object, permission: str, report: Report | None = None) -> None:
    """Passes, or raises Refused with the reason and the people to ask."""
    if not may(account, permission, report):
        raise refusal(account, permission, report)


def may_everything(account: object) -> bool:
    """Whether the person reads every unit's report: what all of them add up to is shown to nobody else."""
    return people.reach(account, VIEW).everything


def check_everything(account: object) -> None:
    """Passes, or raises Refused: the figures of the province are beyond the own units."""
    if not may_everything(account):
        raise people.refusal(account, VIEW, province(timezone.localdate()))


def refusal(account: object, permission: str, report: Report | None = None) -> Refused:
    """What ``check_may`` raises, for a button that stays closed and says why."""
    return people.refusal(account, permission, None if report is None else report.unit)


def acting(by: By, permission: str, report: Report | None = None) -> Actor:
    """Checks the right and gives the actor to write down, with the lender of a delegated right.

    A part of the system (set-up, worker, demo) acts with the rights of the machine.
    """
    if isinstance(by, Actor):
        return by
    check_may(by, permission, report)
    granted = people.reach(by, permission)
    if report is None:
        lender = granted.lender(None)
        return by.actor if lender is None else by.actor.for_another(lender)
    if granted.everything:
        return by.actor
    lenders = [granted.lender(unit) for unit in units_of(report) if unit in granted.units]
    borrowed = [lender for lender in lenders if lender is not None]
    if granted.everything or not borrowed or len(borrowed) < len(lenders):
        return by.actor
    return by.actor.for_another(borrowed[0])


def may_sign_by_role(account: object, report: Report) -> bool:
    """Whether a role, and not only an authority, lets the person sign."""
    return covers(people.reach(account, SIGN), report)


def authorities(account: object, report: Report) -> list[SigningAuthority]:
    """The authorities in force by which this person signs for the units of the report."""
    if not isinstance(account, Account) or not account.may_act:
        return []
    rows = SigningAuthority.objects.in_force(timezone.localdate())
    return list(rows.filter(account=account, unit__in=units_of(report)).order_by("pk"))


def choosable_authorities(account: object, report: Report) -> list[SigningAuthority]:
    """The capacities in which the person may sign: the own ones, and those of a signer without an account, which whoever
    may sign for the unit writes down."""
    found = Q(account=account) if isinstance(account, Account) else Q(pk__in=())
    if may_sign_by_role(account, report):
        found |= Q(account__isnull=True)
    rows = SigningAuthority.objects.in_force(timezone.localdate()).filter(unit__in=units_of(report))
    return list(rows.filter(found).select_related("unit", "under").order_by("pk"))


def may_sign_paper(account: object) -> bool:
    """The province's papers are signed by whoever has the right, or an authority of the People's Committee in the own name."""
    return people.can(account, PROVINCE_SIGN) or bool(paper_authorities(account))


def paper_authorities(account: object) -> list[SigningAuthority]:
    """The authorities in force by which this person signs for the People's Committee."""
    if not isinstance(account, Account) or not account.may_act:
        return []
    return [row for row in _of_committee() if row.account_id == account.pk]


def paper_choosable(account: object) -> list[SigningAuthority]:
    """The capacities in which the person may sign; a part of the system signs as it is told."""
    if isinstance(account, Actor):
        return _of_committee()
    everyone = people.can(account, PROVINCE_SIGN)
    own = account.pk if isinstance(account, Account) else None
    return [row for row in _of_committee() if row.account_id == own or (everyone and row.account_id is None)]


def _of_committee() -> list[SigningAuthority]:
    today = timezone.localdate()
    committee = province(today)
    if committee is None:
        return []
    rows = SigningAuthority.objects.in_force(today).filter(unit=committee)
    return list(rows.select_related("unit", "under").order_by("pk"))
