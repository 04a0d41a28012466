"""Who acts: an account or a part of the system.

Belongs here: the type that actions take as ``by`` and its one conversion. Does not belong here: rights.
"""

from sauro.audit.actor import Actor
from sauro.people.models import Account

By = Account | Actor


def as_actor(by: By) -> Actor:
    """The actor that the audit writes down."""
    return by.actor if isinstance(by, Account) else by
