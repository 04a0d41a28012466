"""The tables of this room, one module per subject; import them from here.

Belongs here: names. Does not belong here: any table.
"""

from sauro.people.models.accounts import Account, AccountManager, AccountQuerySet, Membership, SignInAttempts
from sauro.people.models.authority import Delegation, SigningAuthority
from sauro.people.models.common import not_over, valid_on, validity_order
from sauro.people.models.handovers import Handover
from sauro.people.models.invitations import Invitation
from sauro.people.models.requests import AccessRequest
from sauro.people.models.units import (
    GroupMember,
    Unit,
    UnitAlias,
    UnitGroup,
    UnitGroupAlias,
    UnitQuerySet,
)

__all__ = [
    "AccessRequest",
    "Account",
    "AccountManager",
    "AccountQuerySet",
    "Delegation",
    "GroupMember",
    "Handover",
    "Invitation",
    "Membership",
    "SignInAttempts",
    "SigningAuthority",
    "Unit",
    "UnitAlias",
    "UnitGroup",
    "UnitGroupAlias",
    "UnitQuerySet",
    "not_over",
    "valid_on",
    "validity_order",
]
