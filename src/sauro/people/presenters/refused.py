"""Whom a refused person may ask, and where the request goes.

Belongs here: what the 403 page shows of people. Does not belong here: why it was refused (``permissions``).
"""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sauro.people.models import Account
from sauro.people.permissions import managers
from sauro.people.roles import all_roles
from sauro.web.shell import Asking, Contact


def asking(request: HttpRequest) -> Asking | None:
    """For a signed-in account that may act: the people who manage accounts, by name."""
    account = request.user
    if not isinstance(account, Account) or not account.may_act:
        return None
    language = get_language() or "vi"
    contacts = [
        Contact(
            where=_("Tại %(unit)s") % {"unit": membership.unit.short_name},
            name=membership.account.name,
            can=all_roles()[membership.role].name_in(language),
        )
        for membership in managers()
    ]
    whom = contacts[0].name if len(contacts) == 1 else ""
    return Asking(reverse("people:ask"), whom, tuple(contacts))
