"""The door for writes of this room.

Belongs here: one name for each action. Does not belong here: the work itself (the modules beside).
"""

from sauro.people.actions.accounts import create_account, end_role, give_role, set_active
from sauro.people.actions.provinces import Installed, install_province
from sauro.people.actions.sign_in import begin_attempt, record_failure, record_sign_in, record_sign_out

__all__ = [
    "Installed",
    "begin_attempt",
    "create_account",
    "end_role",
    "give_role",
    "install_province",
    "record_failure",
    "record_sign_in",
    "record_sign_out",
    "set_active",
]
