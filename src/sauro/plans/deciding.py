"""Who decides on a later deadline: whoever set it.

Belongs here: the rule, for the action, the closed button and the list of waiting requests. Does not belong here: writing.

- Set by the assigning document: those whose right to decide reaches the whole province. The office that follows the
  plan must name the document that decides; a leader decides by himself.
- Set by the office: those whose right reaches the whole province.
- Proposed by the unit and accepted by the office: these, and whoever has the right over the unit (its head).
A delegated right counts as the lender's.
"""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _

from sauro.people import permissions as people
from sauro.people.models import Account, Unit
from sauro.people.permissions import Refused
from sauro.plans.models import Extension
from sauro.plans.models.work import ExtensionQuerySet
from sauro.plans.permissions import refusal
from sauro.plans.states import ExtensionState, SetBy

DECIDE = "deadlines.decide"


def may_decide(account: object, *, due_by: str, unit: Unit) -> bool:
    granted = people.reach(account, DECIDE)
    if granted.everything or (due_by == SetBy.UNIT and unit.pk in granted.units):
        return True
    lender = granted.lender(unit.pk)
    return lender is not None and _everywhere(lender.code)


def _everywhere(code: str) -> bool:
    giver = Account.objects.filter(code=code).first()
    return giver is not None and people.reach(giver, DECIDE).everything


def needs_document(account: object, *, due_by: str) -> bool:
    """The office did not set the document's deadline: it must name what moved it."""
    return due_by == SetBy.DOCUMENT and people.can(account, "assignments.confirm")


def cannot_decide(account: object, *, due_by: str, unit: Unit) -> Refused:
    """Why the account may not decide on this deadline, and whom to ask."""
    refused = refusal(account, DECIDE, unit=unit)
    if due_by == SetBy.UNIT or not people.can(account, DECIDE):
        return refused
    why = _("Thời hạn này không do đơn vị đặt ra, nên đơn vị không tự quyết định gia hạn được.")
    return Refused(DECIDE, why, refused.whom, held=refused.held, needed=refused.needed)


def extensions_to_decide(account: object) -> ExtensionQuerySet:
    """Requests that wait for this account."""
    granted = people.reach(account, DECIDE)
    waiting = Extension.objects.filter(state=ExtensionState.ASKED)
    if granted.everything:
        return waiting
    lent = {unit for unit, lender in granted.lenders if _everywhere(lender.code)}
    own = Q(assignment__occurrence__due_by=SetBy.UNIT, assignment__unit__in=sorted(granted.units))
    return waiting.filter(own | Q(assignment__unit__in=sorted(lent)))
