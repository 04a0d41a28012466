"""The door for writes of this room.

Belongs here: one name for each action. Does not belong here: the work itself (the modules beside).
"""

from sauro.people.actions.accounts import change_account, create_account, set_active
from sauro.people.actions.delegations import delegate, end_delegation
from sauro.people.actions.handovers import accept_handover, cancel_handover, offer_handover, return_handover
from sauro.people.actions.invitations import Link, find_link, make_link, use_link, withdraw_links
from sauro.people.actions.provinces import Installed, install_province
from sauro.people.actions.requests import ask_for_right, decline_request, grant_request
from sauro.people.actions.roles import end_role, give_role
from sauro.people.actions.sign_in import begin_attempt, record_failure, record_sign_in, record_sign_out
from sauro.people.actions.signing import Signing, begin_signing, end_signing

__all__ = [
    "Installed",
    "Link",
    "Signing",
    "accept_handover",
    "ask_for_right",
    "begin_attempt",
    "begin_signing",
    "cancel_handover",
    "change_account",
    "create_account",
    "decline_request",
    "delegate",
    "end_delegation",
    "end_role",
    "end_signing",
    "find_link",
    "give_role",
    "grant_request",
    "install_province",
    "make_link",
    "offer_handover",
    "record_failure",
    "record_sign_in",
    "record_sign_out",
    "return_handover",
    "set_active",
    "use_link",
    "withdraw_links",
]
