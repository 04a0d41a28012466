"""The door for writes of this room.

Belongs here: one name for each action. Does not belong here: the work itself (the modules beside).
"""

from sauro.people.actions.accounts import change_account, create_account, set_active
from sauro.people.actions.bulk import Brought, Handed, SheetWrong, bring_accounts, links_of_sheet
from sauro.people.actions.delegations import delegate, end_delegation
from sauro.people.actions.handovers import accept_handover, cancel_handover, offer_handover, return_handover
from sauro.people.actions.invitations import (
    Link,
    find_link,
    make_link,
    send_link,
    use_link,
    withdraw_links,
)
from sauro.people.actions.passwords import (
    ask_for_reset,
    change_password,
    reset_password,
    send_reset,
    set_password_by_link,
)
from sauro.people.actions.provinces import Installed, install_province
from sauro.people.actions.requests import ask_for_right, decline_request, grant_request
from sauro.people.actions.roles import end_role, give_role
from sauro.people.actions.second_factor import (
    renew_recovery_codes,
    reset_second_factor,
    turn_off_second_factor,
    turn_on_second_factor,
    use_code,
)
from sauro.people.actions.sessions import end_other_sessions, end_session, end_sessions
from sauro.people.actions.sign_in import (
    begin_attempt,
    begin_code_attempt,
    forgive_attempt,
    forgive_code_attempt,
    record_code_failure,
    record_failure,
    record_sign_in,
    record_sign_out,
)
from sauro.people.actions.signing import Signing, begin_signing, end_signing
from sauro.people.actions.units import bring_units

__all__ = [
    "Brought",
    "Handed",
    "Installed",
    "Link",
    "SheetWrong",
    "Signing",
    "accept_handover",
    "ask_for_reset",
    "ask_for_right",
    "begin_attempt",
    "begin_code_attempt",
    "begin_signing",
    "bring_accounts",
    "bring_units",
    "cancel_handover",
    "change_account",
    "change_password",
    "create_account",
    "decline_request",
    "delegate",
    "end_delegation",
    "end_other_sessions",
    "end_role",
    "end_session",
    "end_sessions",
    "end_signing",
    "find_link",
    "forgive_attempt",
    "forgive_code_attempt",
    "give_role",
    "grant_request",
    "install_province",
    "links_of_sheet",
    "make_link",
    "offer_handover",
    "record_code_failure",
    "record_failure",
    "record_sign_in",
    "record_sign_out",
    "renew_recovery_codes",
    "reset_password",
    "reset_second_factor",
    "return_handover",
    "send_link",
    "send_reset",
    "set_active",
    "set_password_by_link",
    "turn_off_second_factor",
    "turn_on_second_factor",
    "use_code",
    "use_link",
    "withdraw_links",
]
