"""Who acts: an account or a part of the system.

Belongs here: the type that actions take as ``by`` and its one conversion. Does not belong here: rights.
"""

from django.http import HttpRequest

from sauro.audit.actor import Actor
from sauro.people.models import Account

By = Account | Actor


def as_actor(by: By) -> Actor:
    """The actor that the audit writes down."""
    return by.actor if isinstance(by, Account) else by


def signed_in(request: HttpRequest) -> Account:
    """Who is at the page; the login middleware lets nobody else come to one that asks."""
    assert isinstance(request.user, Account)
    return request.user
