"""Which reports wait for one person: to write, to review, to sign, to issue.

Belongs here: finding them by the states and the person's rights. Does not belong here: words, pages (``presenters.waiting``), reminders
(``watching``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from sauro.audit.queries import data_version
from sauro.audit.remembered import Remembered
from sauro.people import permissions as people
from sauro.people.models import Account, SigningAuthority
from sauro.people.permissions import can
from sauro.reporting.models import ProvinceReport, Report
from sauro.reporting.permissions import may_sign_paper
from sauro.reporting.states import (
    COMPOSE,
    EDITABLE,
    EXAMINE,
    ISSUE,
    PROVINCE_ISSUE,
    REVIEW,
    SIGN,
    WRITE,
    PeriodState,
    ProvinceState,
    ReportState,
)

NEXT: Mapping[str, tuple[str, ...]] = {
    WRITE: (*EDITABLE, ReportState.PASSED),
    SIGN: (ReportState.SIGNING,),
    ISSUE: (ReportState.SIGNED,),
    REVIEW: (ReportState.REVIEW, ReportState.ISSUED),
}
"""The states in which the next step is that of who holds the permission."""
AFTER_CLOSING = (
    ReportState.REVIEW,
    ReportState.PASSED,
    ReportState.SIGNING,
    ReportState.SIGNED,
    ReportState.ISSUED,
)
"""What had been sent goes on to its signature when the period is closed; nothing is written there any more."""
NEXT_OF_PAPER: Mapping[str, tuple[str, ...]] = {
    COMPOSE: (ProvinceState.DRAFT, ProvinceState.ISSUED),
    EXAMINE: (ProvinceState.OFFICE,),
    PROVINCE_ISSUE: (ProvinceState.SIGNED,),
}
_KEPT = Remembered(1024)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Kept for other requests, so nobody alters the rows."""

    reports: tuple[Report, ...] = ()
    papers: tuple[ProvinceReport, ...] = ()

    @property
    def total(self) -> int:
        return len(self.reports) + len(self.papers)


def waiting_for(account: object) -> Waiting:
    """Read once for each account, day and state of the data: every page with a frame asks."""
    if not isinstance(account, Account):
        return Waiting()
    key = (account.pk, timezone.localdate())
    return _KEPT.get(data_version(), key, lambda: Waiting(_reports(account), _papers(account)))


def _reports(account: Account) -> tuple[Report, ...]:
    wanted = Q(pk__in=())
    for permission, states in NEXT.items():
        granted = people.reach(account, permission)
        if granted.everything:
            wanted |= Q(state__in=states)
        elif granted.units:
            wanted |= Q(state__in=states) & _of_units(granted.units)
    own = SigningAuthority.objects.in_force(timezone.localdate()).filter(account=account)
    signed_for = set(own.values_list("unit", flat=True)) if account.may_act else set()
    if signed_for:
        wanted |= Q(state__in=NEXT[SIGN]) & _of_units(signed_for)
    goes_on = Q(period__state=PeriodState.OPEN) | Q(period__state=PeriodState.CLOSED, state__in=AFTER_CLOSING)
    rows = Report.objects.visible_to(account).filter(wanted).filter(goes_on)
    rows = rows.select_related("period", "unit", "filled_by")
    return tuple(rows.order_by("due_on", "period", "unit__order", "unit__sort_key", "pk"))


def _of_units(units: frozenset[int] | set[int]) -> Q:
    return Q(unit__in=units) | Q(filled_by__in=units)


def _papers(account: Account) -> tuple[ProvinceReport, ...]:
    states = {state for right, states in NEXT_OF_PAPER.items() if can(account, right) for state in states}
    if may_sign_paper(account):
        states.add(ProvinceState.SIGNING)
    if not states:
        return ()
    rows = ProvinceReport.objects.visible_to(account).filter(state__in=states).select_related("period")
    return tuple(rows.order_by("due_on", "period", "paper"))
